//! breaking

fn main() {
    let size: Option<i32> = subject::models::PropertyRetyped::default().size;
    println!("{size:?}");
}
