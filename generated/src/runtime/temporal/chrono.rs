//! Conversions to and from the types of `chrono`.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeDelta, TimeZone, Timelike, Utc};

use super::grammar::SECOND;
use crate::runtime::{Date, DateTimeOffset, Duration, ParseError, TimeOfDay};

/// Keeps the offset.
impl TryFrom<&DateTimeOffset> for DateTime<FixedOffset> {
    type Error = ParseError;

    fn try_from(value: &DateTimeOffset) -> Result<Self, ParseError> {
        let range = ParseError::range(DateTimeOffset::KIND);
        let offset = FixedOffset::east_opt(value.moment()?.offset_minutes * 60).ok_or(range)?;
        Ok(DateTime::<Utc>::try_from(value)?.with_timezone(&offset))
    }
}

/// The offset is lost.
impl TryFrom<&DateTimeOffset> for DateTime<Utc> {
    type Error = ParseError;

    fn try_from(value: &DateTimeOffset) -> Result<Self, ParseError> {
        let nanoseconds = value.nanoseconds()?;
        let seconds = i64::try_from(nanoseconds.div_euclid(SECOND)).ok();
        // A remainder of a second fits.
        let converted =
            seconds.and_then(|seconds| Self::from_timestamp(seconds, nanoseconds.rem_euclid(SECOND) as u32));
        converted.ok_or(ParseError::range(DateTimeOffset::KIND))
    }
}

/// Keeps the offset if it is whole minutes, as they travel, and is in UTC otherwise.
impl<Z: TimeZone> From<DateTime<Z>> for DateTimeOffset {
    fn from(value: DateTime<Z>) -> Self {
        let seconds = chrono::Offset::fix(value.offset()).local_minus_utc();
        let minutes = if seconds % 60 == 0 { seconds / 60 } else { 0 };
        let nanoseconds = i128::from(value.timestamp()) * SECOND + i128::from(value.timestamp_subsec_nanos());
        Self::from_nanoseconds(nanoseconds, minutes)
    }
}

impl TryFrom<&Date> for NaiveDate {
    type Error = ParseError;

    fn try_from(value: &Date) -> Result<Self, ParseError> {
        let (year, month, day) = value.parts()?;
        Self::from_ymd_opt(year, month.into(), day.into()).ok_or(ParseError::range(Date::KIND))
    }
}

impl From<NaiveDate> for Date {
    fn from(value: NaiveDate) -> Self {
        // A month and a day fit.
        Self::from_parts(value.year(), value.month() as u8, value.day() as u8)
    }
}

impl TryFrom<&TimeOfDay> for NaiveTime {
    type Error = ParseError;

    fn try_from(value: &TimeOfDay) -> Result<Self, ParseError> {
        let (hour, minute, second, nanosecond) = value.parts()?;
        Self::from_hms_nano_opt(hour.into(), minute.into(), second.into(), nanosecond)
            .ok_or(ParseError::range(TimeOfDay::KIND))
    }
}

/// A leap second becomes the last nanosecond before it, since the text has none.
impl From<NaiveTime> for TimeOfDay {
    fn from(value: NaiveTime) -> Self {
        // An hour, a minute and a second fit.
        let (hour, minute, second) = (value.hour() as u8, value.minute() as u8, value.second() as u8);
        Self::from_parts(hour, minute, second, value.nanosecond().min(999_999_999))
    }
}

impl TryFrom<&Duration> for TimeDelta {
    type Error = ParseError;

    fn try_from(value: &Duration) -> Result<Self, ParseError> {
        let nanoseconds = value.nanoseconds()?;
        let seconds = i64::try_from(nanoseconds.div_euclid(SECOND)).ok();
        // A remainder of a second fits.
        let converted = seconds.and_then(|seconds| Self::new(seconds, nanoseconds.rem_euclid(SECOND) as u32));
        converted.ok_or(ParseError::range(Duration::KIND))
    }
}

impl From<TimeDelta> for Duration {
    fn from(value: TimeDelta) -> Self {
        Self::from_nanoseconds(i128::from(value.num_seconds()) * SECOND + i128::from(value.subsec_nanos()))
    }
}
