use std::ops::Range;

use roxmltree::{Document, Node};

use crate::fuzz::{hostile, random::Random};

/// The document with some of its attributes and elements exchanged, left out, repeated, moved into one another, or with
/// hostile texts in them. A text that is no XML stays as it is.
pub fn xml(text: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(3) {
        let changed = match Document::parse(&text) {
            Ok(document) => once(&text, &document, random),
            Err(_) => break,
        };
        text = changed.unwrap_or(text);
    }
    text
}

/// The document with some elements of another one, where there are elements of that name.
pub fn splice_xml(text: &str, other: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(3) {
        let (Ok(document), Ok(source)) = (Document::parse(&text), Document::parse(other)) else { break };
        let Some(piece) = random.pick(&elements(&source)).copied() else { break };
        let mut places = elements(&document);
        places.retain(|place| place.tag_name().name() == piece.tag_name().name());
        let Some(place) = random.pick(&places).map(Node::range) else { continue };
        let place = if random.below(2) == 0 { place } else { place.end..place.end };
        text = replace(&text, place, &other[piece.range()]);
    }
    text
}

/// All but the root and what it holds all in.
fn elements<'a>(document: &'a Document<'a>) -> Vec<Node<'a, 'a>> {
    document.root_element().descendants().filter(Node::is_element).skip(2).collect()
}

fn once(text: &str, document: &Document<'_>, random: &mut Random) -> Option<String> {
    let elements = elements(document);
    let node = *random.pick(&elements)?;
    let other = *random.pick(&elements)?;
    let attributes: Vec<_> = node.attributes().collect();
    let attribute = random.pick(&attributes);
    let range = node.range();
    let piece = |node: Node<'_, '_>| text[node.range()].to_owned();
    Some(match (random.below(10), attribute) {
        (0, Some(attribute)) => replace(text, attribute.range_value(), &escaped(&hostile::text(random))),
        (1, Some(attribute)) => replace(text, attribute.range(), ""),
        // Of the same name elsewhere: the kind of value is right, and what it means is another thing.
        (2..=4, Some(attribute)) => {
            let same: Vec<&str> = elements.iter().filter_map(|node| node.attribute(attribute.name())).collect();
            replace(text, attribute.range_value(), &escaped(random.pick(&same)?))
        }
        (5, Some(attribute)) => {
            let others: Vec<_> = other.attributes().collect();
            replace(text, attribute.range_value(), &escaped(random.pick(&others)?.value()))
        }
        (6, _) => replace(text, range, ""),
        (7, _) => replace(text, range.end..range.end, &piece(node)),
        (8, _) => replace(text, range.start..range.start, &piece(other)),
        _ => replace(text, range, &piece(other)),
    })
}

fn replace(text: &str, range: Range<usize>, with: &str) -> String {
    [&text[..range.start], with, &text[range.end..]].concat()
}

/// As the value of an attribute, so that it is read as this text; what XML cannot hold at all stays, and is refused.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '"' => out += "&quot;",
            '\'' => out += "&apos;",
            '\n' | '\r' | '\t' => out += &format!("&#{};", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}
