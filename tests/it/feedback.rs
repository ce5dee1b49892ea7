//! What readers say: from the files that they send to the table and the report, and on the pages.

use crate::cli::Project;
use crate::site::{SITE, SiteTest};

const SITE_FILES: &str = r#"-- site.toml --
title = "Prueba"
[collections.casos]
title = "Casos"
-- content/casos/agua.md --
---
titulo: Agua potable
---
Texto.
"#;

/// What the page of opinions downloads, in lines as a person would see them.
fn file(opinions: &str) -> String {
    format!(
        "{{\n \"acervo\": \"opiniones\",\n \"version\": 1,\n \"sitio\": \"Prueba\",\n \"opiniones\": [\n{opinions}\n ]\n}}"
    )
}

const NO: &str = r#"  {"id": "a1", "fecha": "2026-11-22", "tipo": "pagina", "pagina": "casos/agua.html", "titulo": "Agua potable", "sirvio": "no", "motivos": ["no-entendi", "error"], "comentario": "Falta el costo.\nSoy ana@correo.co, 300 123 4567"}"#;
const MISSING: &str = r#"  {"id": "b1", "fecha": "2026-11-21", "tipo": "falta", "consulta": "=Acueducto rural", "comentario": ""}"#;
const TABLE: &str = "content/_datos/opiniones.csv";

fn table(project: &Project) -> String {
    std::fs::read_to_string(project.root().join(TABLE)).unwrap()
}

#[test]
fn what_readers_send_is_added_once_without_data_of_persons() {
    let project = Project::new(SITE_FILES);
    project.write("uno.json", &file(&format!("{NO},\n{MISSING}")));
    let said = project.run(&["import", "feedback", "uno.json"], 0).err;
    assert!(said.contains("2 opiniones leídas: 2 nuevas"), "{said}");
    assert!(said.contains("2 datos"), "{said}");
    let first = table(&project);
    // In order of their days; a text that a spreadsheet would run as a formula is defused.
    let expect = "id,fecha,tipo,pagina,sirvio,motivos,consulta,veces,comentario\n\
         b1,2026-11-21,falta,,,, =Acueducto rural,,\n\
         a1,2026-11-22,pagina,casos/agua.html,no,error;no-entendi,,,\"Falta el costo.\nSoy [dato quitado], [dato quitado]\"\n";
    assert_eq!(first, expect);
    let said = project.run(&["import", "feedback", "uno.json", "uno.json"], 0);
    assert!(
        said.err.contains("0 nuevas y 4 que ya estaban"),
        "{}",
        said.err
    );
    assert_eq!(table(&project), first);
    project.run(&["check", "--strict"], 0);
}

#[test]
fn a_mail_is_read_as_it_was_saved() {
    let project = Project::new(SITE_FILES);
    let quoted = file(NO)
        .replace('\n', "\n> ")
        .replace("el costo", "el\n> costo");
    let mail = format!(
        "De: una persona\n\nOpiniones sobre Prueba:\n\n> {quoted}\n\nEnviado desde mi celular\n"
    );
    project.write("correo.txt", &mail);
    project.run(&["import", "feedback", "correo.txt"], 0);
    assert!(
        table(&project).contains("Falta el costo."),
        "{}",
        table(&project)
    );
}

#[cfg(unix)]
#[test]
fn a_table_that_a_link_leads_to_is_written_where_it_is() {
    let project = Project::new(SITE_FILES);
    project.write("uno.json", &file(MISSING));
    project.write(
        "tablas/opiniones.csv",
        "id,fecha,tipo,pagina,sirvio,motivos,consulta,veces,comentario\n",
    );
    project.write("content/_datos/nota.txt", "x");
    let link = project.root().join(TABLE);
    let (own, outside) = (
        project.root().join("tablas/opiniones.csv"),
        tempfile::tempdir().unwrap(),
    );
    std::os::unix::fs::symlink("../../tablas/opiniones.csv", &link).unwrap();
    project.run(&["import", "feedback", "uno.json"], 0);
    assert!(link.is_symlink());
    assert!(
        std::fs::read_to_string(&own)
            .unwrap()
            .contains("Acueducto rural")
    );
    // What is not the project's is not written.
    let foreign = outside.path().join("opiniones.csv");
    std::fs::copy(&own, &foreign).unwrap();
    std::fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(&foreign, &link).unwrap();
    let before = std::fs::read(&foreign).unwrap();
    project.write("dos.json", &file(NO));
    let said = project.run(&["import", "feedback", "dos.json"], 2).err;
    assert!(said.contains("enlace simbólico que sale"), "{said}");
    assert_eq!(std::fs::read(&foreign).unwrap(), before);
}

#[test]
fn the_last_word_counts_whatever_file_comes_first() {
    let search = |times: usize, day: &str| {
        file(&format!(
            r#"{{"id": "s1", "fecha": "{day}", "tipo": "busqueda", "consulta": "regalías", "veces": {times}}}"#
        ))
    };
    let project = Project::new(SITE_FILES);
    project.write("viejo.json", &search(2, "2026-10-01"));
    project.write("nuevo.json", &search(5, "2026-11-01"));
    project.run(&["import", "feedback", "viejo.json", "nuevo.json"], 0);
    let first = table(&project);
    assert!(
        first.contains("s1,2026-11-01,busqueda,,,,regalías,5,"),
        "{first}"
    );
    project.run(&["import", "feedback", "viejo.json"], 0);
    assert_eq!(table(&project), first);
}

#[test]
fn a_mistake_is_named_where_it_is_and_nothing_is_lost() {
    let project = Project::new(SITE_FILES);
    project.write("bien.json", &file(MISSING));
    project.run(&["import", "feedback", "bien.json"], 0);
    let before = table(&project);
    let wrong = file(
        &NO.replace("\"no\"", "\"tal vez\"")
            .replace("casos/agua", "../agua"),
    );
    project.write("mal.json", &wrong);
    project.write("otro.json", "{\"acervo\": \"otra cosa\"}");
    project.write("vacio.txt", "nada");
    project.write("roto.json", &file(NO)[..60]);
    let files = [
        "bien.json", "mal.json", "otro.json", "vacio.txt", "roto.json",
    ];
    let said = project.run(&[&["import", "feedback"], &files[..]].concat(), 1);
    for part in [
        "mal.json:6:",
        "`sirvio` debe ser si o no y es «tal vez»",
        "`pagina` debe ser la dirección de una página del sitio y es «../agua.html»",
        "otro.json:1:1",
        "vacio.txt:1:1",
        "roto.json:",
        "error[opinion-invalida]",
        "No se sumó nada",
    ] {
        assert!(
            said.err.contains(part),
            "«{part}» is not said:\n{}",
            said.err
        );
    }
    assert_eq!(table(&project), before);
    project.run(&["import", "feedback", "no-hay.json"], 2);
    project.run(&["import", "feedback"], 2);
    // A table that somebody broke is not written over.
    project.write(TABLE, "id,fecha,tipo\nx1,ayer,falta\n");
    let said = project.run(&["check"], 1);
    assert!(said.err.contains("opiniones.csv:2:1"), "{}", said.err);
    project.run(&["import", "feedback", "bien.json"], 2);
    assert!(table(&project).contains("ayer"));
}

#[test]
fn the_report_names_what_did_not_help_what_is_missing_and_what_was_not_found() {
    let project = Project::new(SITE_FILES);
    let yes = NO.replace("a1", "a2").replace("\"no\"", "\"si\"");
    let gone = NO.replace("a1", "a3").replace("casos/agua", "casos/no-hay");
    let search = |id: &str, words: &str, times: usize| {
        format!(
            r#"{{"id": "{id}", "fecha": "2026-11-22", "tipo": "busqueda", "consulta": "{words}", "veces": {times}}}"#
        )
    };
    let all = [
        NO.to_owned(),
        NO.replace("a1", "a4"),
        yes,
        gone,
        MISSING.to_owned(),
        search("s1", "Regalías", 2),
        search("s2", "regalias", 3),
        search("s3", "catastro", 4),
    ];
    project.write("todo.json", &file(&all.join(",\n")));
    project.run(&["import", "feedback", "todo.json"], 0);
    let text = project.run(&["report"], 0).out;
    for part in [
        "Lo que dicen los lectores: 8 opiniones",
        "2 no, 1 sí  content/casos/agua.md",
        "1 no, 0 sí  casos/no-hay.html",
        "«Falta el costo. Soy [dato quitado], [dato quitado]»",
        "Temas que piden:\n     1  =Acueducto rural",
        "Búsquedas sin resultados:\n     5  Regalías\n     4  catastro",
    ] {
        assert!(text.contains(part), "«{part}» is not in:\n{text}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&project.run(&["report", "--json"], 0).out).unwrap();
    let opinions = &json["opiniones"];
    assert_eq!(opinions["paginas"][0]["archivo"], "content/casos/agua.md");
    assert_eq!(opinions["paginas"][0]["motivos"][0][0], "error");
    assert_eq!(opinions["paginas"][0]["motivos"][0][1], 3);
    assert_eq!(opinions["busquedas"][0]["veces"], 5);
}

#[test]
fn without_opinions_the_report_does_not_speak_of_them() {
    let project = Project::new(SITE_FILES);
    let text = project.run(&["report", "--json"], 0).out;
    assert!(!text.contains("\"opiniones\""), "{text}");
}

/// A site with the theme of the program.
fn portal(more: &str) -> SiteTest {
    let text = format!(
        "-- site.toml --\ntheme = \"portal\"\n{SITE}{more}\n-- content/casos/agua.md --\n---\ntitulo: Agua\n---\nTexto.\n"
    );
    SiteTest::new(&text)
}

#[test]
fn without_a_form_of_the_site_the_page_sends_nothing_by_itself() {
    let site = portal("");
    let page = site.render("casos/agua.html");
    assert!(
        page.contains("<form class=\"opinion\" method=\"post\" data-local"),
        "{page}"
    );
    assert!(!page.contains("action=\"http"), "{page}");
    let own = site.render("opinion.html");
    assert!(
        !own.contains("mailto:") && !own.contains("<form data-parte"),
        "{own}"
    );
    assert!(own.contains("data-parte=\"descargar\""));
}

#[test]
fn mail_and_form_come_from_the_site_and_the_form_works_without_javascript() {
    let site = portal(
        "[feedback]\nmail = \"contacto@ejemplo.test\"\nform = \"https://formularios.ejemplo.test/opinion\"\n",
    );
    let page = site.render("casos/agua.html");
    let form = "<form class=\"opinion\" method=\"post\" action=\"https://formularios.ejemplo.test/opinion\"";
    assert!(page.contains(form), "{page}");
    assert!(page.contains("Enviar a formularios.ejemplo.test"), "{page}");
    assert!(
        page.contains("name=\"pagina\" value=\"casos/agua.html\""),
        "{page}"
    );
    let own = site.render("opinion.html");
    assert!(
        own.contains("href=\"mailto:contacto@ejemplo.test\""),
        "{own}"
    );
    assert!(
        own.contains("data-parte=\"formulario\" action=\"https://formularios"),
        "{own}"
    );
}

#[test]
fn addresses_that_would_not_work_are_refused() {
    let mut site = portal(
        "[feedback]\nmail = \"contacto\"\nform = \"http://ejemplo.test/f\"\nfile = \"no-hay.csv\"\nformulario = 1\n",
    );
    site.expect_diags(&[
        "site.toml:11:8 config-valor",
        "site.toml:12:8 config-valor",
        "site.toml:13:8 config-valor",
        "site.toml:14:1 config-clave",
    ])
    .expect_messages(&["contacto@ejemplo.test", "acervo import feedback ARCHIVOS"]);
}

#[test]
fn columns_that_the_site_added_stay_with_their_opinions() {
    let project = Project::new(SITE_FILES);
    project.write("uno.json", &file(&format!("{NO},\n{MISSING}")));
    project.run(&["import", "feedback", "uno.json"], 0);
    let noted: Vec<String> = table(&project)
        .lines()
        .map(|line| match line {
            _ if line.starts_with("id,") => format!("{line},estado,quien"),
            _ if line.starts_with("a1,") => line.to_owned(),
            _ if line.starts_with("b1,") => format!("{line},,"),
            _ => format!("{line},\"atendida, ya\",=Ana"),
        })
        .collect();
    project.write(TABLE, &(noted.join("\n") + "\n"));
    // Another opinion, and one of those that are there, said again later.
    let again = NO.replace("2026-11-22", "2026-11-25");
    let third = MISSING.replace("b1", "c1");
    project.write("dos.json", &file(&format!("{again},\n{third}")));
    project.run(&["import", "feedback", "dos.json"], 0);
    let after = table(&project);
    let lines: Vec<&str> = after.lines().collect();
    assert!(lines[0].ends_with(",comentario,estado,quien"), "{after}");
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("c1,") && line.ends_with(",,,"))
    );
    assert!(after.contains("a1,2026-11-25"), "{after}");
    assert!(after.ends_with(",\"atendida, ya\", =Ana\n"), "{after}");
    project.run(&["check", "--strict"], 0);
}

#[test]
fn imports_at_the_same_time_lose_nothing() {
    let project = Project::new(SITE_FILES);
    let imports: Vec<_> = (0..12)
        .map(|n| {
            let name = format!("{n}.json");
            project.write(&name, &file(&MISSING.replace("b1", &format!("b{n}"))));
            let mut import = project.command(&["import", "feedback", &name]);
            import.stderr(std::process::Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for import in imports {
        let out = import.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success() && said.contains("1 nueva"), "{said}");
    }
    assert_eq!(table(&project).lines().count(), 13);
    let folder = project.root().join("content/_datos");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1);
}

#[test]
fn a_row_that_cannot_be_read_names_its_table() {
    let project = Project::new(SITE_FILES);
    project.write("uno.json", &file(NO));
    project.write(TABLE, "id,fecha,tipo\na1,ayer,falta\n");
    let said = project.run(&["import", "feedback", "uno.json"], 2).err;
    assert!(said.contains(&format!("{TABLE} tiene errores")), "{said}");
}
