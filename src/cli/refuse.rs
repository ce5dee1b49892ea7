//! Arguments that are not understood, told in Spanish: clap's own words are never shown.

use super::status::{Status, Terminal};
use crate::base::fold::fold;
use crate::base::near::nearest;
use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// How the verb is written where something is missing; where to see it in other cases.
fn usage(error: &clap::Error) -> String {
    let text = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    };
    match text.find("acervo ").map(|at| text[at..].trim()) {
        Some(usage) if error.kind() == ErrorKind::MissingRequiredArgument => {
            format!("se escribe así: {usage}")
        }
        _ => "vea las opciones con --help".to_owned(),
    }
}

/// What people call the verbs, folded.
const SPANISH: &[(&str, &str)] = &[
    ("ayuda", "--help"),
    ("buscar", "search"),
    ("construir", "build"),
    ("crear", "new"),
    ("explicar", "explain"),
    ("exportar", "export"),
    ("generar", "build"),
    ("help", "--help"),
    ("importar", "import"),
    ("informe", "report"),
    ("medir", "eval"),
    ("mostrar", "serve"),
    ("nuevo", "new"),
    ("publicar", "build"),
    ("reporte", "report"),
    ("revisar", "check"),
    ("servir", "serve"),
    ("ver", "serve"),
    ("version", "--version"),
];

/// Says in Spanish what is wrong with the arguments, or shows the help that was asked for.
pub(super) fn explain(terminal: &Terminal, error: &clap::Error, command: &mut Command) -> Status {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            terminal.out(&error.render().to_string());
            return Status::Fine;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            terminal.say(&error.render().to_string());
            return Status::CouldNotRun;
        }
        _ => {}
    }
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(list)) => list.join(", "),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let (message, near) = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = context(ContextKind::InvalidSubcommand);
            let verbs: Vec<String> = command
                .get_subcommands()
                .map(|c| c.get_name().to_owned())
                .collect();
            let near = nearest(&word, verbs.iter().map(String::as_str)).or_else(|| {
                let known = SPANISH.iter().find(|(name, _)| *name == fold(&word));
                known.map(|(_, verb)| *verb)
            });
            let near = near.map(str::to_owned);
            (format!("la orden «{word}» no existe"), near)
        }
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            terminal.say(&format!("error: «{argument}» sobra aquí"));
            terminal
                .say("  ayuda: un texto de varias palabras va entre comillas: \"Agua para todos\"");
            return Status::CouldNotRun;
        }
        ErrorKind::UnknownArgument => {
            let near = context(ContextKind::SuggestedArg);
            (
                format!("la opción «{argument}» no existe"),
                (!near.is_empty()).then_some(near),
            )
        }
        ErrorKind::MissingRequiredArgument => (format!("falta {argument}"), None),
        ErrorKind::MissingSubcommand => ("falta la orden".to_owned(), None),
        ErrorKind::InvalidValue if value.is_empty() => {
            (format!("falta el valor de {argument}"), None)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error)
                .map(|s| format!(": {s}"))
                .unwrap_or_default();
            let known = context(ContextKind::ValidValue);
            let why = match known.is_empty() {
                true => why,
                false => format!(": use {}", known.replace(", ", " o ")),
            };
            (format!("«{value}» no sirve para {argument}{why}"), None)
        }
        ErrorKind::WrongNumberOfValues => (format!("a {argument} le falta un valor"), None),
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg);
            let message = match other.is_empty() || other == argument {
                true => format!("{argument} está dos veces"),
                false => format!("{argument} y {other} no van juntas: use una de las dos"),
            };
            (message, None)
        }
        _ => ("los argumentos no se entienden".to_owned(), None),
    };
    terminal.say(&format!("error: {message}"));
    match near {
        Some(near) => terminal.say(&format!("  ayuda: ¿quiso decir `{near}`?")),
        None => terminal.say(&format!("  ayuda: {}", usage(error))),
    }
    Status::CouldNotRun
}
