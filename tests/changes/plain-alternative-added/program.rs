//! additive

use plain::models::{AddedCat, AlternativeAdded};

fn main() {
    match AlternativeAdded::from(AddedCat::new("cat")) {
        AlternativeAdded::AddedCat(cat) => println!("{cat:?}"),
        other => println!("{other:?}"),
    }
}
