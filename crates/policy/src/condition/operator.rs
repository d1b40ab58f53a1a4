//! Names of condition operators.

/// Type of comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Operator {
    StringEquals,
    StringEqualsIgnoreCase,
    StringLike,
    Numeric(Comparison),
    Date(Comparison),
    Bool,
    BinaryEquals,
    IpAddress,
    /// `ArnEquals` and `ArnLike` are the same operator.
    ArnLike,
    Null,
}

/// Order that numbers or dates must have: request value on the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Comparison {
    Equals,
    LessThan,
    LessThanEquals,
    GreaterThan,
    GreaterThanEquals,
}

impl Comparison {
    pub(crate) fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Equals => order.is_eq(),
            Comparison::LessThan => order.is_lt(),
            Comparison::LessThanEquals => order.is_le(),
            Comparison::GreaterThan => order.is_gt(),
            Comparison::GreaterThanEquals => order.is_ge(),
        }
    }
}

/// `ForAllValues:` or `ForAnyValue:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum SetOperator {
    All,
    Any,
}

/// An operator with its prefix and suffix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct OperatorName {
    pub(crate) set: Option<SetOperator>,
    pub(crate) operator: Operator,
    pub(crate) negated: bool,
    pub(crate) if_exists: bool,
    /// True if it is spelled with AWS's upper and lower case, which `CreatePolicy` asks for; evaluation does not.
    pub(crate) exact_case: bool,
}

const OPERATORS: [(&str, Operator, bool); 27] = {
    use Comparison::{Equals, GreaterThan, GreaterThanEquals, LessThan, LessThanEquals};
    use Operator::{ArnLike, BinaryEquals, Bool, Date, IpAddress, Null, Numeric};
    use Operator::{StringEquals, StringEqualsIgnoreCase, StringLike};
    [
        ("StringEquals", StringEquals, false),
        ("StringNotEquals", StringEquals, true),
        ("StringEqualsIgnoreCase", StringEqualsIgnoreCase, false),
        ("StringNotEqualsIgnoreCase", StringEqualsIgnoreCase, true),
        ("StringLike", StringLike, false),
        ("StringNotLike", StringLike, true),
        ("NumericEquals", Numeric(Equals), false),
        ("NumericNotEquals", Numeric(Equals), true),
        ("NumericLessThan", Numeric(LessThan), false),
        ("NumericLessThanEquals", Numeric(LessThanEquals), false),
        ("NumericGreaterThan", Numeric(GreaterThan), false),
        ("NumericGreaterThanEquals", Numeric(GreaterThanEquals), false),
        ("DateEquals", Date(Equals), false),
        ("DateNotEquals", Date(Equals), true),
        ("DateLessThan", Date(LessThan), false),
        ("DateLessThanEquals", Date(LessThanEquals), false),
        ("DateGreaterThan", Date(GreaterThan), false),
        ("DateGreaterThanEquals", Date(GreaterThanEquals), false),
        ("Bool", Bool, false),
        ("BinaryEquals", BinaryEquals, false),
        ("IpAddress", IpAddress, false),
        ("NotIpAddress", IpAddress, true),
        ("ArnEquals", ArnLike, false),
        ("ArnLike", ArnLike, false),
        ("ArnNotEquals", ArnLike, true),
        ("ArnNotLike", ArnLike, true),
        ("Null", Null, false),
    ]
};

impl OperatorName {
    /// Reads `[ForAllValues:|ForAnyValue:]Operator[IfExists]`, ignoring case.
    pub(crate) fn parse(text: &str) -> Option<OperatorName> {
        let (prefix, rest) = match text.split_once(':') {
            Some((prefix, rest)) => (Some(prefix), rest),
            None => (None, text),
        };
        let (set, prefix_case) = match prefix {
            None => (None, true),
            Some(prefix) if prefix.eq_ignore_ascii_case("ForAllValues") => {
                (Some(SetOperator::All), prefix == "ForAllValues")
            }
            Some(prefix) if prefix.eq_ignore_ascii_case("ForAnyValue") => {
                (Some(SetOperator::Any), prefix == "ForAnyValue")
            }
            Some(_) => return None,
        };
        let split = rest.len().checked_sub("IfExists".len());
        let suffix = split.and_then(|at| rest.split_at_checked(at));
        let (base, if_exists, suffix_case) = match suffix {
            Some((base, suffix)) if suffix.eq_ignore_ascii_case("IfExists") => {
                (base, true, suffix == "IfExists")
            }
            _ => (rest, false, true),
        };
        let found = OPERATORS.iter().find(|(name, _, _)| name.eq_ignore_ascii_case(base));
        found.map(|(name, operator, negated)| OperatorName {
            set,
            operator: *operator,
            negated: *negated,
            if_exists,
            exact_case: prefix_case && suffix_case && *name == base,
        })
    }
}
