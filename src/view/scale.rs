//! From numbers to lengths: round numbers for an axis, and lengths as drawings write them.

/// What part of a whole a value is.
pub(super) fn part(value: f64, whole: f64) -> f64 {
    if whole > 0.0 { value / whole } else { 0.0 }
}

/// Four to seven round numbers from below the lowest to above the highest.
pub(super) fn ticks(low: f64, high: f64) -> Vec<f64> {
    let span = if high > low { high - low } else { 1.0 };
    let rough = span / 4.0;
    // By steps, because logarithms differ between machines in their last digits.
    let mut power = 1.0;
    while power * 10.0 <= rough {
        power *= 10.0;
    }
    while power > rough {
        power /= 10.0;
    }
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0];
    let fits = steps
        .iter()
        .map(|s| s * power)
        .find(|s| *s >= rough * 0.999);
    let step = fits.unwrap_or(rough);
    let (first, last) = (
        (low / step).floor() as i64,
        (low.max(high) / step).ceil() as i64,
    );
    (first..=last.max(first + 1))
        .map(|n| n as f64 * step)
        .collect()
}

/// Where values and columns stand in a field of lines.
pub(super) struct Field {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub low: f64,
    pub high: f64,
    pub columns: usize,
}

impl Field {
    pub fn y(&self, value: f64) -> f64 {
        let above = part(value - self.low, self.high - self.low);
        self.top + (1.0 - above) * (self.bottom - self.top)
    }

    pub fn x(&self, column: usize) -> f64 {
        self.left + column as f64 * self.step()
    }

    /// From one column to the next.
    pub fn step(&self) -> f64 {
        (self.right - self.left) / (self.columns.max(2) - 1) as f64
    }
}

/// A length with at most one decimal.
pub(super) fn length(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    match (tenths / 10, (tenths % 10).abs()) {
        (whole, 0) => whole.to_string(),
        (0, rest) if tenths < 0 => format!("-0.{rest}"),
        (whole, rest) => format!("{whole}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_all_numbers() {
        assert_eq!(ticks(0.0, 4637.0), [0.0, 2000.0, 4000.0, 6000.0]);
        assert_eq!(ticks(0.0, 0.0), [0.0, 0.25]);
        assert_eq!(ticks(-3.0, 5.0), [-4.0, -2.0, 0.0, 2.0, 4.0, 6.0]);
    }
}
