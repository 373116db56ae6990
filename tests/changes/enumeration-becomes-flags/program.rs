//! breaking

fn main() {
    println!("{}", subject::models::EnumerationBecomesFlagsColour::Green);
}
