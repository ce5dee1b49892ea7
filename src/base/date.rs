//! Civil dates: parse, order, say in Spanish. There is no "today" here.

use super::figures::push_number;
pub use jiff::civil::Date;

/// Names of the months, folded and as written: Spanish month names have no accents.
pub const MONTHS: [&str; 12] = [
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
];

/// Reads an ISO date, `YYYY-MM-DD`, alone or at the start of a date and time.
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let (head, rest) = text.split_at_checked(10)?;
    let clean_end = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    let shape = head.bytes().enumerate().all(|(i, b)| match i {
        4 | 7 => b == b'-',
        _ => b.is_ascii_digit(),
    });
    if !clean_end || !shape {
        return None;
    }
    let number = |range: std::ops::Range<usize>| head[range].parse::<i16>().ok();
    Date::new(number(0..4)?, number(5..7)? as i8, number(8..10)? as i8).ok()
}

/// Reads dates as people write them, to suggest the ISO form: `6/6/2022`, `6 de junio de 2022`, `6-jun-2022`.
pub fn guess(text: &str) -> Option<Date> {
    let folded = super::fold::fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && *w != "de" && *w != "del")
        .collect();
    let [a, b, c] = words.as_slice() else {
        return None;
    };
    let month = match b.parse::<i8>() {
        Ok(n) => n,
        Err(_) if b.len() < 3 => return None,
        Err(_) => MONTHS.iter().position(|month| month.starts_with(b))? as i8 + 1,
    };
    // A year of two figures may be that of a day.
    let (year, day) = match (a.len(), c.len()) {
        (4, _) => (a, c),
        (_, 4) => (c, a),
        _ => return None,
    };
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// A date in running Spanish: `6 de junio de 2022`.
pub fn long(date: Date) -> String {
    let mut out = day_of(date);
    out.push_str(" de ");
    push_number(date.year().unsigned_abs().into(), &mut out);
    out
}

/// A day of a year: `6 de junio`.
pub fn day_of(date: Date) -> String {
    let month = month_of(date, &MONTHS);
    let mut out = String::with_capacity("30 de septiembre de 2022".len());
    push_number(date.day().unsigned_abs().into(), &mut out);
    out.extend([" de ", month]);
    out
}

/// The name of a date's month, of twelve.
pub(super) fn month_of(date: Date, names: &[&'static str; 12]) -> &'static str {
    names[(date.month() as usize).saturating_sub(1).min(11)]
}

/// What stands where no date is known and one must be written.
pub const EPOCH: Date = Date::constant(1970, 1, 1);

/// The day after another.
pub fn next(date: Date) -> Date {
    date.tomorrow().unwrap_or(date)
}

/// The ISO form, `2022-06-06`.
pub fn iso(date: Date) -> String {
    let mut out = String::with_capacity("2022-06-06".len());
    let year = date.year().unsigned_abs();
    out.push_str(
        ["000", "00", "0", ""]
            [usize::from(year > 9) + usize::from(year > 99) + usize::from(year > 999)],
    );
    push_number(year.into(), &mut out);
    for part in [date.month(), date.day()] {
        out.push_str(if part < 10 { "-0" } else { "-" });
        push_number(part.unsigned_abs().into(), &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_iso_and_says_it_in_spanish() {
        let date = parse("2022-06-06").unwrap();
        assert_eq!(long(date), "6 de junio de 2022");
        assert_eq!(iso(date), "2022-06-06");
        assert_eq!(parse("2022-06-06T10:00:00Z"), Some(date));
        for bad in ["2022-6-6", "2022-02-30", "06-06-2022", "", "2022-06-06x"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn guesses_what_people_write() {
        let date = parse("2022-06-06");
        for text in [
            "6/6/2022", "6 de junio de 2022", "06-06-2022", "2022/6/6", "6-Jun-2022",
        ] {
            assert_eq!(guess(text), date, "{text}");
        }
        for text in [
            "ayer", "3/5/24", "24-05-03", "6 de junio de 22", "6-ju-2022",
        ] {
            assert_eq!(guess(text), None, "{text}");
        }
    }
}
