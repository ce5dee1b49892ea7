//! Front matter that is no field: `permitir` (warnings that a document may have) and `cambios`.

use super::field::instead_of_date;
use super::{Change, Permit, Typing, listing};
use crate::base::date;
use crate::base::near::nearest;
use crate::config::schema::Unknown;
use crate::data::{Kind, Node, Span};
use crate::diag::{Code, Diagnostic, Severity};

/// Whether a document permits itself this warning; the permit is then of use.
pub fn permitted(diag: &Diagnostic, permits: &mut [Permit]) -> bool {
    let own = permits.iter_mut().find(|p| p.code == diag.code);
    match own.filter(|_| diag.severity == Severity::Warning) {
        Some(permit) => {
            permit.used = true;
            true
        }
        None => false,
    }
}

impl<'a> Typing<'a> {
    /// Where a field is written, or the top of the file.
    pub(super) fn place_of(&self, name: &str) -> Span {
        self.written(name).map_or(self.header_span, |n| n.span)
    }

    /// The value of a key that is no field. Collections of other tools may use it in their own way.
    fn structured(&self, key: &str) -> &'a [Node] {
        let own = self.collection.unknown_fields == Unknown::Allow
            || self.collection.fields.iter().any(|f| f.key == key);
        match self.header.and_then(|h| h.get(key)).filter(|_| !own) {
            Some(node) => node.items(),
            None => &[],
        }
    }

    /// `permitir: [{codigo: oracion-larga, razon: "Es una cita de la norma."}]`.
    pub(super) fn permits(&mut self) -> Vec<Permit> {
        self.each("permitir", permit)
    }

    /// `cambios: [{fecha: 2026-11-22, texto: "Se corrigió la cifra."}]`, newest first.
    pub(super) fn changes(&mut self) -> Vec<Change> {
        let mut out = self.each("cambios", change);
        out.sort_by_key(|change| std::cmp::Reverse(change.date));
        out
    }

    /// What each group of a key says; what is wrong with one is told and leaves it out.
    fn each<T>(&mut self, key: &str, read: fn(&Node) -> Result<T, Fault>) -> Vec<T> {
        let groups = self.structured(key).iter();
        let read = groups
            .map(read)
            .filter_map(|read| read.map_err(|(span, diag)| self.report(span, diag)).ok());
        read.collect()
    }
}

type Fault = (Span, Diagnostic);

/// The text of a key of a group, without the space around it.
fn text<'a>(item: &'a Node, key: &str) -> Option<(&'a str, Span)> {
    let node = item.get(key)?;
    let text = node.text()?.trim();
    (!text.is_empty()).then_some((text, node.span))
}

/// A key that the group should not have, or something that is no group.
fn strange(item: &Node, keys: [&str; 2], code: Code) -> Option<Fault> {
    let shape = format!("escriba `{}: …` y `{}: …` en cada uno", keys[0], keys[1]);
    if !matches!(item.kind, Kind::Map(_)) {
        let message = format!("aquí va un grupo de claves y hay {}", item.describe());
        return Some((item.span, Diagnostic::new(code, message).help(shape)));
    }
    let mut entries = item.entries().iter();
    let (key, _) = entries.find(|(key, _)| !keys.contains(&key.name.as_str()))?;
    if let Some((message, help)) = listing::comma(item, key) {
        return Some((key.span, Diagnostic::new(code, message).help(help)));
    }
    let diag = Diagnostic::new(code, format!("la clave `{}` no existe aquí", key.name));
    Some((key.span, diag.suggest(nearest(&key.name, keys)).help(shape)))
}

fn permit(item: &Node) -> Result<Permit, Fault> {
    let fault = |message: String| Diagnostic::new(Code::PermitInvalid, message);
    if let Some(fault) = strange(item, ["codigo", "razon"], Code::PermitInvalid) {
        return Err(fault);
    }
    let Some((name, span)) = text(item, "codigo") else {
        let diag = fault("falta `codigo`, el aviso que se permite".into());
        let help = "escriba el código que muestra `acervo check`";
        return Err((item.span, diag.help(help)));
    };
    let Some(code) = Code::ALL.iter().find(|c| c.slug() == name) else {
        let known = Code::ALL
            .iter()
            .filter(|c| c.severity() == Severity::Warning);
        let diag = fault(format!("el código «{name}» no existe"));
        return Err((span, diag.suggest(nearest(name, known.map(|c| c.slug())))));
    };
    if code.severity() == Severity::Error {
        let diag = fault(format!("`{name}` es un error y solo se permiten avisos"));
        return Err((span, diag.help("corrija el error en el documento")));
    }
    if text(item, "razon").is_none() {
        let diag = fault(format!("falta `razon`: por qué se permite `{name}`"));
        return Err((item.span, diag.help("escriba `razon: \"…\"` en una frase")));
    }
    Ok(Permit {
        code: *code,
        span,
        used: false,
    })
}

fn change(item: &Node) -> Result<Change, Fault> {
    if let Some(fault) = strange(item, ["fecha", "texto"], Code::FieldType) {
        return Err(fault);
    }
    let Some((written, span)) = text(item, "fecha") else {
        let diag = Diagnostic::new(Code::FieldMissing, "falta `fecha` en este cambio");
        return Err((item.span, diag.help("escriba `fecha: 2026-01-31`")));
    };
    let Some(date) = date::parse(written) else {
        let message = format!("`fecha` debe ser una fecha como 2022-06-06 y es «{written}»");
        let diag = Diagnostic::new(Code::FieldType, message);
        return Err((span, diag.help(instead_of_date(written))));
    };
    let Some((text, _)) = text(item, "texto") else {
        let diag = Diagnostic::new(Code::FieldMissing, "falta `texto` en este cambio");
        return Err((item.span, diag.help("diga en una frase qué cambió")));
    };
    let text = text.into();
    Ok(Change { date, text })
}
