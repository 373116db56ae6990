//! breaking

fn main() {
    println!("{:?}", subject::models::PropertyComputedBody::new().size(1));
}
