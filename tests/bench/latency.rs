//! How long the index takes for a question: `latency INDEX QUERIES.json`, for scripts/bench-search.

#![allow(clippy::print_stdout, reason = "its result is its output")]

use std::path::PathBuf;
use std::time::Instant;

use acervo::search::{Query, open, search};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(folder), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("latency INDEX QUERIES.json".into());
    };
    let began = Instant::now();
    let index = open(&folder)?;
    let opened = began.elapsed();
    let queries: Vec<String> = serde_json::from_slice(&std::fs::read(file)?)?;
    let mut times = Vec::new();
    for round in 0..3 {
        for text in &queries {
            let query = Query {
                text: text.clone(),
                limit: 10,
                ..Query::default()
            };
            let began = Instant::now();
            search(&index, &query)?;
            // The first round reads the files into memory.
            if round > 0 {
                times.push(began.elapsed());
            }
        }
    }
    times.sort_unstable();
    let ms = |part: f64| {
        let at = (times.len() as f64 * part) as usize;
        times[at.min(times.len() - 1)].as_secs_f64() * 1000.0
    };
    println!(
        r#"{{"documents": {}, "open": {:.0}, "p50": {:.2}, "p99": {:.2}}}"#,
        index.len(),
        opened.as_secs_f64() * 1000.0,
        ms(0.5),
        ms(0.99)
    );
    Ok(())
}
