//! Pieces that are the same on many pages: the menu, the foot. They are rendered once for each way
//! back to the root and each part of the site, and put into pages as they are.

use super::shapes::Shapes;
use crate::view::Text;
use crate::view::page::{PageView, SiteView};
use std::collections::BTreeMap;
use std::sync::Mutex;
use tera::{Context, Tera, TeraResult, Value};

/// Folder of their templates; pages see `fixed/foot.html` as `fixed.foot`.
pub(super) const FOLDER: &str = "fixed/";

/// What all pages share, prepared once for each snapshot.
pub struct Site {
    /// `site` in templates.
    pub(super) value: Value,
    /// `fixed` in templates, by what the pieces depend on beside the site.
    fixed: Mutex<BTreeMap<Seen, Value>>,
    /// Pages without their texts.
    pub(super) shapes: Shapes,
}

/// From where pieces are seen: the way back to the root, the section, and whether the page is that
/// section's own.
type Seen = (String, Text, bool);

impl Site {
    pub(super) fn new(view: &SiteView) -> Site {
        Site {
            value: Value::from_serializable(view),
            fixed: Mutex::default(),
            shapes: Shapes::default(),
        }
    }

    /// The pieces for a page.
    pub(super) fn fixed(&self, tera: &Tera, view: &PageView) -> TeraResult<Value> {
        let section = &view.page.section;
        let seen = (view.root.clone(), section.clone(), view.page.heads_section);
        // A thread that panicked while it held the lock left whole entries.
        let mut known = self
            .fixed
            .lock()
            .unwrap_or_else(|broken| broken.into_inner());
        if let Some(made) = known.get(&seen) {
            return Ok(made.clone());
        }
        let made = self.make(tera, &seen)?;
        known.insert(seen, made.clone());
        Ok(made)
    }

    fn make(&self, tera: &Tera, (root, section, own): &Seen) -> TeraResult<Value> {
        let mut context = Context::new();
        context.insert_value("root", Value::from(root.as_str()));
        context.insert_value("section", Value::from(section.as_str()));
        context.insert_value("own", Value::from(*own));
        context.insert_value("site", self.value.clone());
        let mut pieces: BTreeMap<String, Value> = BTreeMap::new();
        for template in tera.get_template_names() {
            // A parent's template has its theme before it; a child's own one goes before that.
            let Some(at) = template.find(FOLDER) else {
                continue;
            };
            let template = &template[at..];
            let name = template[FOLDER.len()..].trim_end_matches(".html");
            if !pieces.contains_key(name) {
                let html = tera.render(template, &context)?;
                pieces.insert(name.to_owned(), Value::safe_string(html.trim_end()));
            }
        }
        Ok(Value::from(pieces))
    }
}
