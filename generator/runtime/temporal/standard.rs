//! Conversions to and from the standard library's types.

use std::time::{self, SystemTime};

use super::grammar::SECOND;
use crate::runtime::{DateTimeOffset, Duration, ParseError};

fn from_std(duration: time::Duration) -> i128 {
    i128::from(duration.as_secs()) * SECOND + i128::from(duration.subsec_nanos())
}

/// `None` if it is negative, or more than the type holds.
fn to_std(nanoseconds: i128) -> Option<time::Duration> {
    let seconds = u64::try_from(nanoseconds.div_euclid(SECOND)).ok()?;
    let rest = u32::try_from(nanoseconds.rem_euclid(SECOND)).ok()?;
    Some(time::Duration::new(seconds, rest))
}

impl TryFrom<&DateTimeOffset> for SystemTime {
    type Error = ParseError;

    fn try_from(value: &DateTimeOffset) -> Result<Self, ParseError> {
        let nanoseconds = value.nanoseconds()?;
        let converted = if nanoseconds < 0 {
            to_std(-nanoseconds).and_then(|before| Self::UNIX_EPOCH.checked_sub(before))
        } else {
            to_std(nanoseconds).and_then(|after| Self::UNIX_EPOCH.checked_add(after))
        };
        converted.ok_or(ParseError::range(DateTimeOffset::KIND))
    }
}

/// In UTC.
impl From<SystemTime> for DateTimeOffset {
    fn from(value: SystemTime) -> Self {
        let nanoseconds = match value.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => from_std(after),
            Err(error) => -from_std(error.duration()),
        };
        Self::from_nanoseconds(nanoseconds, 0)
    }
}

/// Fails for negative durations.
impl TryFrom<&Duration> for time::Duration {
    type Error = ParseError;

    fn try_from(value: &Duration) -> Result<Self, ParseError> {
        to_std(value.nanoseconds()?).ok_or(ParseError::range(Duration::KIND))
    }
}

impl From<time::Duration> for Duration {
    fn from(value: time::Duration) -> Self {
        Self::from_nanoseconds(from_std(value))
    }
}
