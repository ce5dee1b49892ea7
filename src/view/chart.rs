//! Charts: where each bar, line and word of one goes. Their template draws them.
//!
//! Lengths are those of a drawing as wide as the body of a page on a phone, so that its words have
//! the size of the page's words there. What tells series apart is never their colour alone.

mod lines;
mod series;

use super::scale::{length, part};
use crate::base::text::truncate;
use crate::data::column::Column;
use crate::parse::component::Chart;
use serde::Serialize;
use series::Series;

/// Width of the drawing.
const WIDTH: f64 = 360.0;
/// Height of a line of words, and where in it they stand.
const LINE: f64 = 22.0;
const BASE: f64 = 16.0;
/// Width of most letters.
const LETTER: f64 = 8.6;
const BAR: f64 = 14.0;
const GAP: f64 = 10.0;

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
pub fn chart(columns: &[Column], kind: Chart, thousands: &str) -> ChartView {
    let Some((names, series)) = columns.split_first() else {
        return ChartView::default();
    };
    let mut drawing = Drawing {
        names: &names.cells,
        series: Series::new(series, thousands),
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
        Chart::Bars => drawing.bars(),
        Chart::Stacked => drawing.stacked(),
        Chart::Lines => drawing.lines(),
    }
    drawing.view.height = length(drawing.y);
    drawing.view
}

struct Drawing<'a> {
    names: &'a [String],
    series: Series<'a>,
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

    fn bars(&mut self) {
        let (_, most) = self.series.range();
        let single = self.series.len() == 1;
        // Numbers of several series stand after their bars.
        let room = if single { WIDTH } else { WIDTH - 92.0 };
        for (at, name) in self.names.iter().enumerate() {
            let alone = if single {
                self.series.text(0, at)
            } else {
                String::new()
            };
            self.row(name, &alone);
            for series in 0..self.series.len() {
                let width = part(self.series.value(series, at), most) * room;
                self.bar(0.0, width, series);
                if !single {
                    let text = self.series.text(series, at);
                    self.word(width + 6.0, self.y + 13.0, text, "start");
                }
                self.y += BAR + if single { 0.0 } else { 5.0 };
            }
            self.y += GAP;
        }
    }

    fn stacked(&mut self) {
        let rows = 0..self.names.len();
        let most = rows.map(|at| self.series.sum(at)).fold(0.0, f64::max);
        for (at, name) in self.names.iter().enumerate() {
            let total = self.series.total(at);
            self.row(name, &total);
            let mut x = 0.0;
            for series in 0..self.series.len() {
                let width = part(self.series.value(series, at), most) * WIDTH;
                self.bar(x, width, series);
                x += width;
            }
            self.y += BAR + GAP;
        }
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
        let view = chart(&columns, Chart::Bars, ".");
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
        let view = chart(&columns, Chart::Stacked, ".");
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
        let view = chart(&columns, Chart::Lines, ".");
        assert_eq!(view.lines[0].parts.len(), 1);
        assert_eq!(view.lines[0].points.len(), 3);
    }
}
