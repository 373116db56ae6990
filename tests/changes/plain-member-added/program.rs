//! additive

use plain::models::MemberAdded;

fn main() {
    match MemberAdded::from("blue") {
        MemberAdded::Red | MemberAdded::Green => {}
        other => println!("{other}"),
    }
}
