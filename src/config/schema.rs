//! What a collection's documents may say: fields, their types and their uses.

use crate::data::{Node, Span};

/// A collection of documents: a folder of content with one schema.
#[derive(Debug, Clone)]
pub struct Collection {
    pub name: String,
    pub title: String,
    /// What one of its documents is called: «Caso».
    pub singular: String,
    pub description: String,
    /// Folder inside `content/` and inside the site; empty for the top.
    pub path: String,
    /// A small shape that tells the kind apart without colour.
    pub shape: String,
    /// Where site.toml says so.
    pub shape_at: Span,
    /// Whether it has a list and a place in the menu.
    pub listed: bool,
    /// Whether HTML written by hand is kept (and sanitised).
    pub raw_html: bool,
    /// Whether each figure of its texts must be in a fact that the document cites.
    pub sourced: bool,
    /// Components that suit its documents, each with its place in site.toml.
    pub components: Vec<(String, Span)>,
    pub per_page: usize,
    pub sort: Sort,
    pub unknown_fields: Unknown,
    /// Own fields in the order of site.toml, then the reserved ones.
    pub fields: Vec<Field>,
}

impl Collection {
    /// A field by name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }
}

/// How the documents of a collection are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Newest first.
    Date,
    Title,
    /// By the field `orden`, smallest first.
    Order,
}

/// What to do with a field that nobody declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    Error,
    Warn,
    Allow,
}

/// One declared field.
#[derive(Debug, Clone, Default)]
pub struct Field {
    pub name: String,
    /// The key it is read from in the front matter; its name unless declared.
    pub key: String,
    pub kind: FieldKind,
    pub many: bool,
    pub required: bool,
    pub default: Option<Node>,
    /// Smallest number, or fewest characters of a text.
    pub min: Option<f64>,
    /// Largest number, or most characters of a text.
    pub max: Option<f64>,
    pub pattern: Option<regex::Regex>,
    pub card: bool,
    pub facet: bool,
    pub pages: bool,
    /// The terms of its vocabulary are steps, from the highest to none.
    pub scale: bool,
    pub label: String,
    pub help: String,
    /// Word shown after a number.
    pub unit: String,
    /// What a record is made of; empty for any other kind.
    pub fields: Vec<Field>,
    /// What the other document calls a reference to it; empty when it has no words of its own.
    pub inverse: String,
    /// One of the fields that every document has.
    pub reserved: bool,
    /// Position in [`super::Site::taxonomies`] when it has facets or pages.
    pub taxonomy: Option<usize>,
    /// Where it is declared in site.toml.
    pub span: Span,
}

impl Field {
    /// A field of a record, by name.
    pub fn part(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }
}

/// The type of a field's values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum FieldKind {
    #[default]
    Text,
    Markdown,
    Integer,
    Number,
    Boolean,
    Date,
    Url,
    Email,
    /// A term of a vocabulary, by its position in [`super::Site::vocabularies`].
    Term(usize),
    /// Another document, of one collection if it is named.
    Ref(Option<String>),
    /// A group of values, each declared in [`Field::fields`].
    Record,
}

impl FieldKind {
    /// What a value must be, for messages: «una fecha como 2022-06-06».
    pub fn expected(&self) -> &'static str {
        match self {
            FieldKind::Text => "un texto",
            FieldKind::Markdown => "un texto en Markdown",
            FieldKind::Integer => "un número entero, como 12",
            FieldKind::Number => "un número, como 12.5",
            FieldKind::Boolean => "`true` (sí) o `false` (no)",
            FieldKind::Date => "una fecha como 2022-06-06",
            FieldKind::Url => "una dirección que empieza con https://",
            FieldKind::Email => "un correo como nombre@entidad.gov.co",
            FieldKind::Term(_) => "un término del vocabulario",
            FieldKind::Ref(_) => "un documento, como guias/gobernanza",
            FieldKind::Record => "un grupo de claves",
        }
    }
}

/// A field whose values are terms: what facets and term pages are made of.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    pub field: String,
    /// Folder of its pages.
    pub slug: String,
    pub label: String,
    pub help: String,
    /// Closed list of terms; open ones are what the documents say.
    pub vocabulary: Option<usize>,
    pub facet: bool,
    pub pages: bool,
    /// Its values say what a document is about; yes and no do not.
    pub topical: bool,
}

/// Name of the filter that every site has: of which collection a document is.
pub const KIND: &str = "coleccion";

/// Keys of every front matter that are no fields: their values are groups of keys.
pub const STRUCTURED: &[&str] = &["permitir", "cambios"];

/// A field that every document has: name, type, whether it is a list, label, what it is for.
pub(super) type Reserved = (&'static str, FieldKind, bool, &'static str, &'static str);

/// The fields that every document has.
pub(super) const RESERVED: &[Reserved] = &[
    (
        "titulo",
        FieldKind::Text,
        false,
        "Título",
        "El nombre de la página. También sirve un `# Título` como primera línea del texto.",
    ),
    (
        "resumen",
        FieldKind::Text,
        false,
        "Resumen",
        "De qué trata, en una o dos frases.",
    ),
    (
        "fecha",
        FieldKind::Date,
        false,
        "Fecha",
        "Cuándo se escribió.",
    ),
    (
        "actualizado",
        FieldKind::Date,
        false,
        "Actualizado",
        "Cuándo cambió por última vez.",
    ),
    (
        "revisar_antes_de",
        FieldKind::Date,
        false,
        "Revisar antes de",
        "Desde esa fecha la página avisa que puede estar desactualizada.",
    ),
    (
        "responsable",
        FieldKind::Text,
        false,
        "Responsable",
        "El cargo o la entidad que responde por el documento.",
    ),
    (
        "autores",
        FieldKind::Text,
        true,
        "Autores",
        "Quiénes lo escribieron: equipos o entidades.",
    ),
    (
        "borrador",
        FieldKind::Boolean,
        false,
        "Borrador",
        "`true` mientras no se deba publicar.",
    ),
    (
        "vence",
        FieldKind::Date,
        false,
        "Vence",
        "Fecha en que deja de valer. Después la página lo dice, y no se oculta.",
    ),
    (
        "slug",
        FieldKind::Text,
        false,
        "Nombre en la dirección",
        "Otro nombre en la dirección: minúsculas, números y guiones.",
    ),
    (
        "alias",
        FieldKind::Text,
        true,
        "Direcciones anteriores",
        "Direcciones anteriores, para que sigan sirviendo.",
    ),
    (
        "orden",
        FieldKind::Integer,
        false,
        "Orden",
        "Lugar en la lista, donde la colección se ordena así.",
    ),
    (
        "ejemplo",
        FieldKind::Boolean,
        false,
        "Ejemplo",
        "`true` si no es un caso real. Sus cifras pueden ser inventadas.",
    ),
    (
        "hechos",
        FieldKind::Text,
        true,
        "Hechos",
        "Códigos de la tabla de hechos que el documento cita.",
    ),
    (
        "fuentes",
        FieldKind::Text,
        true,
        "Fuentes",
        "Documentos en que se apoya, además de los hechos.",
    ),
];
