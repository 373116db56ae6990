//! Dates, times and durations: newtypes over text, and their conversions.

mod calendar;
pub(super) mod grammar;
mod standard;

pub(super) use calendar::days;

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(any(feature = "jiff", feature = "time", feature = "chrono"))]
mod parts;
#[cfg(feature = "time")]
mod time;

use super::{DateTimeOffset, Duration, ParseError};

/// Declares the types: for each its name, what messages call it, and where it is defined.
macro_rules! temporal {
    (
        $date_time:ident = $date_time_kind:literal, $date_time_source:literal;
        $date:ident = $date_kind:literal, $date_source:literal;
        $time:ident = $time_kind:literal, $time_source:literal;
        $duration:ident = $duration_kind:literal, $duration_source:literal;
    ) => {
        $crate::runtime::text::text! {
            #[doc = concat!("A point in time, with the offset from UTC it was written with (", $date_time_source, "):")]
            /// `2020-04-03T09:05:42.0061442Z`.
            ///
            /// The text is kept to the letter; `FromStr` checks it: 0 to 12 digits of a second's fraction, `Z` or an
            /// offset. A value that was read is checked only when it is converted. Equal means the same text: convert to
            /// compare points in time. Some services send `0001-01-01T00:00:00Z` for "never".
            ///
            /// Converts to and from [`std::time::SystemTime`], and under the features of these names `jiff::Timestamp`,
            /// `time::OffsetDateTime` and `chrono::DateTime`. A conversion fails if the other type cannot hold the exact
            /// value.
            #[derive(PartialEq, Eq, Hash)]
            pub struct $date_time = $date_time_kind, $crate::runtime::temporal::grammar::date_time_offset
        }

        $crate::runtime::text::text! {
            #[doc = concat!("A day, without a time or a time zone (", $date_source, "): `2020-04-03`.")]
            ///
            /// The text is kept to the letter; `FromStr` checks it. A value that was read is checked only when it is
            /// converted.
            ///
            /// Converts to and from `jiff::civil::Date`, `time::Date` and `chrono::NaiveDate` under the features of these
            /// names.
            #[derive(PartialEq, Eq, Hash)]
            pub struct $date = $date_kind, $crate::runtime::temporal::grammar::date
        }

        $crate::runtime::text::text! {
            #[doc = concat!("A time of day, without a time zone (", $time_source, "): `08:00:00.0000000`.")]
            ///
            /// The text is kept to the letter; `FromStr` checks it: 0 to 12 digits of a second's fraction, seconds may be
            /// missing. A value that was read is checked only when it is converted. Equal means the same text.
            ///
            /// Converts to and from `jiff::civil::Time`, `time::Time` and `chrono::NaiveTime` under the features of these
            /// names.
            #[derive(PartialEq, Eq, Hash)]
            pub struct $time = $time_kind, $crate::runtime::temporal::grammar::time_of_day
        }

        $crate::runtime::text::text! {
            #[doc = concat!("A length of time in days, hours, minutes and seconds (", $duration_source, "): `P30D`,")]
            /// `PT0.061S`, `-PT2H`. A day is 24 hours.
            ///
            /// The text is kept to the letter; `FromStr` checks it. A value that was read is checked only when it is
            /// converted. Equal means the same text.
            ///
            /// Converts to and from [`std::time::Duration`], and under the features of these names
            /// `jiff::SignedDuration`, `time::Duration` and `chrono::TimeDelta`.
            #[derive(PartialEq, Eq, Hash)]
            pub struct $duration = $duration_kind, $crate::runtime::temporal::grammar::duration
        }
    };
}
pub(super) use temporal;

impl DateTimeOffset {
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
