//! Dates in headers.

use std::time::{Duration, SystemTime};

use super::temporal::days;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads a date in one of the three forms of HTTP (RFC 9110, section 5.6.7):
/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
pub(super) fn parse(text: &str) -> Option<SystemTime> {
    let words: Vec<&str> = text.split([' ', '-', ',']).filter(|word| !word.is_empty()).collect();
    let (day, month, year, time) = match words[..] {
        [_, day, month, year, time, "GMT"] => (day, month, year, time),
        [_, month, day, time, year] => (day, month, year, time),
        _ => return None,
    };
    let month = u8::try_from(MONTHS.iter().position(|name| *name == month)?).ok()? + 1;
    let (day, short) = (number(day)?, year.len() == 2);
    let year = i32::from(number(year)?);
    // Two digits mean a year that is less than fifty years ahead.
    let year = if short { year + if year < 70 { 2000 } else { 1900 } } else { year };
    let mut seconds = u64::try_from(days(year, month, u8::try_from(day).ok()?)).ok()?.checked_mul(86_400)?;
    let mut parts = time.split(':');
    for unit in [3_600, 60, 1] {
        seconds += unit * u64::from(number(parts.next()?)?);
    }
    let known = (1..=31).contains(&day) && parts.next().is_none();
    known.then(|| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)))?
}

/// Digits only: `parse` would take a sign, too.
fn number(text: &str) -> Option<u16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}
