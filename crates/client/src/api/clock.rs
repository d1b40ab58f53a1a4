use std::sync::Arc;

use jiff::Timestamp;

/// Tells the time. There is one that reads the machine's; tests bring their own.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::by(Timestamp::now)
    }

    /// A clock that always says the same.
    pub fn fixed(at: Timestamp) -> Self {
        Self::by(move || at)
    }

    /// A clock that asks a function.
    pub fn by(read: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}
