//! documentation

fn main() {
    println!("{:?}", subject::models::PropertyDocumented::default().size);
}
