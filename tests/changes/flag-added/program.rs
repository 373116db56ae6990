//! additive

use subject::models::FlagAddedColour as Colour;

fn main() {
    println!("{}", Colour::RED | Colour::GREEN);
}
