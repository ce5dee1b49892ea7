//! How long the index takes for a question: `latency INDEX QUERIES.json [ROUNDS]`, for
//! scripts/bench-search. Each question is asked several times on one thread and its shortest time
//! counts, so that other work on the machine does not: what is left differs from question to question.

#![allow(clippy::print_stdout, reason = "what it prints is what it is for")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use acervo::search::{Query, open, search};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(folder), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("latency INDEX QUERIES.json [ROUNDS]".into());
    };
    let rounds = arguments
        .next()
        .and_then(|text| text.to_str()?.parse().ok());
    let began = Instant::now();
    let index = open(&PathBuf::from(folder))?;
    let opened = began.elapsed();
    let queries: Vec<String> = serde_json::from_slice(&std::fs::read(PathBuf::from(file))?)?;
    let mut asked: Vec<(Duration, &str)> = queries
        .iter()
        .map(|text| (Duration::MAX, &**text))
        .collect();
    for _ in 0..rounds.unwrap_or(5_u32) {
        for (shortest, text) in &mut asked {
            let query = Query {
                text: (*text).to_owned(),
                limit: 10,
                ..Query::default()
            };
            let began = Instant::now();
            search(&index, &query)?;
            *shortest = (*shortest).min(began.elapsed());
        }
    }
    asked.sort_unstable();
    let at = |part: f64| {
        let at = (asked.len() as f64 * part) as usize;
        asked[at.min(asked.len() - 1)]
    };
    let ms = |part| at(part).0.as_secs_f64() * 1000.0;
    println!(
        r#"{{"documents": {}, "open": {:.0}, "p50": {:.2}, "p95": {:.2}, "p99": {:.2}, "slowest": {:?}}}"#,
        index.len(),
        opened.as_secs_f64() * 1000.0,
        ms(0.5),
        ms(0.95),
        ms(0.99),
        at(1.0).1,
    );
    Ok(())
}
