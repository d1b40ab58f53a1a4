//! Shapes of the models: each reads itself from parameters, and writes itself to an answer or a form.

use std::collections::BTreeMap;

use crate::timestamp::Timestamp;

use super::decode::{Reader, Shape};
use super::encode::{Kind, Sink};
use super::rules::{Constraint, List, Map, Range, Text};

impl<T: Shape> Shape for Option<T> {
    type Rule = T::Rule;
    const COMPOSITE: bool = T::COMPOSITE;

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn read(reader: &mut Reader<'_>, rule: &Self::Rule) -> Option<Self> {
        let before = reader.violation_count();
        match T::read(reader, rule) {
            // a value that an answer has and the model does not, from a server that is newer than the model
            None if !T::COMPOSITE && reader.is_lenient() && reader.forget_violations(before) => Some(None),
            value => value.map(Some),
        }
    }

    fn write(&self, name: &str, sink: &mut dyn Sink) {
        if let Some(value) = self {
            value.write(name, sink);
        }
    }
}

impl Shape for String {
    type Rule = Text;

    fn read(reader: &mut Reader<'_>, rule: &Text) -> Option<Self> {
        let text = reader.text();
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        if let Some(max) = rule.max.filter(|max| length > *max) {
            reader.violate(reader.shown(text, rule.sensitive), Constraint::MaxLength(max));
        }
        if let Some(min) = rule.min.filter(|min| length < *min) {
            reader.violate(reader.shown(text, rule.sensitive), Constraint::MinLength(min));
        }
        if let Some(pattern) = rule.pattern.filter(|pattern| !pattern.matches(text)) {
            reader.violate(reader.shown(text, rule.sensitive), Constraint::Pattern(pattern.text()));
        }
        Some(text.to_owned())
    }

    fn write(&self, name: &str, sink: &mut dyn Sink) {
        sink.scalar(name, self);
    }

    fn constraints(rule: &Text) -> Vec<Constraint> {
        let pattern = rule.pattern.map(|pattern| Constraint::Pattern(pattern.text()));
        let lengths = [rule.max.map(Constraint::MaxLength), rule.min.map(Constraint::MinLength)];
        lengths.into_iter().flatten().chain(pattern).collect()
    }
}

impl Shape for i32 {
    type Rule = Range;

    fn read(reader: &mut Reader<'_>, rule: &Range) -> Option<Self> {
        let text = reader.text();
        // a sign and leading zeros are fine, as on AWS
        let Ok(value) = text.parse::<Self>() else {
            reader.refuse(text.is_empty().then_some("missing value for decimal type"));
            return None;
        };
        if let Some(max) = rule.max.filter(|max| i64::from(value) > *max) {
            reader.violate(reader.shown(&value.to_string(), false), Constraint::MaxValue(max));
        }
        if let Some(min) = rule.min.filter(|min| i64::from(value) < *min) {
            reader.violate(reader.shown(&value.to_string(), false), Constraint::MinValue(min));
        }
        Some(value)
    }

    fn write(&self, name: &str, sink: &mut dyn Sink) {
        sink.number(name, *self);
    }
}

impl Shape for bool {
    type Rule = ();

    fn read(reader: &mut Reader<'_>, _rule: &()) -> Option<Self> {
        let value = reader.text().parse().ok();
        if value.is_none() {
            reader.refuse(None);
        }
        value
    }

    fn write(&self, name: &str, sink: &mut dyn Sink) {
        sink.boolean(name, *self);
    }
}

impl Shape for Timestamp {
    type Rule = ();

    fn read(reader: &mut Reader<'_>, _rule: &()) -> Option<Self> {
        let value = Self::parse(reader.text());
        if value.is_none() {
            reader.refuse(None);
        }
        value
    }

    fn write(&self, name: &str, sink: &mut dyn Sink) {
        sink.time(name, *self);
    }
}

/// A blob: base64 on the wire.
impl Shape for Vec<u8> {
    type Rule = ();

    fn read(reader: &mut Reader<'_>, _rule: &()) -> Option<Self> {
        let value = data_encoding::BASE64.decode(reader.text().as_bytes()).ok();
        if value.is_none() {
            reader.refuse(None);
        }
        value
    }

    fn write(&self, name: &str, sink: &mut dyn Sink) {
        sink.scalar(name, &data_encoding::BASE64.encode(self));
    }
}

impl<T: Shape> Shape for Vec<T> {
    type Rule = List<T::Rule>;
    const COMPOSITE: bool = true;

    fn read(reader: &mut Reader<'_>, rule: &Self::Rule) -> Option<Self> {
        let indices = reader.indices("member")?;
        let length = u32::try_from(indices.len()).unwrap_or(u32::MAX);
        if let Some(max) = rule.max.filter(|max| length > *max) {
            // the elements of a list that is too long are not looked at
            reader.violate_list("member", &indices, Constraint::MaxLength(max));
            return None;
        }
        if let Some(min) = rule.min.filter(|min| length < *min) {
            reader.violate_list("member", &indices, Constraint::MinLength(min));
        }
        let before = reader.violation_count();
        let mut items = Vec::with_capacity(indices.len());
        let mut complete = true;
        for index in &indices {
            let mark = reader.enter_item("member", *index, Some("member"));
            match T::read(reader, rule.item) {
                Some(item) => items.push(item),
                None => complete = false,
            }
            reader.leave(&mark);
        }
        let mut named = T::constraints(rule.item);
        if !named.is_empty() && reader.forget_violations(before) {
            if rule.names_null {
                named.push(Constraint::NotNull);
            }
            reader.violate_list("member", &indices, Constraint::Elements(named));
        }
        complete.then_some(items)
    }

    fn write(&self, name: &str, sink: &mut dyn Sink) {
        sink.open(name, Kind::List);
        for item in self {
            item.write("member", sink);
        }
        sink.close();
    }
}

impl<K: Shape + Ord, V: Shape> Shape for BTreeMap<K, V> {
    type Rule = Map<K::Rule, V::Rule>;
    const COMPOSITE: bool = true;

    fn read(reader: &mut Reader<'_>, rule: &Self::Rule) -> Option<Self> {
        let mut map = Self::new();
        for index in reader.indices("entry")? {
            let mark = reader.enter_item("entry", index, None);
            let key = reader.member("key", rule.key);
            let value = reader.member("value", rule.value);
            reader.leave(&mark);
            map.insert(key?, value?);
        }
        Some(map)
    }

    fn write(&self, name: &str, sink: &mut dyn Sink) {
        sink.open(name, Kind::Map);
        for (key, value) in self {
            sink.open("entry", Kind::Structure);
            key.write("key", sink);
            value.write("value", sink);
            sink.close();
        }
        sink.close();
    }
}

/// Reads an enumeration; the generated ones call this.
pub(crate) fn read_enumeration<T>(
    reader: &mut Reader<'_>,
    parse: fn(&str) -> Option<T>,
    values: &'static [&'static str],
) -> Option<T> {
    let text = reader.text();
    let value = parse(text);
    if value.is_none() {
        reader.violate(reader.shown(text, false), Constraint::EnumSet(values));
    }
    value
}

/// Defines a structure of a model: its members by type, wire name and constraint, in the order of the model.
macro_rules! structure {
    ($(#[$meta:meta])* $name:ident { $($field:ident: $type:ty = $wire:literal, $rule:expr;)* }) => {
        #[doc = concat!("`", stringify!($name), "` of the service model.")]
        $(#[$meta])*
        pub struct $name {
            $(#[doc = concat!("`", $wire, "`")] pub $field: $type,)*
        }

        impl $crate::query::Shape for $name {
            type Rule = ();
            const COMPOSITE: bool = true;

            #[allow(unused_variables, reason = "a structure may have no members")]
            fn read(reader: &mut $crate::query::Reader<'_>, _rule: &()) -> Option<Self> {
                $(let $field = reader.member::<$type>($wire, $rule);)*
                Some(Self { $($field: $field?,)* })
            }

            fn write(&self, name: &str, sink: &mut dyn $crate::query::Sink) {
                sink.open(name, $crate::query::Kind::Structure);
                $($crate::query::Shape::write(&self.$field, $wire, sink);)*
                sink.close();
            }
        }
    };
}
pub(crate) use structure;

/// Writes `Debug` for a structure that has members which must not be seen.
macro_rules! redacted {
    ($name:ident { $($field:ident),* } hides { $($hidden:ident),* }) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name))
                    $(.field(stringify!($field), &self.$field))*
                    $(.field(stringify!($hidden), &format_args!("<redacted>")))*
                    .finish()
            }
        }
    };
}
pub(crate) use redacted;

/// Defines an enumeration of a model.
macro_rules! enumeration {
    ($name:ident { $($variant:ident = $value:literal,)* }) => {
        #[doc = concat!("`", stringify!($name), "` of the service model.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $value, "`")] $variant,)*
        }

        impl $name {
            /// Every value, in the order of the model.
            pub const VALUES: &'static [&'static str] = &[$($value),*];

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

        impl $crate::query::Shape for $name {
            type Rule = ();

            fn read(reader: &mut $crate::query::Reader<'_>, _rule: &()) -> Option<Self> {
                $crate::query::read_enumeration(reader, Self::from_value, Self::VALUES)
            }

            fn write(&self, name: &str, sink: &mut dyn $crate::query::Sink) {
                sink.scalar(name, self.as_str());
            }

            fn constraints(_rule: &()) -> Vec<$crate::query::Constraint> {
                vec![$crate::query::Constraint::EnumSet(Self::VALUES)]
            }
        }
    };
}
pub(crate) use enumeration;

/// Defines the operations of a service: name, whether it has a result element, and the errors that the model declares.
macro_rules! operations {
    ($service:expr; $($name:ident ($request:ident) -> $response:ident, $result:literal, [$($error:literal: $status:literal),*];)*) => {
        /// The operations of the service.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operation {
            $(#[doc = concat!("`", stringify!($name), "`")] $name,)*
        }

        impl Operation {
            /// Every operation, by name.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The value of `Action`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            /// From the value of `Action`, which is case-sensitive.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $(stringify!($name) => Some(Self::$name),)* _ => None }
            }

            /// Checks parameters against the operation's input, even of an operation that is not built.
            ///
            /// # Errors
            /// As [`crate::query::Request::decode`].
            pub fn check(self, params: &$crate::query::Params) -> Result<(), $crate::query::DecodeError> {
                match self { $(Self::$name => <$request as $crate::query::Request>::decode(params).map(drop),)* }
            }

            /// The parameters as a client would write them, reduced to those that the operation has.
            ///
            /// # Errors
            /// If the parameters are not an input of the operation.
            pub fn canonical_form(
                self,
                params: &$crate::query::Params,
            ) -> Result<String, $crate::query::DecodeError> {
                use $crate::query::Request as _;
                match self { $(Self::$name => $request::decode(params).map(|input| input.to_query()),)* }
            }

            /// The error codes and HTTP statuses that the model declares; others occur as well.
            #[must_use]
            pub fn errors(self) -> &'static [(&'static str, u16)] {
                match self { $(Self::$name => &[$(($error, $status)),*],)* }
            }
        }

        /// The inputs of the operations, by the operations' names.
        pub mod input {
            $(pub use super::$request as $name;)*
        }

        $(
            impl $crate::query::Request for $request {
                const SERVICE: $crate::query::Service = $service;
                const OPERATION: &'static str = stringify!($name);
                type Response = $response;
            }

            impl $crate::query::Response for $response {
                const SERVICE: $crate::query::Service = $service;
                const OPERATION: &'static str = stringify!($name);
                const ELEMENT: &'static str = concat!(stringify!($name), "Response");
                const RESULT: Option<&'static str> =
                    if $result { Some(concat!(stringify!($name), "Result")) } else { None };
            }
        )*
    };
}
pub(crate) use operations;
