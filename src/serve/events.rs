//! What can happen to a running preview, and how much of it is one change.

use crate::diag::Diagnostic;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// A burst of events ends when nothing came for this long: a save in two steps takes less …
const QUIET: Duration = Duration::from_millis(6);
/// … for this long when a file was closed last, as whoever wrote it is done with it …
const CLOSED: Duration = Duration::from_millis(2);
/// … or has lasted this long.
const LONGEST: Duration = Duration::from_millis(200);
/// After a folder appeared: files that came before its watch are found by looking once more.
const SETTLE: Duration = Duration::from_millis(300);

/// All that can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// These files may have changed.
    Paths(Vec<PathBuf>),
    /// These files may have changed, and whoever wrote them has closed them again.
    Closed(Vec<PathBuf>),
    /// Something changed, nobody knows what.
    Everything,
    /// A folder that is watched appeared at its place again.
    FolderBack,
    /// The system watches no more folders for us.
    WatchLimit,
    /// A page that was rendered for a browser has these faults.
    Found(Vec<Diagnostic>),
    Stop,
}

/// What happened in a short while.
#[derive(Debug)]
pub struct Burst {
    pub paths: BTreeSet<PathBuf>,
    pub all: bool,
    /// Watches must be set again.
    pub rewatch: bool,
    pub limit: bool,
    /// Nothing happened; it is only to be sure.
    pub second_look: bool,
    pub found: Vec<Diagnostic>,
    pub since: Instant,
    /// How long nothing must come for it to end.
    quiet: Duration,
    stop: bool,
}

impl Burst {
    fn new() -> Burst {
        Burst {
            paths: BTreeSet::new(),
            all: false,
            rewatch: false,
            limit: false,
            second_look: false,
            found: Vec::new(),
            since: Instant::now(),
            quiet: QUIET,
            stop: false,
        }
    }

    /// Whether files may have changed.
    pub fn is_change(&self) -> bool {
        self.all || !self.paths.is_empty()
    }

    fn add(&mut self, event: Event) {
        self.quiet = match event {
            Event::Closed(_) => CLOSED,
            _ => QUIET,
        };
        match event {
            Event::Paths(paths) | Event::Closed(paths) => self.paths.extend(paths),
            Event::Everything => self.all = true,
            Event::FolderBack => (self.all, self.rewatch) = (true, true),
            Event::WatchLimit => (self.all, self.limit) = (true, true),
            Event::Found(diags) => self.found.extend(diags),
            Event::Stop => self.stop = true,
        }
    }

    fn gather(&mut self, events: &Receiver<Event>) {
        while self.since.elapsed() < LONGEST && !self.stop {
            match events.recv_timeout(self.quiet) {
                Ok(event) => self.add(event),
                Err(_) => return,
            }
        }
    }
}

/// Events as bursts. Sleeps while nothing happens.
#[derive(Default)]
pub struct Bursts {
    look_again: Option<Instant>,
}

impl Bursts {
    /// The next burst, or `None` when it is time to stop.
    pub fn next(&mut self, events: &Receiver<Event>) -> Option<Burst> {
        let first = match self.look_again {
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(at) => events.recv_timeout(at.saturating_duration_since(Instant::now())),
        };
        let mut burst = Burst::new();
        match first {
            Ok(event) => {
                burst.add(event);
                burst.gather(events);
                if burst.all {
                    self.look_again = Some(Instant::now() + SETTLE);
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                (burst.all, burst.second_look) = (true, true);
                self.look_again = None;
            }
            Err(RecvTimeoutError::Disconnected) => return None,
        }
        (!burst.stop).then_some(burst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn events_that_come_together_are_one_burst() {
        let (sender, events) = channel();
        for name in ["b", "a", "b"] {
            sender.send(Event::Paths(vec![name.into()])).unwrap();
        }
        let mut bursts = Bursts::default();
        let burst = bursts.next(&events).unwrap();
        assert_eq!(
            burst.paths.into_iter().collect::<Vec<_>>(),
            [PathBuf::from("a"), "b".into()]
        );
        assert!(!burst.all);
        sender.send(Event::Stop).unwrap();
        assert!(bursts.next(&events).is_none());
    }

    #[test]
    fn a_burst_ends_sooner_after_a_file_was_closed() {
        let mut burst = Burst::new();
        burst.add(Event::Closed(vec!["a".into()]));
        assert_eq!(burst.quiet, CLOSED);
        burst.add(Event::Paths(vec!["b".into()]));
        assert_eq!(burst.quiet, QUIET);
        assert_eq!(burst.paths.len(), 2);
    }

    #[test]
    fn everything_is_looked_at_once_more_when_it_is_quiet() {
        let (sender, events) = channel();
        let mut bursts = Bursts::default();
        sender.send(Event::Everything).unwrap();
        assert!(bursts.next(&events).unwrap().all);
        // An edit in between does not make it forget.
        sender.send(Event::Paths(vec!["a".into()])).unwrap();
        assert!(!bursts.next(&events).unwrap().all);
        assert!(bursts.next(&events).unwrap().all);
        assert!(bursts.look_again.is_none());
    }

    #[test]
    fn a_storm_does_not_put_off_the_rebuild_for_ever() {
        let (sender, events) = channel();
        let storm = std::thread::spawn(move || {
            for i in 0..200 {
                if sender
                    .send(Event::Paths(vec![i.to_string().into()]))
                    .is_err()
                {
                    break;
                }
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        let burst = Bursts::default().next(&events).unwrap();
        assert!(
            burst.since.elapsed() < Duration::from_millis(600),
            "{:?}",
            burst.since.elapsed()
        );
        drop(events);
        storm.join().unwrap();
    }
}
