//! additive

use subject::models::MemberAddedColour as Colour;

fn main() {
    let word = match Colour::from("red") {
        Colour::Red => "red",
        Colour::Unrecognized(_) => "not known",
        _ => "another",
    };
    println!("{word}");
}
