use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Source of the present time and of the time zone in which times are shown. Tests bring their own.
#[derive(Clone)]
pub struct Clock {
    read: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// `None` for the machine's zone, which is looked up at first use
    zone: Option<TimeZone>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self { zone: None, ..Self::by(Timestamp::now) }
    }

    /// A clock that stands still, in UTC.
    pub fn fixed(at: Timestamp) -> Self {
        Self::by(move || at)
    }

    /// A clock that calls a function, in UTC.
    pub fn by(read: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self { read: Arc::new(read), zone: Some(TimeZone::UTC) }
    }

    /// The same clock in another time zone.
    #[cfg(test)]
    pub(crate) fn in_zone(self, zone: TimeZone) -> Self {
        Self { zone: Some(zone), ..self }
    }

    /// The present time.
    pub fn now(&self) -> Timestamp {
        (self.read)()
    }

    /// A time in the clock's time zone.
    pub fn local(&self, at: Timestamp) -> DateTime {
        let zone = self.zone.clone().unwrap_or_else(TimeZone::system);
        at.to_zoned(zone).datetime()
    }
}
