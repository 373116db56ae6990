//! breaking

use plain::File;
use plain::requests::optional_part_removed::CallOptionalPartRemovedBody;

fn main() {
    println!("{:?}", CallOptionalPartRemovedBody::new(File::new("a.png", "a")).note("new"));
}
