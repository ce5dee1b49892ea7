//! A new author with the guide and Word's habits: each mistake is told by itself, where it is, with
//! the text that mends it; mended as it was told, the next one shows.

use crate::guide::declared;
use crate::site::SiteTest;

const FILE: &str = "content/modulos/agua.md";
const TABLE: &str = "content/modulos/gastos.csv";

/// What the author types: a module with a question, a table from CSV and two links.
const TYPED: &str = r#"—
titulo: “Agua: tres pasos”
resumen: Cómo pedir agua para la vereda.
Duración: 45 minutos
nivel:
	- humano
tipo: Instituciónal
objetivos: [Pedir agua]
fecha: 15/03/2026
eje: [descoordinasion]
—

Vea [la gobernanza](../guias/gobernanza.docx) y [el formato](mi formato.pdf).
Pregunte a ana.perez@ejemplo.gov.co.

#### Qué se gastó

:::tabla El gasto del taller archivo=”gastos.csv” columnas="gasto: Gasto, precio: Pesos" fuente="Informe"
:::

**Qué aprendió**

:::Pregunta ¿De dónde parte la asistencia?
- [x] De las necesidades
  > Bien dicho.
- De la oferta
"#;

/// What `check` says (place and code, a part of its words) and what the author does: in the document
/// unless it says that of the table.
const STEPS: &[(&str, &str, &str, &str)] = &[
    (
        "agua.md:1:1 encabezado-sintaxis",
        "escriba tres guiones seguidos, antes y después de los campos",
        "—\n",
        "---\n",
    ),
    (
        "agua.md:2:9 encabezado-sintaxis",
        "use comillas rectas: `titulo: \"Agua: tres pasos\"`",
        "“Agua: tres pasos”",
        "\"Agua: tres pasos\"",
    ),
    (
        "agua.md:6:1 encabezado-sintaxis",
        "use espacios en lugar de tabuladores",
        "\t- humano",
        "  - humano",
    ),
    (
        "agua.md:4:1 campo-desconocido",
        "¿quiso decir `duracion`?",
        "Duración:",
        "duracion:",
    ),
    (
        "agua.md:4:11 campo-tipo",
        "escriba solo el número: `45`",
        "45 minutos",
        "45",
    ),
    (
        "agua.md:9:8 campo-tipo",
        "¿quiso decir `2026-03-15`?",
        "15/03/2026",
        "2026-03-15",
    ),
    (
        "agua.md:10:7 termino-desconocido",
        "¿quiso decir `descoordinacion`?",
        "descoordinasion",
        "descoordinacion",
    ),
    (
        "agua.md:13:21 enlace-roto",
        "enlace al documento: `../guias/gobernanza.md`",
        "gobernanza.docx",
        "gobernanza.md",
    ),
    (
        "agua.md:13:59 enlace-roto",
        "una dirección con espacios va entre ángulos: `](<mi formato.pdf>)`",
        "(mi formato.pdf)",
        "(<mi formato.pdf>)",
    ),
    (
        "agua.md:14:12 datos-personales aviso",
        "quítelo, o nombre el cargo y la entidad",
        "ana.perez@ejemplo.gov.co",
        "la secretaría de planeación",
    ),
    (
        "agua.md:16:1 salto-de-nivel aviso",
        "use `##`, un nivel más que el título anterior",
        "#### Qué",
        "## Qué",
    ),
    (
        "agua.md:18:30 componente-parametro",
        "use comillas rectas: `archivo=\"gastos.csv\"`",
        "”gastos.csv”",
        "\"gastos.csv\"",
    ),
    (
        "agua.md:21:1 forma-imitada aviso",
        "si lo es, quite los `**` y escriba `##` y un espacio",
        "**Qué aprendió**",
        "## Qué aprendió",
    ),
    (
        "agua.md:23:4 componente-desconocido",
        "¿quiso decir `:::pregunta`?",
        ":::Pregunta",
        ":::pregunta",
    ),
    (
        "agua.md:26:1 componente-contenido",
        "escríbala así: `- [x] opción correcta` o `- [ ] otra opción`",
        "- De la oferta\n",
        "- [ ] De la oferta\n",
    ),
    (
        "agua.md:23:1 componente-sin-cerrar",
        "ponga `:::` en una línea, después de lo que va adentro",
        "- [ ] De la oferta\n",
        "- [ ] De la oferta\n:::\n",
    ),
    (
        "gastos.csv:1:1 archivo-codificacion",
        "en Excel, guárdelo como «CSV UTF-8»",
        "",
        "gasto;precio\nCafé;12,5\n",
    ),
];

/// The table as Excel saves it when nobody asks for UTF-8.
const LATIN_1: &[u8] = b"gasto;precio\nCaf\xe9;12,5\n";

#[test]
fn each_mistake_of_a_beginner_leads_to_its_mending() {
    let mut site: SiteTest = declared(
        "-- content/guias/gobernanza.md --\n---\ntitulo: La gobernanza\nresumen: Para enlazar.\n\
         producto: Uno\netapa: [planeacion]\n---\n\nUno.\n-- content/modulos/mi formato.pdf --\nx\n",
    );
    site.expect_diags(&[]);
    site.write(FILE, TYPED).write(TABLE, LATIN_1).advance();
    for (at, (told, words, typed, mended)) in STEPS.iter().enumerate() {
        let expect = format!("content/modulos/{told}");
        let found = site.diags();
        assert!(
            found.contains(&expect),
            "step {at}: {expect} is not told:\n{}",
            site.messages()
        );
        site.expect_messages(&[words]);
        match told.starts_with("agua.md") {
            true => site.edit(FILE, typed, mended),
            false => site.write(TABLE, mended),
        };
        site.advance();
        let left = site.diags();
        assert!(
            !left.contains(&expect),
            "step {at}: {expect} stays once mended:\n{}",
            site.messages()
        );
    }
    site.expect_diags(&[]);
    let page = site.render("modulos/agua.html");
    for part in [
        "data-pregunta=\"1\"",
        "<th scope=\"row\">Café</th><td class=\"derecha\">12,5</td>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

/// Nothing is told twice: each mistake alone, in a module that is right, has one finding.
#[test]
fn each_mistake_of_a_beginner_is_told_once() {
    let mut right = TYPED.to_owned();
    for (told, _, typed, mended) in STEPS {
        if told.starts_with("agua.md") {
            right = right.replace(typed, mended);
        }
    }
    let mut site: SiteTest = declared(&format!(
        "-- content/guias/gobernanza.md --\n---\ntitulo: La gobernanza\nresumen: Para enlazar.\n\
         producto: Uno\netapa: [planeacion]\n---\n\nUno.\n-- content/modulos/mi formato.pdf --\nx\n\
         -- {TABLE} --\ngasto;precio\nCafé;12,5\n-- {FILE} --\n{right}"
    ));
    site.expect_diags(&[]);
    for (told, _, typed, mended) in STEPS {
        let (file, _) = told.split_once(':').unwrap();
        match file {
            "agua.md" => site.write(FILE, right.replace(mended, typed)),
            _ => site.write(TABLE, LATIN_1),
        };
        site.advance();
        let found = site.diags();
        assert_eq!(found.len(), 1, "{told}:\n{}", site.messages());
        let code = |text: &str| text.split(' ').nth(1).map(str::to_owned);
        assert_eq!(code(&found[0]), code(told), "{}", site.messages());
        site.write(FILE, &right)
            .write(TABLE, "gasto;precio\nCafé;12,5\n");
    }
}

#[test]
fn lines_that_end_as_on_an_old_mac_are_lines() {
    let text = "---\ntitulo: A\nautores:\n- Ana\n---\n## Uno\n\nTexto.\n\n- a\n- [b](no.md)\n";
    let mut site = SiteTest::new("");
    site.write("content/casos/a.md", text.replace('\n', "\r"))
        .advance()
        .expect_diags(&["content/casos/a.md:11:7 enlace-roto"])
        .edit("content/casos/a.md", "[b](no.md)", "b")
        .advance()
        .expect_diags(&[]);
    let body = site.body("casos/a.html");
    site.write("content/casos/a.md", text.replace("[b](no.md)", "b"))
        .advance();
    assert_eq!(site.body("casos/a.html"), body);
    assert!(body.contains("<h2 id=\"uno\""), "{body}");
}
