//! Which site a verb is about, and how it is put together.

use crate::base::date::{self, Date};
use crate::base::near::meant;
use crate::config::{self, SITE_FILE, Site};
use crate::diag::{Failure, Severity};
use crate::engine::Options;
use crate::source;
use clap::Args as ClapArgs;
use std::path::{Path, PathBuf};

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Opciones")]
pub(super) struct FolderArgs {
    /// Carpeta del sitio: la que tiene site.toml
    #[arg(
        long,
        value_name = "CARPETA",
        default_value = ".",
        hide_default_value = true
    )]
    pub root: PathBuf,
}

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Opciones")]
pub(super) struct SiteArgs {
    #[command(flatten)]
    pub folder: FolderArgs,
    /// Incluye los borradores y lo que espera su fecha
    #[arg(long)]
    pub drafts: bool,
    /// Fecha del sitio: lo que tiene una `fecha` posterior espera
    #[arg(long, value_name = "FECHA", value_parser = day)]
    pub at: Option<Date>,
}

impl SiteArgs {
    /// Whether something else is asked for than the site as it is published.
    pub fn is_another(&self) -> bool {
        self.drafts || self.at.is_some()
    }

    /// How the site is put together.
    pub fn options(&self) -> Options {
        Options {
            drafts: self.drafts,
            at: self.at,
            ..Options::default()
        }
    }
}

/// A day, as `site.toml` and the headers of documents write it.
pub(super) fn day(text: &str) -> Result<Date, String> {
    date::parse(text).ok_or_else(|| {
        let near = date::guess(text).map(|date| format!("; {}", meant(&date::iso(date))));
        format!(
            "debe ser una fecha como 2026-11-22{}",
            near.unwrap_or_default()
        )
    })
}

/// Reads site.toml, which must be without errors.
///
/// # Errors
/// When it is not there or has errors.
pub(super) fn read_site(root: &Path) -> Result<Site, Failure> {
    let read = |file: &str| source::read_text(root, file);
    let text = read(SITE_FILE).map_err(|why| match root.join(SITE_FILE).exists() {
        true => Failure::new(format!("no se pudo leer {SITE_FILE}: {why}")),
        false => config::no_site(&root.display()),
    })?;
    let out = config::load(&text, &read);
    let mut errors = out.diags.iter().filter(|d| d.severity == Severity::Error);
    let Some(first) = errors.next() else {
        return Ok(out.value);
    };
    // It may be in a data file that site.toml names.
    let file = first.place.as_ref().map_or(SITE_FILE, |place| &place.file);
    Err(Failure::new(format!("{file} tiene errores")).help("véalos con: acervo check"))
}
