//! Defaults of fields, which site.toml writes before any document is read.

use super::field;
use crate::config::{SITE_FILE, Site};
use crate::data::Node;
use crate::diag::Diagnostic;
use std::sync::Arc;

/// Reports the defaults of fields that are no values of their field, where site.toml has them.
pub fn defaults(site: &Site) -> Vec<Diagnostic> {
    let file: Arc<str> = SITE_FILE.into();
    let mut diags = Vec::new();
    let declared = site.collections.iter().flat_map(|c| &c.fields);
    for field in declared.flat_map(|f| std::iter::once(f).chain(&f.fields)) {
        for item in field.default.as_ref().map_or(&[][..], Node::items) {
            let mut inner = Vec::new();
            if let Err(diag) = field::coerce(field, item, site, &file, &mut inner) {
                inner.push(diag.at(item.span.of(&file)));
            }
            diags.append(&mut inner);
        }
    }
    diags
}
