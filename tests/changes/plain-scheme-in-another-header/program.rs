//! breaking, though it compiles

use plain::{Credentials, security};

fn main() {
    println!("{:?}", Credentials::new().with(security::MOVED_KEY, "secret"));
}
