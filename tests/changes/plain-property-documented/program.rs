//! documentation

use plain::models::PropertyDocumented;

fn main() {
    println!("{:?}", PropertyDocumented::new().colour("red"));
}
