//! Tables and charts from data files beside the documents.

use crate::site::SiteTest;

const SITE: &str = r#"
-- site.toml --
title = "Sitio"
theme = "propio"
[collections.casos]
title = "Casos"
-- themes/propio/theme.toml --
name = "propio"
extends = "portal"
-- themes/propio/templates/casos.html --
<h1>{{ doc.title }}</h1>{{ doc.body | safe }}
-- content/casos/costos.csv --
entidad,millones,parte,nota
DAFP,4637,"77,1 %",<b>x</b>
DNP,869,"14,4 %",
-- content/casos/anios.csv --
anio;uno;dos
2022;537;-1
2023;;199
-- content/casos/a.md --
---
titulo: A
---

"#;

const BOOK: &[u8] = include_bytes!("../data/costos.xlsx");

fn site(body: &str) -> SiteTest {
    let mut site = SiteTest::new(&format!("{SITE}{body}\n:::\n"));
    site.write("content/casos/libro.xlsx", BOOK).advance();
    site
}

/// The HTML of a component without line ends.
fn html(body: &str) -> String {
    let mut site = site(body);
    site.expect_diags(&[]);
    site.body("casos/a.html").replace('\n', "")
}

#[track_caller]
fn expect(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "no «{part}» in:\n{html}");
    }
}

#[test]
fn a_table_has_header_numbers_to_the_right_totals_source_and_download() {
    let html = html(
        ":::tabla Cuánto cuesta archivo=\"costos.csv\" columnas=\"entidad: Entidad, parte: Parte, millones: Millones\" total=\"Total\" fuente=\"Plan, [A](a.md)\"",
    );
    expect(
        &html,
        &[
            "<figcaption class=\"rotulo\" id=\"p_tabla-1-t\">Cuánto cuesta</figcaption>",
            "<th scope=\"col\">Entidad</th><th scope=\"col\" class=\"derecha\">Parte</th><th scope=\"col\" class=\"derecha\">Millones</th>",
            "<th scope=\"row\">DAFP</th><td class=\"derecha\">77,1\u{a0}%</td><td class=\"derecha\">4.637</td>",
            "<tfoot><tr><th scope=\"row\">Total</th><td class=\"derecha\">91,5\u{a0}%</td><td class=\"derecha\">5.506</td></tr></tfoot>",
            "Fuente: Plan, <a href=\"a.html\">A</a> <a class=\"no-impreso\" href=\"costos.csv\" download>Descargar los datos<span class=\"oculto\">: Cuánto cuesta</span></a>",
        ],
    );
    assert!(!html.contains("nota"), "a column nobody chose is shown");
}

#[test]
fn all_columns_are_shown_when_none_is_chosen_and_cells_are_no_markup() {
    let html = html(":::tabla T archivo=\"costos.csv\" fuente=\"x\"");
    expect(
        &html,
        &[
            "<th scope=\"col\">nota</th>",
            "<td>&lt;b&gt;x&lt;/b&gt;</td>",
        ],
    );
    assert!(!html.contains("<tfoot>"));
}

#[test]
fn a_workbook_gives_the_sheet_that_is_named_and_its_first_one_otherwise() {
    let first = html(":::tabla T archivo=\"libro.xlsx\" fuente=\"x\" total=\"Total\"");
    expect(
        &first,
        &[
            "<th scope=\"col\" class=\"derecha\">Millones</th>",
            ">869,5<",
            ">5.506,5<",
        ],
    );
    let dates = html(":::tabla T archivo=\"libro.xlsx\" hoja=\"fechas\" fuente=\"x\"");
    expect(
        &dates,
        &["<th scope=\"row\">Primero</th><td>2022-12-31</td>"],
    );
}

#[test]
fn a_chart_is_drawn_and_has_its_table() {
    let html = html(
        ":::grafico El DAFP tiene la mayor parte archivo=\"costos.csv\" columnas=\"entidad, millones\" fuente=\"Plan\"\nNota.",
    );
    expect(
        &html,
        &[
            "<svg viewBox=\"0 0 360 ",
            "role=\"img\" aria-labelledby=\"p_grafico-1-t\">",
            "<rect class=\"s0\" x=\"0\" y=\"23\" width=\"360\" height=\"14\"/>",
            "text-anchor=\"end\">4.637</text>",
            "<p>Nota.</p>",
            "<summary>Ver los datos en una tabla</summary>",
            "<th scope=\"row\">DNP</th><td class=\"derecha\">869</td>",
        ],
    );
}

#[test]
fn series_differ_by_pattern_dash_and_shape() {
    let stacked = html(
        ":::grafico T archivo=\"costos.csv\" columnas=\"entidad; millones; parte\" tipo=\"apiladas\" fuente=\"x\"",
    );
    expect(
        &stacked,
        &[
            "<pattern id=\"p_grafico-1-p1\"",
            "class=\"s1\" x=\"",
            "fill=\"url(#p_grafico-1-p1)\"",
        ],
    );
    let lines = html(":::grafico T archivo=\"anios.csv\" tipo=\"lineas\" fuente=\"x\"");
    expect(
        &lines,
        &[
            "class=\"s0\" d=\"M",
            "m-4 0a4 4",
            "m-4-4h8v8h-8z",
            "<path class=\"s1 trazo\" d=\"M",
            ">2022</text>",
        ],
    );
}

#[test]
fn each_mistake_is_told_once_where_it_is() {
    let cases: &[(&str, &str, &str)] = &[
        (
            "archivo=\"costo.csv\"",
            "5:23 enlace-roto",
            "¿quiso decir `costos.csv`?",
        ),
        (
            "archivo=\"a.md\"",
            "5:23 componente-parametro",
            "CSV o XLSX",
        ),
        (
            "archivo=\"costos.csv\" columnas=\"entidad, millon\"",
            "5:54 columna-desconocida",
            "¿quiso decir `millones`?",
        ),
        (
            "archivo=\"costos.csv\" hoja=\"x\"",
            "5:41 columna-desconocida",
            "quite `hoja`",
        ),
        (
            "archivo=\"libro.xlsx\" hoja=\"titulo\"",
            "5:23 columna-desconocida",
            "un título: «Costos de 2022»",
        ),
        (
            "archivo=\"libro.xlsx\" hoja=\"esquina\"",
            "5:23 columna-desconocida",
            "la columna 1 de la tabla no tiene nombre",
        ),
        (
            "archivo=\"libro.xlsx\" hoja=\"x\"",
            "5:41 columna-desconocida",
            "Costos, Fechas",
        ),
        (
            "archivo=\"costos.csv\" tipo=\"torta\"",
            "5:41 componente-parametro",
            "barras, lineas, apiladas",
        ),
        (
            "archivo=\"costos.csv\" columnas=\"entidad, nota\"",
            "5:54 columna-desconocida",
            "no tiene solo números: «<b>x</b>»",
        ),
        (
            "archivo=\"falla.csv\"",
            "5:23 columna-desconocida",
            "un error de Excel: «#¡REF!»",
        ),
        (
            "archivo=\"costos.csv\" columnas=\"entidad\"",
            "5:23 columna-desconocida",
            "hay 0",
        ),
        (
            "archivo=\"anios.csv\"",
            "5:23 columna-desconocida",
            "tiene números negativos",
        ),
        (
            "archivo=\"vacio.csv\"",
            "5:23 columna-desconocida",
            "no tiene filas",
        ),
    ];
    for (args, place, said) in cases {
        let mut site = site(&format!(":::grafico T {args} fuente=\"x\""));
        site.write("content/casos/vacio.csv", "a,b\n")
            .write("content/casos/falla.csv", "a,b\nx,#¡REF!\n")
            .advance();
        let expect = format!("content/casos/a.md:{place}");
        site.expect_diags(&[&expect]).expect_messages(&[said]);
    }
}

#[test]
fn what_is_wrong_in_a_file_is_told_in_the_file() {
    let body = ":::tabla T archivo=\"costos.csv\" fuente=\"x\"\n:::\n\n:::tabla U archivo=\"costos.csv\" fuente=\"x\"";
    let mut site = site(body);
    site.write("content/casos/costos.csv", "a,b\n1,2,3\n")
        .advance();
    site.expect_diags(&["content/casos/costos.csv:2:1 datos-sintaxis"]);
    site.write("content/casos/costos.csv", b"a,b\n\xf1,2\n")
        .advance();
    site.expect_diags(&["content/casos/costos.csv:1:1 archivo-codificacion"]);
    site.edit("content/casos/a.md", "costos.csv", "libro.xlsx");
    site.write("content/casos/libro.xlsx", "nada").advance();
    site.expect_diags(&["content/casos/libro.xlsx:1:1 datos-sintaxis"])
        .expect_as_fresh();
}

#[test]
fn an_edit_of_the_data_changes_the_page_and_a_file_that_comes_heals_it() {
    let mut site = site(":::tabla T archivo=\"nuevo.csv\" fuente=\"x\"");
    site.expect_diags(&["content/casos/a.md:5:21 enlace-roto"]);
    site.write("content/casos/nuevo.csv", "a,b\nx,1\n")
        .advance();
    site.expect_diags(&[]).expect_as_fresh();
    site.edit("content/casos/nuevo.csv", "x,1", "x,1200")
        .advance();
    site.expect_changed(&["casos/a.html", "casos/nuevo.csv"])
        .expect_as_fresh();
    assert!(site.body("casos/a.html").contains(">1.200<"));
    site.remove("content/casos/nuevo.csv").advance();
    site.expect_diags(&["content/casos/a.md:5:21 enlace-roto"]);
}
