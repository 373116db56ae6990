//! breaking

use plain::{Credentials, security};

fn main() {
    println!("{:?}", Credentials::new().with(security::GONE_KEY, "secret"));
}
