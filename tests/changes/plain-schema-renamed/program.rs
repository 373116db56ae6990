//! breaking

use plain::models::OldName;

fn main() {
    println!("{:?}", OldName::new());
}
