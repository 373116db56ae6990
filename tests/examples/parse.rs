//! The floor under reading a description: its XML, JSON or YAML alone. `cargo xtask bench` runs it.

use saphyr_parser::{Event, Parser};
use serde::de::IgnoredAny;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("the path of a document is missing")?;
    let text = std::fs::read_to_string(&path)?;
    if text.trim_start_matches('\u{feff}').starts_with('<') {
        println!(
            "{} elements",
            roxmltree::Document::parse(&text)?.descendants().filter(|node| node.is_element()).count()
        );
    } else if text.starts_with('{') {
        serde_json::from_str::<IgnoredAny>(&text)?;
    } else {
        let mut events = 0;
        for event in Parser::new_from_str(&text) {
            events += usize::from(!matches!(event?.0, Event::Nothing));
        }
        println!("{events} events");
    }
    Ok(())
}
