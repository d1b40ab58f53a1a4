//! SPDX licence expressions: `MIT OR Apache-2.0`, `(MIT OR Apache-2.0) AND Unicode-3.0`, and the older `MIT/Apache-2.0`.

/// True if the expression holds when exactly the `allowed` licences are accepted.
pub(super) fn is_allowed(expression: &str, allowed: &[&str]) -> Result<bool, String> {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = Words { rest: spaced.split_whitespace().collect(), allowed };
    words.rest.reverse();
    match words.either() {
        Some(holds) if words.rest.is_empty() => Ok(holds),
        _ => Err(format!("licence {expression:?} is not an SPDX expression")),
    }
}

/// The words that are left, last one first.
struct Words<'a> {
    rest: Vec<&'a str>,
    allowed: &'a [&'a str],
}

impl Words<'_> {
    fn next_is(&mut self, word: &str) -> bool {
        self.rest.pop_if(|next| *next == word).is_some()
    }

    fn either(&mut self) -> Option<bool> {
        let mut holds = self.both()?;
        while self.next_is("OR") {
            holds |= self.both()?;
        }
        Some(holds)
    }

    fn both(&mut self) -> Option<bool> {
        let mut holds = self.one()?;
        while self.next_is("AND") {
            holds &= self.one()?;
        }
        Some(holds)
    }

    fn one(&mut self) -> Option<bool> {
        if self.next_is("(") {
            let holds = self.either()?;
            return self.next_is(")").then_some(holds);
        }
        let name = self.rest.pop().filter(|word| !matches!(*word, ")" | "OR" | "AND" | "WITH"))?;
        let name = match self.next_is("WITH") {
            true => format!("{name} WITH {}", self.rest.pop()?),
            false => name.to_owned(),
        };
        Some(self.allowed.contains(&name.as_str()))
    }
}
