//! breaking

use subject::models::{BaseRemoved, BaseRemovedShape};

fn circle(shape: &BaseRemovedShape) -> Option<i32> {
    shape.downcast::<BaseRemoved>().ok().flatten()?.radius
}

fn main() {
    println!("{:?}", circle(&BaseRemovedShape::default()));
}
