//! A bounded pull reader for the few documents that clients send.

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};

use crate::limits;

/// Reason why bytes are not a document that is accepted here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlError {
    /// not well-formed, or not UTF-8
    Syntax,
    /// a document type declaration, which could define entities
    DocumentType,
    /// a reference to an entity that XML does not define itself
    Entity,
    /// elements in elements in elements, deeper than [`limits::XML_DEPTH`]
    TooDeep,
    /// more elements than the reader was told to take
    TooMany,
    /// another element, or text, than the document may have here
    Unexpected,
}

/// Walks through a document without building a tree of it.
///
/// Namespaces and attributes are passed over, as S3 does. Nothing is expanded: the five entities of XML and numeric
/// references stand for one character each, and every other entity is refused.
pub struct Reader<'a> {
    inner: quick_xml::Reader<&'a [u8]>,
    depth: usize,
    elements: usize,
    limit: usize,
    /// an end that belongs to an element written `<Name/>`
    owed_end: bool,
    /// attributes of the element that was opened last, as written
    attributes: Vec<(String, String)>,
}

enum Token {
    Open(String),
    Close,
    Text(String),
    End,
}

impl<'a> Reader<'a> {
    /// A reader of at most `elements` elements.
    ///
    /// # Errors
    /// [`XmlError::Syntax`] if the bytes are not UTF-8.
    pub fn new(bytes: &'a [u8], elements: usize) -> Result<Self, XmlError> {
        let text = std::str::from_utf8(bytes).map_err(|_| XmlError::Syntax)?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut inner = quick_xml::Reader::from_str(text);
        let config = inner.config_mut();
        config.check_end_names = true;
        config.allow_unmatched_ends = false;
        config.allow_dangling_amp = false;
        Ok(Self { inner, depth: 0, elements: 0, limit: elements, owed_end: false, attributes: Vec::new() })
    }

    /// Opens the root element, which has to have this local name.
    ///
    /// # Errors
    /// See [`XmlError`].
    pub fn root(&mut self, name: &str) -> Result<(), XmlError> {
        match self.child()? {
            Some(found) if found == name => Ok(()),
            _ => Err(XmlError::Unexpected),
        }
    }

    /// Opens the next child of the element that is open and gives its local name, or closes that element and gives
    /// `None`. Text between the children may only be white space.
    ///
    /// # Errors
    /// See [`XmlError`].
    pub fn child(&mut self) -> Result<Option<String>, XmlError> {
        loop {
            match self.token()? {
                Token::Open(name) => return Ok(Some(name)),
                Token::Close => return Ok(None),
                Token::Text(text) if text.trim_matches([' ', '\t', '\r', '\n']).is_empty() => {}
                Token::Text(_) | Token::End => return Err(XmlError::Unexpected),
            }
        }
    }

    /// Closes the element that is open and gives its text. It may have no children.
    ///
    /// # Errors
    /// See [`XmlError`].
    pub fn text(&mut self) -> Result<String, XmlError> {
        match self.content()? {
            Content::Text(text) => Ok(text),
            Content::Child(_) => Err(XmlError::Unexpected),
        }
    }

    /// Closes the element that is open and gives its text, or opens its first child and gives that one's name.
    ///
    /// # Errors
    /// See [`XmlError`].
    pub fn content(&mut self) -> Result<Content, XmlError> {
        let mut text = String::new();
        loop {
            match self.token()? {
                Token::Text(more) => text.push_str(&more),
                Token::Close => return Ok(Content::Text(text)),
                Token::Open(name) if text.trim().is_empty() => return Ok(Content::Child(name)),
                Token::Open(_) | Token::End => return Err(XmlError::Unexpected),
            }
        }
    }

    /// Closes the element that is open, with all that is in it.
    ///
    /// # Errors
    /// See [`XmlError`].
    pub fn skip(&mut self) -> Result<(), XmlError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if let Token::End = self.token()? {
                return Err(XmlError::Syntax);
            }
        }
        Ok(())
    }

    /// Attribute of the element that was opened last, by its local name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let local = |name: &'_ str| name.rsplit(':').next().unwrap_or_default().to_owned();
        let wanted = local(name);
        self.attributes.iter().find(|(have, _)| local(have) == wanted).map(|(_, value)| value.as_str())
    }

    /// Makes sure that nothing follows the root element.
    ///
    /// # Errors
    /// See [`XmlError`].
    pub fn end(&mut self) -> Result<(), XmlError> {
        loop {
            match self.token()? {
                Token::End => return Ok(()),
                Token::Text(text) if text.trim().is_empty() => {}
                _ => return Err(XmlError::Unexpected),
            }
        }
    }

    fn token(&mut self) -> Result<Token, XmlError> {
        if std::mem::take(&mut self.owed_end) {
            self.depth -= 1;
            return Ok(Token::Close);
        }
        loop {
            let event = self.inner.read_event().map_err(|_| XmlError::Syntax)?;
            return match event {
                Event::Start(start) => {
                    self.attributes = attributes(&start);
                    self.open(start.local_name().as_ref())
                }
                Event::Empty(start) => {
                    self.attributes = attributes(&start);
                    self.owed_end = true;
                    self.open(start.local_name().as_ref())
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(XmlError::Syntax)?;
                    Ok(Token::Close)
                }
                // line ends become line feeds, as XML 1.0 asks (section 2.11)
                Event::Text(text) => Ok(Token::Text(text.xml10_content().into_owned())),
                Event::CData(text) => Ok(Token::Text(text.xml10_content().into_owned())),
                Event::GeneralRef(reference) => Ok(Token::Text(entity(&reference)?.to_string())),
                Event::DocType(_) => Err(XmlError::DocumentType),
                Event::Decl(declaration) => match declaration.encoding() {
                    None => continue,
                    Some(Ok(name)) if name.eq_ignore_ascii_case("utf-8") => continue,
                    Some(_) => Err(XmlError::Syntax),
                },
                Event::Comment(_) | Event::PI(_) => continue,
                Event::Eof if self.depth > 0 => Err(XmlError::Syntax),
                Event::Eof => Ok(Token::End),
            };
        }
    }

    fn open(&mut self, name: &str) -> Result<Token, XmlError> {
        self.depth += 1;
        self.elements += 1;
        if self.depth > limits::XML_DEPTH {
            return Err(XmlError::TooDeep);
        }
        if self.elements > self.limit {
            return Err(XmlError::TooMany);
        }
        Ok(Token::Open(name.to_owned()))
    }
}

/// Attributes that are well-formed and hold no references: S3 passes over the others, too.
fn attributes(start: &BytesStart<'_>) -> Vec<(String, String)> {
    let plain = |value: &str| !value.contains('&');
    let pair =
        |attribute: Attribute<'_>| Some((attribute.key.as_ref().to_owned(), attribute.value.into_owned()));
    start.attributes().flatten().filter_map(pair).filter(|(_, value)| plain(value)).collect()
}

/// Content of an element.
#[derive(Debug, PartialEq, Eq)]
pub enum Content {
    /// text only; the element is closed
    Text(String),
    /// children, of which the first is open
    Child(String),
}

/// The character that `&name;` stands for.
fn entity(name: &str) -> Result<char, XmlError> {
    let code = name.strip_prefix('#').map(|digits| match digits.strip_prefix('x') {
        Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16).ok(),
        None if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse().ok(),
        _ => None,
    });
    match (name, code) {
        ("amp", _) => Ok('&'),
        ("lt", _) => Ok('<'),
        ("gt", _) => Ok('>'),
        ("quot", _) => Ok('"'),
        ("apos", _) => Ok('\''),
        (_, Some(code)) => code.and_then(char::from_u32).ok_or(XmlError::Syntax),
        (_, None) => Err(XmlError::Entity),
    }
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("depth", &self.depth)
            .field("elements", &self.elements)
            .finish_non_exhaustive()
    }
}
