//! A whole build: advance from nothing, render everything, index, publish.

use super::index::{Indexed, index, index_of};
use super::kept::{self, Kept};
use super::last::{self, Inputs, Last};
use super::options::{BuildOptions, BuildReport, Phase, Remains, claim};
use super::pages::{Made, Pages, Work};
use super::touched::Touched;
use super::{CACHE, Engine, pack};
use crate::diag::{Diagnostic, Failure, Severity};
use crate::publish::{Lock, Pack, Stage};
use crate::search;
use crate::source::CONTENT;
use crate::source::aside::Aside;
use std::path::Path;

/// Where the tree of the site before the last one is kept.
const SPARE: &str = "anterior";

/// Builds the site of a project.
///
/// # Errors
/// When it could not run: no project, no space, a lock, a folder that is not ours.
pub fn build(
    root: &Path,
    options: BuildOptions,
    progress: &(dyn Fn(Phase, usize, usize) + Sync),
) -> Result<BuildReport, Failure> {
    let stop = match attempt(root, &options, progress) {
        // What an earlier build kept for this one is damaged, or of files that are others by now.
        Err(Stop::Unread(_)) if kept::remove(root) => attempt(root, &options, progress),
        other => other,
    };
    stop.map_err(|stop| match stop {
        Stop::Failure(why) | Stop::Unread(why) => why,
    })
}

/// Why there is no site.
enum Stop {
    Failure(Failure),
    /// Something that waited aside could not be read back.
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
    progress: &(dyn Fn(Phase, usize, usize) + Sync),
) -> Result<BuildReport, Stop> {
    let mut engine = Engine::open(root, options.site.clone())?;
    let root = engine.root().to_path_buf();
    let project = claim(&root)?;
    let content = root.join(CONTENT);
    let themes = root.join(super::THEMES);
    let cache = root.join(CACHE);
    let spare = cache.join(SPARE);
    let sources: [&Path; 3] = [&content, &themes, &cache];
    let whole = options.site.only.is_empty();
    progress(Phase::Reading, 0, 0);
    let (last, (stage, ())) = rayon::join(
        || Last::read(&root, *options.program).filter(|_| whole),
        || {
            rayon::join(
                || Stage::begin(&options.output, &sources, Some(&spare)),
                || engine.look(),
            )
        },
    );
    let mut stage = stage?;
    let last = last.filter(|last| last.is_published(&stage));
    if let Some(last) = &last {
        stage.believe(&last.stamps);
    }
    if let Some(last) = last.as_ref().filter(|_| options.zip.is_none())
        && let Some(same) = last.same(&mut engine, &stage, options)
    {
        return Ok(same);
    }
    let (before, seen) = last.map(|last| (last.made, last.seen)).unwrap_or_default();
    let aside = engine.put_texts_aside();
    let with = last::with(options).filter(|_| whole);
    engine.kept = with.and_then(|with| Kept::open(&root, with, before.documents, &aside));
    // Where nothing can be kept the index is made in memory, for the files of the browser alone.
    let dir = project.as_ref().map(|_| index_of(&root, whole));
    let dir = dir.as_deref();
    let searched = !options.site.no_search;
    let (snapshot, earlier) = rayon::join(
        // What was just looked at is not read again.
        || engine.take_in(&Touched::default(), true),
        || searched.then(|| dir.map_or_else(Default::default, search::Earlier::read)),
    );
    engine.looked = None;
    let kept = engine.kept.take();
    // What could not be read back looks like a mistake in the content.
    readable(&aside, &root)?;
    if let (Some(why), 0) = (snapshot.refused(), snapshot.errors()) {
        return Err(why.into());
    }
    let stops = |diags: &[Diagnostic]| {
        let bad = |d: &Diagnostic| options.strict || d.severity == Severity::Error;
        diags.iter().any(bad)
    };
    let mut out = BuildReport {
        report: snapshot.report(Vec::new()),
        published: None,
        packed: None,
        nowhere: snapshot.nowhere.clone(),
        unchanged: false,
        documents: snapshot.documents(),
        pages: 0,
        index_bytes: 0,
        remains: Remains::default(),
    };
    if snapshot.errors() > 0 {
        return Ok(out);
    }
    let ((documents, shared, around, places), input) = rayon::join(
        || {
            let documents = engine.read();
            let shared = last::shared(&engine, options, &snapshot);
            let around = last::around(&engine, shared);
            engine.forget();
            (documents, shared, around, kept.map(Kept::places))
        },
        || searched.then(|| snapshot.search_input()),
    );
    let (places, same) = places.unwrap_or_default();
    let as_before = around.is_some() && around == before.around;
    let work = Work {
        snapshot: &snapshot,
        stage: &stage,
        shared,
        before: &before.pages,
        seen: &seen,
        around,
        same: as_before.then_some(&same),
        progress,
    };
    // Words are counted before pages are made: the rest of the index has one thread for a while.
    let config = &snapshot.config().search;
    let begun = input
        .as_ref()
        .zip(earlier)
        .map(|(input, earlier)| (input, search::begin(input, config, dir, earlier)));
    let (pages, index) = rayon::join(
        || work.all(),
        || match begun {
            None => Ok(Indexed::default()),
            Some((input, begun)) => index(input, begun, (&stage, &before.packed)),
        },
    );
    drop(input);
    // Before anything else that went wrong: the index may have taken it in.
    readable(&aside, &root)?;
    let Pages {
        number,
        diags,
        made,
    } = pages?;
    let index = index?;
    out.index_bytes = index.bytes;
    out.remains = index.remains;
    out.pages = number;
    let made = Made {
        pages: made,
        packed: index.packed,
        documents: places,
        around,
    };
    let stopped = stops(snapshot.diags()) || stops(&diags);
    if !diags.is_empty() {
        out.report = snapshot.report(diags);
    }
    if !stopped {
        progress(Phase::Publishing, 0, 0);
        let attachments = last::attachments(&engine, &snapshot, &stage);
        let pack = pack::pack(&snapshot, &stage, options, &sources)?;
        let began = project.as_ref().and_then(Lock::stamp);
        let read = || Inputs::new(&engine, options, documents, attachments);
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
        out.packed = pack.map(Pack::place).transpose()?;
        let keep = || {
            if let Some(inputs) = inputs.filter(|_| whole) {
                Last::keep(&root, options, inputs, (&published, stamps), (&out, made));
            }
        };
        rayon::join(|| drop(replaced), keep);
        out.published = Some(published);
        out.remains.take((engine, snapshot));
    }
    Ok(out)
}

/// Fails when something that waited aside could not be read back.
fn readable(aside: &Aside, root: &Path) -> Result<(), Stop> {
    let Some(why) = aside.broken() else {
        return Ok(());
    };
    let why = Failure::io("no se pudo leer lo que esperaba en", &root.join(CACHE), why);
    Err(Stop::Unread(
        why.help("el sitio anterior sigue como estaba"),
    ))
}
