//! The texts of the temporal types: ISO 8601 as RFC 3339 has it, and what services write beyond that. Errors are the byte
//! where a text stops being one.

use super::calendar;

/// Nanoseconds in a second.
pub(super) const SECOND: i128 = 1_000_000_000;

/// A day.
pub struct Day {
    pub(super) year: i32,
    pub(super) month: u8,
    pub(super) day: u8,
}

/// A time of day.
pub struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) fraction: Fraction,
}

/// The fraction of a second; it goes to picoseconds, the date libraries do not.
pub struct Fraction {
    nanoseconds: u32,
    exact: bool,
}

impl Fraction {
    /// `None` if there is more than whole nanoseconds.
    pub(super) fn nanoseconds(&self) -> Option<u32> {
        self.exact.then_some(self.nanoseconds)
    }
}

/// A point in time.
pub struct Moment {
    day: Day,
    clock: Clock,
    pub(super) offset_minutes: i32,
}

impl Moment {
    /// Since 1970-01-01T00:00:00Z; `None` if there is more than whole nanoseconds.
    pub(super) fn nanoseconds(&self) -> Option<i128> {
        let days = calendar::days(self.day.year, self.day.month, self.day.day);
        let minutes = i64::from(self.clock.hour) * 60 + i64::from(self.clock.minute) - i64::from(self.offset_minutes);
        let seconds = days * 86_400 + minutes * 60 + i64::from(self.clock.second);
        Some(i128::from(seconds) * SECOND + i128::from(self.clock.fraction.nanoseconds()?))
    }
}

/// A length of time.
pub struct Span {
    negative: bool,
    seconds: u64,
    fraction: Fraction,
}

impl Span {
    /// `None` if there is more than whole nanoseconds.
    pub(super) fn nanoseconds(&self) -> Option<i128> {
        let nanoseconds = i128::from(self.seconds) * SECOND + i128::from(self.fraction.nanoseconds()?);
        Some(if self.negative { -nanoseconds } else { nanoseconds })
    }
}

/// `dateTimeOffsetValue`
pub fn date_time_offset(text: &str) -> Result<Moment, usize> {
    whole(text, |cursor| {
        let day = cursor.day()?;
        cursor.expect(b'T')?;
        let clock = cursor.clock()?;
        let offset_minutes = cursor.offset()?;
        Some(Moment { day, clock, offset_minutes })
    })
}

/// `dateValue`
pub fn date(text: &str) -> Result<Day, usize> {
    whole(text, |cursor| cursor.day())
}

/// `timeOfDayValue`
pub fn time_of_day(text: &str) -> Result<Clock, usize> {
    whole(text, |cursor| cursor.clock())
}

/// `durationValue`
pub fn duration(text: &str) -> Result<Span, usize> {
    whole(text, |cursor| cursor.span())
}

fn whole<T>(text: &str, read: impl FnOnce(&mut Cursor<'_>) -> Option<T>) -> Result<T, usize> {
    let mut cursor = Cursor { text: text.as_bytes(), at: 0 };
    match read(&mut cursor) {
        Some(value) if cursor.at == text.len() => Ok(value),
        _ => Err(cursor.at),
    }
}

struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Takes the byte if it is next.
    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.take(byte).then_some(())
    }

    /// Takes all digits that are next; there may be none.
    fn digits(&mut self) -> &'a [u8] {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        rest.get(..count).unwrap_or_default()
    }

    /// A number of at least one digit.
    fn number(&mut self) -> Option<u64> {
        match self.digits() {
            [] => None,
            digits => value(digits),
        }
    }

    /// A number of two digits.
    fn two(&mut self, low: u8, high: u8) -> Option<u8> {
        let &[tens @ b'0'..=b'9', ones @ b'0'..=b'9'] = self.text.get(self.at..self.at + 2)? else {
            return None;
        };
        let number = (tens - b'0') * 10 + (ones - b'0');
        if !(low..=high).contains(&number) {
            return None;
        }
        self.at += 2;
        Some(number)
    }

    fn day(&mut self) -> Option<Day> {
        let negative = self.take(b'-');
        let start = self.at;
        let digits = self.digits();
        let padded = digits.len() > 4 && digits.first() == Some(&b'0');
        // Nine digits stay far from where the arithmetic on days would overflow.
        if !(4..=9).contains(&digits.len()) || padded {
            self.at = start;
            return None;
        }
        let year = i32::try_from(value(digits)?).ok()?;
        let year = if negative { -year } else { year };
        self.expect(b'-')?;
        let month = self.two(1, 12)?;
        self.expect(b'-')?;
        let day = self.two(1, calendar::days_in_month(year, month))?;
        Some(Day { year, month, day })
    }

    fn clock(&mut self) -> Option<Clock> {
        let hour = self.two(0, 23)?;
        self.expect(b':')?;
        let minute = self.two(0, 59)?;
        if !self.take(b':') {
            return Some(Clock { hour, minute, second: 0, fraction: Fraction { nanoseconds: 0, exact: true } });
        }
        let second = self.two(0, 59)?;
        Some(Clock { hour, minute, second, fraction: self.fraction(12)? })
    }

    /// A fraction of a second, if one is next.
    fn fraction(&mut self, longest: usize) -> Option<Fraction> {
        if !self.take(b'.') {
            return Some(Fraction { nanoseconds: 0, exact: true });
        }
        let start = self.at;
        let digits = self.digits();
        if digits.is_empty() || digits.len() > longest {
            self.at = start;
            return None;
        }
        let nanoseconds =
            (0..9).fold(0, |number, place| number * 10 + digits.get(place).map_or(0, |byte| u32::from(byte - b'0')));
        Some(Fraction { nanoseconds, exact: digits.iter().skip(9).all(|byte| *byte == b'0') })
    }

    fn offset(&mut self) -> Option<i32> {
        if self.take(b'Z') {
            return Some(0);
        }
        let negative = self.take(b'-');
        if !negative {
            self.expect(b'+')?;
        }
        let hours = i32::from(self.two(0, 23)?);
        self.expect(b':')?;
        let minutes = hours * 60 + i32::from(self.two(0, 59)?);
        Some(if negative { -minutes } else { minutes })
    }

    fn span(&mut self) -> Option<Span> {
        let negative = self.take(b'-');
        if !negative {
            self.take(b'+');
        }
        self.expect(b'P')?;
        let mut span = Span { negative, seconds: 0, fraction: Fraction { nanoseconds: 0, exact: true } };
        let date = self.peek() != Some(b'T');
        if date {
            let days = self.number()?;
            self.expect(b'D')?;
            span.add(days, 86_400)?;
        }
        if self.take(b'T') {
            self.time_of_span(&mut span)?;
        }
        Some(span)
    }

    /// Hours, minutes and seconds, each at most once and in this order, and at least one of them.
    fn time_of_span(&mut self, span: &mut Span) -> Option<()> {
        let mut units: &[(u8, u64)] = &[(b'H', 3_600), (b'M', 60), (b'S', 1)];
        loop {
            let number = self.number()?;
            let fraction = (self.peek() == Some(b'.')).then(|| self.fraction(usize::MAX));
            let at = units.iter().position(|(letter, _)| self.peek() == Some(*letter))?;
            let (letter, seconds) = units[at];
            if let Some(fraction) = fraction {
                if letter != b'S' {
                    return None;
                }
                span.fraction = fraction?;
            }
            self.at += 1;
            span.add(number, seconds)?;
            units = &units[at + 1..];
            if units.is_empty() || self.peek().is_none() {
                return Some(());
            }
        }
    }
}

impl Span {
    fn add(&mut self, number: u64, unit: u64) -> Option<()> {
        self.seconds = self.seconds.checked_add(number.checked_mul(unit)?)?;
        Some(())
    }
}

/// The number that the digits write; `None` if it is too large.
fn value(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0_u64, |number, byte| number.checked_mul(10)?.checked_add(u64::from(byte - b'0')))
}
