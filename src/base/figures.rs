//! Figures as people read them, in Spanish.

/// Writes a number in figures, without the machinery of `format!`.
pub fn push_number(n: usize, out: &mut String) {
    if n > 9 {
        push_number(n / 10, out);
    }
    out.push(char::from(b'0' + (n % 10) as u8));
}

/// A count in Spanish figures: `6.015`, `10.156`.
pub fn thousands(n: impl Into<u128>) -> String {
    let mut out = String::new();
    push_thousands(n.into(), &mut out);
    out
}

fn push_thousands(n: u128, out: &mut String) {
    // Nearly all are below a thousand: pages, documents of a term, minutes.
    if n < 1000 {
        return push_number(n as usize, out);
    }
    push_thousands(n / 1000, out);
    let rest = (n % 1000) as usize;
    out.push('.');
    for place in [100, 10, 1] {
        push_number(rest / place % 10, out);
    }
}

/// `1 documento`, `3 documentos`, `4.637 documentos`.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    let word = if n == 1 { one } else { many };
    format!("{} {word}", thousands(n as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_a_point_between_thousands_and_one_is_one() {
        assert_eq!(thousands(999_u64), "999");
        assert_eq!(thousands(6015_u64), "6.015");
        assert_eq!(thousands(u64::MAX), "18.446.744.073.709.551.615");
        let pages = |n| counted(n, "página", "páginas");
        assert_eq!(pages(1), "1 página");
        assert_eq!(pages(1_234_567), "1.234.567 páginas");
    }
}
