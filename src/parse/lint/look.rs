//! What lines look like that came from another program, and what is said of them.

use super::glued;

/// How a line begins that was a point of a list, or goes on as a row of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Look {
    Bullet,
    Dash,
    Ordinal,
    Number,
    Glued,
    Heading,
    Bar,
    Tabs,
    Contents,
    Index,
    PageNumber,
    Definition,
    Command,
    Parted,
    Box,
    Lost,
}

impl Look {
    /// What is wrong with it, and what to write instead.
    pub fn told(self) -> (&'static str, &'static str) {
        match self {
            Look::Bullet => (
                "este punto de lista viene de otro programa",
                "comience cada punto con `- ` en su propia línea",
            ),
            Look::Dash => (
                "estos puntos de lista comienzan con una raya",
                "comience cada punto con un guion y un espacio: `- `",
            ),
            Look::Glued => (
                "a estos puntos de lista les falta un espacio",
                "escríbalo después de cada guion: `- `",
            ),
            Look::Heading => glued::SURE,
            Look::Ordinal => (
                "estas líneas parecen una lista y saldrán en un solo párrafo",
                "deje antes una línea en blanco y comience cada punto con `- `, o con `1. ` si importa el orden",
            ),
            Look::Number => (
                "a estos puntos de lista les falta un espacio",
                "escríbalo después de cada número: `1. `",
            ),
            Look::Bar => (
                "estas líneas no se leen como una tabla",
                "bajo el encabezado va `|---|---|`, con sus mismas columnas y sin líneas en blanco",
            ),
            Look::Tabs => (
                "estas líneas parecen una tabla pegada de otro programa",
                "separe las celdas con `|` y ponga `|---|---|` bajo el encabezado",
            ),
            Look::Contents => (
                "aquí unos puntos llevan a un número, como en un documento de papel",
                "si es el índice, bórrelo: la página hace el suyo; si es un dato, escriba `: ` en lugar de los puntos",
            ),
            Look::Index => (
                "esta línea parece del índice de un documento de papel",
                "si lo es, bórrela: la página hace el suyo; si es un dato, escriba `: ` en lugar del tabulador",
            ),
            Look::PageNumber => (
                "esto parece el número de una hoja de papel",
                "bórrelo, con lo demás que se repetía en cada hoja",
            ),
            Look::Command => (
                "esta línea es una orden de otro programa, y así se verá",
                "bórrela; si separa dos partes, ponga un título `##` o una línea `***`",
            ),
            Look::Parted => (
                "después de esta marca hay un espacio que no separa, aunque se vea igual",
                "bórrelo y escriba otro solo con la barra espaciadora",
            ),
            Look::Box => (
                "esta casilla no se verá como una",
                "escriba `- [ ] ` si falta, o `- [x] ` si está hecho",
            ),
            Look::Lost => (
                "aquí había una tabla que no se pudo convertir",
                "escríbala con `|` y `|---|---|`, o enlace el archivo que la tiene",
            ),
            Look::Definition => (
                "esta línea comienza con `:`, y así se verá",
                "para una definición, escriba `**Palabra:** lo que significa`; para un título de tabla, quite los `:`",
            ),
        }
    }
}
