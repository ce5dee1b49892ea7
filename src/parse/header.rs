//! The front matter of a file: its fields, and where the text begins below them.

use super::fence;
use crate::base::unseen::{is_false_space, said, unseen};
use crate::data::{Kind, Node, Span, yaml};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::source::Source;

/// The front matter of a file.
pub(super) struct Header {
    /// A map; nothing when there is none, or none that is one.
    pub fields: Option<Node>,
    /// The opening `---`, or the start of the file.
    pub opening: Span,
    /// Where the body begins.
    pub end: usize,
}

/// Cuts the front matter off and reads it.
pub(super) fn read(source: &Source) -> Outcome<Header> {
    let Source { file, text } = source;
    let cut = fence::cut(text);
    let mut diags = Vec::new();
    if cut.open {
        diags.push(
            Diagnostic::new(
                Code::HeaderOpen,
                "el encabezado empieza con `---` pero no tiene la línea `---` que lo cierra",
            )
            .at(cut.opening.of(file))
            .help("ponga una línea con `---` después del último campo"),
        );
    }
    if cut.unopened {
        let message = "falta la línea `---` que abre el encabezado";
        let diag = Diagnostic::new(Code::HeaderSyntax, message);
        diags.push(
            diag.at(cut.opening.of(file))
                .help("escríbala antes de esta"),
        );
    }
    if let Some(dashes) = cut.dashes {
        let diag = misfenced(within(text, dashes), cut.header.is_some());
        diags.push(diag.at(dashes.of(file)));
    }
    let mut header = Header {
        fields: None,
        opening: cut.opening,
        end: cut.body as usize,
    };
    if let Some(span) = cut.header {
        if let Some((at, end)) = fence::fields_below(text, header.end) {
            let message = "aquí hay más campos, y el encabezado ya se cerró";
            let diag = Diagnostic::new(Code::HeaderSyntax, message)
                .help("páselos al encabezado: va uno solo, entre dos líneas `---`");
            diags.push(diag.at(Span::new(at, at + 1).of(file)));
            header.end = end;
        }
        let (read, mut out) = fields(source, span);
        if read.end < span.end {
            header.end = read.end as usize;
        }
        diags.append(&mut out.diags);
        header.fields = match out.value.kind {
            Kind::Map(_) => Some(out.value),
            _ if diags.is_empty() && !within(text, read).trim().is_empty() => {
                diags.push(keyless(source, read, out.value.span));
                None
            }
            _ => Some(Node {
                span: read,
                kind: Kind::Map(Vec::new()),
            }),
        };
    }
    Outcome {
        value: header,
        diags,
    }
}

fn within(text: &str, span: Span) -> &str {
    &text[span.start as usize..span.end as usize]
}

/// Reads the fields of a header, up to the text of the document where the line is missing that closes it.
fn fields(source: &Source, mut header: Span) -> (Span, Outcome<Node>) {
    let Source { file, text } = source;
    let read = |header: Span| {
        let from = header.start as usize;
        yaml::parse(file, within(text, header), from, Code::HeaderSyntax)
    };
    let mut out = read(header);
    let end = match out.diags.is_empty() {
        true => None,
        false => fence::text_within(text, header),
    };
    if let Some(end) = end {
        header.end = end as u32;
        out = read(header);
        let diag = Diagnostic::new(
            Code::HeaderOpen,
            "aquí empieza el texto y el encabezado no se ha cerrado",
        )
        .at(Span::new(end, end).of(file))
        .help("ponga una línea con `---` antes de esta");
        out.diags.push(diag);
    }
    (header, out)
}

/// What is wrong with a header that was understood and has no fields; `found`, what it has.
fn keyless(source: &Source, header: Span, found: Span) -> Diagnostic {
    let (file, text) = (&source.file, within(&source.text, header));
    let slip = yaml::mistake(file, text, header.start as usize, Code::HeaderSyntax);
    slip.unwrap_or_else(|| {
        let message = "el encabezado no tiene líneas de la forma `clave: valor`";
        let help = "escriba un campo por línea, sin guion antes y con dos puntos: `titulo: Agua`";
        let diag = Diagnostic::new(Code::HeaderSyntax, message).help(help);
        diag.at(found.of(file))
    })
}

/// What is wrong with a line that should be `---`.
fn misfenced(written: &str, closes: bool) -> Diagnostic {
    let sign = unseen(written).or_else(|| written.chars().find(|c| is_false_space(*c)));
    let (message, help) = match (sign, closes) {
        (Some(sign), _) => (
            format!("junto a los guiones hay {}", said(sign)),
            "bórrelo: la línea lleva solo `---`",
        ),
        (None, false) => (
            format!("el encabezado se abre con `---` y aquí hay «{written}»"),
            "escriba tres guiones seguidos, antes y después de los campos",
        ),
        (None, true) => (
            format!("el encabezado se cierra con `---` y aquí hay «{written}»"),
            "escriba tres guiones seguidos",
        ),
    };
    Diagnostic::new(Code::HeaderSyntax, message).help(help)
}
