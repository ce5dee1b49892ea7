//! The closed list of what acervo can find wrong.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $slug:literal, $severity:ident;)+) => {
        /// What kind of finding. The slug is stable: tests, `--output-format json` and people use it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code, in the order of their numbers.
            pub const ALL: &[Code] = &[$(Code::$name),+];

            /// Stable name, as shown between brackets.
            pub fn slug(self) -> &'static str {
                match self { $(Code::$name => $slug),+ }
            }

            /// One line in Spanish that explains the code.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc),+).trim_ascii()),+ }
            }

            /// Severity when nobody says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),+ }
            }
        }
    };
}

codes! {
    /// Un archivo de configuración o de datos no se puede leer como TOML, YAML o CSV.
    DataSyntax = "datos-sintaxis", Error;
    /// Una clave de site.toml o theme.toml no existe.
    ConfigKey = "config-clave", Error;
    /// Un valor de site.toml o theme.toml no sirve.
    ConfigValue = "config-valor", Error;
    /// Un vocabulario tiene términos repetidos, sin identificador o con un padre que no existe.
    Vocabulary = "vocabulario", Error;
    /// El archivo no está escrito en UTF-8.
    FileEncoding = "archivo-codificacion", Error;
    /// El archivo no se pudo leer.
    FileUnreadable = "archivo-ilegible", Error;
    /// El archivo es demasiado grande para ser un documento.
    FileSize = "archivo-grande", Error;
    /// El documento no está en la carpeta de ninguna colección.
    FileHomeless = "archivo-sin-coleccion", Error;
    /// El archivo parece un documento y su nombre no termina en `.md` o termina dos veces, o es de Word y nadie lo enlaza.
    FileName = "archivo-nombre", Warning;
    /// Git dejó dos versiones de lo mismo en el archivo, o una de sus marcas.
    Unmerged = "versiones-sin-unir", Error;
    /// El documento no tiene encabezado entre líneas `---`.
    HeaderMissing = "encabezado-falta", Error;
    /// El encabezado se abre con `---` pero no se cierra.
    HeaderOpen = "encabezado-sin-cerrar", Error;
    /// El encabezado no se puede leer.
    HeaderSyntax = "encabezado-sintaxis", Error;
    /// Una clave está dos veces en el mismo encabezado.
    KeyRepeated = "clave-repetida", Error;
    /// El campo no está declarado en la colección.
    FieldUnknown = "campo-desconocido", Error;
    /// Falta un campo obligatorio.
    FieldMissing = "campo-falta", Error;
    /// El valor no es del tipo que pide el campo.
    FieldType = "campo-tipo", Error;
    /// El valor es menor, mayor, más corto o más largo de lo permitido.
    FieldRange = "campo-rango", Error;
    /// El valor no tiene la forma que pide el campo.
    FieldPattern = "campo-forma", Error;
    /// El término no está en el vocabulario.
    TermUnknown = "termino-desconocido", Error;
    /// El hecho que se cita no está en la tabla de hechos.
    FactUnknown = "hecho-desconocido", Error;
    /// El documento al que se refiere un campo no existe.
    RefBroken = "referencia-rota", Error;
    /// Un campo se refiere al mismo documento en que está.
    RefSelf = "referencia-propia", Error;
    /// El enlace lleva a un documento o archivo que no existe.
    LinkBroken = "enlace-roto", Error;
    /// El enlace lleva a una sección que no existe.
    AnchorBroken = "ancla-rota", Error;
    /// El nombre del enlace sirve para más de un documento.
    LinkAmbiguous = "enlace-ambiguo", Error;
    /// El enlace o el dibujo puede ejecutar código, o el enlace sale de la carpeta del contenido.
    LinkUnsafe = "enlace-peligroso", Error;
    /// Hay HTML escrito a mano y la colección no lo permite.
    HtmlRaw = "html-crudo", Error;
    /// Algo de lo escrito no llega a la página, o llega como no se quiso.
    TextLost = "texto-perdido", Error;
    /// Dos documentos tendrían la misma dirección.
    AddressTaken = "direccion-repetida", Error;
    /// De este nombre no sale una dirección válida.
    AddressInvalid = "direccion-invalida", Error;
    /// Un enlace simbólico sale de la carpeta del proyecto.
    SymlinkOutside = "enlace-simbolico", Error;
    /// El tema no tiene un componente con ese nombre.
    ComponentUnknown = "componente-desconocido", Error;
    /// Un componente no se cierra, o una línea `:::` no cierra nada.
    ComponentOpen = "componente-sin-cerrar", Error;
    /// Falta, sobra o no sirve un parámetro o el título de un componente.
    ComponentParam = "componente-parametro", Error;
    /// Lo que va adentro de un componente no es lo que pide.
    ComponentContent = "componente-contenido", Error;
    /// La tabla no tiene esa columna, o sus valores no sirven.
    ColumnUnknown = "columna-desconocida", Error;
    /// Al tema le falta algo o no se puede leer.
    Theme = "tema", Error;
    /// Una plantilla del tema falló.
    Template = "plantilla", Error;
    /// Nada usa una plantilla del tema: ninguna página lleva su nombre y ninguna otra plantilla la nombra.
    TemplateUnused = "plantilla-sin-uso", Warning;
    /// El cuerpo usa `#`, que es el nivel del título.
    HeadingTop = "titulo-en-el-cuerpo", Warning;
    /// La imagen no tiene texto alternativo.
    AltMissing = "imagen-sin-texto", Warning;
    /// Los navegadores no muestran imágenes de este formato.
    ImageFormat = "imagen-formato", Warning;
    /// La imagen pesa tanto que quien lee con mala señal la espera.
    ImageHeavy = "imagen-pesada", Warning;
    /// Una oración tiene más palabras de las que pide el sitio.
    SentenceLong = "oracion-larga", Warning;
    /// Un párrafo ocupa más líneas de las que pide el sitio.
    ParagraphLong = "parrafo-largo", Warning;
    /// Un título salta un nivel, por ejemplo de `##` a `####`.
    HeadingJump = "salto-de-nivel", Warning;
    /// Una línea imita un título, una lista o una tabla, o tiene marcas que aquí no lo son.
    ShapeFaked = "forma-imitada", Warning;
    /// El texto del enlace no dice a dónde lleva.
    LinkText = "enlace-sin-sentido", Warning;
    /// El enlace lleva a una página de este sitio por su dirección entera.
    LinkWhole = "enlace-completo", Warning;
    /// El texto parece llevar un correo, un teléfono o un número de identidad.
    PersonalData = "datos-personales", Warning;
    /// Ninguna lista y ningún documento llevan a esta página.
    Orphan = "documento-huerfano", Warning;
    /// Otro documento tiene el mismo título.
    TitleRepeated = "titulo-repetido", Warning;
    /// Pasó la fecha en que el documento se debía revisar.
    ReviewOverdue = "revision-vencida", Warning;
    /// Pasó la fecha en que el documento deja de valer.
    Expired = "documento-vencido", Warning;
    /// Un permiso de `permitir` no nombra un aviso o no da su razón.
    PermitInvalid = "permiso-invalido", Error;
    /// Un permiso de `permitir` no corresponde a ningún aviso.
    PermitUnused = "permiso-sin-uso", Warning;
    /// El texto cita un hecho que no está en el campo `hechos`.
    FactUncited = "hecho-sin-citar", Warning;
    /// La cifra no está en ninguno de los hechos que cita el documento.
    FigureUnsourced = "cifra-sin-fuente", Warning;
    /// Los requisitos de unos módulos dan vueltas.
    RequirementCircle = "requisitos-en-circulo", Error;
    /// Una ruta tiene dos veces el mismo paso.
    StepTwice = "paso-repetido", Error;
    /// Un paso de una ruta está antes que su requisito.
    StepEarly = "paso-antes-de-tiempo", Warning;
    /// Un paso pide un módulo que no está en la ruta.
    StepMissing = "requisito-fuera-de-ruta", Warning;
    /// La sigla no está en el archivo de siglas.
    AcronymUnknown = "sigla-sin-declarar", Warning;
    /// Una pregunta de `tests/search/` no encuentra de primero lo que se espera.
    SearchRank = "busqueda-puesto", Warning;
    /// Las preguntas de `tests/search/` no llegan al promedio que se pide.
    SearchFloor = "busqueda-promedio", Error;
    /// Una opinión de un lector no tiene la forma que debe tener.
    OpinionInvalid = "opinion-invalida", Error;
}

impl Code {
    /// How documents are written and kept up: looked at where site.toml has `[style]`.
    pub const EDITORIAL: &[Code] = &[
        Code::SentenceLong,
        Code::ParagraphLong,
        Code::HeadingJump,
        Code::ShapeFaked,
        Code::LinkText,
        Code::PersonalData,
        Code::Orphan,
        Code::TitleRepeated,
        Code::ReviewOverdue,
        Code::Expired,
    ];
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.slug())
    }
}
