//! Numbers with two decimals, counted in whole hundredths: money and credits.

use std::fmt;
use std::ops::AddAssign;

/// A number of hundredths, 0 to 42,949,672.95.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(u32);

impl Decimal {
    /// The greatest number there can be.
    pub const MOST: f64 = 42_949_672.95;

    /// From hundredths.
    pub const fn from_hundredths(hundredths: u32) -> Self {
        Self(hundredths)
    }

    /// From a number; `None` if it is out of range or has more than two decimals.
    pub fn from_f64(number: f64) -> Option<Self> {
        let hundredths = (number * 100.0).round();
        let exact = (hundredths - number * 100.0).abs() < 1e-6;
        (exact && (0.0..=f64::from(u32::MAX)).contains(&hundredths)).then_some(Self(hundredths as u32))
    }

    /// From what somebody typed, such as `3`, `3.5` or `.25`; `None` if it is no such number.
    ///
    /// The standard library's reading of floating-point numbers is 13 kB of a page that has 200.
    pub fn from_text(text: &str) -> Option<Self> {
        let (whole, decimals) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let decimals = decimals.trim_end_matches('0');
        let missing = "00".get(decimals.len()..)?;
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mut hundredths = 0u32;
        for part in [whole, decimals, missing] {
            for byte in part.bytes() {
                let digit = char::from(byte).to_digit(10)?;
                hundredths = hundredths.checked_mul(10)?.checked_add(digit)?;
            }
        }
        Some(Self(hundredths))
    }

    /// As hundredths.
    pub const fn hundredths(self) -> u32 {
        self.0
    }

    /// As a number, for storing.
    pub fn to_f64(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

/// Such numbers together, in hundredths: there may be more of them than fit one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Total(u64);

impl Total {
    /// From hundredths.
    pub const fn from_hundredths(hundredths: u64) -> Self {
        Self(hundredths)
    }

    /// As hundredths.
    pub const fn hundredths(self) -> u64 {
        self.0
    }

    /// As a number, for storing.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl From<Decimal> for Total {
    fn from(number: Decimal) -> Self {
        Self(u64::from(number.0))
    }
}

impl AddAssign<u64> for Total {
    /// Adds hundredths.
    fn add_assign(&mut self, hundredths: u64) {
        self.0 = self.0.saturating_add(hundredths);
    }
}

impl AddAssign<u32> for Total {
    /// Adds hundredths.
    fn add_assign(&mut self, hundredths: u32) {
        self.0 = self.0.saturating_add(u64::from(hundredths));
    }
}

/// A number as it is written by hand: whole, with at most six decimals, or, very great or small ones, as `1.5e300`.
///
/// The formatting of floating-point numbers in the standard library is exact, and is 15 kB of a page that has 200.
pub fn written(number: f64) -> String {
    let (sign, size) = if number < 0.0 { ("-", -number) } else { ("", number) };
    if size < 1e15 && size.fract() == 0.0 {
        return format!("{sign}{}", size as u64);
    }
    if (1e-4..1e9).contains(&size) {
        let millionths = (size * 1e6).round() as u64;
        let (whole, decimals) = (millionths / 1_000_000, format!("{:06}", millionths % 1_000_000));
        // It may have been rounded to a whole number.
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        return format!("{sign}{whole}{point}{decimals}");
    }
    let (mut digits, mut exponent) = (size, 0);
    // Neither infinity nor what is no number gets here from a document.
    while digits.is_finite() && digits >= 10.0 {
        (digits, exponent) = (digits / 10.0, exponent + 1);
    }
    while digits > 0.0 && digits < 1.0 {
        (digits, exponent) = (digits * 10.0, exponent - 1);
    }
    format!("{sign}{}e{exponent}", written((digits * 1e6).round() / 1e6))
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Total::from(*self).fmt(formatter)
    }
}

impl fmt::Display for Total {
    /// Without decimals that are zero: `503`, `3.5`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(formatter, "{whole}"),
            _ if rest % 10 == 0 => write!(formatter, "{whole}.{}", rest / 10),
            _ => write!(formatter, "{whole}.{rest:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, written};

    #[test]
    fn numbers_are_written_as_by_hand() {
        assert_eq!(written(99.999_999_9), "100");
        let cases = [
            (0.0, "0"),
            (-3.0, "-3"),
            (460301.0, "460301"),
            (2.5, "2.5"),
            (-0.05, "-0.05"),
            (100.25, "100.25"),
            (1e300, "1e300"),
            (-1.5e20, "-1.5e20"),
            (2e-9, "2e-9"),
        ];
        for (number, text) in cases {
            assert_eq!(written(number), text);
            assert_eq!(text.parse::<f64>().map(written), Ok(text.to_owned()));
        }
    }

    #[test]
    fn reads_what_is_typed() {
        for (text, hundredths) in [("3", 300), (" 3.5 ", 350), ("0.29", 29), (".5", 50), ("007.000", 700)] {
            assert_eq!(Decimal::from_text(text), Some(Decimal(hundredths)), "{text:?}");
        }
        assert_eq!(Decimal::from_text("42949672.95"), Some(Decimal(u32::MAX)));
        for text in ["", " ", ".", "-1", "+1", "0.125", "1.2.3", "1,5", "1e2", "四", "NaN", "42949672.96"] {
            assert_eq!(Decimal::from_text(text), None, "{text:?}");
        }
    }

    #[test]
    fn shows_what_was_given() {
        for (number, text) in [(503.0, "503"), (3.5, "3.5"), (0.29, "0.29"), (1.05, "1.05")] {
            assert_eq!(Decimal::from_f64(number).unwrap().to_string(), text);
        }
        assert_eq!(Decimal::from_f64(0.125), None);
        assert_eq!(Decimal::from_f64(-1.0), None);
        assert_eq!(Decimal::from_f64(1e12), None);
    }
}
