//! breaking, though it compiles

use plain::models::PropertiesSwapped;

fn main() {
    println!("{:?}", PropertiesSwapped::new("Ada", "Lovelace"));
}
