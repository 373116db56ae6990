//! Mutations that keep a document what it is, so that they come past the parser: of XML, of JSON and YAML as trees, of
//! pages, and of bytes.

mod page;
mod tree;
mod xml;

pub use page::page;
pub use tree::{splice_tree, tree};
pub use xml::{splice_xml, xml};

use super::random::Random;

/// Changes bytes somewhere: the parsers are to withstand this.
pub fn bytes(data: &[u8], random: &mut Random) -> Vec<u8> {
    let mut out = data.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(out.len() + 1);
        let end = (at + random.below(24)).min(out.len());
        match random.below(6) {
            0 => drop(out.drain(at..end)),
            1 => drop(out.splice(at..at, out[at..end].to_vec())),
            2 => out.truncate(at),
            3 => {
                let hostile = super::hostile::text(random);
                drop(out.splice(at..end, hostile.into_bytes()));
            }
            4 => {
                let from = random.below(out.len() + 1);
                let piece = out[from..(from + random.below(64)).min(out.len())].to_vec();
                drop(out.splice(at..end, piece));
            }
            _ => {
                if let Some(byte) = out.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
        }
    }
    out
}
