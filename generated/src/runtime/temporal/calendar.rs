//! The proleptic Gregorian calendar, and the texts of converted values.

use std::fmt::Write;

use super::grammar::SECOND;

const DAY: i128 = 86_400 * SECOND;

/// The days of a month; `month` is 1 to 12.
pub(super) const fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The days from 1970-01-01 to this one.
pub(in crate::runtime) fn days(year: i32, month: u8, day: u8) -> i64 {
    // The year begins in March here, so that the leap day is its last; an era has 400 years and 146,097 days.
    let (year, month) = (i64::from(year), i64::from(month));
    let year = if month > 2 { year } else { year - 1 };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day so many days after 1970-01-01: the inverse of [`days`].
fn civil(days: i128) -> (i128, i128, i128) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i128::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

/// The text of a point in time, so many nanoseconds after 1970-01-01T00:00:00Z.
pub(super) fn date_time(nanoseconds: i128, offset_minutes: i32) -> String {
    let local = nanoseconds + i128::from(offset_minutes) * 60 * SECOND;
    let (year, month, day) = civil(local.div_euclid(DAY));
    let mut text = date(year, month, day);
    text.push('T');
    text.push_str(&time(local.rem_euclid(DAY)));
    if offset_minutes == 0 {
        text.push('Z');
    } else {
        let sign = if offset_minutes < 0 { '-' } else { '+' };
        let minutes = offset_minutes.unsigned_abs();
        write(&mut text, format_args!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
    }
    text
}

/// The text of a day.
pub(super) fn date(year: impl Into<i128>, month: impl Into<i128>, day: impl Into<i128>) -> String {
    let year = year.into();
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}-{:02}-{:02}", year.unsigned_abs(), month.into(), day.into())
}

/// The text of a time of day, so many nanoseconds after midnight.
pub(super) fn time(nanoseconds: i128) -> String {
    let seconds = nanoseconds / SECOND;
    let mut text = format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    fraction(&mut text, nanoseconds % SECOND);
    text
}

/// The text of a length of time.
pub(super) fn duration(nanoseconds: i128) -> String {
    let sign = if nanoseconds < 0 { "-" } else { "" };
    let whole = nanoseconds.unsigned_abs();
    let (rest, seconds) = (nanoseconds.abs() % SECOND, whole / SECOND.unsigned_abs());
    let mut text = format!("{sign}P");
    for (letter, number) in [("D", seconds / 86_400), ("H", seconds / 3_600 % 24), ("M", seconds / 60 % 60)] {
        if letter == "H" && (seconds % 86_400 != 0 || rest != 0) {
            text.push('T');
        }
        if number != 0 {
            write(&mut text, format_args!("{number}{letter}"));
        }
    }
    if seconds % 60 != 0 || rest != 0 {
        write(&mut text, format_args!("{}", seconds % 60));
        fraction(&mut text, rest);
        text.push('S');
    }
    if nanoseconds == 0 { "PT0S".to_owned() } else { text }
}

/// A point and the digits that matter, or nothing.
fn fraction(text: &mut String, nanoseconds: i128) {
    if nanoseconds != 0 {
        let digits = format!("{nanoseconds:09}");
        text.push('.');
        text.push_str(digits.trim_end_matches('0'));
    }
}

fn write(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(arguments);
}
