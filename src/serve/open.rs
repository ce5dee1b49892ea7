//! Opening the browser, when the person asked for it.

use std::process::{Command, Stdio};

/// Asks the system to open a URL of this preview. `false` when it has no way to do so.
pub fn browser(url: &str) -> bool {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut start = Command::new("cmd");
        // The empty title: `start` takes its first quoted argument for one.
        start.args(["/C", "start", ""]);
        start
    } else {
        Command::new("xdg-open")
    };
    let child = command
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match child {
        Ok(mut child) => {
            // Waited for elsewhere: some of these programs live as long as the browser.
            std::thread::spawn(move || {
                let _ = child.wait();
            });
            true
        }
        Err(_) => false,
    }
}
