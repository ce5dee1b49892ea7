//! What goes into a pack beside the site, and what it is called.

use super::{BuildOptions, Snapshot};
use crate::base::figures::thousands;
use crate::base::fold::slug;
use crate::diag::Failure;
use crate::publish::{Pack, Stage};
use std::path::Path;

/// The file that tells what to do, before all others in the pack.
const README: &str = "LEEME.txt";

/// The folder inside the pack: `saber-territorial-choco`.
fn folder(snapshot: &Snapshot, only: &[(String, String)]) -> String {
    let mut words = vec![snapshot.config().title.as_str()];
    words.extend(only.iter().map(|(_, value)| value.as_str()));
    match slug(&words.join(" ")).as_str() {
        "" => "sitio".to_owned(),
        name => name.to_owned(),
    }
}

fn readme(snapshot: &Snapshot, only: &[(String, String)]) -> String {
    let title = &snapshot.config().title;
    let documents = thousands(snapshot.documents() as u64);
    let mut lines = vec![
        title.clone(),
        String::new(),
        "Para leer el sitio no hace falta internet ni instalar nada:".into(),
        "1. Saque esta carpeta del archivo .zip. Dentro de él, los enlaces no sirven.".into(),
        "2. Abra index.html con doble clic. Se abre en su navegador.".into(),
        String::new(),
        format!("Documentos: {documents}."),
    ];
    if !only.is_empty() {
        let asked: Vec<String> = only.iter().map(|(f, v)| format!("{f}={v}")).collect();
        lines.push(format!("Es una parte del sitio: {}.", asked.join(", ")));
    }
    if let Some(base) = &snapshot.config().base_url {
        lines.push(format!("El sitio completo está en {base}"));
    }
    lines.push(String::new());
    // The editors of old Windows show one long line otherwise.
    lines.join("\r\n")
}

/// Writes the pack that was asked for, not yet under its name.
pub(super) fn pack(
    snapshot: &Snapshot,
    stage: &Stage,
    options: &BuildOptions,
    sources: &[&Path],
) -> Result<Option<Pack>, Failure> {
    let Some(file) = &options.zip else {
        return Ok(None);
    };
    let parent = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let parent = parent.canonicalize().map_err(|e| {
        Failure::io("no se pudo abrir la carpeta", parent, &e)
            .help("créela, o elija otro lugar con --zip")
    })?;
    let output = options.output.canonicalize();
    let taken = output
        .iter()
        .map(|o| o.as_path())
        .chain(sources.iter().copied());
    if let Some(folder) = taken.into_iter().find(|taken| parent.starts_with(taken)) {
        let message = format!("el paquete no puede quedar dentro de {}", folder.display());
        return Err(Failure::new(message).help("elija otra carpeta: `--zip ../sitio.zip`"));
    }
    let only = &options.site.only;
    let text = readme(snapshot, only);
    let pack = stage.pack(file, &folder(snapshot, only), (README, &text))?;
    Ok(Some(pack))
}
