//! breaking

use subject::Request;

fn main() {
    let request: Request<()> = subject::requests::answer_added_set::paint("1");
    println!("{}", request.target());
}
