//! Content made for another tool: what only its own author could mend is a warning.

use crate::config::Site;
use crate::config::schema::Unknown;
use crate::diag::{Code, Diagnostic, Severity};
use crate::source::content_path;

/// Whether a document's collection takes content made for another tool.
pub fn is_lenient(site: &Site, file: &str) -> bool {
    let at = site.collection_of(content_path(file));
    at.is_some_and(|at| site.collections[at].unknown_fields == Unknown::Allow)
}

/// Content made for another tool (`unknown_fields = "allow"`) is published with its faults: what
/// only its own author could mend is a warning, and its habits with headings are no finding.
pub fn soften(diags: &mut Vec<Diagnostic>) {
    diags.retain(|d| d.code != Code::HeadingTop);
    for diag in diags {
        if matches!(
            diag.code,
            Code::HtmlRaw
                | Code::TextLost
                | Code::LinkBroken
                | Code::LinkAmbiguous
                | Code::LinkUnsafe
                | Code::AnchorBroken
                | Code::RefBroken
                | Code::HeaderMissing
                | Code::HeaderOpen
                | Code::HeaderSyntax
                | Code::KeyRepeated
                | Code::FieldMissing
                | Code::FieldType
                | Code::FieldRange
                | Code::FieldPattern
                | Code::TermUnknown
                | Code::FactUnknown
        ) {
            diag.severity = Severity::Warning;
        }
    }
}
