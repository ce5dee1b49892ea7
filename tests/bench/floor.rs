//! The least a generator of sites can do: read each document, parse its Markdown and write the
//! HTML of its body. `floor CONTENT OUTPUT`, for scripts/bench.

use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(content), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err(std::io::Error::other("floor CONTENT OUTPUT"));
    };
    for entry in std::fs::read_dir(content)? {
        let folder = entry?.path();
        let target = output.join(folder.file_name().unwrap_or_default());
        std::fs::create_dir_all(&target)?;
        for file in std::fs::read_dir(&folder)? {
            write_body(&file?.path(), &target)?;
        }
    }
    Ok(())
}

fn write_body(file: &Path, target: &Path) -> std::io::Result<()> {
    let text = std::fs::read_to_string(file)?;
    let body = text.splitn(3, "---\n").nth(2).unwrap_or(&text);
    let options =
        pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_FOOTNOTES;
    let mut html = String::with_capacity(body.len() * 2);
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(body, options));
    let name = file.with_extension("html");
    std::fs::write(target.join(name.file_name().unwrap_or_default()), html)
}
