//! A page at a former address that leads to the new one, without JavaScript.

use crate::base::path::relative;
use crate::base::text::escaped;

/// The page at `from` that sends the reader on to `to`.
pub fn redirect(language: &str, from: &str, to: &str, title: &str) -> Vec<u8> {
    let url = escaped(&relative(from, to));
    let title = escaped(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<meta name=\"robots\" content=\"noindex\">\n<meta http-equiv=\"refresh\" content=\"0; url={url}\">\n<link rel=\"canonical\" href=\"{url}\">\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p><a href=\"{url}\">{title}</a></p>\n</main>\n</body>\n</html>\n",
        escaped(language),
    )
    .into_bytes()
}
