//! additive

use plain::requests::answer_added::{CallAnswerAddedAnswer as Answer, call_answer_added};
use plain::Request;

fn text(answer: &Answer) -> String {
    match answer {
        Answer::Ok(text) => text.clone(),
        Answer::Accepted(number) => number.to_string(),
        _ => String::new(),
    }
}

fn main() {
    let request: Request<Answer> = call_answer_added();
    println!("{} {}", request.target(), text(&Answer::Accepted(1)));
}
