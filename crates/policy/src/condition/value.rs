//! One value of a condition in a policy, read once, and its comparison with a value of a request.

use super::Truth;
use super::date::{self, Timestamp};
use super::network::Network;
use super::number::Decimal;
use super::operator::{Comparison, Operator};
use crate::arn;
use crate::context::RequestContext;
use crate::glob::{Matched, Pattern, Syntax};
use data_encoding::BASE64;

/// A value as written and as read.
#[derive(Clone, Debug)]
pub(crate) struct PolicyValue {
    pub(crate) written: Box<str>,
    test: Test,
}

#[derive(Clone, Debug)]
enum Test {
    Text(Pattern),
    /// `true` or `false`, possibly by way of a variable.
    Bool(Pattern),
    Number(Comparison, Option<Decimal>),
    Date(Comparison, Option<Timestamp>),
    /// The bytes, or None if the value is not base64: then it is compared as text.
    Binary(Option<Box<[u8]>>),
    Address(Option<Network>),
    /// Partition, service, region, account, resource; or None if the value is no ARN.
    Arn(Option<Box<[Pattern; 5]>>),
    Null,
}

impl PolicyValue {
    pub(crate) fn new(text: &str, operator: Operator, variables: bool) -> PolicyValue {
        let pattern = |wildcards, fold| Pattern::new(text, Syntax { wildcards, variables, fold });
        let test = match operator {
            Operator::StringEquals => Test::Text(pattern(false, false)),
            Operator::StringEqualsIgnoreCase => Test::Text(pattern(false, true)),
            Operator::StringLike => Test::Text(pattern(true, false)),
            Operator::Bool => Test::Bool(pattern(false, true)),
            Operator::Numeric(comparison) => Test::Number(comparison, Decimal::parse(text)),
            Operator::Date(comparison) => Test::Date(comparison, date::parse(text)),
            Operator::BinaryEquals => Test::Binary(BASE64.decode(text.as_bytes()).ok().map(Into::into)),
            Operator::IpAddress => Test::Address(Network::parse(text.trim())),
            Operator::ArnLike => Test::Arn(arn::split_pattern(text, variables).map(|parts| {
                let part = |text| Pattern::new(text, Syntax { wildcards: true, variables, fold: false });
                let [_, partition, service, region, account, resource] = parts;
                Box::new([part(partition), part(service), part(region), part(account), part(resource)])
            })),
            Operator::Null => Test::Null,
        };
        PolicyValue { written: text.into(), test }
    }

    /// The positive form of the operator. A pattern with a variable that has no value matches nothing.
    pub(super) fn compare(&self, actual: &str, context: &dyn RequestContext) -> Truth {
        match &self.test {
            Test::Text(pattern) => (pattern.matches(actual, context) == Matched::Yes).into(),
            Test::Bool(pattern) => {
                (is_bool(actual) && pattern.matches(actual, context) == Matched::Yes).into()
            }
            Test::Number(comparison, wanted) => {
                let order = wanted.as_ref().and_then(|wanted| wanted.compare_with(actual));
                order.map_or(Truth::Unknown, |order| comparison.holds(order).into())
            }
            Test::Date(comparison, wanted) => match (date::parse(actual), wanted) {
                (Some(actual), Some(wanted)) => comparison.holds(actual.cmp(wanted)).into(),
                _ => Truth::Unknown,
            },
            Test::Binary(wanted) => match (wanted, BASE64.decode(actual.as_bytes())) {
                (Some(wanted), Ok(actual)) => (**wanted == *actual).into(),
                _ => (*self.written == *actual).into(),
            },
            Test::Address(wanted) => match (wanted, actual.parse()) {
                (Some(network), Ok(address)) => network.contains(address).into(),
                _ => Truth::Unknown,
            },
            Test::Arn(wanted) => {
                let (Some(patterns), Some([_, parts @ ..])) = (wanted, arn::split(actual)) else {
                    return Truth::False;
                };
                let mut pairs = patterns.iter().zip(parts);
                pairs.all(|(pattern, part)| pattern.matches(part, context) == Matched::Yes).into()
            }
            Test::Null => Truth::False,
        }
    }

    /// For `Null`: true if the value is the word for that state of the key.
    pub(super) fn says_null(&self, absent: bool) -> bool {
        self.written.eq_ignore_ascii_case(if absent { "true" } else { "false" })
    }

    /// The patterns it is made of.
    pub(crate) fn patterns(&self) -> &[Pattern] {
        match &self.test {
            Test::Text(pattern) | Test::Bool(pattern) => std::slice::from_ref(pattern),
            Test::Arn(Some(patterns)) => patterns.as_slice(),
            _ => &[],
        }
    }

    /// The network it stands for, of `IpAddress`.
    pub(crate) fn network(&self) -> Option<Network> {
        match self.test {
            Test::Address(network) => network,
            _ => None,
        }
    }

    /// True if the value can be read as its operator asks.
    pub(crate) fn is_readable(&self) -> bool {
        match &self.test {
            Test::Number(_, None) | Test::Date(_, None) | Test::Address(None) => false,
            Test::Binary(None) | Test::Arn(None) => false,
            Test::Bool(pattern) => pattern.as_exact().is_none_or(is_bool),
            Test::Null => is_bool(&self.written),
            _ => true,
        }
    }

    /// The value as it stands after its variables are replaced.
    pub(crate) fn resolved(&self, context: &dyn RequestContext) -> Option<String> {
        match &self.test {
            Test::Text(pattern) | Test::Bool(pattern) => pattern.resolved(context),
            Test::Arn(Some(patterns)) => {
                let parts: Option<Vec<String>> = patterns.iter().map(|part| part.resolved(context)).collect();
                parts.map(|parts| format!("arn:{}", parts.join(":")))
            }
            _ => Some(self.written.to_string()),
        }
    }
}

fn is_bool(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}
