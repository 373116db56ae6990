//! breaking

use plain::requests::second_answer::call_second_answer;
use plain::Request;

fn main() {
    let request: Request<String> = call_second_answer();
    println!("{}", request.target());
}
