//! breaking

fn main() {
    println!("{}", subject::models::PropertyBecomesCollection::default().colour.unwrap_or_default().trim());
}
