//! breaking, though it compiles

use plain::requests::answer_covered::CallAnswerCoveredAnswer as Answer;

fn main() {
    println!("{:?}", Answer::Success(1));
}
