//! Charts: where each bar, line and word of one goes. Their template draws them.
//!
//! Lengths are those of a drawing as wide as the body of a page on a phone, so that its words have
//! the size of the page's words there. What tells series apart is never their colour alone.

use super::scale::{Field, length, part, ticks};
use crate::base::text::truncate;
use crate::data::column::{Column, Numbers};
use serde::Serialize;

/// Width of the drawing.
const WIDTH: f64 = 360.0;
/// Height of a line of words, and where in it they stand.
const LINE: f64 = 22.0;
const BASE: f64 = 16.0;
/// Width of most letters; of figures in the widest of the usual fonts.
const LETTER: f64 = 8.6;
const FIGURE: f64 = 10.8;
const BAR: f64 = 14.0;
const GAP: f64 = 10.0;
/// Height of the field of lines.
const FIELD: f64 = 190.0;
/// Most names under the field of lines.
const NAMES: usize = 8;

/// How a table is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    Bars,
    Lines,
    Stacked,
}

/// A chart, ready to be drawn. Numbers are texts: they are written and not looked at.
#[derive(Debug, Default, Serialize)]
pub struct ChartView {
    pub width: String,
    pub height: String,
    /// Names of the series, when there is more than one.
    pub legend: Vec<Mark>,
    pub words: Vec<Word>,
    pub bars: Vec<Bar>,
    /// Lines across the field, at round numbers.
    pub grid: Vec<String>,
    pub left: String,
    pub lines: Vec<Line>,
}

/// A sample of a series, beside its name.
#[derive(Debug, Serialize)]
pub struct Mark {
    pub x: String,
    pub y: String,
    pub series: usize,
}

/// A text at a place.
#[derive(Debug, Serialize)]
pub struct Word {
    pub x: String,
    pub y: String,
    pub text: String,
    /// `start`, `middle` or `end`: which part of it is at the place.
    pub anchor: &'static str,
}

/// A bar, or a part of one.
#[derive(Debug, Serialize)]
pub struct Bar {
    pub x: String,
    pub y: String,
    pub width: String,
    pub height: String,
    pub series: usize,
}

/// The line of a series through its points; where there is no number it is broken.
#[derive(Debug, Serialize)]
pub struct Line {
    pub parts: Vec<String>,
    pub points: Vec<Mark>,
    pub series: usize,
}

/// Draws a table: its first column has the names, the others are series of numbers.
pub fn chart(columns: &[Column], kind: ChartKind, thousands: &str) -> ChartView {
    let Some((names, series)) = columns.split_first() else {
        return ChartView::default();
    };
    let mut drawing = Drawing {
        names: &names.cells,
        series: series.iter().filter_map(|c| c.numbers.as_ref()).collect(),
        thousands,
        y: 0.0,
        view: ChartView {
            width: length(WIDTH),
            ..ChartView::default()
        },
    };
    if series.len() > 1 {
        drawing.legend(series);
    }
    match kind {
        ChartKind::Bars => drawing.bars(),
        ChartKind::Stacked => drawing.stacked(),
        ChartKind::Lines => drawing.lines(),
    }
    drawing.view.height = length(drawing.y);
    drawing.view
}

struct Drawing<'a> {
    names: &'a [String],
    series: Vec<&'a Numbers>,
    thousands: &'a str,
    /// How far down the drawing is full.
    y: f64,
    view: ChartView,
}

impl Drawing<'_> {
    fn word(&mut self, x: f64, y: f64, text: impl Into<String>, anchor: &'static str) {
        self.view.words.push(Word {
            x: length(x),
            y: length(y),
            text: text.into(),
            anchor,
        });
    }

    fn bar(&mut self, x: f64, width: f64, series: usize) {
        self.view.bars.push(Bar {
            x: length(x),
            y: length(self.y),
            width: length(width),
            height: length(BAR),
            series,
        });
    }

    fn legend(&mut self, series: &[Column]) {
        for (at, column) in series.iter().enumerate() {
            let mark = Mark {
                x: length(12.0),
                y: length(self.y + 10.0),
                series: at,
            };
            self.view.legend.push(mark);
            let text = truncate(&column.label, ((WIDTH - 30.0) / LETTER) as usize);
            self.word(30.0, self.y + BASE, text, "start");
            self.y += LINE + 2.0;
        }
        self.y += 6.0;
    }

    /// The name of a row and what its bars come to, above them.
    fn row(&mut self, name: &str, value: &str) {
        let room = (WIDTH - 12.0) / LETTER;
        let room = (room as usize).saturating_sub(value.chars().count());
        self.word(0.0, self.y + BASE, truncate(name, room), "start");
        if !value.is_empty() {
            self.word(WIDTH, self.y + BASE, value, "end");
        }
        self.y += LINE + 1.0;
    }

    /// The numbers of all series.
    fn values(&self) -> impl Iterator<Item = f64> {
        let series = self.series.iter();
        series.flat_map(|s| s.cells.iter().flatten().map(|n| s.value(*n)))
    }

    fn bars(&mut self) {
        let most = self.values().fold(0.0, f64::max);
        let names = self.names;
        let single = self.series.len() == 1;
        // Numbers of several series stand after their bars.
        let room = if single { WIDTH } else { WIDTH - 92.0 };
        for (at, name) in names.iter().enumerate() {
            let text =
                |s: &Numbers| s.cells[at].map_or(String::new(), |n| s.text(n, self.thousands));
            let texts: Vec<String> = self.series.iter().map(|s| text(s)).collect();
            self.row(name, if single { &texts[0] } else { "" });
            for (series, text) in texts.iter().enumerate() {
                let numbers = self.series[series];
                let value = numbers.cells[at].map_or(0.0, |n| numbers.value(n));
                let width = part(value, most) * room;
                self.bar(0.0, width, series);
                if !single {
                    self.word(width + 6.0, self.y + 13.0, text.clone(), "start");
                }
                self.y += BAR + if single { 0.0 } else { 5.0 };
            }
            self.y += GAP;
        }
    }

    fn stacked(&mut self) {
        let value = |at: usize, s: &Numbers| s.cells[at].map_or(0.0, |n| s.value(n));
        let sum = |at: usize| self.series.iter().map(|s| value(at, s)).sum::<f64>();
        let most = (0..self.names.len()).map(sum).fold(0.0, f64::max);
        for (at, name) in self.names.iter().enumerate() {
            let total = self.total(at);
            self.row(name, &total);
            let mut x = 0.0;
            for series in 0..self.series.len() {
                let width = part(value(at, self.series[series]), most) * WIDTH;
                self.bar(x, width, series);
                x += width;
            }
            self.y += BAR + GAP;
        }
    }

    /// What a row comes to, as exact as its most exact number.
    fn total(&self, at: usize) -> String {
        let decimals = self.series.iter().map(|s| s.decimals).max().unwrap_or(0);
        let scaled = |s: &&Numbers| {
            let number = s.cells[at].unwrap_or(0);
            number * 10i128.pow(decimals - s.decimals)
        };
        let all = Numbers {
            cells: self.series.iter().map(|s| Some(scaled(s))).collect(),
            decimals,
            percent: self.series.iter().all(|s| s.percent),
        };
        all.text(all.sum(), self.thousands)
    }

    fn lines(&mut self) {
        let (ticks, labels) = self.axis();
        let widest = labels.iter().map(|l| l.chars().count()).max().unwrap_or(0);
        let (left, top) = (widest as f64 * FIGURE + 8.0, self.y + 8.0);
        let field = Field {
            left: left + 8.0,
            right: WIDTH - 8.0,
            top,
            bottom: top + FIELD,
            low: ticks[0],
            high: ticks[ticks.len() - 1],
            columns: self.names.len(),
        };
        self.view.left = length(left);
        for (tick, label) in ticks.iter().zip(labels) {
            self.view.grid.push(length(field.y(*tick)));
            self.word(left - 6.0, field.y(*tick) + 6.0, label, "end");
        }
        self.names_below(&field);
        for (at, numbers) in self.series.iter().enumerate() {
            self.view.lines.push(line(at, numbers, &field));
        }
        self.y = field.bottom + LINE + 8.0;
    }

    /// Round numbers around all values, and how they are written.
    fn axis(&self) -> (Vec<f64>, Vec<String>) {
        let (low, high) = self
            .values()
            .fold((0.0, 0.0), |(low, high): (f64, f64), v| {
                (low.min(v), high.max(v))
            });
        let ticks = ticks(low, high);
        let decimals = self.series.iter().map(|s| s.decimals).max().unwrap_or(0);
        let percent = self.series.iter().all(|s| s.percent);
        let label = |tick: &f64| self.tick(*tick, decimals, percent);
        let labels = ticks.iter().map(label).collect();
        (ticks, labels)
    }

    /// As many of the names as fit, under their places.
    fn names_below(&mut self, field: &Field) {
        let names = self.names;
        let every = names.len().div_ceil(NAMES).max(1);
        let room = (field.step() * every as f64 / LETTER) as usize;
        for (at, name) in names.iter().enumerate().step_by(every) {
            let (x, anchor) = match at + 1 == names.len() {
                true => (WIDTH, "end"),
                false => (field.x(at), "middle"),
            };
            self.word(x, field.bottom + LINE, truncate(name, room.max(4)), anchor);
        }
    }

    fn tick(&self, tick: f64, decimals: u32, percent: bool) -> String {
        // As many decimals as the tick needs, and no more than the numbers have.
        let exact = (0..=decimals).find(|d| {
            let scaled = tick * 10f64.powi(*d as i32);
            (scaled - scaled.round()).abs() < 1e-6
        });
        let decimals = exact.unwrap_or(decimals);
        let scaled = (tick * 10f64.powi(decimals as i32)).round();
        let tick = Numbers {
            cells: Vec::new(),
            decimals,
            percent,
        };
        tick.text(scaled as i128, self.thousands)
    }
}

fn line(series: usize, numbers: &Numbers, field: &Field) -> Line {
    let cells = numbers.cells.iter().enumerate();
    let places = cells.map(|(at, number)| {
        let y = field.y(numbers.value((*number)?));
        Some((length(field.x(at)), length(y)))
    });
    let places: Vec<Option<(String, String)>> = places.collect();
    // Of one point there is no line to draw.
    let runs = places.split(Option::is_none).filter(|run| run.len() > 1);
    let part = |run: &[Option<(String, String)>]| {
        let points = run.iter().flatten().map(|(x, y)| format!("{x} {y}"));
        points.collect::<Vec<_>>().join(" ")
    };
    Line {
        parts: runs.map(part).collect(),
        points: places
            .into_iter()
            .flatten()
            .map(|(x, y)| Mark { x, y, series })
            .collect(),
        series,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::column::numbers;

    fn column(label: &str, cells: &[&str]) -> Column {
        Column {
            label: label.to_owned(),
            cells: cells.iter().map(|c| (*c).to_owned()).collect(),
            numbers: numbers(cells),
        }
    }

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let columns = [
            column("Entidad", &["A", "B", "C"]),
            column("Pesos", &["100", "50", ""]),
        ];
        let view = chart(&columns, ChartKind::Bars, ".");
        let widths: Vec<&str> = view.bars.iter().map(|b| &*b.width).collect();
        assert_eq!(widths, ["360", "180", "0"]);
        assert!(view.legend.is_empty());
    }

    #[test]
    fn parts_of_a_stacked_bar_follow_one_another() {
        let columns = [
            column("Año", &["2022"]),
            column("Uno", &["30,5"]),
            column("Dos", &["69,5"]),
        ];
        let view = chart(&columns, ChartKind::Stacked, ".");
        let places: Vec<(&str, &str)> = view.bars.iter().map(|b| (&*b.x, &*b.width)).collect();
        assert_eq!(places, [("0", "109.8"), ("109.8", "250.2")]);
        assert!(view.words.iter().any(|w| w.text == "100,0"));
        assert_eq!(view.legend.len(), 2);
    }

    #[test]
    fn a_line_is_broken_where_there_is_no_number() {
        let columns = [
            column("Año", &["a", "b", "c", "d"]),
            column("N", &["1", "2", "", "4"]),
        ];
        let view = chart(&columns, ChartKind::Lines, ".");
        assert_eq!(view.lines[0].parts.len(), 1);
        assert_eq!(view.lines[0].points.len(), 3);
    }
}
