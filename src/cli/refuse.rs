//! Arguments that are not understood, told in Spanish: clap's own words are never shown.

use super::status::{Status, Terminal};
use crate::base::fold::fold;
use crate::base::near::{meant, nearest};
use crate::diag::Failure;
use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// How the verb is written where something is missing or there is too much; where to see it in other cases.
fn usage(error: &clap::Error) -> String {
    let text = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    };
    let counted = matches!(
        error.kind(),
        ErrorKind::MissingRequiredArgument | ErrorKind::UnknownArgument
    );
    match text.find("acervo ").map(|at| text[at..].trim()) {
        Some(usage) if counted && !usage.starts_with("acervo ORDEN") => {
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
    ("create", "new"),
    ("estado", "report"),
    ("explicar", "explain"),
    ("exportar", "export"),
    ("generar", "build"),
    ("help", "--help"),
    ("importar", "import"),
    ("informe", "report"),
    ("init", "new"),
    ("medir", "eval"),
    ("mostrar", "serve"),
    ("nuevo", "new"),
    ("preview", "serve"),
    ("publicar", "build"),
    ("publish", "build"),
    ("reporte", "report"),
    ("revisar", "check"),
    ("servir", "serve"),
    ("status", "report"),
    ("tema", "new"),
    ("theme", "new"),
    ("ver", "serve"),
    ("version", "--version"),
];

/// Says in Spanish what is wrong with the arguments, or shows the help that was asked for.
pub(super) fn explain(terminal: &Terminal, error: &clap::Error, command: &Command) -> Status {
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
    let (message, help) = mistake(error, command);
    let help = help.unwrap_or_else(|| usage(error));
    terminal.failure(&Failure::new(message).help(help));
    Status::CouldNotRun
}

/// What is wrong, and what to do when the usage does not say it.
fn mistake(error: &clap::Error, command: &Command) -> (String, Option<String>) {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(list)) => list.join(", "),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = context(ContextKind::InvalidSubcommand);
            let help = match verb_like(&word, command) {
                Some(near) => meant(near),
                None => format!("las órdenes son: {}", verbs(command, |_| true)),
            };
            return (format!("la orden «{word}» no existe"), Some(help));
        }
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            // Where the verb is written with a text, that is what came without its quotes.
            let quoted = usage(error).contains('"');
            let help = "un texto de varias palabras va entre comillas: \"Agua para todos\"";
            let help = quoted.then(|| help.to_owned());
            return (format!("«{argument}» sobra aquí"), help);
        }
        ErrorKind::UnknownArgument => {
            let long = argument.trim_start_matches('-');
            let takes = |verb: &Command| verb.get_arguments().any(|a| a.get_long() == Some(long));
            let of = verbs(command, takes);
            if !of.is_empty() {
                let message = format!("la opción «{argument}» no va aquí");
                let help = format!("va después de una de estas órdenes: {of}");
                return (message, Some(help));
            }
            let near = Some(context(ContextKind::SuggestedArg)).filter(|near| !near.is_empty());
            let message = format!("la opción «{argument}» no existe");
            let options = || "vea las opciones con --help".to_owned();
            return (message, Some(near.as_deref().map_or_else(options, meant)));
        }
        ErrorKind::MissingRequiredArgument => format!("falta {argument}"),
        ErrorKind::MissingSubcommand => "falta la orden".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => format!("falta el valor de {argument}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let why = match context(ContextKind::ValidValue).as_str() {
                "" => std::error::Error::source(error).map(|s| format!(": {s}")),
                known => Some(format!(": use uno de estos: {known}")),
            };
            format!(
                "«{value}» no sirve para {argument}{}",
                why.unwrap_or_default()
            )
        }
        ErrorKind::WrongNumberOfValues => format!("a {argument} le falta un valor"),
        ErrorKind::ArgumentConflict => match context(ContextKind::PriorArg) {
            other if other.is_empty() || other == argument => {
                format!("{argument} está dos veces")
            }
            other => format!("{argument} y {other} no van juntas: use una de las dos"),
        },
        _ => "los argumentos no se entienden".to_owned(),
    };
    (message, None)
}

/// The names of some verbs.
fn verbs(command: &Command, some: impl Fn(&Command) -> bool) -> String {
    let verbs = command.get_subcommands().filter(|verb| some(verb));
    verbs.map(Command::get_name).collect::<Vec<_>>().join(", ")
}

/// The verb that a word comes nearest to, or stands for in Spanish.
fn verb_like<'c>(word: &str, command: &'c Command) -> Option<&'c str> {
    let verbs = command.get_subcommands().map(Command::get_name);
    nearest(word, verbs).or_else(|| {
        let known = SPANISH.iter().find(|(name, _)| *name == fold(word));
        known.map(|(_, verb)| *verb)
    })
}
