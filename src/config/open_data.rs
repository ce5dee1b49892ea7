//! `[open_data]`: the page that says what there is to take and under which terms.

use super::facts::own_page;
use crate::base::locale::Locale;
use crate::data::reader::Reader;

/// The page of open data.
#[derive(Clone, Debug, Default)]
pub struct OpenData {
    /// Address of the page from the root of the site: `datos.html`.
    pub url: String,
    pub title: String,
    /// Under which terms the documents can be used.
    pub license: String,
    /// Where those terms are, when they have an address.
    pub license_url: String,
}

/// Reads `[open_data]`.
pub(super) fn read(root: &mut Reader<'_, '_>, locale: Locale) -> Option<OpenData> {
    let mut reader = root.section("open_data")?;
    let usual = locale.either("Datos abiertos", "Open data");
    let (url, title) = own_page(&mut reader, "datos", usual);
    let what = "la licencia: sin ella nadie sabe qué puede hacer con los datos";
    reader.require("license", what, "\"CC BY 4.0\"");
    let data = OpenData {
        url,
        title,
        license: reader.text("license").unwrap_or_default(),
        license_url: reader.text("license_url").unwrap_or_default(),
    };
    reader.finish();
    Some(data)
}
