//! Heads and bodies of answers.

use crate::answer::Answer;
use crate::chunked::Algorithm;
use crate::generated::s3::Operation;

use super::document::{Document, Sheet, Text};
use super::field::{Field, Spelling};

/// Place of a member in an answer.
#[derive(Clone, Copy, Debug)]
pub enum Position {
    /// A header, in lower case.
    Header(&'static str),
    /// A member of the document.
    Member(Spelling),
    /// The document itself, with its root.
    Payload(&'static str),
    /// The body itself, which is no XML.
    Plain,
}

/// Body that an answer of an operation has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseBody {
    /// No body.
    Empty,
    /// A document with this root, made of the answer's members.
    Members(&'static str),
    /// A document that is one member.
    Payload,
    /// Text that is no XML: a policy.
    Plain,
    /// Data of an object, or a stream of events, which is not part of the shape.
    Stream,
}

/// Output of an operation.
pub trait Response {
    /// operation that is answered
    const OPERATION: Operation;
    /// HTTP status of success
    const STATUS: u16;
    /// body that comes with it
    const BODY: ResponseBody;

    /// Calls `visit` with each member and its place.
    fn visit(&self, visit: &mut dyn FnMut(Position, &dyn Answered));

    /// True if keys are percent-encoded: the answer has an `EncodingType`.
    fn encodes_keys(&self) -> bool {
        let mut encodes = false;
        self.visit(&mut |part, member| {
            if let Position::Member(Spelling::One("EncodingType")) = part {
                encodes = member.is_there();
            }
        });
        encodes
    }

    /// Adds headers and body to an answer.
    #[must_use]
    fn fill(&self, answer: Answer) -> Answer {
        let mut answer = Some(answer);
        self.visit(&mut |part, member| {
            if let (Position::Header(name), Some(text)) = (part, member.header()) {
                answer = answer.take().map(|answer| answer.header(name, text));
            }
        });
        let answer = answer.unwrap_or_else(|| Answer::empty(Self::STATUS));
        match self.body() {
            Some(body) if Self::BODY == ResponseBody::Plain => Answer { body: body.into_bytes(), ..answer },
            Some(body) => answer.xml(body),
            None => answer,
        }
    }

    /// Body of the answer, if it has one that is part of the shape.
    #[must_use]
    fn body(&self) -> Option<String> {
        let mut sheet = Sheet::new(self.encodes_keys());
        let mut plain = None;
        let mut is_written = false;
        if let ResponseBody::Members(root) = Self::BODY {
            sheet.open(root);
            is_written = true;
        }
        self.visit(&mut |part, member| match part {
            Position::Header(_) => {}
            Position::Member(spelling) => member.put(spelling, &mut sheet),
            Position::Payload(root) => {
                is_written |= member.is_there();
                member.put(Spelling::One(root), &mut sheet);
            }
            Position::Plain => plain = member.header(),
        });
        if is_written { Some(sheet.finish()) } else { plain }
    }
}

/// A member of an answer.
pub trait Answered {
    /// Value of the header, if the member is there.
    fn header(&self) -> Option<String>;
    /// True if the member is there.
    fn is_there(&self) -> bool;
    /// Writes the member to the document.
    fn put(&self, spelling: Spelling, sheet: &mut Sheet);
}

impl<T: Document> Answered for Option<T> {
    fn header(&self) -> Option<String> {
        self.as_ref()?.to_header()
    }

    fn is_there(&self) -> bool {
        self.is_some()
    }

    fn put(&self, spelling: Spelling, sheet: &mut Sheet) {
        Field::put(self, spelling, sheet);
    }
}

impl<T: Document> Answered for Vec<T> {
    fn header(&self) -> Option<String> {
        None
    }

    fn is_there(&self) -> bool {
        true
    }

    fn put(&self, spelling: Spelling, sheet: &mut Sheet) {
        Field::put(self, spelling, sheet);
    }
}

impl<T: Document> Answered for Option<Vec<T>> {
    fn header(&self) -> Option<String> {
        None
    }

    fn is_there(&self) -> bool {
        self.is_some()
    }

    fn put(&self, spelling: Spelling, sheet: &mut Sheet) {
        Field::put(self, spelling, sheet);
    }
}

/// A shape with one member for each algorithm of checksums.
pub trait Checksums<'a> {
    /// Sets the checksum of this algorithm, in base64.
    fn set_checksum(&mut self, algorithm: Algorithm, value: Text<'a>);

    /// Checksums that are there.
    fn checksums(&self) -> Vec<(Algorithm, &str)>;
}
