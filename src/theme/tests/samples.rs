//! One sample view for each kind of page, with the hard cases of the body's HTML.

use super::parts::*;
use crate::view::page::*;

const BODY: &str = r##"<h2 id="que-problema">Qué problema</h2>
<p>En 1991 se expidió el documento 2539 (H-040). <a href="../guias/a.html">los tres niveles</a> y <a class="externo" href="https://ejemplo.test/">una fuente externa</a>.<sup class="nota-ref" id="nota-ref-1"><a href="#nota-1" aria-label="Nota 1">1</a></sup></p>
<div class="tabla" tabindex="0" role="region" aria-label="Tabla 1"><table><thead><tr><th scope="col">Dato</th><th scope="col">Lo que dice la fuente</th><th scope="col">Código</th></tr></thead><tbody><tr><td>Meta de cobertura</td><td>Más de 685 municipios</td><td>H-041</td></tr><tr><td>Tamaño de los municipios</td><td>Menos de 100 mil habitantes</td><td>H-041</td></tr></tbody></table></div>
<h3 id="cobertura">Cobertura no es impacto</h3>
<blockquote><p>Una cita corta de la fuente.</p></blockquote>
<pre tabindex="0"><code>cargo run --release -- serve --watch --una-linea-larga-que-no-cabe-en-un-telefono</code></pre>
<p>Un <code>código</code> y <a class="roto" href="#">un enlace roto</a>.</p>
<h2 id="para-replicarlo">Para replicarlo</h2>
<ul class="tareas"><li class="tarea"><label><input type="checkbox" disabled> Cada entidad tiene una medida de partida.</label></li><li class="tarea"><label><input type="checkbox" disabled checked> El valor mínimo de éxito está escrito.</label></li></ul>
<h2 id="lecciones">Lecciones</h2>
<ol><li>Uno</li><li>Dos<ul><li>Dos y medio</li></ul></li></ol>
<section class="notas" aria-label="Notas"><ol><li id="nota-1"><p>Cálculo del sitio: 587 de 685 es 85,7 %. <a href="#nota-ref-1" aria-label="Volver al texto">↩</a></p></li></ol></section>"##;

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
            title: title.into(),
            description: format!("Sobre {title}"),
            canonical: Some(format!("https://ejemplo.test/att/{url}")),
            breadcrumb: match url {
                "index.html" | "404.html" | "buscar.html" => vec![],
                _ => vec![
                    reference("index.html", "Inicio"),
                    reference("casos/index.html", "Buenas prácticas"),
                ],
            },
            index: url != "404.html",
            section: "casos/index.html".into(),
            json_ld: Some("{\"@type\":\"Article\"}".into()),
            bibtex: Some("@misc{a}".into()),
        },
        content,
    }
}

/// A document with every part.
pub fn case() -> PageView {
    let entry = |anchor: &str, text: &str, children| TocEntry {
        anchor: anchor.into(),
        text: text.into(),
        level: 2,
        children,
    };
    let doc = DocView {
        url: "casos/pdi-1991.html".into(),
        title: card(false, vec![]).title,
        summary: card(false, vec![]).summary,
        collection: collection("casos", "Buenas prácticas", "Caso", "rombo"),
        date: date(),
        updated: date(),
        cited: "2022, 6 de junio".into(),
        review_by: date(),
        overdue: true,
        expires: date(),
        expired: true,
        changes: Vec::new(),
        changed: date(),
        contributors: vec!["Ana Ruiz".into()],
        scheduled: true,
        responsible: "Equipo editorial del sitio".into(),
        authors: vec!["Ana Ruiz".into(), "Luis Gil".into()],
        cited_by: "Ana Ruiz, Luis Gil".into(),
        draft: true,
        example: true,
        words: 600,
        minutes: 3,
        body: BODY.into(),
        toc: vec![
            entry(
                "que-problema",
                "Qué problema",
                vec![entry("cobertura", "Cobertura no es impacto", vec![])],
            ),
            entry("para-replicarlo", "Para replicarlo", vec![]),
            entry("lecciones", "Lecciones", vec![]),
        ],
        fields: fields(),
        agreements: vec![agreement(true)],
        events: vec![event(true)],
        facts: vec![
            FactView {
                code: "H-040".into(),
                text: "En 1991 se expidió el documento 2539.".into(),
                section: "2.1".into(),
                url: Some("hechos.html#h-040".into()),
                ..FactView::default()
            },
            FactView {
                code: "H-041".into(),
                ..FactView::default()
            },
        ],
        sources: vec!["Documento CONPES 4091 (6 de junio de 2022), sección 2.1".into()],
        previous: Some(reference("casos/a.html", "Gobierno al Plan")),
        next: Some(reference(
            "casos/b.html",
            "Mejor Gestión de los Departamentos",
        )),
        related: vec![RelatedView {
            url: "guias/a.html".into(),
            title: "Separe indicadores de proceso y de resultado".into(),
            kind: "Guía".into(),
            shared: "Funcional, Planeación".into(),
            linked: true,
        }],
        inverse: vec![InverseView {
            label: "Réplicas de este caso".into(),
            docs: vec![reference("casos/b.html", "Mejor Gestión")],
        }],
        backlinks: vec![reference("memorias/a.html", "Treinta años de programas")],
        path: None,
        module: None,
    };
    page(
        "../",
        "casos/pdi-1991.html",
        &card(false, vec![]).title,
        Content::Doc(Box::new(doc)),
    )
}

fn list(url: &str, term: Option<TermView>, cards: Vec<CardView>) -> PageView {
    let link = |number: usize| {
        Some(PageLink {
            number,
            url: format!("casos/pagina-{number}.html"),
            current: number == 2,
        })
    };
    let pages = if cards.is_empty() { 0 } else { 9 };
    let view = ListView {
        title: "Buenas prácticas".into(),
        intro: Some(
            "<p>Un caso cuenta una experiencia. Aquí hay <a href=\"a.html\">diez</a>.</p>".into(),
        ),
        collection: term
            .is_none()
            .then(|| collection("casos", "Buenas prácticas", "Caso", "rombo")),
        facets: if term.is_none() {
            facets().into()
        } else {
            Default::default()
        },
        term,
        total: cards.len() * 600,
        cards: Cards::Html(
            cards
                .iter()
                .map(|c| format!("<h2>{}</h2>\n", c.url))
                .collect(),
        ),
        docs: Vec::new(),
        page: 2,
        pages,
        previous: Some("casos/index.html".into()),
        next: Some("casos/pagina-3.html".into()),
        pagination: vec![link(1), link(2), link(3), None, link(9)],
    };
    page(
        "../",
        url,
        "Buenas prácticas",
        Content::List(Box::new(view)),
    )
}

fn guide_field(key: &str, terms: Vec<GuideTerm>) -> GuideField {
    GuideField {
        key: key.into(),
        label: "Un campo".into(),
        help: "Para qué es.".into(),
        takes: "Lleva un texto".into(),
        example: format!("{key}: \"…\""),
        parts: vec![],
        terms,
    }
}

/// A document and a draft.
pub fn cards() -> Vec<CardView> {
    vec![card(false, fields()), card(true, vec![])]
}

/// Every kind of page, also empty ones.
pub fn pages() -> Vec<PageView> {
    let term = TermView {
        id: "funcional".into(),
        label: "Funcional".into(),
        definition: "Lo que una entidad puede hacer con lo que tiene.".into(),
        field: "descriptor".into(),
        field_label: "Descriptor".into(),
        parent: Some(reference("descriptor/a.html", "Capacidades")),
        children: vec![term_link("x", vec![])],
    };
    let terms = |terms| TermsView {
        field: "descriptor".into(),
        label: "Descriptor".into(),
        help: "Qué clase de capacidad buscó fortalecer.".into(),
        terms,
    };
    let home = |recent: Vec<CardView>| HomeView {
        intro: Some("<p>Este sitio reúne lo aprendido.</p>".into()),
        examples: vec![
            "plan de trabajo".into(),
            "MIPG".into(),
            "capacitación municipal".into(),
        ],
        facets: if recent.is_empty() {
            Default::default()
        } else {
            facets().into()
        },
        paths: if recent.is_empty() {
            vec![]
        } else {
            vec![path()]
        },
        map: (!recent.is_empty()).then(|| map_total(recent.len())),
        recent,
    };
    let letters = vec![LetterView {
        letter: "A".into(),
        docs: vec![reference(
            "casos/a.html",
            "Apoyo al Desarrollo Institucional",
        )],
    }];
    let cards = cards();
    vec![
        page(
            "",
            "index.html",
            "Saber territorial",
            Content::Home(Box::new(home(cards.clone()))),
        ),
        page(
            "",
            "vacio.html",
            "Saber territorial",
            Content::Home(Box::new(home(vec![]))),
        ),
        list("casos/index.html", None, cards.clone()),
        list("casos/vacia.html", None, vec![]),
        list("descriptor/funcional.html", Some(term), cards),
        page(
            "../",
            "descriptor/index.html",
            "Descriptor",
            Content::Terms(Box::new(terms(vec![term_link(
                "a",
                vec![term_link("b", vec![])],
            )]))),
        ),
        page(
            "../",
            "descriptor/vacio.html",
            "Descriptor",
            Content::Terms(Box::new(terms(vec![]))),
        ),
        page(
            "",
            "hechos.html",
            "Hechos",
            Content::Facts(Box::new(FactsView {
                title: "Hechos".into(),
                facts: [vec![reference("casos/a.html", "Gobierno al Plan")], vec![]]
                    .into_iter()
                    .enumerate()
                    .map(|(i, docs)| FactView {
                        code: format!("H-00{i}"),
                        text: "En 1991 se expidió <em>una política</em>.".into(),
                        section: "2.1".into(),
                        url: Some(format!("hechos.html#h-00{i}")),
                        anchor: format!("h-00{i}"),
                        docs,
                        ..FactView::default()
                    })
                    .collect(),
                unused: 1,
                ..FactsView::default()
            })),
        ),
        page(
            "",
            "hechos-por-partes.html",
            "Hechos",
            Content::Facts(Box::new(FactsView {
                title: "Hechos".into(),
                parts: vec![FactsPart {
                    title: "Marco normativo".into(),
                    url: "hechos/marco-normativo.html".into(),
                    source: "Documento CONPES 4091".into(),
                    facts: vec![FactRef {
                        code: "H-020".into(),
                        anchor: "h-020".into(),
                        cited: false,
                    }],
                }],
                ..FactsView::default()
            })),
        ),
        page(
            "",
            "glosario.html",
            "Glosario",
            Content::Glossary(Box::new(GlossaryView {
                title: "Glosario".into(),
                terms: vec![EntryView {
                    anchor: "brecha".into(),
                    name: "Brecha de capacidades".into(),
                    definition: "Lo que falta.".into(),
                    section: "3".into(),
                    docs: vec![reference("casos/a.html", "Gobierno al Plan"); 9],
                    ..EntryView::default()
                }],
                acronyms: vec![EntryView {
                    anchor: "sigla-att".into(),
                    name: "ATT".into(),
                    expansion: "Asistencia técnica territorial".into(),
                    ..EntryView::default()
                }],
                ..GlossaryView::default()
            })),
        ),
        page(
            "",
            "glosario-de-dos.html",
            "Glosario",
            Content::Glossary(Box::new(GlossaryView {
                title: "Glosario".into(),
                apart: Some(reference("glosario/siglas.html", "Siglas")),
                acronyms: vec![EntryView {
                    anchor: "sigla-att".into(),
                    url: "glosario/siglas.html#sigla-att".into(),
                    name: "ATT".into(),
                    ..EntryView::default()
                }],
                ..GlossaryView::default()
            })),
        ),
        page(
            "",
            "guia-del-autor.html",
            "Guía para autores",
            Content::Guide(Box::new(GuideView {
                title: "Guía para autores".into(),
                parts: vec![reference("guia-del-autor/escribir.html", "Escribir")],
                collections: vec![GuideLink {
                    url: "guia-del-autor/casos.html".into(),
                    title: "Buenas prácticas".into(),
                    description: "Qué se hizo.".into(),
                }],
                codes_page: Some(reference("guia-del-autor/codigos.html", "Códigos")),
                html: "<h2 id=\"empezar\">Empezar</h2><p>Escriba.</p>".into(),
                ..GuideView::default()
            })),
        ),
        page(
            "../",
            "guia-del-autor/componentes.html",
            "Componentes",
            Content::Guide(Box::new(GuideView {
                title: "Componentes".into(),
                index: Some(reference("guia-del-autor.html", "Guía para autores")),
                components: vec![GuideComponent {
                    name: "nota".into(),
                    help: "Un recuadro.".into(),
                    takes: "Puede llevar un título".into(),
                    params: vec![GuideParam {
                        name: "tono".into(),
                        required: true,
                        help: "Qué tan urgente.".into(),
                        takes: "Lleva un texto".into(),
                    }],
                    example: ":::nota\nTraiga el plan.\n:::".into(),
                    shown: BodyView::from("<p>Traiga el plan.</p>"),
                }],
                ..GuideView::default()
            })),
        ),
        page(
            "../",
            "guia-del-autor/casos.html",
            "Buenas prácticas",
            Content::Guide(Box::new(GuideView {
                title: "Buenas prácticas".into(),
                index: Some(reference("guia-del-autor.html", "Guía para autores")),
                collection: Some(GuideCollection {
                    name: "casos".into(),
                    title: "Buenas prácticas".into(),
                    singular: "Caso".into(),
                    description: "Qué se hizo.".into(),
                    folder: "content/casos".into(),
                    sample: "---\ntitulo: \"…\"\n---\n".into(),
                    sourced: true,
                    components: vec![reference(
                        "guia-del-autor/componentes.html#componente-nota",
                        "nota",
                    )],
                    required: vec![guide_field("titulo", vec![])],
                    optional: vec![guide_field(
                        "descriptor",
                        vec![GuideTerm {
                            id: "funcional".into(),
                            label: "Funcional".into(),
                        }],
                    )],
                    reserved: vec![guide_field("fecha", vec![])],
                }),
                ..GuideView::default()
            })),
        ),
        page(
            "../",
            "guia-del-autor/codigos.html",
            "Códigos",
            Content::Guide(Box::new(GuideView {
                title: "Códigos".into(),
                index: Some(reference("guia-del-autor.html", "Guía para autores")),
                codes: vec![GuideCodes {
                    error: true,
                    codes: vec![GuideCode {
                        name: "enlace-roto".into(),
                        meaning: "El enlace no lleva a nada.".into(),
                        why: "Nadie llega.".into(),
                        wrong: "[a](no.md)".into(),
                        right: "[a](si.md)".into(),
                    }],
                }],
                ..GuideView::default()
            })),
        ),
        map(2),
        map(0),
        data("CC BY 4.0"),
        data(""),
        page(
            "",
            "acuerdos.html",
            "Acuerdos",
            Content::Agreements(Box::new(AgreementsView {
                title: "Acuerdos".into(),
                reference: date(),
                total: 2,
                groups: ["overdue", "open", "done"]
                    .map(|kind| AgreementGroup {
                        kind,
                        label: if kind == "done" { "Cumplido" } else { "" }.into(),
                        agreements: vec![agreement(kind == "overdue")],
                    })
                    .into(),
                entities: vec![EntityView {
                    name: fields()[0].values[0].clone(),
                    agreements: vec![reference("#a-1", "Definir los contenidos")],
                }],
            })),
        ),
        page(
            "",
            "calendario.html",
            "Calendario",
            Content::Calendar(Box::new(CalendarView {
                title: "Calendario".into(),
                reference: date(),
                file: Some("calendario.ics".into()),
                coming: vec![event(false)],
                past: vec![event(true)],
            })),
        ),
        page(
            "",
            "buscar.html",
            "",
            Content::Search(Box::new(SearchPageView {
                titles: letters,
                paths: vec![path()],
                facets: facets().into(),
            })),
        ),
        page(
            "",
            "404.html",
            "",
            Content::NotFound(NotFoundView {
                recent: vec![reference("casos/a.html", "Gobierno al Plan")],
            }),
        ),
        case(),
        study("rutas", "rutas/a.html", Some(path_page()), None),
        study("modulos", "modulos/a.html", None, Some(module())),
        page(
            "../../",
            "rutas/a/imprimir.html",
            "Una ruta",
            Content::Print(Box::new(PrintView {
                path: path(),
                intro: "<h3 id=\"m0-para\">Para qué</h3><p>Para esto.</p>".into(),
                parts: vec![PartView {
                    id: "m1".into(),
                    step: step(),
                    body: "<h3 id=\"m1-a\">A</h3><p>Bien.</p>".into(),
                    sources: vec!["Documento CONPES 4091".into()],
                }],
            })),
        ),
    ]
}

/// A document of a collection of study.
fn study(
    name: &str,
    url: &str,
    path: Option<PathPageView>,
    module: Option<ModuleView>,
) -> PageView {
    let mut view = case();
    view.page.url = url.into();
    if let Content::Doc(doc) = &mut view.content {
        doc.url = url.into();
        doc.collection = collection(name, "De estudio", "Módulo", "flecha");
        doc.path = path;
        doc.module = module;
    }
    view
}

fn map_total(located: usize) -> MapTotal {
    MapTotal {
        url: "mapa.html".into(),
        title: "Mapa por departamento".into(),
        located,
        used: located,
        elsewhere: 3 - located,
        words: None,
    }
}

fn data(license: &str) -> PageView {
    let field = |kind, many| DataField {
        name: "descriptor".into(),
        label: "Descriptor".into(),
        help: "Qué clase de capacidad buscó fortalecer.".into(),
        kind,
        many,
        required: !many,
    };
    let collection = |list: Option<RefView>| DataCollection {
        name: "casos".into(),
        fields: if list.is_some() {
            vec![field("term", true), field("date", false)]
        } else {
            vec![]
        },
        list,
        title: "Buenas prácticas".into(),
    };
    let view = DataView {
        title: "Datos abiertos".into(),
        total: 49,
        facts: Some(129),
        words: Some(80),
        license: license.into(),
        license_url: if license.is_empty() {
            ""
        } else {
            "https://ejemplo.test/"
        }
        .into(),
        feed: true,
        collections: vec![
            collection(Some(reference("casos/index.html", "Buenas prácticas"))),
            collection(None),
        ],
    };
    page(
        "",
        "datos.html",
        "Datos abiertos",
        Content::Data(Box::new(view)),
    )
}

/// A map with that many documents, one a region.
fn map(located: usize) -> PageView {
    let region = |(at, label): (usize, &str)| RegionView {
        id: label.to_lowercase(),
        label: label.into(),
        url: (at < located).then(|| format!("departamento/{at}.html")),
        count: usize::from(at < located),
        path: String::from(if at == 2 { "" } else { "M0 0h9v9z" }),
        x: "4.5".into(),
        y: "4.5".into(),
    };
    let view = MapView {
        title: "Mapa por departamento".into(),
        label: "Departamento".into(),
        frame: "0 0 9 9".into(),
        mark: "0.33".into(),
        figure: "0.4".into(),
        background: "M0 0h1v1z".into(),
        regions: ["Amazonas", "Cauca", "Sucre"]
            .into_iter()
            .enumerate()
            .map(region)
            .collect(),
        total: map_total(located),
        elsewhere: vec![reference("casos/a.html", "Gobierno al Plan"); 3 - located],
    };
    page(
        "",
        "mapa.html",
        "Mapa por departamento",
        Content::Map(Box::new(view)),
    )
}

/// Writes a page for looking at it in a browser (`ACERVO_SAMPLES=folder cargo test theme`).
pub fn write(folder: &str, path: &str, bytes: &[u8]) {
    let path = std::path::Path::new(folder).join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}
