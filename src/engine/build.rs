//! A whole build: look at what is there, read the project, make every output, publish.

use super::build_record::{self, BuildRecord, Inputs};
use super::document_cache::{self, DocumentCache};
use super::index::{Indexed, index, index_of};
use super::options::{BuildOptions, BuildReport, Phase, Progress, claim};
use super::origin::{self, Origin};
use super::pages::{Made, Pages, Work};
use super::touched::Touched;
use super::{CACHE, Engine, Snapshot, pack};
use crate::diag::{Diagnostic, Failure, Severity};
use crate::publish::{Lock, Pack, Stage};
use crate::search;
use crate::source::CONTENT;
use crate::source::spill::Spill;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the tree of the site before the last one is kept.
const SPARE: &str = "anterior";

/// Builds the site of a project.
///
/// # Errors
/// When it could not run: no project, no space, a lock, a folder that is not ours.
pub fn build(
    root: &Path,
    options: BuildOptions,
    progress: Progress<'_>,
) -> Result<BuildReport, Failure> {
    let stop = match attempt(root, &options, progress) {
        // What an earlier build kept for this one is damaged, or of files that are others by now.
        Err(Stop::Unread(_)) if document_cache::remove(root) => attempt(root, &options, progress),
        other => other,
    };
    stop.map_err(|stop| match stop {
        Stop::Failure(why) | Stop::Unread(why) => why,
    })
}

/// Why there is no site.
enum Stop {
    Failure(Failure),
    /// Something that waited on the disk could not be read back.
    Unread(Failure),
}

impl From<Failure> for Stop {
    fn from(why: Failure) -> Stop {
        Stop::Failure(why)
    }
}

fn attempt(
    root: &Path,
    options: &BuildOptions,
    progress: Progress<'_>,
) -> Result<BuildReport, Stop> {
    let mut engine = Engine::open(root, options.site.clone())?;
    let build = Build::new(&mut engine, options, progress)?;
    let (stage, last) = build.look(&mut engine)?;
    if let Some(last) = last.as_ref().filter(|_| options.zip.is_none())
        && let Some(same) = last.same(&mut engine, &stage, options)
    {
        return Ok(same);
    }
    let mut before = last.map(|last| last.made).unwrap_or_default();
    let (snapshot, earlier) = build.read(&mut engine, &mut before)?;
    let mut report = BuildReport::of(&snapshot);
    if snapshot.errors() > 0 {
        return Ok(report);
    }
    let mut output = build.make(&mut engine, &snapshot, (&stage, &before, earlier))?;
    report.index_bytes = output.index.bytes;
    report.remains = std::mem::take(&mut output.index.remains);
    report.pages = output.pages.number;
    let diags = std::mem::take(&mut output.pages.diags);
    let stopped = build.is_stopped_by(snapshot.diags()) || build.is_stopped_by(&diags);
    if !diags.is_empty() {
        report.report = snapshot.report(diags);
    }
    if !stopped {
        build.publish((&engine, &snapshot), stage, output, &mut report)?;
        report.remains.take((engine, snapshot));
    }
    Ok(report)
}

/// One build of a project that it has for itself; its methods are its phases.
struct Build<'a> {
    options: &'a BuildOptions,
    progress: Progress<'a>,
    root: PathBuf,
    /// Whether it is the whole site: of a part of it nothing is kept for the next build.
    whole: bool,
    /// Folders in which no site is published.
    sources: [PathBuf; 3],
    /// Where the tantivy index is kept. Where nothing can be kept it is made in memory, for the files of
    /// the browser alone.
    index: Option<PathBuf>,
    spill: Spill,
    claim: Option<Lock>,
}

/// What was made of a site and waits to be published.
struct Output {
    origin: Origin,
    pages: Pages,
    index: Indexed,
}

impl<'a> Build<'a> {
    fn new(
        engine: &mut Engine,
        options: &'a BuildOptions,
        progress: Progress<'a>,
    ) -> Result<Build<'a>, Failure> {
        let root = engine.root().to_path_buf();
        let claim = claim(&root)?;
        let whole = options.site.only.is_empty();
        Ok(Build {
            options,
            progress,
            sources: [CONTENT, super::THEMES, CACHE].map(|folder| root.join(folder)),
            index: claim.as_ref().map(|_| index_of(&root, whole)),
            spill: engine.spill_texts(),
            root,
            whole,
            claim,
        })
    }

    fn sources(&self) -> [&Path; 3] {
        self.sources.each_ref().map(PathBuf::as_path)
    }

    fn is_stopped_by(&self, diags: &[Diagnostic]) -> bool {
        let stops = |d: &Diagnostic| self.options.strict || d.severity == Severity::Error;
        diags.iter().any(stops)
    }

    /// What is there: the output, what everything else begins with, and the last build, if its site is
    /// the one that is published.
    fn look(&self, engine: &mut Engine) -> Result<(Stage, Option<BuildRecord>), Failure> {
        (self.progress)(Phase::Reading, 0, 0);
        let spare = self.root.join(CACHE).join(SPARE);
        let (last, (stage, ())) = rayon::join(
            || BuildRecord::read(&self.root, *self.options.program).filter(|_| self.whole),
            || {
                rayon::join(
                    || Stage::begin(&self.options.output, &self.sources(), Some(&spare)),
                    || engine.look(),
                )
            },
        );
        let mut stage = stage?;
        let last = last.filter(|last| last.is_published(&stage));
        if let Some(last) = &last {
            stage.live.believe(&last.stamps);
        }
        Ok((stage, last))
    }

    /// From the files to a site, and the index of an earlier one, where search is wanted.
    fn read(
        &self,
        engine: &mut Engine,
        before: &mut Made,
    ) -> Result<(Arc<Snapshot>, Option<search::Earlier>), Stop> {
        let with = origin::with(self.options).filter(|_| self.whole);
        let places = std::mem::take(&mut before.documents);
        engine.kept =
            with.and_then(|with| DocumentCache::open(&self.root, with, places, &self.spill));
        let index = self.index.as_deref();
        let earlier = || index.map_or_else(Default::default, search::Earlier::read);
        let (snapshot, earlier) = rayon::join(
            // What was just looked at is not read again.
            || engine.take_in(&Touched::default(), true),
            || (!self.options.site.no_search).then(earlier),
        );
        engine.looked = None;
        // What could not be read back looks like a mistake in the content.
        self.readable()?;
        match (snapshot.refused(), snapshot.errors()) {
            (Some(why), 0) => Err(why.into()),
            _ => Ok((snapshot, earlier)),
        }
    }

    /// Every output, into the stage, and the tantivy index beside the one that is in its place.
    fn make(
        &self,
        engine: &mut Engine,
        snapshot: &Snapshot,
        (stage, before, earlier): (&Stage, &Made, Option<search::Earlier>),
    ) -> Result<Output, Stop> {
        let (origin, input) = rayon::join(
            || Origin::take(engine, self.options, snapshot, before.around),
            || earlier.is_some().then(|| snapshot.search_input()),
        );
        let work = Work {
            snapshot,
            stage,
            before,
            origin: &origin,
            progress: self.progress,
        };
        // Words are counted before pages are made: the rest of the index has one thread for a while.
        let config = &snapshot.config().search;
        let begun = input.as_ref().zip(earlier).map(|(input, earlier)| {
            let begun = search::begin(input, config, self.index.as_deref(), earlier);
            (input, begun)
        });
        let (pages, index) = rayon::join(
            || work.all(),
            || match begun {
                None => Ok(Indexed::default()),
                Some((input, begun)) => index(input, begun, (stage, &before.packed)),
            },
        );
        // Before anything else that went wrong: the index may have taken it in.
        self.readable()?;
        let (pages, index) = (pages?, index?);
        Ok(Output {
            origin,
            pages,
            index,
        })
    }

    /// Exchanges the sites, then the indexes, and keeps what the next build can use.
    fn publish(
        &self,
        (engine, snapshot): (&Engine, &Snapshot),
        stage: Stage,
        output: Output,
        report: &mut BuildReport,
    ) -> Result<(), Failure> {
        (self.progress)(Phase::Publishing, 0, 0);
        let Output {
            origin,
            pages,
            index,
        } = output;
        let attachments = build_record::attachments(engine, snapshot, &stage);
        let pack = pack::pack(snapshot, &stage, self.options, &self.sources())?;
        let began = self.claim.as_ref().and_then(Lock::stamp);
        let read = || Inputs::new(engine, self.options, origin.documents, attachments);
        let (committed, inputs) = rayon::join(|| stage.commit(), read);
        let inputs = inputs.map(|inputs| inputs.settled(began));
        let (published, mut replaced) = committed?;
        let stamps = std::mem::take(&mut replaced.stamps);
        // Who searches in the terminal gets answers of what is published.
        if let Some(pending) = index.pending {
            let settled = pending.settle().map_err(Failure::from);
            settled
                .map_err(|why| why.help("el sitio sí quedó publicado; borre la carpeta .acervo"))?;
        }
        report.packed = pack.map(Pack::place).transpose()?;
        let keep = || {
            if let Some(inputs) = inputs.filter(|_| self.whole) {
                let made = Made {
                    seen: inputs.read.into_iter().collect(),
                    pages: pages.made,
                    packed: index.packed,
                    documents: origin.places,
                    around: origin.around,
                };
                let of = (inputs.digest, &published, stamps);
                BuildRecord::keep(&self.root, self.options, of, (report, made));
            }
        };
        rayon::join(|| drop(replaced), keep);
        report.published = Some(published);
        Ok(())
    }

    /// Fails when something that waited on the disk could not be read back.
    fn readable(&self) -> Result<(), Stop> {
        let Some(why) = self.spill.broken() else {
            return Ok(());
        };
        let folder = self.root.join(CACHE);
        let why = Failure::io("no se pudo leer lo que esperaba en", &folder, why);
        Err(Stop::Unread(
            why.help("el sitio anterior sigue como estaba"),
        ))
    }
}
