//! Reading of answers, for clients: from XML to the shape.

use crate::limits;
use crate::xml::{Content, Reader as XmlReader, XmlError};

use super::decode::{DecodeError, Reader};
use super::params::Params;
use super::{Response, Shape};

/// Reason why an answer cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub enum AnswerError {
    /// not the XML of this operation's answer
    Xml(XmlError),
    /// a member is missing or not of its type
    Shape(DecodeError),
}

/// The error answer of a query service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorAnswer {
    /// error code, such as `NoSuchEntity`
    pub code: String,
    /// the text, where there is one
    pub message: Option<String>,
    /// id of the request
    pub request_id: Option<String>,
}

impl From<XmlError> for AnswerError {
    fn from(error: XmlError) -> Self {
        Self::Xml(error)
    }
}

pub(super) fn read<T: Response>(body: &[u8]) -> Result<T, AnswerError> {
    let pairs = flatten(body, &format!("{}Response", T::OPERATION))?;
    let result = format!("{}Result", T::OPERATION);
    let inside = format!("{result}.");
    // elements of the result are spelled like the parameters of a request
    let members =
        pairs.into_iter().filter_map(|(path, text)| Some((path.strip_prefix(&inside)?.to_owned(), text)));
    let params = Params::from_pairs(members.collect());
    let mut reader = Reader::lenient(&params);
    let value = <T as Shape>::read(&mut reader, &());
    reader.finish(value).map_err(AnswerError::Shape)
}

impl ErrorAnswer {
    /// Reads an `ErrorResponse`.
    ///
    /// # Errors
    /// If the body is not an `ErrorResponse`.
    pub fn from_xml(body: &[u8]) -> Result<Self, AnswerError> {
        let params = Params::from_pairs(flatten(body, "ErrorResponse")?);
        let text = |path: &str| params.get(path).map(str::to_owned);
        Ok(Self {
            code: text("Error.Code").ok_or(AnswerError::Xml(XmlError::Unexpected))?,
            message: text("Error.Message"),
            request_id: text("RequestId"),
        })
    }
}

/// An element that is open, while a document is flattened.
struct Open {
    /// bytes of the path that lead to it
    path: usize,
    /// children called `member` or `entry` so far
    items: usize,
}

/// Paths and texts of the elements without children. Children called `member` and `entry` are numbered.
fn flatten(body: &[u8], root: &str) -> Result<Vec<(String, String)>, XmlError> {
    let mut reader = XmlReader::new(body, limits::XML_ANSWER_ELEMENTS)?;
    reader.root(root)?;
    let mut pairs = Vec::new();
    let mut path = String::new();
    let mut open = vec![Open { path: 0, items: 0 }];
    let mut next = reader.child()?;
    while let Some(parent) = open.last_mut() {
        let Some(name) = next else {
            open.pop();
            path.truncate(open.last().map_or(0, |parent| parent.path));
            next = if open.is_empty() { None } else { reader.child()? };
            continue;
        };
        path.truncate(parent.path);
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(&name);
        if matches!(name.as_str(), "member" | "entry") {
            parent.items += 1;
            path.push_str(&format!(".{}", parent.items));
        }
        next = match reader.content()? {
            Content::Text(text) => {
                pairs.push((path.clone(), text));
                reader.child()?
            }
            Content::Child(name) => {
                open.push(Open { path: path.len(), items: 0 });
                Some(name)
            }
        };
    }
    reader.end()?;
    Ok(pairs)
}
