//! `[guide]`: pages that tell authors how to write for this site.

use super::facts::own_page;
use crate::base::locale::Locale;
use crate::data::reader::Reader;

/// Name of its page of components.
pub const COMPONENTS: &str = "componentes";

/// Where the author guide is.
#[derive(Debug, Default, Clone)]
pub struct Guide {
    /// Address of its first page from the root of the site: `guia-del-autor.html`.
    pub url: String,
    pub title: String,
}

impl Guide {
    /// Folder of its other pages.
    pub fn folder(&self) -> &str {
        self.url.trim_end_matches(".html")
    }

    /// Address of one of its other pages.
    pub fn page(&self, name: &str) -> String {
        format!("{}/{name}.html", self.folder())
    }
}

/// Reads `[guide]`.
pub(super) fn read(root: &mut Reader<'_, '_>, locale: Locale) -> Option<Guide> {
    let mut reader = root.section("guide")?;
    // The guide itself is Spanish.
    let usual = locale.either("Guía para autores", "Guide for authors");
    let (url, title) = own_page(&mut reader, "guia-del-autor", usual);
    reader.finish();
    Some(Guide { url, title })
}
