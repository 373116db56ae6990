//! additive

fn main() {
    println!("{:?}", subject::models::PropertyWithAlmostTheSameName::default().query_string);
}
