//! Small pieces that sample views are made of.

use crate::view::page::*;

pub fn collection(name: &str, title: &str, singular: &str, shape: &str) -> CollectionRef {
    CollectionRef {
        name: name.into(),
        title: title.into(),
        singular: singular.into(),
        description: "Programas nacionales y departamentales: qué se hizo, qué resultó y qué no."
            .into(),
        shape: shape.into(),
        url: format!("{name}/index.html"),
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
        name: name.into(),
        label: label.into(),
        unit: unit.into(),
        values: values.iter().map(value).collect(),
    }
}

pub fn agreement(overdue: bool) -> AgreementView {
    AgreementView {
        anchor: format!("a-{}", u8::from(overdue)),
        code: "1.1".into(),
        text: "Definir los contenidos".into(),
        html: "Definir los contenidos".into(),
        entities: field("a", "A", "", &[("DNP", Some("entidades/dnp.html"))]).values,
        due: date(),
        state: "Abierto".into(),
        overdue,
        done: false,
        example: overdue,
        doc: reference("memorias/a.html", "Treinta años de programas"),
    }
}

pub fn event(example: bool) -> EventView {
    EventView {
        anchor: format!("e-{}", u8::from(example)),
        title: "Encuentro anual".into(),
        html: "Encuentro anual".into(),
        days: "Del 22 al 23 de noviembre de 2026".into(),
        start: date().unwrap(),
        end: date(),
        after: "2026-11-24".into(),
        stamp: "2026-11-22".into(),
        place: "Virtual".into(),
        link: Some("https://ejemplo.test/encuentro".into()),
        entities: field("a", "A", "", &[("DNP", None)]).values,
        example,
        doc: reference("memorias/a.html", "Treinta años de programas"),
        file: (!example).then(|| "calendario/e-0.ics".into()),
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

pub fn facets() -> Vec<FacetView> {
    let term = |id: &str, label: &str, url: bool| FacetTerm {
        id: id.into(),
        label: label.into(),
        url: url.then(|| format!("descriptor/{id}.html")),
        count: 1234,
    };
    ["Descriptor", "Etapa del ciclo", "Nivel"]
        .map(|label| FacetView {
            field: label.to_lowercase(),
            label: label.into(),
            terms: vec![
                term("funcional", "Funcional", true),
                term(
                    "tecnico",
                    "Técnico y de nombre muy largo para un teléfono",
                    true,
                ),
                term("otro", "Sin página", false),
            ],
        })
        .into()
}

pub fn term_link(id: &str, children: Vec<TermLink>) -> TermLink {
    TermLink {
        id: id.into(),
        label: format!("Capacidad {id}"),
        definition: "Lo que una entidad puede hacer con lo que tiene.".into(),
        url: format!("descriptor/{id}.html"),
        count: 1,
        children,
    }
}

pub fn time() -> Option<TimeView> {
    Some(TimeView {
        minutes: 205,
        hours: 3,
        rest: 25,
    })
}

pub fn path() -> PathView {
    PathView {
        url: "rutas/a.html".into(),
        title: "Pedir asistencia que deje capacidad".into(),
        summary: "Una ruta para quien llega.".into(),
        audience: "Equipos municipales".into(),
        time: time(),
        modules: vec!["modulos/a.html".into(), "modulos/b.html".into()],
    }
}

pub fn step() -> PathStepView {
    PathStepView {
        number: 1,
        card: card(false, fields()),
        time: time(),
        requires: vec![reference("modulos/b.html", "Lo de antes")],
        fields: fields(),
    }
}

pub fn path_page() -> PathPageView {
    PathPageView {
        path: path(),
        steps: vec![step()],
        print: "rutas/a/imprimir.html".into(),
    }
}

pub fn module() -> ModuleView {
    ModuleView {
        time: time(),
        places: vec![PlaceView {
            path: reference("rutas/a.html", "Pedir asistencia"),
            number: 1,
            modules: path().modules,
            previous: None,
            next: Some(reference("modulos/b.html", "Lo que sigue")),
        }],
    }
}
