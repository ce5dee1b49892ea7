//! One site with one of each mistake: each is told once, where it is, and nothing else is told.
//!
//! `⟦code⟧` stands in the texts where its finding must be; it is taken out before the site is read.

use crate::site::{SiteTest, files};
use acervo::diag::{Code, Severity};
use std::collections::BTreeSet;

const SITE: &str = r#"
-- site.toml --
theme = "portal"
title = "Veinte errores"
[style]
sentence_words = 20
paragraph_lines = 5
[facts]
file = "content/_datos/hechos.csv"
[glossary]
terms = "content/_datos/glosario.yaml"
acronyms = "content/_datos/siglas.yaml"
[vocabularies.descriptores]
file = "content/_datos/descriptores.csv"
[collections.casos]
title = "Casos"
facts = true
[collections.casos.fields]
descriptor = { type = "term", vocabulary = "descriptores", required = true, facet = true }
guia = { type = "ref", collection = "guias" }
[collections.guias]
title = "Guías"
[collections.modulos]
title = "Módulos"
[collections.modulos.fields]
requisitos = { type = "ref", collection = "modulos", many = true }
minutos = { type = "integer", min = 5 }
[collections.rutas]
title = "Rutas"
[collections.rutas.fields]
modulos = { type = "ref", collection = "modulos", many = true }
[study]
collection = "rutas"
steps = "modulos"
requires = "requisitos"
[collections.paginas]
title = "Páginas"
listed = false
-- content/_datos/hechos.csv --
id,hecho
H-001,En 1991 se llegó a 685 municipios.
H-002,En 2003 terminó.
-- content/_datos/glosario.yaml --
- {termino: Brecha, definicion: Lo que falta.}
-- content/_datos/siglas.yaml --
- {sigla: ATT, expansion: Asistencia técnica territorial}
-- content/_datos/descriptores.csv --
id,label
funcional,Funcional
⟦versiones-sin-unir⟧<<<<<<< HEAD
financiero,Financiero
=======
financiero,De la plata
>>>>>>> rama
-- content/casos/hechos.md --
---
titulo: Lo que dice la fuente
descriptor: funcional
hechos: [H-001, ⟦hecho-desconocido⟧H-010]
fecha: 2026-11-22
---

Desde 1991 la ATT llegó a ⟦cifra-sin-fuente⟧686 municipios (H-001).
Terminó en otro año (⟦hecho-sin-citar⟧H-002). La ⟦sigla-sin-declarar⟧OCDE lo dijo.
-- content/casos/campos.md --
---
titulo: Los campos
descriptor: ⟦termino-desconocido⟧funcionl
⟦campo-desconocido⟧fehca: 2026-01-01
fecha: ⟦campo-tipo⟧22 de noviembre de 2026
guia: ⟦referencia-rota⟧guias/no-esta
⟦clave-repetida⟧titulo: Otra vez
---

Bien.
-- content/casos/falta.md --
⟦campo-falta⟧---
titulo: Falta uno
---

Bien.
-- content/guias/enlaces.md --
---
titulo: Los enlaces
---

- Vea [la sección](⟦ancla-rota⟧texto.md#no-hay).
- Vea [el documento](⟦enlace-roto⟧no-hay.md).
- Vea ⟦enlace-sin-sentido⟧[aquí](texto.md).
- Vea [un guion](⟦enlace-peligroso⟧javascript:1).
- Vea la ley.⟦texto-perdido⟧[^1]
- Vea ⟦imagen-sin-texto⟧![](mapa.png) y ⟦html-crudo⟧<b>esto</b>.
-- content/guias/mapa.png --
png
-- content/guias/texto.md --
---
titulo: El texto
resumen: Escriba a ⟦datos-personales⟧ana@correo.test.
permitir:
  - {codigo: ⟦permiso-sin-uso⟧titulo-repetido, razon: Ya no hace falta.}
  - {codigo: ⟦permiso-invalido⟧enlace-roto, razon: Es un error.}
  - {codigo: oracion-larga, razon: Son palabras de la norma.}
---

## Uno

⟦salto-de-nivel⟧#### Dos

Esta oración tiene muchas más palabras de las veinte que pide el sitio, pero el documento se permite ese aviso con su razón.

⟦parrafo-largo⟧Una frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta. Otra frase corta.
-- content/guias/oracion.md --
---
titulo: ⟦titulo-repetido⟧La oración
---

Corta. ⟦oracion-larga⟧Esta oración tiene muchas más palabras de las veinte que pide el sitio, y nadie se las permite en este documento de prueba.
-- content/guias/igual.md --
---
titulo: La oración
slug: ⟦direccion-repetida⟧igual
---

Bien.
-- content/guias/vecino.md --
---
titulo: El vecino
slug: igual
---

Bien.
-- content/guias/antes.md --
---
titulo: La dirección de antes
slug: antes
alias: [⟦direccion-repetida⟧guias/enlaces]
---

Bien.
-- content/guias/edades.md --
---
titulo: Las edades
revisar_antes_de: ⟦revision-vencida⟧2026-01-31
vence: ⟦documento-vencido⟧2026-02-28
---

Bien.
-- content/guias/abierto.md --
⟦encabezado-sin-cerrar⟧---
titulo: Sin cerrar
-- content/guias/dos.md --
---
titulo: Dos versiones
⟦versiones-sin-unir⟧<<<<<<< HEAD
orden: 3
=======
orden: 4
>>>>>>> rama
---

Uno.

⟦versiones-sin-unir⟧<<<<<<< HEAD
La cita es el 3.
=======
La cita es el 10.
>>>>>>> rama

Dos.

⟦versiones-sin-unir⟧>>>>>>> otra
-- content/guias/nota.md.txt --
⟦archivo-nombre⟧Una nota.
-- content/guias/raya.md --
⟦encabezado-sintaxis⟧—
titulo: Con raya
—

Bien.
-- content/guias/puntos.md --
---
titulo: Uno⟦encabezado-sintaxis⟧: dos
---

Bien.
-- content/guias/sin.md --
⟦encabezado-falta⟧Solo texto.
-- content/guias/otro-titulo.md --
---
titulo: El nombre
---

⟦titulo-en-el-cuerpo⟧# Otro nombre

Bien.
-- content/guias/formas.md --
---
titulo: Las formas
---

⟦forma-imitada⟧**Qué se hizo**

Vea [el plano]⟦enlace-roto⟧(mi plano.pdf) y [el acta](⟦enlace-peligroso⟧C:/acta.pdf).

:::figura archivo="⟦enlace-roto⟧no-hay.png" alt="Nada"
:::
-- content/guias/costos.csv --
entidad,millones
DNP,869
-- content/guias/componentes.md --
---
titulo: Los componentes
---

:::⟦componente-desconocido⟧notas
Traiga el plan.
:::

:::⟦componente-parametro⟧tabla archivo="costos.csv" columnas="entidad, ⟦columna-desconocida⟧costo" fuente="La fuente"
:::

:::pregunta ¿De dónde parte?
⟦componente-contenido⟧- De las necesidades
:::

⟦componente-sin-cerrar⟧:::clave
Parta de las necesidades.
-- content/modulos/uno.md --
---
titulo: El primero
requisitos: [modulos/dos]
---

Bien.
-- content/modulos/dos.md --
---
titulo: El segundo
requisitos: [⟦requisitos-en-circulo⟧modulos/uno]
---

Bien.
-- content/modulos/tres.md --
---
titulo: El tercero
requisitos: [modulos/cuatro]
minutos: ⟦campo-rango⟧2
---

Bien.
-- content/modulos/cuatro.md --
---
titulo: El cuarto
requisitos: [modulos/cinco]
---

Bien.
-- content/modulos/cinco.md --
---
titulo: El quinto
requisitos: [⟦referencia-propia⟧modulos/cinco]
---

Vea [[⟦enlace-ambiguo⟧texto]].
-- content/modulos/texto.md --
---
titulo: Otro texto
---

Bien.
-- content/rutas/otra.md --
---
titulo: Otra ruta
modulos: [⟦paso-antes-de-tiempo⟧modulos/tres, ⟦requisito-fuera-de-ruta⟧modulos/cuatro]
---

Bien.
-- content/rutas/doble.md --
---
titulo: La ruta doble
modulos: [modulos/texto, ⟦paso-repetido⟧modulos/texto]
---

Bien.
-- content/rutas/una.md --
---
titulo: La ruta
modulos: [modulos/uno, modulos/dos]
---

Bien.
-- content/paginas/sola.md --
---
titulo: ⟦documento-huerfano⟧La que nadie enlaza
---

Bien.
-- content/suelta.md --
⟦archivo-sin-coleccion⟧---
titulo: Suelta
---

Bien.
"#;

/// The site without its marks, and what they ask for: `file:line:column code`.
fn seeds() -> (String, Vec<String>) {
    let (mut site, mut expect) = (String::new(), Vec::new());
    for (file, text) in files(SITE) {
        site.push_str(&format!("-- {file} --\n"));
        let (mut line, mut column) = (1, 1);
        let mut rest = text.as_str();
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            if c == '⟦' {
                let (code, after) = rest.split_once('⟧').unwrap();
                expect.push(told(&file, line, column, code));
                rest = after;
                continue;
            }
            site.push(c);
            (line, column) = match c {
                '\n' => (line + 1, 1),
                _ => (line, column + 1),
            };
        }
    }
    (site, expect)
}

fn told(file: &str, line: u32, column: u32, code: &str) -> String {
    let known = Code::ALL.iter().find(|c| c.slug() == code);
    let level = match known.unwrap_or_else(|| panic!("no code {code}")).severity() {
        Severity::Error => "",
        Severity::Warning => " aviso",
    };
    format!("{file}:{line}:{column} {code}{level}")
}

#[test]
fn each_seeded_mistake_is_told_once_where_it_is_and_nothing_else() {
    let (text, mut expect) = seeds();
    let site = SiteTest::new(&text);
    let mut found = site.diags();
    expect.sort();
    found.sort();
    assert_eq!(found, expect, "\n{}", site.messages());
    let codes: BTreeSet<&str> = expect.iter().filter_map(|e| e.split(' ').nth(1)).collect();
    assert!(codes.len() >= 40, "only {} kinds", codes.len());
}

#[test]
fn what_is_near_is_suggested() {
    let (text, _) = seeds();
    let mut site = SiteTest::new(&text);
    site.expect_messages(&[
        "¿quiso decir `funcional`?",
        "¿quiso decir `fecha`?",
        "¿quiso decir `2026-11-22`?",
    ]);
}
