//! The parts of days and times of day, for the date libraries.

use super::{calendar, grammar};
use crate::runtime::{Date, ParseError, TimeOfDay};

impl Date {
    /// Year, month (1 to 12) and day (1 to 31).
    pub(super) fn parts(&self) -> Result<(i32, u8, u8), ParseError> {
        match grammar::date(&self.0) {
            Ok(day) => Ok((day.year, day.month, day.day)),
            Err(at) => Err(ParseError::at(Self::KIND, at)),
        }
    }

    pub(super) fn from_parts(year: i32, month: u8, day: u8) -> Self {
        Self(calendar::date(year, month, day).into())
    }
}

impl TimeOfDay {
    /// Hour (0 to 23), minute, second (0 to 59) and nanosecond.
    pub(super) fn parts(&self) -> Result<(u8, u8, u8, u32), ParseError> {
        let clock = grammar::time_of_day(&self.0).map_err(|at| ParseError::at(Self::KIND, at))?;
        let nanosecond = clock.fraction.nanoseconds().ok_or(ParseError::range(Self::KIND))?;
        Ok((clock.hour, clock.minute, clock.second, nanosecond))
    }

    pub(super) fn from_parts(hour: u8, minute: u8, second: u8, nanosecond: u32) -> Self {
        let seconds = i128::from(hour) * 3_600 + i128::from(minute) * 60 + i128::from(second);
        Self(calendar::time(seconds * grammar::SECOND + i128::from(nanosecond)).into())
    }
}
