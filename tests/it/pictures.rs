//! Pictures say how large they are, so that what is below them does not move when they come.

use crate::site::SiteTest;

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x02\0\0\0\0\0\0\0");
    bytes
}

/// A photo of 40 × 30 pixels with an orientation of EXIF.
fn photo(orientation: u8) -> Vec<u8> {
    let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let mut bytes = b"\xff\xd8\xff\xe1\0".to_vec();
    bytes.push(tiff.len() as u8 + 2);
    bytes.extend(tiff);
    bytes.extend(b"\xff\xc0\0\x11\x08\0\x1e\0\x28\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9");
    bytes
}

/// The portal's theme with pages that show nothing but their body.
const CASE: &str = r#"
-- site.toml --
title = "Sitio"
theme = "propio"
[collections.casos]
-- themes/propio/theme.toml --
name = "propio"
extends = "portal"
-- themes/propio/templates/casos.html --
<h1>{{ doc.title }}</h1>{{ doc.body | safe }}
-- content/casos/a.md --
---
titulo: A
---
![Un mapa](mapa.png)

:::figura archivo="foto.jpg" alt="Una foto"
:::
"#;

#[test]
fn a_picture_of_the_text_or_of_a_figure_has_its_room() {
    let mut site = SiteTest::new(CASE);
    site.write("content/casos/mapa.png", png(300, 200))
        .write("content/casos/foto.jpg", photo(1))
        .advance();
    let body = site.body("casos/a.html");
    let map =
        "<img width=\"300\" height=\"200\" loading=\"lazy\" src=\"mapa.png\" alt=\"Un mapa\" />";
    assert!(body.contains(map), "{body}");
    assert!(
        body.contains("<img width=\"40\" height=\"30\" src=\"foto.jpg\""),
        "{body}"
    );
}

#[test]
fn a_photo_that_was_taken_upright_is_taller_than_wide() {
    let mut site = SiteTest::new(CASE);
    site.write("content/casos/mapa.png", png(3, 2))
        .write("content/casos/foto.jpg", photo(6))
        .advance();
    let body = site.body("casos/a.html");
    assert!(
        body.contains("<img width=\"30\" height=\"40\" src=\"foto.jpg\""),
        "{body}"
    );
}

#[test]
fn what_is_no_picture_has_no_size() {
    let mut site = SiteTest::new(CASE);
    site.write("content/casos/mapa.png", "no es una imagen")
        .write("content/casos/foto.jpg", png(0, 0))
        .advance();
    let body = site.body("casos/a.html");
    assert!(
        !body.contains("width=") && body.contains("src=\"mapa.png\""),
        "{body}"
    );
}

#[test]
fn a_picture_that_is_replaced_changes_the_page_that_shows_it() {
    let mut site = SiteTest::new(CASE);
    site.write("content/casos/mapa.png", png(300, 200))
        .write("content/casos/foto.jpg", photo(1))
        .advance()
        .build();
    site.write("content/casos/mapa.png", png(100, 50))
        .advance()
        .build();
    let page = std::fs::read_to_string(site.output().join("casos/a.html")).unwrap();
    assert!(page.contains("<img width=\"100\" height=\"50\""), "{page}");
    site.expect_as_fresh();
}

#[test]
fn a_drawing_has_its_room_too() {
    let mut site = SiteTest::new(CASE);
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 60\"/>";
    site.write("content/casos/mapa.svg", drawing)
        .write("content/casos/foto.jpg", photo(1))
        .edit("content/casos/a.md", "mapa.png", "mapa.svg")
        .advance();
    let body = site.body("casos/a.html");
    let shape = "<img width=\"1600\" height=\"960\" loading=\"lazy\" src=\"mapa.svg\"";
    assert!(body.contains(shape), "{body}");
    // The style of a page may narrow it, and then it is as high as that asks.
    site.write(
        "content/casos/mapa.svg",
        drawing.replace("<svg", "<svg width=\"50\""),
    )
    .advance();
    let body = site.body("casos/a.html");
    assert!(body.contains("<img width=\"50\" height=\"30\""), "{body}");
}

#[test]
fn a_heavy_picture_is_told_where_the_page_loads_it() {
    let mut site = SiteTest::new(CASE);
    let heavy = |mut picture: Vec<u8>| {
        picture.resize(6_240_000, 0);
        picture
    };
    site.write("content/casos/mapa.png", heavy(png(4032, 3024)))
        .write("content/casos/foto.jpg", heavy(photo(1)))
        .write("content/casos/otra.jpg", heavy(photo(1)))
        .write(
            "content/casos/b.md",
            "---\ntitulo: B\n---\n[La foto entera](foto.jpg)\n\n![x](mapa.png) ![y](mapa.png)\n",
        )
        .advance()
        .expect_diags(&[
            "content/casos/a.md:4:12 imagen-pesada aviso",
            "content/casos/a.md:6:20 imagen-pesada aviso",
            "content/casos/b.md:6:6 imagen-pesada aviso",
        ])
        .expect_messages(&[
            "esta imagen pesa 6,2 MB",
            "cambie su ancho de 4.032 a 1.600 píxeles y guárdela como JPG",
            "guárdela como JPG con calidad media",
        ]);
    site.write("content/casos/mapa.png", png(1600, 900))
        .write("content/casos/foto.jpg", photo(1))
        .advance()
        .expect_diags(&[])
        .expect_as_fresh();
}

#[test]
fn a_drawing_that_would_run_something_is_not_published() {
    let mut site = SiteTest::new(CASE);
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<script>robar()</script></svg>";
    site.write("content/casos/mapa.png", png(3, 2))
        .write("content/casos/foto.jpg", photo(1))
        .write("content/casos/mapa.svg", drawing)
        .advance()
        .expect_diags(&["content/casos/mapa.svg:1:1 enlace-peligroso"])
        .build();
    assert!(!site.published());
    site.edit("content/casos/a.md", "mapa.png", "mapa.svg")
        .advance()
        .expect_diags(&["content/casos/a.md:4:12 enlace-peligroso"])
        .expect_messages(&["tiene `<script>` en su línea 2", "guárdelo como PNG"]);
    site.edit("site.toml", "casos]", "casos]\nunknown_fields = \"allow\"")
        .advance()
        .expect_diags(&["content/casos/a.md:4:12 enlace-peligroso aviso"]);
    site.write(
        "content/casos/mapa.svg",
        drawing.replace("<script>robar()</script>", "<g/>"),
    )
    .advance()
    .expect_diags(&[])
    .expect_as_fresh();
}

#[test]
fn a_page_that_would_run_something_is_not_published_as_a_file() {
    let mut site = SiteTest::new(CASE);
    let page = "<!doctype html>\n<p>Mapa</p>\n<script>robar()</script>";
    site.write("content/casos/mapa.png", png(3, 2))
        .write("content/casos/foto.jpg", photo(1))
        .write("content/casos/visor.html", page)
        .advance()
        .expect_diags(&["content/casos/visor.html:1:1 enlace-peligroso"])
        .expect_messages(&[
            "esta página puede ejecutar código en el equipo de quien la abra: ",
            "en su línea 3",
            "guárdela como PDF",
        ])
        .build();
    assert!(!site.published());
    let still = page.replace("<script>robar()</script>", "<b>quieto</b>");
    site.write("content/casos/visor.html", still)
        .advance()
        .expect_diags(&[])
        .expect_as_fresh();
    let feed = "<feed xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:script/></feed>";
    site.write("content/casos/visor.html", "<p>")
        .write("content/casos/datos.xml", feed)
        .advance()
        .expect_diags(&["content/casos/datos.xml:1:1 enlace-peligroso"]);
}
