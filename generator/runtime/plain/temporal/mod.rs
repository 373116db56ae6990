//! Dates, times and durations: newtypes over text, and their conversions.

mod calendar;
mod grammar;
mod standard;

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(any(feature = "jiff", feature = "time", feature = "chrono"))]
mod parts;
#[cfg(feature = "time")]
mod time;

// The name by which the conversions know it.
use self::DateTime as DateTimeOffset;
use super::{ParseError, text::text};

text! {
    /// A point in time, with the offset from UTC it was written with (`date-time`; RFC 3339, section 5.6):
    /// `2020-04-03T09:05:42.25Z`.
    ///
    /// The text is kept to the letter; `FromStr` checks it: 0 to 12 digits of a second's fraction, `Z` or an offset.
    /// A value that was read is checked only when it is converted. Equal means the same text: convert to compare
    /// points in time.
    ///
    /// Converts to and from [`std::time::SystemTime`], and under the features of these names `jiff::Timestamp`,
    /// `time::OffsetDateTime` and `chrono::DateTime`. A conversion fails if the other type cannot hold the exact value.
    #[derive(PartialEq, Eq, Hash)]
    pub struct DateTime = "a date-time", grammar::date_time_offset
}

text! {
    /// A day, without a time or a time zone (`date`; RFC 3339, section 5.6): `2020-04-03`.
    ///
    /// The text is kept to the letter; `FromStr` checks it. A value that was read is checked only when it is converted.
    ///
    /// Converts to and from `jiff::civil::Date`, `time::Date` and `chrono::NaiveDate` under the features of these
    /// names.
    #[derive(PartialEq, Eq, Hash)]
    pub struct Date = "a date", grammar::date
}

text! {
    /// A time of day, without a time zone (`time`): `08:00:00`.
    ///
    /// The text is kept to the letter; `FromStr` checks it: 0 to 12 digits of a second's fraction, seconds may be
    /// missing. A value that was read is checked only when it is converted. Equal means the same text.
    ///
    /// Converts to and from `jiff::civil::Time`, `time::Time` and `chrono::NaiveTime` under the features of these
    /// names.
    #[derive(PartialEq, Eq, Hash)]
    pub struct TimeOfDay = "a time", grammar::time_of_day
}

text! {
    /// A length of time in days, hours, minutes and seconds (`duration`; RFC 3339, appendix A): `P30D`, `PT0.061S`. A
    /// day is 24 hours.
    ///
    /// The text is kept to the letter; `FromStr` checks it. A value that was read is checked only when it is converted.
    /// Equal means the same text.
    ///
    /// Converts to and from [`std::time::Duration`], and under the features of these names `jiff::SignedDuration`,
    /// `time::Duration` and `chrono::TimeDelta`.
    #[derive(PartialEq, Eq, Hash)]
    pub struct Duration = "a duration", grammar::duration
}

impl DateTime {
    fn moment(&self) -> Result<grammar::Moment, ParseError> {
        grammar::date_time_offset(&self.0).map_err(|at| ParseError::at(Self::KIND, at))
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z.
    fn nanoseconds(&self) -> Result<i128, ParseError> {
        self.moment()?.nanoseconds().ok_or(ParseError::range(Self::KIND))
    }

    fn from_nanoseconds(nanoseconds: i128, offset_minutes: i32) -> Self {
        Self(calendar::date_time(nanoseconds, offset_minutes).into())
    }
}

impl Duration {
    fn nanoseconds(&self) -> Result<i128, ParseError> {
        let span = grammar::duration(&self.0).map_err(|at| ParseError::at(Self::KIND, at))?;
        span.nanoseconds().ok_or(ParseError::range(Self::KIND))
    }

    fn from_nanoseconds(nanoseconds: i128) -> Self {
        Self(calendar::duration(nanoseconds).into())
    }
}
