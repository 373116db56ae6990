//! breaking, though it compiles

use plain::ServiceError;
use plain::models::FaultBefore;

fn title(error: &ServiceError) -> Option<String> {
    error.declared::<FaultBefore>().ok()?.title
}

fn main() {
    println!("{}", std::any::type_name_of_val(&title));
}
