//! Components of documents: which ones a theme has, and their templates put into the page.

use super::{Theme, ThemeFile};
use crate::config::components::Components;
use crate::data::Node;
use crate::data::column::Column;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::view::chart::chart;
use crate::view::page::{BodyView, ComponentView, Words};
use std::collections::BTreeMap;
use tera::{Context, Tera, Value};

/// Folder of their templates.
pub(super) const FOLDER: &str = "componentes/";

/// The components that a theme's files declare, parents first. Each needs a template.
pub fn components(files: &[ThemeFile]) -> Outcome<Components> {
    let mut out = Outcome::<Components>::default();
    for file in files.iter().filter(|f| f.path == "theme.toml") {
        // What cannot be read was reported when the theme was put together.
        let Some(table) = file.toml(&mut Vec::new()) else {
            continue;
        };
        let place = file.place_name();
        let own = table
            .get("shapes")
            .map(|n| n.items().iter().filter_map(Node::text));
        if let Some(own) = own {
            out.value.shapes = own.map(str::to_owned).collect();
        }
        let Some(node) = table.get("components") else {
            continue;
        };
        out.value.read(&place, node, &mut out.diags);
        for (key, _) in node.entries() {
            let path = format!("templates/{FOLDER}{}.html", key.name);
            if !files.iter().any(|f| f.path == path) {
                let message = format!("el componente `{}` no tiene plantilla", key.name);
                let help = format!("escriba `themes/{}/{path}`", file.theme);
                let diag = Diagnostic::new(Code::Theme, message).help(help);
                out.diags.push(diag.at(key.span.of(&place)));
            }
        }
    }
    out
}

impl Theme {
    /// Puts the components of a page into its bodies, so that templates see whole texts. `root` is the
    /// way back from the page, `page` its address.
    pub fn compose<'a>(
        &self,
        bodies: impl IntoIterator<Item = &'a mut BodyView>,
        root: &str,
        page: &str,
    ) -> Vec<Diagnostic> {
        let mut diags = Vec::new();
        let Some(tera) = &self.tera else {
            return diags;
        };
        let composer = Composer {
            tera,
            root,
            thousands: &self.thousands,
        };
        for body in bodies {
            if let Err(error) = composer.body(body) {
                diags.extend(self.errors.of(&error, Some(page)));
            }
            if let Some(settle) = body.settle.take() {
                body.html = settle(&body.html);
            }
        }
        diags
    }
}

struct Composer<'a> {
    tera: &'a Tera,
    root: &'a str,
    /// What stands between thousands.
    thousands: &'a str,
}

impl Composer<'_> {
    fn body(&self, body: &mut BodyView) -> tera::TeraResult<()> {
        if body.components.is_empty() {
            return Ok(());
        }
        let mut html = String::with_capacity(body.html.len() * 2);
        let mut from = 0;
        for (at, component) in body.components.drain(..) {
            html.push_str(&body.html[from..at]);
            html.push_str(&self.component(component)?);
            from = at;
        }
        html.push_str(&body.html[from..]);
        body.html = html;
        Ok(())
    }

    /// The text of a body as a value that is not escaped again.
    fn value(&self, mut body: BodyView) -> tera::TeraResult<Value> {
        self.body(&mut body)?;
        Ok(Value::safe_string(body.html.trim_end()))
    }

    /// A table as text: numbers as the language writes them, and what each column comes to.
    fn table(&self, columns: &[Column]) -> Value {
        let heads = columns.iter().map(|column| {
            Value::from(BTreeMap::from([
                ("label", Value::from(column.label.as_str())),
                ("number", Value::from(column.numbers.is_some())),
            ]))
        });
        let cell = |column: &Column, row: usize| match &column.numbers {
            Some(numbers) => {
                numbers.cells[row].map_or(String::new(), |n| numbers.text(n, self.thousands))
            }
            None => column.cells[row].clone(),
        };
        let rows = (0..columns.first().map_or(0, |c| c.cells.len()))
            .map(|row| Value::from(columns.iter().map(|c| cell(c, row)).collect::<Vec<_>>()));
        let sum = |column: &Column| match &column.numbers {
            Some(numbers) => numbers.text(numbers.sum(), self.thousands),
            None => String::new(),
        };
        Value::from(BTreeMap::from([
            ("columns", Value::from(heads.collect::<Vec<_>>())),
            ("rows", Value::from(rows.collect::<Vec<_>>())),
            (
                "total",
                Value::from(columns.iter().map(sum).collect::<Vec<_>>()),
            ),
        ]))
    }

    fn component(&self, view: ComponentView) -> tera::TeraResult<String> {
        let template = format!("{FOLDER}{}.html", view.name);
        let mut items = Vec::with_capacity(view.items.len());
        for (at, item) in view.items.into_iter().enumerate() {
            items.push(Value::from(BTreeMap::from([
                ("number", Value::from(at as u64)),
                ("marked", Value::from(item.marked)),
                ("head", self.value(item.head)?),
                ("rest", self.value(item.rest)?),
            ])));
        }
        let words = |words: Words| match words {
            Words::Plain(text) => Value::from(text),
            Words::Html(html) => Value::safe_string(&html),
        };
        let params = view.params.into_iter();
        let params: BTreeMap<String, Value> = params.map(|(k, v)| (k, words(v))).collect();
        let title = view.title.as_deref().map(Value::safe_string);
        let drawn = view.chart.zip(view.table.as_deref());
        let chart = drawn.map(|(kind, columns)| chart(columns, kind, self.thousands));
        let chart = chart.map(|chart| Value::from_serializable(&chart));
        let table = view.table.as_deref().map(|columns| self.table(columns));
        let component = BTreeMap::from([
            (
                "id",
                Value::from(format!("p_{}-{}", view.name, view.number)),
            ),
            ("name", Value::from(view.name)),
            ("number", Value::from(u64::from(view.number))),
            ("title", Value::from(title)),
            ("params", Value::from(params)),
            ("body", self.value(view.body)?),
            ("items", Value::from(items)),
            ("table", Value::from(table)),
            ("chart", Value::from(chart)),
        ]);
        let mut context = Context::new();
        context.insert_value("component", Value::from(component));
        context.insert_value("root", Value::from(self.root));
        self.tera.render(&template, &context)
    }
}
