//! `acervo new theme`: a child theme that builds at once and changes nothing yet.

use super::create;
use super::status::{Status, Terminal};
use crate::base::fold::slug;
use crate::diag::Failure;
use crate::theme::builtin;
use std::path::Path;

/// The theme that new ones complete.
const PARENT: &str = "portal";

/// What each custom property of the parent's style sheet is for.
const MEANINGS: &[(&str, &str)] = &[
    ("pagina", "fondo de la página"),
    ("panel", "fondo de los recuadros"),
    ("texto", "texto"),
    ("suave", "texto secundario y bordes de los controles"),
    ("linea", "líneas finas"),
    ("acento", "enlaces y botones"),
    ("acento2", "enlaces y botones, al pasar por encima"),
    ("caso", "color de la figura rombo"),
    ("modulo", "color de la figura triangulo"),
    ("guia", "color de la figura cuadrado"),
    ("memoria", "color de la figura circulo"),
    ("cuidado", "advertencias"),
    ("error", "errores"),
    ("foco", "borde de lo que tiene el foco"),
    ("marca", "palabras resaltadas"),
    ("medida", "ancho de las líneas de texto"),
];

pub(super) fn run(
    terminal: &Terminal,
    root: &Path,
    language: &str,
    title: &str,
) -> Result<Status, Failure> {
    let name = slug(title);
    if name.is_empty() || name == PARENT {
        return Err(
            Failure::new(format!("un tema no se puede llamar «{title}»"))
                .help("use letras y números, como `mi-tema`"),
        );
    }
    let folder = root.join("themes").join(&name);
    if folder.exists() {
        let failure = Failure::new(format!("ya existe la carpeta {}", folder.display()));
        return Err(failure.help("use otro nombre o edite ese tema"));
    }
    let files = [
        (
            "theme.toml".to_owned(),
            format!("name = \"{name}\"\nextends = \"{PARENT}\"\n"),
        ),
        ("estilos/propio.css".to_owned(), style_sheet()),
        (format!("strings/{language}.toml"), STRINGS.to_owned()),
        ("LEAME.md".to_owned(), readme(&name, language)),
    ];
    for (path, text) in files {
        let file = folder.join(path);
        // Half a theme would only be in the way of the next try.
        write(&file, &text).inspect_err(|_| {
            let _ = std::fs::remove_dir_all(&folder);
        })?;
        terminal.out(&format!("{}\n", file.display()));
    }
    terminal.say(&format!("Escriba en site.toml: theme = \"{name}\""));
    terminal.say("Cambie un color en estilos/propio.css y mírelo con: acervo serve --watch");
    Ok(Status::Fine)
}

fn write(file: &Path, text: &str) -> Result<(), Failure> {
    create::folder(file.parent().unwrap_or(file))?;
    create::create(file, text.as_bytes()).map_err(|e| Failure::io("no se pudo crear", file, &e))
}

/// The parent's custom properties, all commented out: light, then dark.
fn style_sheet() -> String {
    let sheet = builtin::text(&format!("themes/{PARENT}/estilos/0-base.css")).unwrap_or_default();
    let light = properties(&sheet, ":root{");
    let dark = properties(&sheet, ":root[data-tema=oscuro]{");
    let list = |indent: &str, of: &[(String, String)]| -> String {
        let line = |(name, value): &(String, String)| {
            let found = MEANINGS.iter().find(|(known, _)| known == name);
            let meaning = found.map_or(String::new(), |(_, meaning)| format!(" {meaning}"));
            format!("{indent}/* --{name}: {value}; */ /*{meaning} */\n")
        };
        of.iter().map(line).collect()
    };
    format!(
        "/* Colores y medidas. Para cambiar uno, quite la marca de comentario de su línea.\n   \
         El texto necesita un contraste de 4,5 a 1 con su fondo, en claro y en oscuro. */\n\
         :root {{\n{}}}\n\n/* Modo oscuro: cuando lo pide el equipo y cuando lo elige la persona. */\n\
         @media screen and (prefers-color-scheme: dark) {{\n  :root:not([data-tema=claro]) {{\n{}  }}\n}}\n\
         @media screen {{\n  :root[data-tema=oscuro] {{\n{}  }}\n}}\n",
        list("  ", &light),
        list("    ", &dark),
        list("    ", &dark),
    )
}

/// The custom properties of a rule.
fn properties(sheet: &str, rule: &str) -> Vec<(String, String)> {
    let body = sheet
        .split_once(rule)
        .and_then(|(_, rest)| rest.split_once('}'));
    let declarations = body.map_or("", |(body, _)| body).split(';');
    declarations
        .filter_map(|d| d.trim().strip_prefix("--")?.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

const STRINGS: &str = "# Textos de este tema. Los que no estén aquí son los del tema portal.\n\
    # Para cambiar uno, quite el # y escriba el suyo.\n\n\
    # not_official = \"No es un sitio oficial.\"\n\n\
    # [home]\n# question = \"¿Qué necesita resolver hoy?\"\n";

fn readme(name: &str, language: &str) -> String {
    format!(
        "# Tema {name}\n\n\
         Completa el tema `{PARENT}`: lo que no esté en esta carpeta se toma de él.\n\n\
         | para cambiar | edite o cree |\n|---|---|\n\
         | colores y medidas | `estilos/propio.css` |\n\
         | las reglas de una parte | una hoja con el nombre de la de `{PARENT}`, como `estilos/mapa.css`: la reemplaza |\n\
         | un texto | `strings/{language}.toml` |\n\
         | una página | `templates/home.html`, con `{{% extends \"{PARENT}/home.html\" %}}` y los bloques que cambian |\n\
         | los documentos de una colección | `templates/NOMBRE.html`, con `{{% extends \"document.html\" %}}` |\n\n\
         Para usarlo, escriba en `site.toml`: `theme = \"{name}\"`.\n\
         Si una plantilla falla, `acervo build` dice la plantilla, la línea y la página.\n\
         Para ver las plantillas, sus bloques y los nombres de los textos: `acervo export theme`.\n\
         Con otra versión del programa, mírelas otra vez: lo que usted no cambió se actualiza solo.\n"
    )
}
