//! Calendar days. Core has no clock: today arrives as an argument.

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar, years 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A text that is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADate;

impl Date {
    /// The earliest day that there is.
    pub const EARLIEST: Date = Date { year: 1, month: 1, day: 1 };

    /// A day that exists.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1;
        (exists && day <= days_in(year, month)).then_some(Self { year, month, day })
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The same day so many years later; the 29th of February becomes the 28th where it must.
    pub fn plus_years(self, years: u16) -> Self {
        let year = (self.year.saturating_add(years)).min(9999);
        Self { year, month: self.month, day: self.day.min(days_in(year, self.month)) }
    }

    /// How many days later another day is; 0 if it is not later.
    pub fn days_until(self, later: Self) -> u32 {
        later.number().saturating_sub(self.number())
    }

    /// Days since the one before year 1.
    fn number(self) -> u32 {
        let years = u32::from(self.year) - 1;
        let months: u32 = (1..self.month).map(|month| u32::from(days_in(self.year, month))).sum();
        years * 365 + years / 4 - years / 100 + years / 400 + months + u32::from(self.day)
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let mut parts = text.trim().splitn(3, ['-', '/']);
        let mut part = |digits: std::ops::RangeInclusive<usize>| {
            let part = parts.next().ok_or(NotADate)?;
            let plain = digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            if plain { part.parse::<u16>().map_err(|_| NotADate) } else { Err(NotADate) }
        };
        let (year, month, day) = (part(4..=4)?, part(1..=2)?, part(1..=2)?);
        Date::new(year, month as u8, day as u8).ok_or(NotADate)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        let day = |year, month, day| Date::new(year, month, day).unwrap();
        assert_eq!(day(2026, 11, 28).days_until(day(2027, 1, 15)), 48);
        assert_eq!(day(2024, 2, 28).days_until(day(2024, 3, 1)), 2);
        assert_eq!(day(1900, 2, 28).days_until(day(1900, 3, 1)), 1);
        assert_eq!(day(2000, 1, 1).days_until(day(2001, 1, 1)), 366);
        assert_eq!(day(2027, 1, 1).days_until(day(2026, 1, 1)), 0);
    }

    #[test]
    fn reads_days_that_exist() {
        for (text, want) in [
            ("2026-11-24", Some("2026-11-24")),
            ("2026/3/1", Some("2026-03-01")),
            ("2024-02-29", Some("2024-02-29")),
            ("2025-02-29", None),
            ("2026-13-01", None),
            ("26-01-01", None),
            ("2026-01-+1", None),
            ("", None),
        ] {
            assert_eq!(text.parse::<Date>().ok().map(|date| date.to_string()).as_deref(), want, "{text}");
        }
    }
}
