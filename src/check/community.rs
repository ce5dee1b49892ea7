//! Events whose days are in the wrong order.

use super::Typing;
use crate::base::date;
use crate::config::schema::Field;
use crate::data::Node;
use crate::diag::{Code, Diagnostic};

impl Typing<'_> {
    /// Reports the events of the header that end before they start.
    pub(super) fn events(&mut self) {
        let Some(events) = &self.site.community.events else {
            return;
        };
        let Some(record) = self.collection.field(&events.field) else {
            return;
        };
        let (start, end) = (&events.keys.start, &events.keys.end);
        let (Some(start), Some(end)) = (record.part(start), record.part(end)) else {
            return;
        };
        for item in self.written(&record.name).map_or(&[][..], Node::items) {
            let node = |field: &Field| item.get(&field.key);
            let day = |field: &Field| date::parse(node(field)?.text()?);
            let (Some(first), Some(last)) = (day(start), day(end)) else {
                continue;
            };
            if last < first {
                let message = format!(
                    "`{}` es {}, antes de `{}`, que es {}",
                    end.key,
                    date::iso(last),
                    start.key,
                    date::iso(first)
                );
                let at = node(end).map_or(item.span, |n| n.span);
                let diag = Diagnostic::new(Code::FieldRange, message);
                self.report(at, diag.help("corrija una de las dos fechas"));
            }
        }
    }
}
