//! breaking

use subject::Request;

fn main() {
    let request: Request<i32> = subject::requests::answer_nullable_set::area("1");
    println!("{}", request.target());
}
