//! The day, which core never looks at by itself.

use std::time::{SystemTime, UNIX_EPOCH};

use rungs_core::date::Date;

/// Today, in universal time.
pub fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    day(seconds / 86_400)
}

/// The day so many days after 1970-01-01.
fn day(mut days: u64) -> Date {
    let mut year = 1970u16;
    let length = |year: u16| if Date::new(year, 2, 29).is_some() { 366 } else { 365 };
    while year < 9999 && days >= length(year) {
        days -= length(year);
        year += 1;
    }
    let mut date = Date::new(year, 1, 1);
    for month in 1..=12 {
        let length = (28..=31).rev().find(|day| Date::new(year, month, *day).is_some()).unwrap_or(28);
        if days < u64::from(length) {
            date = Date::new(year, month, days as u8 + 1);
            break;
        }
        days -= u64::from(length);
    }
    date.unwrap_or_else(|| unreachable!("every month from 1 to 12 has a first day"))
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn counts_days() {
        for (days, want) in [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_781, "2026-11-24"),
            (u64::MAX, "9999-01-01"),
        ] {
            assert_eq!(day(days).to_string(), want, "{days}");
        }
    }
}
