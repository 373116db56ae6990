//! breaking, though it compiles

use subject::models::UpdateMethodChangedBody;

fn main() {
    let request = subject::requests::update_method_changed_set::update("1", &UpdateMethodChangedBody::new());
    println!("{}", request.target());
}
