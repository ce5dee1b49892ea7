//! Columns of numbers, exact to their last decimal: `4.637`, `85,7 %`, `-12`.

use serde::Serialize;

/// A column whose cells are all numbers, empty ones aside.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Numbers {
    /// Each number times ten to the power of `decimals`.
    pub cells: Vec<Option<i128>>,
    pub decimals: u32,
    /// Somebody wrote `%` after them.
    pub percent: bool,
}

/// A column of a table as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    pub label: String,
    /// As they are written.
    pub cells: Vec<String>,
    /// When all of them are numbers.
    pub numbers: Option<Numbers>,
}

/// One number: its digits, how many of them are decimals, and `%`.
struct Number {
    digits: i128,
    decimals: u32,
    percent: bool,
}

/// Most digits of a number. With as many decimals as others of its column have it still fits, and so do
/// sums.
const DIGITS: usize = 14;

/// Whether a spreadsheet wrote that it could not reckon the cell, or not show it: `#¡REF!`, `#N/D`, `####`.
pub fn is_failed(cell: &str) -> bool {
    let Some(rest) = cell.trim().strip_prefix('#') else {
        return false;
    };
    let named = |name: &str| name.starts_with(|c: char| c.is_uppercase() || "¡¿".contains(c));
    let spread = rest.len() > 1 && rest.bytes().all(|b| b == b'#');
    spread
        || matches!(rest, "N/D" | "N/A")
        || rest.ends_with(['!', '?']) && named(rest) && !rest.contains(' ')
}

/// The first cell for which a column is none of numbers.
pub fn stranger(cells: &[String]) -> Option<&str> {
    let point = cells.iter().any(|cell| has_point(cell));
    let words = |cell: &&String| !cell.trim().is_empty() && number(cell.trim(), point).is_none();
    cells.iter().find(words).map(|cell| cell.trim())
}

/// Reads a column; `None` when a cell is no number or when all are years, which nobody adds up.
///
/// A point parts thousands as people write them, unless a cell shows that it stands before decimals.
pub fn numbers(cells: &[&str]) -> Option<Numbers> {
    let point = cells.iter().any(|cell| has_point(cell));
    let mut read = Vec::with_capacity(cells.len());
    for cell in cells {
        read.push(match cell.trim() {
            "" => None,
            text => Some(number(text, point)?),
        });
    }
    let known = || read.iter().flatten();
    let years = known().all(|n| (1900..=2100).contains(&n.digits) && n.decimals == 0 && !n.percent);
    if years {
        return None;
    }
    let decimals = known().map(|n| n.decimals).max().unwrap_or(0);
    let scaled = |n: &Number| n.digits * 10i128.pow(decimals - n.decimals);
    Some(Numbers {
        cells: read.iter().map(|n| n.as_ref().map(scaled)).collect(),
        percent: known().any(|n| n.percent),
        decimals,
    })
}

/// A number as people write it, `$ 1.200` or `85,7 %`, as programs read it.
pub fn plain(text: &str) -> Option<String> {
    let number = number(text, has_point(text))?;
    let decimals = number.decimals as usize;
    let mut out = format!("{:0width$}", number.digits.abs(), width = decimals + 1);
    if decimals > 0 {
        out.insert(out.len() - decimals, '.');
    }
    if number.digits < 0 {
        out.insert(0, '-');
    }
    Some(out)
}

/// Whether a cell has a point that cannot part thousands.
fn has_point(cell: &str) -> bool {
    let text = bare(cell).0;
    match text.split_once('.') {
        Some((whole, rest)) if whole.contains(',') => !rest.contains(['.', ',']),
        Some((whole, rest)) => !rest.contains(['.', ',']) && (rest.len() != 3 || whole.len() > 3),
        None => false,
    }
}

/// The digits of a cell without its signs, and these.
fn bare(cell: &str) -> (&str, bool, bool) {
    let text = cell.trim();
    let (text, percent) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    };
    let text = text.strip_prefix('$').map_or(text, str::trim_start);
    match text.strip_prefix(['-', '−']) {
        Some(rest) => (rest, true, percent),
        None => (text, false, percent),
    }
}

fn number(cell: &str, point: bool) -> Option<Number> {
    let (text, negative, percent) = bare(cell);
    let (thousands, mark) = if point { (',', '.') } else { ('.', ',') };
    let (whole, decimals) = match text.split_once(mark) {
        Some((_, "")) => return None,
        Some((whole, decimals)) => (whole, decimals),
        None => (text, ""),
    };
    let groups: Vec<&str> = whole.split(thousands).collect();
    let grouped = groups.len() == 1
        || (matches!(groups[0].len(), 1..=3) && groups[1..].iter().all(|g| g.len() == 3));
    let digits: String = groups.concat() + decimals;
    let plain = digits.bytes().all(|b| b.is_ascii_digit()) && !groups[0].is_empty();
    // `05001` is a code, not a number.
    let code = groups[0].len() > 1 && groups[0].starts_with('0');
    if !grouped || !plain || code || digits.len() > DIGITS {
        return None;
    }
    let value: i128 = digits.parse().ok()?;
    Some(Number {
        digits: if negative { -value } else { value },
        decimals: decimals.len() as u32,
        percent,
    })
}

impl Numbers {
    /// The sum of the column.
    pub fn sum(&self) -> i128 {
        self.cells.iter().flatten().sum()
    }

    /// A number of this column as it is, for drawing.
    pub fn value(&self, number: i128) -> f64 {
        number as f64 / 10f64.powi(self.decimals as i32)
    }

    /// A number of this column as text: `thousands` and then its decimals after `,` or `.`.
    pub fn text(&self, number: i128, thousands: &str) -> String {
        let scale = 10u128.pow(self.decimals);
        let (whole, rest) = (number.unsigned_abs() / scale, number.unsigned_abs() % scale);
        let mut out = String::new();
        if number < 0 {
            out.push('−');
        }
        out.push_str(&crate::base::figures::thousands(whole).replace('.', thousands));
        if self.decimals > 0 {
            let mark = if thousands == "," { '.' } else { ',' };
            out.push(mark);
            out.push_str(&format!("{rest:0width$}", width = self.decimals as usize));
        }
        if self.percent {
            out.push_str("\u{a0}%");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cells: &[&str]) -> Option<Vec<String>> {
        let column = numbers(cells)?;
        let text = |n: &Option<i128>| n.map_or(String::new(), |n| column.text(n, "."));
        Some(column.cells.iter().map(text).collect())
    }

    #[test]
    fn numbers_are_read_as_people_and_as_machines_write_them() {
        let some = |cells: &[&str], expect: &[&str]| {
            assert_eq!(shown(cells).unwrap(), expect, "{cells:?}");
        };
        some(&["4637", "869", ""], &["4.637", "869", ""]);
        some(&["4.637", "1.234.567"], &["4.637", "1.234.567"]);
        some(&["85,7 %", "9%"], &["85,7\u{a0}%", "9,0\u{a0}%"]);
        some(&["0.5", "1.234"], &["0,500", "1,234"]);
        some(&["1,234.5", "-2"], &["1.234,5", "−2,0"]);
        some(&["$ 1.200", "300"], &["1.200", "300"]);
    }

    #[test]
    fn one_number_is_written_as_programs_read_it() {
        for (text, expect) in [
            ("$ 1.200", Some("1200")),
            ("85,7 %", Some("85.7")),
            ("−0,05", Some("-0.05")),
            ("1.500,50", Some("1500.50")),
            ("2.022", Some("2022")),
            ("12 000", None),
            ("mil", None),
        ] {
            assert_eq!(plain(text).as_deref(), expect, "{text}");
        }
    }

    #[test]
    fn names_codes_and_years_are_no_numbers() {
        for cells in [
            &["DNP", "12"][..],
            &["05001", "12"],
            &["2022", "2023"],
            &["1.23.456"],
            &["1,"],
            &["123456789012345"],
            &[""],
        ] {
            assert_eq!(shown(cells), None, "{cells:?}");
        }
    }

    #[test]
    fn what_a_spreadsheet_could_not_reckon_is_no_cell() {
        for cell in ["#¡REF!", "#DIV/0!", "#N/D", " #¿NOMBRE? ", "########"] {
            assert!(is_failed(cell), "{cell}");
        }
        for cell in ["", "#", "# 1", "#1", "#agua", "#Agua va!", "N/A", "#1!"] {
            assert!(!is_failed(cell), "{cell}");
        }
    }

    #[test]
    fn sums_are_exact() {
        let column = numbers(&["0,1", "0,2", "77,1"]).unwrap();
        assert_eq!(column.text(column.sum(), "."), "77,4");
        let cells = [&["99999999999999"; 20][..], &["0,0001"]].concat();
        let column = numbers(&cells).unwrap();
        let sum = column.text(column.sum(), ".");
        assert_eq!(sum, "1.999.999.999.999.980,0001");
        let many = Numbers {
            cells: vec![Some(99_999_999_999_999); 200_000],
            decimals: 0,
            percent: false,
        };
        let sum = many.text(many.sum(), ".");
        assert_eq!(sum, "19.999.999.999.999.800.000");
    }
}
