//! Sample views: the site, a document with every part, and small pages.

use crate::view::page::*;

pub fn site(language: &str, search: bool) -> SiteView {
    SiteView {
        title: "Saber territorial".into(),
        description: "Casos, módulos, guías y memorias para la asistencia técnica territorial."
            .into(),
        language: language.into(),
        author: "Proyecto acervo".into(),
        collections: vec![
            collection("casos", "Buenas prácticas", "Caso", "rombo"),
            collection("modulos", "Módulos de formación", "Módulo", "triangulo"),
            collection("guias", "Guías", "Guía", "cuadrado"),
            collection("memorias", "Memorias", "Memoria", "circulo"),
        ],
        pages: vec![reference("acerca/accesibilidad.html", "Accesibilidad")],
        taxonomies: vec![TaxonomyRef {
            field: "descriptor".into(),
            label: "Descriptor".into(),
            url: "descriptor/index.html".into(),
            total: 3,
        }],
        study: "saber".into(),
        agreements: "acuerdos.html".into(),
        calendar: "calendario.html".into(),
        search,
        large: false,
        feedback: Some(FeedbackView {
            mail: "contacto@ejemplo.test".into(),
            form: "https://formularios.ejemplo.test/opinion".into(),
            host: "formularios.ejemplo.test".into(),
        }),
        worker: true,
        institution: None,
    }
}

fn page(root: &str, url: &str, title: &str, content: Content) -> PageView {
    PageView {
        root: root.into(),
        page: Page {
            url: url.into(),
            home: url == "index.html",
            title: title.into(),
            description: format!("Sobre {title}").into(),
            canonical: Some(format!("https://ejemplo.test/att/{url}").into()),
            breadcrumb: match url {
                "index.html" | "404.html" | "buscar.html" => vec![],
                _ => vec![
                    reference("index.html", "Inicio"),
                    reference("casos/index.html", "Buenas prácticas"),
                ],
            },
            index: url != "404.html",
            section: "casos/index.html".into(),
            heads_section: url == "casos/index.html",
            json_ld: Some("{\"@type\":\"Article\"}".into()),
            bibtex: Some("@misc{a}".into()),
        },
        content,
        panels: Panels::default(),
    }
}

/// A document with some fields.
pub fn case() -> PageView {
    let doc = DocView {
        url: "casos/pdi-1991.html".into(),
        title: card(false, vec![]).title,
        collection: collection("casos", "Buenas prácticas", "Caso", "rombo"),
        fields: fields(),
        body: "<p>En 1991 se expidió el documento 2539 (H-040).</p>".into(),
        ..DocView::default()
    };
    page(
        "../",
        "casos/pdi-1991.html",
        &card(false, vec![]).title,
        Content::Doc(Box::new(doc)),
    )
}

/// The page for addresses that lead to nothing.
pub fn lost() -> PageView {
    let content = NotFoundView {
        recent: vec![reference("casos/a.html", "Gobierno al Plan")],
    };
    page("", "404.html", "", Content::NotFound(content))
}

pub fn collection(name: &str, title: &str, singular: &str, shape: &str) -> CollectionRef {
    CollectionRef {
        name: name.into(),
        title: title.into(),
        singular: singular.into(),
        description: "Programas nacionales y departamentales: qué se hizo, qué resultó y qué no."
            .into(),
        shape: shape.into(),
        url: format!("{name}/index.html").into(),
        total: 1010,
    }
}

pub fn reference(url: &str, title: &str) -> RefView {
    RefView {
        url: url.into(),
        title: title.into(),
    }
}

pub fn date() -> Option<DateView> {
    Some(DateView {
        iso: "2026-11-22".into(),
        text: "22 de noviembre de 2026".into(),
    })
}

pub fn field(name: &str, label: &str, unit: &str, values: &[(&str, Option<&str>)]) -> FieldView {
    let value = |(text, url): &(&str, Option<&str>)| ValueView {
        text: (*text).into(),
        url: url.map(Into::into),
        external: url.is_some_and(|u| u.starts_with("https:")),
        html: None,
        step: (label == "Nivel de evidencia").then_some(StepView { level: 1, of: 4 }),
        parts: Vec::new(),
    };
    FieldView {
        long: false,
        name: name.into(),
        label: label.into(),
        unit: unit.into(),
        values: values.iter().map(value).collect(),
    }
}

pub fn fields() -> Vec<FieldView> {
    vec![
        field(
            "pregunta",
            "Pregunta",
            "",
            &[(
                "¿Basta con llegar a muchos municipios para que su gestión mejore?",
                None,
            )],
        ),
        field(
            "periodo",
            "Periodo",
            "",
            &[("1991, con evaluación de 1997", None)],
        ),
        field(
            "descriptor",
            "Descriptor",
            "",
            &[
                ("Funcional", Some("descriptor/funcional.html")),
                ("Técnico", Some("descriptor/tecnico.html")),
            ],
        ),
        field(
            "evidencia",
            "Nivel de evidencia",
            "",
            &[("Evaluación", None)],
        ),
        field("duracion", "Duración", "minutos", &[("45", None)]),
        field(
            "enlace",
            "Enlace",
            "",
            &[("ejemplo.test", Some("https://ejemplo.test/"))],
        ),
        field(
            "guias",
            "Guías relacionadas",
            "",
            &[
                (
                    "Separe indicadores de proceso y de resultado",
                    Some("guias/a.html"),
                ),
                (
                    "Un plan de trabajo anual responde seis preguntas",
                    Some("guias/b.html"),
                ),
            ],
        ),
    ]
}

pub fn card(draft: bool, fields: Vec<FieldView>) -> CardView {
    CardView {
        url: "casos/pdi-1991.html".into(),
        title: "Apoyo al Desarrollo Institucional, 1991: la gestión de 587 entidades no cambió"
            .into(),
        summary:
            "En 1991 una política nacional propuso asistir a más de 685 municipios en cuatro años."
                .into(),
        collection: "casos".into(),
        kind: "Caso".into(),
        shape: "rombo".into(),
        date: date(),
        example: draft,
        draft,
        fields,
    }
}
