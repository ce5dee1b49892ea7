//! Keeping in step with the disk: what is watched, what is shown, what was told.

use super::answer::Desk;
use super::events::{Burst, Event};
use super::guard::Hosts;
use super::reload::Findings;
use super::watch::{Targets, Watch};
use super::{Said, Server};
use crate::diag::Diagnostic;
use crate::engine::Snapshot;
use crate::source::Changes;
use std::path::PathBuf;
use std::sync::Arc;

/// The watcher, when there is one, and what it was told to look at.
#[derive(Default)]
pub struct Watching {
    watch: Option<Watch>,
    paths: Vec<PathBuf>,
}

impl Watching {
    /// Watches what the engine reads now: site.toml may name other files than before.
    pub fn follow(&mut self, server: &Server) {
        if !server.options.watch {
            return;
        }
        let paths = server.engine.watched();
        if paths == self.paths {
            return;
        }
        self.paths = paths;
        match Watch::system(&self.targets(server), &server.sender) {
            Ok(watch) => self.watch = Some(watch),
            Err(_) => self.poll(server),
        }
    }

    /// After an event about the watching itself.
    pub fn mend(&mut self, server: &Server, burst: &Burst) {
        let lost = burst.rewatch && self.watch.as_mut().is_some_and(|w| w.again().is_err());
        if burst.limit || lost {
            self.poll(server);
        }
    }

    fn poll(&mut self, server: &Server) {
        (server.say)(&Said::Polling);
        self.watch = Watch::polling(&self.targets(server), &server.sender).ok();
        if self.watch.is_none() {
            (server.say)(&Said::NotWatching);
        }
        // What changed while nobody watched. A server that is gone needs no telling.
        let _ = server.sender.send(Event::Everything);
    }

    fn targets(&self, server: &Server) -> Arc<Targets> {
        Arc::new(Targets::new(server.engine.root(), self.paths.clone()))
    }
}

/// What is shown, and what of it was told.
pub struct Shown {
    snapshot: Arc<Snapshot>,
    findings: Arc<Findings>,
    pub desk: Arc<Desk>,
    /// Findings of pages that were printed last.
    told_found: String,
}

impl Shown {
    /// The first snapshot.
    pub fn first(server: &mut Server) -> Shown {
        let snapshot = server.engine.advance(&Changes::All);
        let findings = Arc::new(Findings::of(snapshot.report(Vec::new())));
        let hosts = Hosts {
            bound: server.options.host,
            allowed: server.options.allowed_hosts.clone(),
        };
        let desk = Desk::new(
            snapshot.clone(),
            findings.clone(),
            hosts,
            server.search.clone(),
            server.sender.clone(),
        );
        server.search.follow(&snapshot);
        (server.say)(&Said::Rebuilt {
            took: server.started.elapsed(),
            files: None,
            new_findings: !findings.version.is_empty(),
            report: &findings.report,
        });
        Shown {
            snapshot,
            findings,
            desk: Arc::new(desk),
            told_found: String::new(),
        }
    }

    /// Takes in a burst of changes and wakes the pages that wait.
    pub fn advance(&mut self, server: &mut Server, burst: &Burst) {
        let changes = match burst.all {
            true => Changes::All,
            false => Changes::Paths(burst.paths.iter().cloned().collect()),
        };
        let changes = server.engine.by_all_names(changes);
        let snapshot = server.engine.advance(&changes);
        if Arc::ptr_eq(&snapshot, &self.snapshot) {
            return;
        }
        let report = snapshot.report_after(Vec::new(), &self.findings.report, &changes);
        let findings = Arc::new(Findings::of(report));
        self.desk.publish(snapshot.clone(), findings.clone());
        let took = burst.since.elapsed();
        server.search.follow(&snapshot);
        self.snapshot = snapshot;
        let new_findings = findings.version != self.findings.version;
        // A second look tells only what the first did not see.
        if !burst.second_look || new_findings {
            (server.say)(&Said::Rebuilt {
                took,
                files: (!burst.all).then_some(burst.paths.len()),
                new_findings,
                report: &findings.report,
            });
        }
        self.findings = findings;
    }

    /// Prints what went wrong while a page was rendered for a browser, once.
    pub fn tell_found(&mut self, server: &Server, found: Vec<Diagnostic>) {
        if found.is_empty() {
            return;
        }
        let known = &self.findings.report;
        let same = Changes::Paths(Vec::new());
        let findings = Findings::of(self.snapshot.report_after(found, known, &same));
        if findings.version != self.told_found {
            (server.say)(&Said::Page {
                report: &findings.report,
            });
            self.told_found = findings.version;
        }
    }
}
