//! Pictures say how large they are, so that what is below them does not move when they come.

use crate::site::SiteTest;

fn png(width: u32, height: u32) -> Vec<u8> {
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
