//! breaking

fn main() {
    println!("{}", subject::models::MemberRemovedColour::Green);
}
