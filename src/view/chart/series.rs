//! The numbers of a chart: series that share one scale.

use crate::data::column::{Column, Numbers};

/// The series of a chart.
pub(super) struct Series<'a> {
    all: Vec<&'a Numbers>,
    /// No numbers, and how all of them are written together: as exact as the most exact one.
    common: Numbers,
    /// What stands between thousands.
    thousands: &'a str,
}

impl<'a> Series<'a> {
    /// Takes the columns that are numbers.
    pub fn new(columns: &'a [Column], thousands: &'a str) -> Series<'a> {
        let all: Vec<&Numbers> = columns.iter().filter_map(|c| c.numbers.as_ref()).collect();
        let common = Numbers {
            cells: Vec::new(),
            decimals: all.iter().map(|s| s.decimals).max().unwrap_or(0),
            percent: all.iter().all(|s| s.percent),
        };
        Series {
            all,
            common,
            thousands,
        }
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The numbers of one series, by row.
    pub fn values(&self, series: usize) -> impl Iterator<Item = Option<f64>> {
        let numbers = self.all[series];
        let cells = numbers.cells.iter();
        cells.map(|number| Some(numbers.value((*number)?)))
    }

    /// A number, or zero where there is none.
    pub fn value(&self, series: usize, row: usize) -> f64 {
        let numbers = self.all[series];
        numbers.cells[row].map_or(0.0, |number| numbers.value(number))
    }

    /// A number as it is written; empty where there is none.
    pub fn text(&self, series: usize, row: usize) -> String {
        let numbers = self.all[series];
        let text = |number| numbers.text(number, self.thousands);
        numbers.cells[row].map_or(String::new(), text)
    }

    /// The least and the greatest number of all, and zero.
    pub fn range(&self) -> (f64, f64) {
        let all = (0..self.len()).flat_map(|series| self.values(series).flatten());
        all.fold((0.0, 0.0), |(low, high): (f64, f64), value| {
            (low.min(value), high.max(value))
        })
    }

    /// What a row comes to, to be drawn.
    pub fn sum(&self, row: usize) -> f64 {
        (0..self.len()).map(|series| self.value(series, row)).sum()
    }

    /// What a row comes to, to its last decimal.
    pub fn total(&self, row: usize) -> String {
        let scaled = |s: &&Numbers| {
            let number = s.cells[row].unwrap_or(0);
            number * 10i128.pow(self.common.decimals - s.decimals)
        };
        let sum = self.all.iter().map(scaled).sum();
        self.common.text(sum, self.thousands)
    }

    /// A number of the scale, with as many decimals as it needs and no more than the numbers have.
    pub fn tick(&self, tick: f64) -> String {
        let scaled = |decimals: u32| tick * 10f64.powi(decimals as i32);
        let exact = |decimals: &u32| {
            let scaled = scaled(*decimals);
            (scaled - scaled.round()).abs() < 1e-6
        };
        let most = self.common.decimals;
        let decimals = (0..=most).find(exact).unwrap_or(most);
        let written = Numbers {
            decimals,
            ..self.common.clone()
        };
        written.text(scaled(decimals).round() as i128, self.thousands)
    }
}
