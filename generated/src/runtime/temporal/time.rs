//! Conversions to and from the types of `time`.

use time::{Month, OffsetDateTime, Time, UtcOffset};

use super::grammar::SECOND;
use crate::runtime::{Date, DateTimeOffset, Duration, ParseError, TimeOfDay};

/// Keeps the offset.
impl TryFrom<&DateTimeOffset> for OffsetDateTime {
    type Error = ParseError;

    fn try_from(value: &DateTimeOffset) -> Result<Self, ParseError> {
        let range = ParseError::range(DateTimeOffset::KIND);
        let moment = value.moment()?;
        let (Some(nanoseconds), Ok(offset)) =
            (moment.nanoseconds(), UtcOffset::from_whole_seconds(moment.offset_minutes * 60))
        else {
            return Err(range);
        };
        let utc = Self::from_unix_timestamp_nanos(nanoseconds).map_err(|_| range.clone())?;
        utc.checked_to_offset(offset).ok_or(range)
    }
}

/// Keeps the offset if it is whole minutes, as they travel, and is in UTC otherwise.
impl From<OffsetDateTime> for DateTimeOffset {
    fn from(value: OffsetDateTime) -> Self {
        let seconds = value.offset().whole_seconds();
        let minutes = if seconds % 60 == 0 { seconds / 60 } else { 0 };
        Self::from_nanoseconds(value.unix_timestamp_nanos(), minutes)
    }
}

impl TryFrom<&Date> for time::Date {
    type Error = ParseError;

    fn try_from(value: &Date) -> Result<Self, ParseError> {
        let (year, month, day) = value.parts()?;
        let month = Month::try_from(month).map_err(|_| ParseError::range(Date::KIND))?;
        Self::from_calendar_date(year, month, day).map_err(|_| ParseError::range(Date::KIND))
    }
}

impl From<time::Date> for Date {
    fn from(value: time::Date) -> Self {
        Self::from_parts(value.year(), value.month().into(), value.day())
    }
}

impl TryFrom<&TimeOfDay> for Time {
    type Error = ParseError;

    fn try_from(value: &TimeOfDay) -> Result<Self, ParseError> {
        let (hour, minute, second, nanosecond) = value.parts()?;
        Self::from_hms_nano(hour, minute, second, nanosecond).map_err(|_| ParseError::range(TimeOfDay::KIND))
    }
}

impl From<Time> for TimeOfDay {
    fn from(value: Time) -> Self {
        Self::from_parts(value.hour(), value.minute(), value.second(), value.nanosecond())
    }
}

impl TryFrom<&Duration> for time::Duration {
    type Error = ParseError;

    fn try_from(value: &Duration) -> Result<Self, ParseError> {
        let nanoseconds = value.nanoseconds()?;
        let seconds = i64::try_from(nanoseconds / SECOND).map_err(|_| ParseError::range(Duration::KIND))?;
        // A remainder of a second fits.
        Ok(Self::new(seconds, (nanoseconds % SECOND) as i32))
    }
}

impl From<time::Duration> for Duration {
    fn from(value: time::Duration) -> Self {
        Self::from_nanoseconds(value.whole_nanoseconds())
    }
}
