//! breaking

use subject::requests::parameter_removed_set::{PaintBody, paint};

fn main() {
    println!("{}", paint("1", &PaintBody::new().layers(2)).target());
}
