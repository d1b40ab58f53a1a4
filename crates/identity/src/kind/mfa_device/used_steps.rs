use crate::limits;

/// Time steps of one device whose codes are spent: those accepted, and all between two that are not told apart.
///
/// A code is taken only if its step is later than every spent one that the clock has come to. Under a clock that only goes
/// forward this is *later than the last accepted*. Steps that were accepted while the clock ran ahead stay spent, but do not
/// stand in the way of earlier ones once it is set right; so a wrong clock locks no device, and no code works twice.
///
/// ```text
///   spent:      [--------]  [-]      [-]                    [--]
///                                        ^ now                ^ accepted under a clock that ran ahead
///   taken:                              |-| within the tolerance, and later than the spent ones before it
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UsedSteps {
    /// In order, apart from each other, at most [`limits::MFA_STEP_SPANS`].
    spans: Vec<Span>,
}

/// Consecutive time steps, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first.
    pub first: u64,
    /// The last.
    pub last: u64,
}

impl Span {
    fn is_before(self, other: Self) -> bool {
        self.last.saturating_add(1) < other.first
    }
}

impl UsedSteps {
    /// Every step up to this one: all that an earlier version has written down.
    pub fn up_to(last: u64) -> Self {
        Self::restore((last > 0).then_some(Span { first: 0, last }))
    }

    /// Takes spans in any order.
    pub fn restore(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut used = Self::default();
        for span in spans {
            used.add(span);
        }
        used
    }

    /// In order.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The last one of all; 0 if there is none.
    pub fn last(&self) -> u64 {
        self.spans.last().map_or(0, |span| span.last)
    }

    /// True if a code of `step` may be taken by a clock for which `latest` is the latest step with an acceptable code.
    pub fn allow(&self, step: u64, latest: u64) -> bool {
        let come_to = self.spans.iter().take_while(|span| span.first <= latest);
        come_to.last().is_none_or(|span| span.last < step)
    }

    /// Spends the steps of a span.
    pub fn add(&mut self, mut span: Span) {
        let start = self.spans.partition_point(|have| have.is_before(span));
        let end = self.spans.partition_point(|have| !span.is_before(*have));
        for have in self.spans.drain(start..end.max(start)) {
            span = Span { first: span.first.min(have.first), last: span.last.max(have.last) };
        }
        self.spans.insert(start, span);
        while self.spans.len() > limits::MFA_STEP_SPANS {
            self.join(span.last);
        }
    }

    /// Joins two neighbours, which spends the steps between them: the two whose distance from each other is least beside their
    /// distance from `present`. So the few gaps that are long for their age are kept, such as the one that a jump of the clock
    /// left.
    fn join(&mut self, present: u64) {
        let neighbours = self.spans.iter().zip(self.spans.iter().skip(1));
        let gaps = neighbours.map(|(before, after)| {
            let far = if after.first <= present { present - before.last } else { after.first - present };
            (u128::from(after.first - before.last), u128::from(far))
        });
        // one.gap / one.far against other.gap / other.far, in whole numbers
        let least = gaps.enumerate().min_by(|(_, one), (_, other)| (one.0 * other.1).cmp(&(other.0 * one.1)));
        let Some((position, _)) = least else { return };
        let after = self.spans.remove(position + 1);
        if let Some(before) = self.spans.get_mut(position) {
            before.last = after.last;
        }
    }

    /// Takes back what bars the present although it lies ahead of it: a span that the clock has come to and that ends later than
    /// `latest`, the latest step with an acceptable code. Its first and last steps stay spent, and what could be taken now. Returns
    /// its last step.
    pub fn release(&mut self, latest: u64) -> Option<u64> {
        let barring = self.spans.iter_mut().find(|span| span.first <= latest && span.last > latest)?;
        let last = barring.last;
        barring.last = latest;
        self.add(Span { first: last, last });
        Some(last)
    }
}

#[cfg(test)]
mod tests;
