//! What may be typed, verb by verb.

use super::folder::{FolderArgs, SiteArgs};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const TEMPLATE: &str = "{about-with-newline}
Uso: {usage}

{all-args}{after-help}";

const TOP: &str = "{about-with-newline}
Uso: {usage}

Órdenes:
{subcommands}

Opciones:
{options}{after-help}";

/// The program's arguments.
#[derive(Parser, Debug)]
#[command(
    name = "acervo",
    about = "Convierte documentos Markdown en un sitio con búsqueda, que también sirve sin conexión.",
    version,
    override_usage = "acervo ORDEN [OPCIONES]",
    help_template = TOP,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    after_help = "Ayuda de una orden: acervo ORDEN --help"
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub verb: Verb,
    /// Muestra esta ayuda
    #[arg(short, long, action = clap::ArgAction::Help, global = true, help_heading = "Opciones")]
    help: Option<bool>,
    /// Muestra la versión
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Subcommand, Debug)]
pub(super) enum Verb {
    /// Hace el sitio en la carpeta de salida
    #[command(help_template = TEMPLATE, override_usage = "acervo build [OPCIONES]")]
    Build(BuildArgs),
    /// Revisa todo y no escribe nada
    #[command(help_template = TEMPLATE, override_usage = "acervo check [OPCIONES]")]
    Check(CheckArgs),
    /// Muestra el sitio en el navegador mientras se escribe
    #[command(help_template = TEMPLATE, override_usage = "acervo serve [OPCIONES]")]
    Serve(ServeArgs),
    /// Explica un código de los hallazgos, con un ejemplo
    #[command(help_template = TEMPLATE, override_usage = "acervo explain [CÓDIGO]")]
    Explain(super::explain::ExplainArgs),
    /// Muestra qué cubre el sitio y qué le falta
    #[command(help_template = TEMPLATE, override_usage = "acervo report [OPCIONES]")]
    Report(super::report::ReportArgs),
    /// Escribe los esquemas de los campos, para editores, o una copia del tema, para leerla
    #[command(help_template = TEMPLATE, override_usage = "acervo export QUÉ [OPCIONES]")]
    Export(super::export::ExportArgs),
    /// Trae documentos de Word, o suma al sitio lo que enviaron los lectores
    #[command(help_template = TEMPLATE, override_usage = "acervo import word ARCHIVOS --collection COLECCIÓN\n     acervo import feedback ARCHIVOS")]
    Import(super::import::ImportArgs),
    /// Crea un documento con los campos de su colección, o un tema (`acervo new theme NOMBRE`)
    #[command(help_template = TEMPLATE, override_usage = "acervo new COLECCIÓN \"TÍTULO\" [OPCIONES]", after_help = "Cada campo y cada componente está en la guía para autores del sitio: véala con acervo serve")]
    New(NewArgs),
    /// Busca en los documentos, como estaban en el último `acervo build`
    #[command(help_template = TEMPLATE, override_usage = "acervo search \"CONSULTA\" [OPCIONES]")]
    Search(SearchArgs),
    /// Mide la búsqueda con preguntas de respuesta conocida
    #[command(help_template = TEMPLATE, override_usage = "acervo eval --docs D.jsonl --queries Q.jsonl --qrels R.tsv [OPCIONES]")]
    Eval(EvalArgs),
}

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Opciones")]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub site: SiteArgs,
    /// Carpeta de salida [por defecto: public, en la carpeta del sitio]
    #[arg(short, long, value_name = "CARPETA")]
    pub output: Option<PathBuf>,
    /// Dirección del sitio publicado, en lugar de la de site.toml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Hace también un paquete .zip del sitio, para una memoria USB
    #[arg(long, value_name = "ARCHIVO", num_args = 0..=1)]
    pub zip: Option<Option<PathBuf>>,
    /// Solo los documentos con este valor: campo=valor; se puede repetir
    #[arg(long, value_name = "CAMPO=VALOR", value_parser = facet)]
    pub only: Vec<(String, String)>,
    /// No publica si hay avisos
    #[arg(long)]
    pub strict: bool,
    /// Sin búsqueda
    #[arg(long)]
    pub no_search: bool,
    /// Hilos de trabajo [por defecto: los del equipo]
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<u16>,
}

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Opciones")]
pub(super) struct ServeArgs {
    #[command(flatten)]
    pub site: SiteArgs,
    /// Sigue los cambios de los archivos y recarga las páginas abiertas
    #[arg(short, long)]
    pub watch: bool,
    /// Puerto [por defecto: el primero libre desde 1111]
    #[arg(short, long, value_name = "N", value_parser = port, allow_negative_numbers = true)]
    pub port: Option<u16>,
    /// Abre el navegador
    #[arg(long)]
    pub open: bool,
    /// Dirección de este equipo; 0.0.0.0 lo muestra a toda su red
    #[arg(
        long,
        value_name = "IP",
        default_value = "127.0.0.1",
        value_parser = host,
        hide_default_value = true
    )]
    pub host: std::net::IpAddr,
    /// Otro nombre por el que se puede llamar; se puede repetir
    #[arg(long, value_name = "NOMBRE")]
    pub allow_host: Vec<String>,
}

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Opciones")]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub site: SiteArgs,
    /// Muestra las líneas que dependen de un hecho, como H-043
    #[arg(long, value_name = "CÓDIGO")]
    pub hecho: Option<String>,
    /// Hace también las preguntas de tests/search/ y mira si se encuentra lo esperado
    #[arg(long)]
    pub search: bool,
    /// Los avisos cuentan como errores
    #[arg(long)]
    pub strict: bool,
    /// Forma de mostrar lo que se encuentra: full, short, json, github o sarif
    #[arg(
        long,
        value_name = "FORMA",
        default_value = "full",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub output_format: OutputFormat,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutputFormat {
    Full,
    Short,
    Json,
    Github,
    Sarif,
}

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Opciones")]
pub(super) struct NewArgs {
    /// Nombre de la colección, como en site.toml; `theme` crea un tema
    #[arg(value_name = "COLECCIÓN", help_heading = "Datos")]
    pub collection: String,
    /// Título del documento, o nombre del tema
    #[arg(value_name = "TÍTULO", help_heading = "Datos")]
    pub title: String,
    #[command(flatten)]
    pub folder: FolderArgs,
}

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Opciones")]
pub(super) struct SearchArgs {
    /// Palabras que se buscan; puede quedar vacía si hay filtros
    #[arg(
        value_name = "CONSULTA",
        help_heading = "Datos",
        default_value = "",
        hide_default_value = true
    )]
    pub query: String,
    /// Filtro: campo=valor; se puede repetir
    #[arg(long, value_name = "CAMPO=VALOR", value_parser = facet)]
    pub facet: Vec<(String, String)>,
    /// Resultados que se muestran [por defecto: 10]
    #[arg(
        long,
        value_name = "N",
        value_parser = results,
        allow_negative_numbers = true,
        default_value = "10",
        hide_default_value = true
    )]
    pub limit: usize,
    /// Muestra los resultados como JSON
    #[arg(long)]
    pub json: bool,
    /// Explica el puntaje de cada resultado
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    pub site: SiteArgs,
}

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Opciones")]
pub(super) struct EvalArgs {
    /// Documentos: un objeto JSON por línea con id, title y text
    #[arg(long, value_name = "ARCHIVO")]
    pub docs: PathBuf,
    /// Preguntas: un objeto JSON por línea con id, text, variant y split
    #[arg(long, value_name = "ARCHIVO")]
    pub queries: PathBuf,
    /// Respuestas: tabla con query_id, doc_id y relevance
    #[arg(long, value_name = "ARCHIVO")]
    pub qrels: PathBuf,
    /// Solo las preguntas de esta parte
    #[arg(long, value_name = "NOMBRE")]
    pub split: Option<String>,
    /// Muestra las cifras como JSON
    #[arg(long)]
    pub json: bool,
    /// Muestra el puesto de cada respuesta, para comparar dos programas pregunta por pregunta
    #[arg(long, conflicts_with = "json")]
    pub ranks: bool,
}

fn base_url(text: &str) -> Result<String, String> {
    let wrong = |w: crate::config::base_url::Wrong| format!("{}; {}", w.why, w.instead);
    crate::config::base_url::base_url(text).map_err(wrong)
}

fn threads(text: &str) -> Result<u16, String> {
    let number = text.parse().ok().filter(|n| (1..=256).contains(n));
    number.ok_or_else(|| "debe ser un número de 1 a 256".to_owned())
}

fn port(text: &str) -> Result<u16, String> {
    let number = text.parse().ok();
    number.ok_or_else(|| "debe ser un número de 1 a 65535".to_owned())
}

fn host(text: &str) -> Result<std::net::IpAddr, String> {
    let number = match text {
        "localhost" => "127.0.0.1",
        text => text,
    };
    let wrong = |_| "debe ser un número de red, como 127.0.0.1 o 0.0.0.0".to_owned();
    number.parse().map_err(wrong)
}

fn results(text: &str) -> Result<usize, String> {
    let number = text.parse().ok();
    number.ok_or_else(|| "debe ser un número desde 0".to_owned())
}

fn facet(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, value)) if !field.is_empty() && !value.is_empty() => {
            Ok((field.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("debe tener la forma campo=valor".to_owned()),
    }
}
