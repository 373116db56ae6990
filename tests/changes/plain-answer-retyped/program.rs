//! breaking

use plain::requests::answer_retyped::call_answer_retyped;
use plain::Request;

fn main() {
    let request: Request<String> = call_answer_retyped();
    println!("{}", request.target());
}
