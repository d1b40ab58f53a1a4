//! Conditions: an operator, a condition key, and the values that the key is compared with.

pub(crate) mod date;
pub(crate) mod network;
pub(crate) mod number;
pub(crate) mod operator;
mod value;

use crate::context::RequestContext;
use crate::key::ConditionKey;
use crate::value::Value;
use operator::{Operator, OperatorName, SetOperator};
pub(crate) use value::PolicyValue;

/// The outcome of a condition. `Unknown`: a value could not be read as the operator asks (a number, date or address
/// that is none), so that nothing can be said; an Allow then does not apply, and a Deny does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    True,
    False,
    Unknown,
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }
}

impl Truth {
    /// Logical or over the values, three-valued.
    fn any(truths: impl Iterator<Item = Truth>) -> Truth {
        let mut sum = Truth::False;
        for truth in truths {
            match truth {
                Truth::True => return Truth::True,
                Truth::Unknown => sum = Truth::Unknown,
                Truth::False => {}
            }
        }
        sum
    }

    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }

    /// Logical and, three-valued.
    pub(crate) fn all(truths: impl Iterator<Item = Truth>) -> Truth {
        Truth::any(truths.map(Truth::not)).not()
    }
}

/// One `operator: {key: values}`.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub(crate) written_operator: Box<str>,
    pub(crate) name: OperatorName,
    pub(crate) written_key: Box<str>,
    pub(crate) key: ConditionKey,
    pub(crate) values: Box<[PolicyValue]>,
}

impl Condition {
    /// `variables`: the document's version has them.
    pub(crate) fn new<'n>(
        written_operator: &str,
        name: OperatorName,
        key: &str,
        values: impl Iterator<Item = &'n str>,
        variables: bool,
    ) -> Condition {
        Condition {
            written_operator: written_operator.into(),
            name,
            written_key: key.into(),
            key: ConditionKey::new(key),
            values: values.map(|text| PolicyValue::new(text, name.operator, variables)).collect(),
        }
    }

    pub(crate) fn evaluate(&self, context: &dyn RequestContext) -> Truth {
        let actual = context.value(&self.key);
        if self.name.operator == Operator::Null {
            let absent = actual.is_none();
            return self.values.iter().any(|value| value.says_null(absent)).into();
        }
        match (self.name.set, &actual) {
            (Some(SetOperator::All), None) => Truth::True,
            (Some(SetOperator::All), Some(Value::One(value))) if value.is_empty() => Truth::True,
            (Some(SetOperator::All), Some(Value::One(value))) => self.one(value, context),
            (Some(SetOperator::All), Some(Value::Many(values))) => {
                Truth::all(values.iter().map(|value| self.one(value, context)))
            }
            (Some(SetOperator::Any), None) => Truth::False,
            (Some(SetOperator::Any), Some(Value::One(value))) => self.one(value, context),
            (Some(SetOperator::Any), Some(Value::Many(values))) => {
                Truth::any(values.iter().map(|value| self.one(value, context)))
            }
            (None, None) => (self.name.if_exists || self.name.negated).into(),
            // AWS: a multivalued key needs a set operator; without one nothing is true of it, not even a negation.
            (None, Some(Value::Many(_))) => Truth::False,
            (None, Some(Value::One(value))) => self.one(value, context),
        }
    }

    /// Compares one value of the request with all values of the policy.
    fn one(&self, actual: &str, context: &dyn RequestContext) -> Truth {
        let positive = Truth::any(self.values.iter().map(|value| value.compare(actual, context)));
        if self.name.negated { positive.not() } else { positive }
    }
}

#[cfg(test)]
mod tests;
