//! Macros that the generated tables are made of.

/// Defines a structure of a document: its members by type and spelling, in the order in which S3 writes them.
macro_rules! structure {
    ($(#[$meta:meta])* $name:ident $(<$life:lifetime>)? { $($field:ident: $type:ty = $spelling:expr;)* }) => {
        #[doc = concat!("`", stringify!($name), "` of the service model.")]
        #[derive(Clone, Debug, PartialEq, Eq)]
        $(#[$meta])*
        pub struct $name $(<$life>)? {
            $(#[allow(missing_docs, reason = "named and placed by the model")] pub $field: $type,)*
        }

        impl $(<$life>)? $crate::s3::binding::Document for $name $(<$life>)? {
            #[allow(unused_imports, unused_variables, reason = "a structure may have no members")]
            fn read(
                source: &mut $crate::s3::binding::Source<'_>,
            ) -> Result<Self, $crate::s3::binding::DocumentError> {
                use $crate::s3::binding::{DocumentError, Field, Spelling::*};
                $(let mut $field: Option<$type> = Field::begin($spelling, source)?;)*
                while let Some(child) = source.child()? {
                    $(
                        if $spelling.has(&child) {
                            Field::take(&mut $field, &child, $spelling, source)?;
                            continue;
                        }
                    )*
                    return Err(DocumentError::Malformed);
                }
                Ok(Self {
                    $($field: $field
                        .or_else(|| <$type as Field>::absent($spelling))
                        .ok_or(DocumentError::Malformed)?,)*
                })
            }

            #[allow(unused_imports, reason = "a structure may have no members")]
            fn write(&self, name: &str, sheet: &mut $crate::s3::binding::Sheet) {
                use $crate::s3::binding::{Field, Spelling::*};
                sheet.open(name);
                $(Field::put_attribute(&self.$field, $spelling, sheet);)*
                $(Field::put(&self.$field, $spelling, sheet);)*
                sheet.close();
            }
        }
    };
}
pub(crate) use structure;

/// Defines a list item that is one of several shapes, each named by its element.
macro_rules! choice {
    ($name:ident<$life:lifetime> { $($variant:ident($type:ty) = $element:literal,)* }) => {
        /// One of several shapes, each named by its element.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name<$life> {
            $(#[doc = concat!("`", $element, "`")] $variant($type),)*
        }

        impl<$life> $crate::s3::binding::Document for $name<$life> {
            fn read(
                _source: &mut $crate::s3::binding::Source<'_>,
            ) -> Result<Self, $crate::s3::binding::DocumentError> {
                Err($crate::s3::binding::DocumentError::Malformed)
            }

            fn read_as(
                name: &str,
                source: &mut $crate::s3::binding::Source<'_>,
            ) -> Result<Self, $crate::s3::binding::DocumentError> {
                match name {
                    $($element => $crate::s3::binding::Document::read(source).map(Self::$variant),)*
                    _ => Err($crate::s3::binding::DocumentError::Malformed),
                }
            }

            fn write(&self, _name: &str, sheet: &mut $crate::s3::binding::Sheet) {
                match self {
                    $(Self::$variant(value) => $crate::s3::binding::Document::write(value, $element, sheet),)*
                }
            }
        }
    };
}
pub(crate) use choice;

/// Defines an enumeration. Documents take no other value; heads are judged by the operation, which has the text.
macro_rules! enumeration {
    ($name:ident { $($variant:ident = $value:literal,)* }) => {
        #[doc = concat!("`", stringify!($name), "` of the service model.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $value, "`")] $variant,)*
        }

        impl $name {
            /// Every value, in the order of the model.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The value on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $value,)* }
            }

            /// From the value on the wire, which is case-sensitive.
            #[must_use]
            pub fn from_value(value: &str) -> Option<Self> {
                match value { $($value => Some(Self::$variant),)* _ => None }
            }
        }

        impl $crate::s3::binding::Document for $name {
            fn read(
                source: &mut $crate::s3::binding::Source<'_>,
            ) -> Result<Self, $crate::s3::binding::DocumentError> {
                $crate::s3::binding::read_value(source, Self::from_value)
            }

            fn write(&self, name: &str, sheet: &mut $crate::s3::binding::Sheet) {
                sheet.element(name, self.as_str());
            }

            fn from_attribute(text: &str) -> Option<Self> {
                Self::from_value(text)
            }

            fn to_header(&self) -> Option<String> {
                Some(self.as_str().to_owned())
            }
        }

        impl $crate::s3::binding::Scalar<'_> for $name {
            const KIND: $crate::s3::binding::Kind = $crate::s3::binding::Kind::Other;

            fn from_text(text: &str) -> Option<Self> {
                Self::from_value(text)
            }
        }
    };
}
pub(crate) use enumeration;

/// Defines the head of a request: its members by type and place.
macro_rules! request {
    ($name:ident of $operation:ident, $body:expr; { $($field:ident: $type:ty = $place:expr;)* }) => {
        #[doc = concat!("Input of `", stringify!($operation), "`, without its body.")]
        #[derive(Clone)]
        pub struct $name<'a> {
            $(#[allow(missing_docs, reason = "named and placed by the model")] pub $field: $type,)*
        }

        impl<'a> $crate::s3::binding::Request<'a> for $name<'a> {
            const OPERATION: $crate::s3::Operation = $crate::s3::Operation::$operation;
            const BODY: $crate::s3::binding::RequestBody = {
                use $crate::s3::binding::RequestBody::*;
                $body
            };

            fn bind(
                head: &$crate::sigv4::RequestHead<'a>,
                asked: &'a $crate::route::S3Request,
            ) -> Option<Self> {
                use $crate::s3::binding::{Bound, Place::*};
                Some(Self { $($field: <$type as Bound<'a>>::bind($place, head, asked)?,)* })
            }
        }

        /// The operation only: keys of customers are among the members.
        impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}
pub(crate) use request;

/// Gives requests their documents.
macro_rules! documents_of {
    ($($name:ident: $root:literal, $document:ty;)*) => {
        $(
            impl $crate::s3::binding::WithDocument for $name<'_> {
                const ROOT: &'static str = $root;
                type Document = $document;
            }
        )*

        /// Reads the document of an operation, built or not, and writes it again in the order of the model. `None` if the
        /// operation has no document.
        ///
        /// # Errors
        /// As [`WithDocument::parse`](crate::s3::binding::WithDocument::parse).
        pub fn rewritten_document(
            operation: $crate::s3::Operation,
            body: &[u8],
        ) -> Result<Option<String>, $crate::fault::Fault> {
            use $crate::s3::binding::{Document, Request, Sheet, WithDocument};
            $(
                if operation == <$name<'_> as Request<'_>>::OPERATION {
                    let document = <$name<'_> as WithDocument>::parse(body)?;
                    let mut sheet = Sheet::new(false);
                    document.write(<$name<'_> as WithDocument>::ROOT, &mut sheet);
                    return Ok(Some(sheet.finish()));
                }
            )*
            Ok(None)
        }
    };
}
pub(crate) use documents_of;

/// Defines an answer: its members by type and place.
macro_rules! response {
    ($name:ident $(<$life:lifetime>)? of $operation:ident, $status:literal, $body:expr; { $($field:ident: $type:ty = $part:expr;)* }) => {
        #[doc = concat!("Output of `", stringify!($operation), "`.")]
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $name $(<$life>)? {
            $(#[allow(missing_docs, reason = "named and placed by the model")] pub $field: $type,)*
        }

        impl $(<$life>)? $crate::s3::binding::Response for $name $(<$life>)? {
            const OPERATION: $crate::s3::Operation = $crate::s3::Operation::$operation;
            const STATUS: u16 = $status;
            const BODY: $crate::s3::binding::ResponseBody = {
                use $crate::s3::binding::ResponseBody::*;
                $body
            };

            #[allow(unused_imports, unused_variables, reason = "an answer may have no members")]
            fn visit(
                &self,
                visit: &mut dyn FnMut($crate::s3::binding::Position, &dyn $crate::s3::binding::Answered),
            ) {
                use $crate::s3::binding::{Position::*, Spelling::*};
                $(visit($part, &self.$field);)*
            }
        }
    };
}
pub(crate) use response;

/// Gives a shape the face of its ten members for checksums.
macro_rules! checksums {
    ($($name:ident),* $(,)?) => {$(
        impl<'a> $crate::s3::binding::Checksums<'a> for $name<'a> {
            fn set_checksum(&mut self, algorithm: $crate::chunked::Algorithm, value: $crate::s3::binding::Text<'a>) {
                use $crate::chunked::Algorithm;
                let member = match algorithm {
                    Algorithm::Crc32 => &mut self.checksum_crc32,
                    Algorithm::Crc32c => &mut self.checksum_crc32_c,
                    Algorithm::Crc64Nvme => &mut self.checksum_crc64_nvme,
                    Algorithm::Sha1 => &mut self.checksum_sha1,
                    Algorithm::Sha256 => &mut self.checksum_sha256,
                    Algorithm::Sha512 => &mut self.checksum_sha512,
                    Algorithm::Md5 => &mut self.checksum_md5,
                    Algorithm::XxHash64 => &mut self.checksum_xxhash64,
                    Algorithm::XxHash3 => &mut self.checksum_xxhash3,
                    Algorithm::XxHash128 => &mut self.checksum_xxhash128,
                };
                *member = Some(value);
            }

            fn checksums(&self) -> Vec<($crate::chunked::Algorithm, &str)> {
                use $crate::chunked::Algorithm;
                let all = [
                    (Algorithm::Crc32, &self.checksum_crc32),
                    (Algorithm::Crc32c, &self.checksum_crc32_c),
                    (Algorithm::Crc64Nvme, &self.checksum_crc64_nvme),
                    (Algorithm::Sha1, &self.checksum_sha1),
                    (Algorithm::Sha256, &self.checksum_sha256),
                    (Algorithm::Sha512, &self.checksum_sha512),
                    (Algorithm::Md5, &self.checksum_md5),
                    (Algorithm::XxHash64, &self.checksum_xxhash64),
                    (Algorithm::XxHash3, &self.checksum_xxhash3),
                    (Algorithm::XxHash128, &self.checksum_xxhash128),
                ];
                all.into_iter().filter_map(|(algorithm, value)| Some((algorithm, value.as_deref()?))).collect()
            }
        }
    )*};
}
pub(crate) use checksums;
