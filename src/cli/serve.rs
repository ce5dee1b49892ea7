//! `acervo serve`: shows the site while it is written.

use super::args::ServeArgs;
use super::status::{Status, Terminal};
use crate::diag::Failure;
use crate::engine::Engine;
use crate::serve::{Said, ServeOptions, Server, SiteSearch};
use std::sync::Arc;

pub(super) fn run(terminal: &Terminal, args: &ServeArgs) -> Result<Status, Failure> {
    let engine = Engine::open(&args.site.folder.root, args.site.options())?;
    let options = ServeOptions {
        host: args.host,
        port: args.port,
        watch: args.watch,
        open: args.open,
        allowed_hosts: args.allow_host.clone(),
    };
    let terminal = terminal.clone();
    let say = move |said: &Said| tell(&terminal, said);
    let server = Server::bind(
        engine,
        options,
        Arc::new(SiteSearch::start()),
        Box::new(say),
    )?;
    let stopper = server.stopper();
    ctrlc::set_handler(move || stopper.stop())
        .map_err(|e| Failure::new(format!("no se pudo escuchar Ctrl+C: {e}")))?;
    server.run()?;
    Ok(Status::Interrupted)
}

/// Findings in full when they are others than before, then the line.
fn tell(terminal: &Terminal, said: &Said) {
    match said {
        Said::Rebuilt {
            report,
            new_findings: true,
            ..
        }
        | Said::Page { report } => terminal.report(report),
        _ => {}
    }
    terminal.say(&said.text());
}
