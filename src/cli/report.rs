//! `acervo report`: what the site covers and what it lacks.

use super::folder::{FolderArgs, day};
use super::status::{Status, Terminal};
use crate::base::date::Date;
use crate::base::figures::counted;
use crate::base::text::{capitalized, one_line, truncate};
use crate::catalog::coverage::{AgreementLine, Coverage};
use crate::catalog::cross::Cross;
use crate::catalog::opinions::Opinions;
use crate::diag::Failure;
use crate::engine::{Engine, Options};
use crate::source::Changes;
use clap::Args as ClapArgs;

/// Most documents named under a state.
const NAMED: usize = 10;
/// Widest name of a row, in characters.
const NAME: usize = 34;

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Opciones")]
pub(super) struct ReportArgs {
    #[command(flatten)]
    pub folder: FolderArgs,
    /// Los dos campos que se cruzan [por defecto: coleccion y el primer filtro obligatorio]
    #[arg(long, value_names = ["CAMPO", "CAMPO"], num_args = 2)]
    pub cross: Vec<String>,
    /// Fecha del sitio, con la que se mide lo vencido
    #[arg(long, value_name = "FECHA", value_parser = day)]
    pub at: Option<Date>,
    /// Muestra el informe como JSON
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(terminal: &Terminal, args: &ReportArgs) -> Result<Status, Failure> {
    // Drafts are part of what is being written.
    let options = Options {
        drafts: true,
        at: args.at,
        ..Options::default()
    };
    let mut engine = Engine::open(&args.folder.root, options)?;
    let snapshot = engine.advance(&Changes::All);
    let cross = match args.cross.as_slice() {
        [first, second] => Some((first.as_str(), second.as_str())),
        _ => None,
    };
    let coverage = snapshot.coverage(cross)?;
    match args.json {
        true => terminal.json(&coverage)?,
        false => terminal.out(&text(&coverage)),
    }
    if snapshot.errors() > 0 {
        let errors = counted(snapshot.errors(), "error", "errores");
        terminal.say(&format!(
            "El informe puede estar incompleto: hay {errors}. Véalos con: acervo check"
        ));
    }
    Ok(Status::Fine)
}

fn text(coverage: &Coverage) -> String {
    let mut out = table(&coverage.cross);
    let empty = coverage.cross.empty.len();
    if empty > 0 {
        let cells = counted(empty, "combinación", "combinaciones");
        out.push_str(&format!(
            "\nSin documentos: {cells}, con «·» en la tabla.\n"
        ));
    }
    for state in &coverage.states {
        let documents = counted(state.docs.len(), "documento", "documentos");
        out.push_str(&format!("\n{}: {documents}\n", capitalized(state.name)));
        for doc in state.docs.iter().take(NAMED) {
            out.push_str(&format!("  {}  {}\n", doc.file, doc.title));
        }
        if state.docs.len() > NAMED {
            out.push_str(&format!("  … y {} más\n", state.docs.len() - NAMED));
        }
    }
    if !coverage.facts.is_empty() {
        let facts = counted(coverage.facts.len(), "hecho", "hechos");
        let codes: Vec<&str> = coverage.facts.iter().map(|f| f.code.as_str()).collect();
        out.push_str(&format!("\nSin citar: {facts}\n  {}\n", codes.join(", ")));
    }
    if let Some(agreements) = &coverage.agreements {
        let total = agreements.total;
        out.push_str(&format!(
            "\nAcuerdos en total: {total}; terminados: {}\n",
            agreements.done
        ));
        agreed(&mut out, "Con el plazo pasado", &agreements.overdue);
        agreed(&mut out, "Sin respuesta", &agreements.unanswered);
    }
    if let Some(opinions) = &coverage.opinions {
        readers(opinions, &mut out);
    }
    out
}

fn agreed(out: &mut String, what: &str, lines: &[AgreementLine]) {
    let agreements = counted(lines.len(), "acuerdo", "acuerdos");
    out.push_str(&format!("\n{what}: {agreements}\n"));
    for line in lines.iter().take(NAMED) {
        let due = line.due.as_deref().unwrap_or("sin plazo");
        out.push_str(&format!("  {}  {due}  {}\n", line.file, line.text));
    }
    if lines.len() > NAMED {
        out.push_str(&format!("  … y {} más\n", lines.len() - NAMED));
    }
}

/// What readers say: pages that did not help, what is missing, searches without results.
fn readers(opinions: &Opinions, out: &mut String) {
    let total = counted(opinions.total, "opinión", "opiniones");
    out.push_str(&format!("\nLo que dicen los lectores: {total}\n"));
    for page in &opinions.pages {
        let name = if page.file.is_empty() {
            &page.url
        } else {
            &page.file
        };
        out.push_str(&format!("  {} no, {} sí  {name}\n", page.no, page.yes));
        for (reason, n) in &page.reasons {
            out.push_str(&format!("    {reason}: {n}\n"));
        }
        for comment in &page.comments {
            out.push_str(&format!("    «{}»\n", one_line(comment)));
        }
    }
    let lists = [
        ("Temas que piden", &opinions.missing),
        ("Búsquedas sin resultados", &opinions.searches),
    ];
    for (name, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
        out.push_str(&format!("\n{name}:\n"));
        for wanted in *list {
            let text = one_line(&wanted.text);
            out.push_str(&format!("  {:>4}  {text}\n", wanted.times));
        }
    }
}

/// Rows with their counts; columns have numbers, named below, so that many fit.
fn table(cross: &Cross) -> String {
    let mut out = format!("{} × {}\n\n", cross.rows.label, cross.columns.label);
    let rows = cross.rows.values.iter().map(|name| truncate(name, NAME));
    let rows: Vec<String> = rows.collect();
    let wide = rows.iter().map(|r| r.chars().count()).max().unwrap_or(0);
    out.push_str(&" ".repeat(wide));
    for column in 1..=cross.columns.values.len() {
        out.push_str(&format!(" {column:>4}"));
    }
    out.push('\n');
    for (row, (name, cells)) in rows.iter().zip(&cross.cells).enumerate() {
        out.push_str(name);
        out.push_str(&" ".repeat(wide - name.chars().count()));
        for (column, n) in cells.iter().enumerate() {
            let shown = match n {
                0 if cross.lacks(row, column) => "·".to_owned(),
                0 => String::new(),
                n => n.to_string(),
            };
            out.push_str(&format!(" {shown:>4}"));
        }
        out.push('\n');
    }
    out.push('\n');
    for (i, name) in cross.columns.values.iter().enumerate() {
        out.push_str(&format!("{:>4}  {name}\n", i + 1));
    }
    out
}
