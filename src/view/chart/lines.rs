//! Series as lines over a field with an axis.

use super::{Drawing, LETTER, LINE, Line, Mark, WIDTH};
use crate::base::text::truncate;
use crate::view::scale::{Field, length, ticks};

/// Width of figures in the widest of the usual fonts.
const FIGURE: f64 = 10.8;
/// Height of the field.
const HEIGHT: f64 = 190.0;
/// Most names under the field.
const NAMES: usize = 8;

impl Drawing<'_> {
    pub(super) fn lines(&mut self) {
        let (low, high) = self.series.range();
        let ticks = ticks(low, high);
        let labels: Vec<String> = ticks.iter().map(|t| self.series.tick(*t)).collect();
        let widest = labels.iter().map(|l| l.chars().count()).max().unwrap_or(0);
        let (left, top) = (widest as f64 * FIGURE + 8.0, self.y + 8.0);
        let field = Field {
            left: left + 8.0,
            right: WIDTH - 8.0,
            top,
            bottom: top + HEIGHT,
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
        for series in 0..self.series.len() {
            let line = line(series, self.series.values(series), &field);
            self.view.lines.push(line);
        }
        self.y = field.bottom + LINE + 8.0;
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
}

fn line(series: usize, values: impl Iterator<Item = Option<f64>>, field: &Field) -> Line {
    let places = values.enumerate().map(|(at, value)| {
        let y = field.y(value?);
        Some((length(field.x(at)), length(y)))
    });
    let places: Vec<Option<(String, String)>> = places.collect();
    // One point alone makes no line.
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
