//! additive

fn main() {
    println!("{:?}", subject::models::TypeInAnotherNamespace::default().size);
}
