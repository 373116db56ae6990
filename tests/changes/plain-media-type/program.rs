//! breaking, though it compiles

use plain::requests::media_type::call_media_type;

fn main() {
    println!("{}", call_media_type("a").target());
}
