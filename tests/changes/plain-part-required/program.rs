//! breaking

use plain::File;
use plain::requests::part_required::{CallPartRequiredBody, call_part_required};

fn main() {
    let body = CallPartRequiredBody::new(File::new("a.png", "a"));
    println!("{}", call_part_required(&body).target());
}
