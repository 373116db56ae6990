//! XML, an element a line.

/// A document that grows.
pub(super) struct Xml {
    out: String,
    depth: usize,
    /// Whether nothing was written since an element was opened.
    is_empty: bool,
}

/// The name of an attribute, and its value if it has one.
pub(super) type Attribute<'a> = (&'a str, Option<&'a str>);

impl Xml {
    pub(super) fn new() -> Self {
        let prolog = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
        let mut xml = Self { out: prolog.to_owned(), depth: 0, is_empty: false };
        let edmx = "http://docs.oasis-open.org/odata/ns/edmx";
        xml.open("edmx:Edmx", &[("Version", Some("4.0")), ("xmlns:edmx", Some(edmx))]);
        xml.open("edmx:DataServices", &[]);
        xml
    }

    pub(super) fn finish(mut self) -> String {
        self.close("edmx:DataServices");
        self.close("edmx:Edmx");
        self.out
    }

    pub(super) fn open(&mut self, element: &str, attributes: &[Attribute<'_>]) {
        self.line(&format!("<{}>", start(element, attributes)));
        self.depth += 1;
        self.is_empty = true;
    }

    /// An element without content becomes one tag.
    pub(super) fn close(&mut self, element: &str) {
        self.depth -= 1;
        if self.is_empty {
            self.out.truncate(self.out.trim_end_matches(['>', '\n']).len());
            self.out += " />\n";
            self.is_empty = false;
        } else {
            self.line(&format!("</{element}>"));
        }
    }

    pub(super) fn empty(&mut self, element: &str, attributes: &[Attribute<'_>]) {
        self.line(&format!("<{} />", start(element, attributes)));
    }

    /// A whole element on one line.
    pub(super) fn line(&mut self, text: &str) {
        self.out.extend(std::iter::repeat_n("  ", self.depth));
        self.out += text;
        self.out.push('\n');
        self.is_empty = false;
    }
}

/// A tag without its brackets.
pub(super) fn start(element: &str, attributes: &[Attribute<'_>]) -> String {
    let mut tag = element.to_owned();
    for (name, value) in attributes {
        if let Some(value) = value {
            tag += &format!(" {name}=\"{}\"", escaped(value));
        }
    }
    tag
}

/// White space other than spaces would be read as spaces.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\t' | '\n' | '\r' => out += &format!("&#{};", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}
