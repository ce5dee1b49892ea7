//! What the preview has to tell the person who started it. Printed by the caller.

use crate::base::figures::counted;
use crate::diag::report::Report;
use std::time::Duration;

/// One thing to tell.
pub enum Said<'a> {
    Ready {
        url: String,
        /// The port that was tried first and is in use.
        taken: Option<u16>,
        open_to_network: bool,
    },
    Rebuilt {
        /// From the first event to the answers being the new ones.
        took: Duration,
        /// Files that changed, when it is known which.
        files: Option<usize>,
        report: &'a Report,
        /// The findings are others than the last time: worth printing in full.
        new_findings: bool,
    },
    /// A page that a browser asked for has faults that only show when it is rendered.
    Page {
        report: &'a Report,
    },
    /// The system does not watch as many folders as there are.
    Polling,
    NotWatching,
    NoBrowser,
}

impl Said<'_> {
    /// Its text, without the findings.
    pub fn text(&self) -> String {
        match self {
            Said::Ready {
                url,
                taken,
                open_to_network,
            } => {
                let coverage = super::coverage::PATH;
                let mut text = format!("Vista previa en {url}\nCobertura en {url}{coverage}");
                if let Some(port) = taken {
                    text.push_str(&format!(
                        "\nEl puerto {port} está ocupado; se usa el siguiente libre."
                    ));
                }
                if *open_to_network {
                    text.push_str("\nAviso: cualquiera en su red puede ver esta vista previa.");
                }
                text
            }
            Said::Rebuilt {
                took,
                files,
                report,
                ..
            } => rebuilt(*took, *files, report.counts()),
            Said::Page { report } => {
                let (errors, warnings) = report.counts();
                findings(errors, warnings).join(" · ")
            }
            Said::Polling => {
                "Aviso: el sistema no puede vigilar tantas carpetas; se revisan cada segundo.\n\
                Para evitarlo: sudo sysctl fs.inotify.max_user_watches=524288"
                    .into()
            }
            Said::NotWatching => {
                "Aviso: no se pueden vigilar los cambios; reinicie acervo después de editar.".into()
            }
            Said::NoBrowser => {
                "Aviso: no se pudo abrir el navegador; abra usted la dirección.".into()
            }
        }
    }
}

fn rebuilt(took: Duration, files: Option<usize>, (errors, warnings): (usize, usize)) -> String {
    let mut parts = vec![format!("{} ms", took.as_millis())];
    parts.extend(files.map(|n| counted(n, "archivo", "archivos")));
    parts.extend(findings(errors, warnings));
    parts.join(" · ")
}

fn findings(errors: usize, warnings: usize) -> Vec<String> {
    let mut parts = vec![counted(errors, "error", "errores")];
    parts.extend((warnings > 0).then(|| counted(warnings, "aviso", "avisos")));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rebuild_is_one_line() {
        let took = Duration::from_micros(12_400);
        assert_eq!(
            rebuilt(took, Some(1), (0, 0)),
            "12 ms · 1 archivo · 0 errores"
        );
        assert_eq!(rebuilt(took, None, (1, 2)), "12 ms · 1 error · 2 avisos");
        assert_eq!(
            rebuilt(took, Some(2000), (0, 1)),
            "12 ms · 2.000 archivos · 0 errores · 1 aviso"
        );
    }
}
