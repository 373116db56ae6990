//! documentation

use subject::models::{PropertyNullable, PropertyNullableBody};

fn main() {
    let size: i32 = PropertyNullable::default().size.unwrap_or_default();
    println!("{:?}", PropertyNullableBody::new().size(size));
}
