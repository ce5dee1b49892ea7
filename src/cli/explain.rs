//! `acervo explain`: what a code means, with the mistake and the mended text.

use super::status::{Status, Terminal};
use crate::base::near::{meant, nearest};
use crate::diag::{Code, Failure, explain};
use clap::Args as ClapArgs;

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Opciones")]
pub(super) struct ExplainArgs {
    /// Código, como `enlace-roto`; sin él se muestran todos
    #[arg(value_name = "CÓDIGO", help_heading = "Datos")]
    pub code: Option<String>,
}

pub(super) fn run(terminal: &Terminal, args: &ExplainArgs) -> Result<Status, Failure> {
    let name = args.code.as_deref().unwrap_or_default();
    let name = name.trim().trim_matches(['[', ']']);
    if name.is_empty() {
        terminal.out(&explain::list());
        return Ok(Status::Fine);
    }
    let Some(code) = Code::ALL.iter().find(|c| c.slug() == name) else {
        let failure = Failure::new(format!("el código «{name}» no existe"));
        let slugs = || Code::ALL.iter().map(|c| c.slug());
        let alike: Vec<&str> = slugs().filter(|slug| slug.contains(name)).collect();
        return Err(match nearest(name, slugs()) {
            Some(near) => failure.help(meant(near)),
            None if !alike.is_empty() => failure.help(format!("hay estos: {}", alike.join(", "))),
            None => failure.help("vea todos con: acervo explain"),
        });
    };
    terminal.out(&explain::text(*code));
    Ok(Status::Fine)
}
