//! How a language writes dates and figures in what readers see. Diagnostics are always Spanish.
//!
//! The words of the interface are the theme's; here is only what views write before a theme sees it.

use super::date::{self, Date};
use super::figures::thousands;

/// A language that dates and figures are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    Spanish,
    English,
    /// Any other: ISO dates and plain figures, which no language misreads.
    Other,
}

const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
];

impl Locale {
    /// The language of a BCP 47 tag: `es`, `es-CO`, `en`.
    pub fn of(tag: &str) -> Locale {
        match tag.split('-').next() {
            Some("es") => Locale::Spanish,
            Some("en") => Locale::English,
            _ => Locale::Other,
        }
    }

    /// A date in running text: `6 de junio de 2022`, `6 June 2022`.
    pub fn date(self, date: Date) -> String {
        match self {
            Locale::Spanish => date::long(date),
            Locale::English => {
                let month = date::month_of(date, &MONTHS);
                format!("{} {month} {}", date.day(), date.year())
            }
            Locale::Other => date::iso(date),
        }
    }

    /// The date as citations after APA write it: `2022, 6 de junio`, `2022, June 6`.
    pub fn cited(self, date: Date) -> String {
        let (year, day) = (date.year(), date.day());
        match self {
            Locale::Spanish => format!("{year}, {}", date::day_of(date)),
            Locale::English => {
                let month = date::month_of(date, &MONTHS);
                format!("{year}, {month} {day}")
            }
            Locale::Other => date::iso(date),
        }
    }

    /// The days from one to another: `Del 1 al 31 de diciembre de 2026`, `1 to 31 December 2026`.
    pub fn days(self, first: Date, last: Date) -> String {
        let (from, to) = match self {
            Locale::Spanish => ("Del ", "al"),
            Locale::English => ("", "to"),
            Locale::Other => ("", "–"),
        };
        let same = (first.year(), first.month()) == (last.year(), last.month());
        let start = match self {
            Locale::Spanish | Locale::English if same => first.day().to_string(),
            _ => self.date(first),
        };
        match first == last {
            true => self.date(first),
            false => format!("{from}{start} {to} {}", self.date(last)),
        }
    }

    /// A whole number. Years stay whole; larger numbers get their marks.
    pub fn integer(self, n: i64) -> String {
        let sign = if n < 0 { "-" } else { "" };
        match (n.unsigned_abs(), self) {
            (small @ 0..10_000, _) | (small, Locale::Other) => format!("{sign}{small}"),
            (large, Locale::Spanish) => format!("{sign}{}", thousands(large)),
            (large, Locale::English) => format!("{sign}{}", thousands(large).replace('.', ",")),
        }
    }

    /// A number with its decimal mark.
    pub fn number(self, n: f64) -> String {
        match self {
            Locale::Spanish => n.to_string().replace('.', ","),
            Locale::English | Locale::Other => n.to_string(),
        }
    }

    /// Yes or no.
    pub fn boolean(self, value: bool) -> &'static str {
        match (self, value) {
            (Locale::Spanish, true) => "Sí",
            (Locale::English, true) => "Yes",
            (Locale::Spanish | Locale::English, false) => "No",
            (Locale::Other, true) => "✓",
            (Locale::Other, false) => "✗",
        }
    }

    /// Name of the link from a note back to where it is cited.
    pub fn back_to(self, note: u32) -> String {
        match self {
            Locale::Spanish => format!("Volver al texto, nota {note}"),
            Locale::English => format!("Back to the text, note {note}"),
            Locale::Other => format!("↩ {note}"),
        }
    }

    /// Words that a site did not give, in Spanish or in English. Readers of other languages most likely
    /// know the second.
    pub fn either(self, spanish: &'static str, english: &'static str) -> &'static str {
        match self {
            Locale::Spanish => spanish,
            Locale::English | Locale::Other => english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_its_own_dates_and_figures() {
        let day = date::parse("2022-06-06").unwrap();
        let (spanish, english) = (Locale::of("es-CO"), Locale::of("en"));
        assert_eq!(spanish.date(day), "6 de junio de 2022");
        assert_eq!(english.date(day), "6 June 2022");
        assert_eq!(Locale::of("pt").date(day), "2022-06-06");
        assert_eq!(spanish.cited(day), "2022, 6 de junio");
        assert_eq!(english.cited(day), "2022, June 6");
        let (last, next) = (
            date::parse("2022-06-30").unwrap(),
            date::parse("2022-07-01").unwrap(),
        );
        assert_eq!(spanish.days(day, day), "6 de junio de 2022");
        assert_eq!(spanish.days(day, last), "Del 6 al 30 de junio de 2022");
        let long = "Del 6 de junio de 2022 al 1 de julio de 2022";
        assert_eq!(spanish.days(day, next), long);
        assert_eq!(english.days(day, last), "6 to 30 June 2022");
        assert_eq!(Locale::Other.days(day, last), "2022-06-06 – 2022-06-30");
        assert_eq!(spanish.integer(-12_345), "-12.345");
        assert_eq!(english.integer(12_345), "12,345");
        assert_eq!(english.integer(2022), "2022");
        assert_eq!(spanish.number(85.7), "85,7");
        assert_eq!(english.number(85.7), "85.7");
    }
}
