//! A direct XML writer: elements, text, nothing else.

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

#[derive(Debug)]
struct Element {
    name: String,
    /// whether the start tag still lacks its `>`, since an element without content is written `<Name/>`
    bare: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Layout {
    Indented,
    OneLine,
}

impl Writer {
    /// The layout of query services: two spaces a level, one element a line, a newline at the end, no declaration.
    #[must_use]
    pub fn indented() -> Self {
        Self { out: String::new(), open: Vec::new(), layout: Layout::Indented }
    }

    /// The layout of S3: an XML declaration on its own line, then everything on one line.
    #[must_use]
    pub fn one_line() -> Self {
        let out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        Self { out, open: Vec::new(), layout: Layout::OneLine }
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
            self.end_tag(&element.name);
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
            self.end_tag(&element.name);
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
        self.out.push_str(name);
        if let Some(namespace) = namespace {
            self.out.push_str(" xmlns=\"");
            escape_into(&mut self.out, namespace, false);
            self.out.push('"');
        }
        self.open.push(Element { name: name.to_owned(), bare: true });
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
            for _ in 0..depth {
                self.out.push_str("  ");
            }
        }
    }

    fn end_tag(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn end_line(&mut self) {
        if self.layout == Layout::Indented {
            self.out.push('\n');
        }
    }
}

/// XML 1.0, production 2 (Char), turned around.
fn is_unspeakable(c: char) -> bool {
    (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

fn escape_into(out: &mut String, text: &str, references: bool) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            // a bare carriage return would be read back as a line feed
            '\r' => out.push_str("&#13;"),
            c if is_unspeakable(c) && references => out.push_str(&format!("&#x{:x};", u32::from(c))),
            c if is_unspeakable(c) => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
}
