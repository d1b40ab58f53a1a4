use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Tells the time. There is one that reads the machine's; tests bring their own.
#[derive(Clone)]
pub struct Clock {
    read: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// `None` for the machine's, which is looked up when it is needed
    zone: Option<TimeZone>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self { zone: None, ..Self::by(Timestamp::now) }
    }

    /// A clock that always says the same.
    pub fn fixed(at: Timestamp) -> Self {
        Self::by(move || at)
    }

    /// A clock that asks a function, in UTC.
    pub fn by(read: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self { read: Arc::new(read), zone: Some(TimeZone::UTC) }
    }

    /// The same clock on a wall elsewhere.
    #[must_use]
    pub fn in_zone(self, zone: TimeZone) -> Self {
        Self { zone: Some(zone), ..self }
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        (self.read)()
    }

    /// A time as clocks on the wall show it.
    pub fn local(&self, at: Timestamp) -> DateTime {
        let zone = self.zone.clone().unwrap_or_else(TimeZone::system);
        at.to_zoned(zone).datetime()
    }
}
