//! A direct XML writer: elements, text, nothing else.

use std::ops::Range;

/// Writes one XML document into a string.
///
/// Every text is escaped; what XML 1.0 cannot carry at all (most control characters, U+FFFE, U+FFFF) becomes
/// U+FFFD, so that a client can always parse the answer. Element names are the caller's and are not escaped.
#[derive(Debug)]
pub struct Writer {
    out: String,
    open: Vec<Element>,
    layout: Layout,
}

/// An element that is open. Its name is read back from its start tag.
#[derive(Debug)]
struct Element {
    name: Range<usize>,
    /// True while the start tag lacks its `>`, since an element without content is written `<Name/>`.
    bare: bool,
}

/// Bytes that a document takes from the start; most answers need no more.
const DOCUMENT_BYTES: usize = 1024;
/// Elements inside each other for which there is room from the start.
const OPEN_ELEMENTS: usize = 8;
/// Indentation of as many levels as answers have.
const SPACES: &str = "                                ";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Layout {
    Indented,
    OneLine,
}

impl Writer {
    /// The layout of query services: two spaces a level, one element a line, a newline at the end, no declaration.
    #[must_use]
    pub fn indented() -> Self {
        Self::new(Layout::Indented)
    }

    /// The layout of S3: an XML declaration on its own line, then everything on one line.
    #[must_use]
    pub fn one_line() -> Self {
        let mut writer = Self::new(Layout::OneLine);
        writer.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        writer
    }

    fn new(layout: Layout) -> Self {
        let out = String::with_capacity(DOCUMENT_BYTES);
        Self { out, open: Vec::with_capacity(OPEN_ELEMENTS), layout }
    }

    /// Starts an element.
    pub fn open(&mut self, name: &str) {
        self.start(name, None);
    }

    /// Starts an element that carries a default namespace.
    pub fn open_in(&mut self, name: &str, namespace: &str) {
        self.start(name, Some(namespace));
    }

    /// Adds an attribute to the element that was started last, as long as nothing is in it.
    pub fn attribute(&mut self, name: &str, value: &str) {
        if self.open.last().is_some_and(|element| element.bare) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape_into(&mut self.out, value, false);
            self.out.push('"');
        }
    }

    /// Ends the element that was started last.
    pub fn close(&mut self) {
        let Some(element) = self.open.pop() else { return };
        if element.bare {
            self.out.push_str("/>");
        } else {
            self.indent(self.open.len());
            self.end_tag_of(&element);
        }
        self.end_line();
    }

    /// Writes an element that holds text only; without text it is `<Name></Name>`, which is how AWS writes an empty
    /// string, apart from `<Name/>` for an empty list or structure.
    pub fn element(&mut self, name: &str, text: &str) {
        self.element_with(name, text, false);
    }

    /// Like [`Writer::element`] with a default namespace.
    pub fn element_in(&mut self, name: &str, namespace: &str, text: &str) {
        self.start(name, Some(namespace));
        if let Some(element) = self.open.pop() {
            self.out.push('>');
            escape_into(&mut self.out, text, false);
            self.end_tag_of(&element);
            self.end_line();
        }
    }

    /// Like [`Writer::element`] for S3 object keys, which may hold characters that XML 1.0 cannot carry: S3 writes
    /// those as numeric references, and clients that parse strictly ask for `encoding-type=url` instead.
    pub fn key_element(&mut self, name: &str, text: &str) {
        self.element_with(name, text, true);
    }

    /// The finished document. Elements that are still open are closed.
    #[must_use]
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn element_with(&mut self, name: &str, text: &str, references: bool) {
        self.begin_child();
        self.indent(self.open.len());
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
        escape_into(&mut self.out, text, references);
        self.end_tag(name);
        self.end_line();
    }

    fn start(&mut self, name: &str, namespace: Option<&str>) {
        self.begin_child();
        self.indent(self.open.len());
        self.out.push('<');
        let start = self.out.len();
        self.out.push_str(name);
        let name = start..self.out.len();
        if let Some(namespace) = namespace {
            self.out.push_str(" xmlns=\"");
            escape_into(&mut self.out, namespace, false);
            self.out.push('"');
        }
        self.open.push(Element { name, bare: true });
    }

    fn begin_child(&mut self) {
        if let Some(parent) = self.open.last_mut()
            && parent.bare
        {
            parent.bare = false;
            self.out.push('>');
            self.end_line();
        }
    }

    fn indent(&mut self, depth: usize) {
        if self.layout == Layout::Indented {
            let mut left = depth.saturating_mul(2);
            while left > 0 {
                let spaces = SPACES.get(..left).unwrap_or(SPACES);
                self.out.push_str(spaces);
                left = left.saturating_sub(spaces.len());
            }
        }
    }

    fn end_tag(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn end_tag_of(&mut self, element: &Element) {
        self.out.push_str("</");
        self.out.extend_from_within(element.name.clone());
        self.out.push('>');
    }

    fn end_line(&mut self) {
        if self.layout == Layout::Indented {
            self.out.push('\n');
        }
    }
}

/// Appends a text escaped, in runs between the characters that cannot stand for themselves. Those of XML 1.0 that no document
/// may have (outside of its production 2, Char) are `references` or U+FFFD.
fn escape_into(out: &mut String, text: &str, references: bool) {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let (replacement, width) = match byte {
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'&' => ("&amp;", 1),
            b'"' => ("&quot;", 1),
            // a bare carriage return would be read back as a line feed
            b'\r' => ("&#13;", 1),
            b'\t' | b'\n' => continue,
            0..b' ' => ("\u{FFFD}", 1),
            // the first byte of U+FFFE and U+FFFF, and of others
            0xEF => match text.get(at..at.saturating_add(3)) {
                Some("\u{FFFE}" | "\u{FFFF}") => ("\u{FFFD}", 3),
                _ => continue,
            },
            _ => continue,
        };
        out.push_str(text.get(written..at).unwrap_or_default());
        written = at.saturating_add(width);
        let unspeakable = text.get(at..written).and_then(|text| text.chars().next());
        match unspeakable.filter(|_| references && replacement == "\u{FFFD}") {
            Some(c) => out.push_str(&format!("&#x{:x};", u32::from(c))),
            None => out.push_str(replacement),
        }
    }
    out.push_str(text.get(written..).unwrap_or_default());
}
