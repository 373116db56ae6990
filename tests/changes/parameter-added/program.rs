//! additive

use subject::requests::parameter_added_set::{PaintBody, paint};

fn main() {
    println!("{}", paint("1", &PaintBody::new().colour("red")).target());
}
