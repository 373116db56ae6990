//! Conversions to and from the types of `jiff`. The casts are of parts of dates, which fit.

use jiff::{SignedDuration, Timestamp, civil};

use super::grammar::SECOND;
use crate::runtime::{Date, DateTimeOffset, Duration, ParseError, TimeOfDay};

/// The offset is lost.
impl TryFrom<&DateTimeOffset> for Timestamp {
    type Error = ParseError;

    fn try_from(value: &DateTimeOffset) -> Result<Self, ParseError> {
        Self::from_nanosecond(value.nanoseconds()?).map_err(|_| ParseError::range(DateTimeOffset::KIND))
    }
}

/// In UTC.
impl From<Timestamp> for DateTimeOffset {
    fn from(value: Timestamp) -> Self {
        Self::from_nanoseconds(value.as_nanosecond(), 0)
    }
}

impl TryFrom<&Date> for civil::Date {
    type Error = ParseError;

    fn try_from(value: &Date) -> Result<Self, ParseError> {
        let (year, month, day) = value.parts()?;
        let year = i16::try_from(year).map_err(|_| ParseError::range(Date::KIND))?;
        Self::new(year, month as i8, day as i8).map_err(|_| ParseError::range(Date::KIND))
    }
}

impl From<civil::Date> for Date {
    fn from(value: civil::Date) -> Self {
        Self::from_parts(value.year().into(), value.month() as u8, value.day() as u8)
    }
}

impl TryFrom<&TimeOfDay> for civil::Time {
    type Error = ParseError;

    fn try_from(value: &TimeOfDay) -> Result<Self, ParseError> {
        let (hour, minute, second, nanosecond) = value.parts()?;
        Self::new(hour as i8, minute as i8, second as i8, nanosecond as i32)
            .map_err(|_| ParseError::range(TimeOfDay::KIND))
    }
}

impl From<civil::Time> for TimeOfDay {
    fn from(value: civil::Time) -> Self {
        let (hour, minute, second) = (value.hour() as u8, value.minute() as u8, value.second() as u8);
        Self::from_parts(hour, minute, second, value.subsec_nanosecond() as u32)
    }
}

impl TryFrom<&Duration> for SignedDuration {
    type Error = ParseError;

    fn try_from(value: &Duration) -> Result<Self, ParseError> {
        let nanoseconds = value.nanoseconds()?;
        let seconds = i64::try_from(nanoseconds / SECOND).map_err(|_| ParseError::range(Duration::KIND))?;
        Ok(Self::new(seconds, (nanoseconds % SECOND) as i32))
    }
}

impl From<SignedDuration> for Duration {
    fn from(value: SignedDuration) -> Self {
        Self::from_nanoseconds(value.as_nanos())
    }
}
