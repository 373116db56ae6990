//! breaking

use plain::models::TypeClosed;

fn main() {
    println!("{:?}", TypeClosed::new().additional);
}
