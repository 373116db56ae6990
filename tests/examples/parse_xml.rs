//! The floor under reading CSDL: the XML alone. `cargo xtask bench` runs it.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("the path of a document is missing")?;
    let text = std::fs::read_to_string(path)?;
    println!("{} elements", roxmltree::Document::parse(&text)?.descendants().filter(|node| node.is_element()).count());
    Ok(())
}
