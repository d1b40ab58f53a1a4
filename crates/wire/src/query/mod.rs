//! The AWS Query protocol of IAM and STS: form parameters in, XML out.
//!
//! The shapes of both services are generated (see [`crate::iam`], [`crate::sts`]). This module holds their building blocks, and
//! reads and writes them. It knows nothing of HTTP, of signatures, or of the operations themselves.

mod answer;
mod decode;
mod dispatch;
mod encode;
mod format;
mod params;
mod recorded;
mod rules;
mod shape;

pub use answer::{AnswerError, ErrorAnswer};
pub use decode::{DecodeError, Dialect, Reader, Shape, Violations};
pub use dispatch::{Call, DispatchError, Operation, dispatch};
pub use encode::{Kind, Sink};
pub use format::Format;
pub(crate) use format::{error as json_error, is_form};
pub use params::{Params, ParamsError};
pub use rules::{Constraint, List, Map, Pattern, Range, Text};
pub(crate) use shape::{enumeration, operations, read_enumeration, redacted, structure};

use crate::xml;

/// A service that speaks this protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// AWS Identity and Access Management
    Iam,
    /// AWS Security Token Service
    Sts,
}

impl Service {
    /// The value of `Version`.
    #[must_use]
    pub fn version(self) -> &'static str {
        match self {
            Self::Iam => "2010-05-08",
            Self::Sts => "2011-06-15",
        }
    }

    /// The XML namespace of answers.
    #[must_use]
    pub fn namespace(self) -> &'static str {
        match self {
            Self::Iam => "https://iam.amazonaws.com/doc/2010-05-08/",
            Self::Sts => "https://sts.amazonaws.com/doc/2011-06-15/",
        }
    }

    /// The name in a credential scope.
    #[must_use]
    pub fn signing_name(self) -> &'static str {
        match self {
            Self::Iam => "iam",
            Self::Sts => "sts",
        }
    }

    /// Wording of the service's validation errors.
    #[must_use]
    pub fn dialect(self) -> Dialect {
        match self {
            Self::Iam => Dialect::Iam,
            Self::Sts => Dialect::Sts,
        }
    }
}

/// The input of an operation.
pub trait Request: Shape<Rule = ()> {
    /// whose operation it is
    const SERVICE: Service;
    /// the value of `Action`
    const OPERATION: &'static str;
    /// the output
    type Response: Response;

    /// Reads the input and checks it against every constraint of the model. Parameters that the model does not know are
    /// ignored.
    ///
    /// # Errors
    /// All broken constraints together, or the first value that is not of its type.
    fn decode(params: &Params) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(params, Self::SERVICE.dialect());
        let value = Self::read(&mut reader, &());
        reader.finish(value).map_err(|error| error.in_recorded_form(Self::OPERATION))
    }

    /// The form body of the request, as SDKs send it: `Action` and `Version` first.
    #[must_use]
    fn to_query(&self) -> String {
        let mut form = encode::Form::new();
        form.scalar("Action", Self::OPERATION);
        form.scalar("Version", Self::SERVICE.version());
        self.write("", &mut form);
        form.finish()
    }
}

/// The output of an operation.
pub trait Response: Shape<Rule = ()> {
    /// whose operation it is
    const SERVICE: Service;
    /// the name of the operation
    const OPERATION: &'static str;
    /// Name of the element around the answer.
    const ELEMENT: &'static str;
    /// Name of the result, if the model gives the operation one; it is then written even when it is empty.
    const RESULT: Option<&'static str>;

    /// The body of the answer.
    #[must_use]
    fn to_xml(&self, request_id: &str) -> String {
        let mut w = xml::Writer::indented();
        w.open_in(Self::ELEMENT, Self::SERVICE.namespace());
        if let Some(result) = Self::RESULT {
            self.write(result, &mut w);
        }
        w.open("ResponseMetadata");
        w.element("RequestId", request_id);
        w.finish()
    }

    /// The body of the answer in JSON, written from the same shape.
    #[must_use]
    fn to_json(&self, request_id: &str) -> String {
        let result = Self::RESULT.map(|result| {
            let mut w = format::JsonWriter::new();
            self.write(result, &mut w);
            w.finish()
        });
        format::answer(Self::ELEMENT, result, request_id)
    }

    /// The body of the answer in the form that was asked for.
    #[must_use]
    fn to_text(&self, format: Format, request_id: &str) -> String {
        match format {
            Format::Xml => self.to_xml(request_id),
            Format::Json => self.to_json(request_id),
        }
    }

    /// Reads the body of an answer, as a client does. Constraints are the server's business; types and required members
    /// count.
    ///
    /// # Errors
    /// If the body is not this operation's answer.
    fn from_xml(body: &[u8]) -> Result<Self, AnswerError> {
        answer::read(body)
    }
}

#[cfg(test)]
mod tests;
