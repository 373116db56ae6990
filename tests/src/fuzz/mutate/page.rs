use crate::fuzz::{hostile, random::Random};

/// A reference page with some of its paragraphs, tables and examples exchanged, left out, repeated, taken from another
/// page, or with hostile texts in them.
pub fn page(text: &str, other: &str, random: &mut Random) -> String {
    let others: Vec<&str> = other.split("\n\n").collect();
    let mut blocks: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
    for _ in 0..=random.below(4) {
        let at = random.below(blocks.len());
        let to = random.below(blocks.len());
        let another = random.pick(&others).copied().unwrap_or_default().to_owned();
        match random.below(8) {
            0 if blocks.len() > 1 => drop(blocks.remove(at)),
            1 => blocks.insert(to, blocks[at].clone()),
            2 => blocks.swap(at, to),
            3 => blocks.insert(at, another),
            4 => blocks[at] = another,
            // In a table, an example, a heading: somewhere within a line.
            5 => {
                let block = &mut blocks[at];
                let place = (0..=random.below(block.len() + 1)).rev().find(|at| block.is_char_boundary(*at));
                block.insert_str(place.unwrap_or_default(), &hostile::text(random));
            }
            // A word elsewhere in the page.
            6 => {
                let words: Vec<&str> = others.iter().flat_map(|block| block.split_whitespace()).collect();
                let word = random.pick(&words).copied().unwrap_or_default();
                let own: Vec<String> = blocks[at].split(' ').map(str::to_owned).collect();
                let place = random.below(own.len());
                let changed = own.iter().enumerate().map(|(at, own)| if at == place { word } else { own });
                blocks[at] = changed.collect::<Vec<_>>().join(" ");
            }
            _ => blocks[at] = String::from_utf8_lossy(&super::bytes(blocks[at].as_bytes(), random)).into_owned(),
        }
    }
    blocks.join("\n\n")
}
