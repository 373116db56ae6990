//! additive

use subject::models::{SubtypeAddedBody, SubtypeAddedShape, SubtypeAddedShapeBody};

fn main() {
    let SubtypeAddedShape { height, .. } = SubtypeAddedShape::default();
    println!("{height:?} {:?}", SubtypeAddedBody::new().shape(SubtypeAddedShapeBody::new().height(1)));
}
