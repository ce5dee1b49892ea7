//! Former addresses for web servers: they answer 301, which keeps what search engines know of a
//! page. The pages of [`super::redirect`] stay for hosts that cannot be told.

use crate::base::path::{decode, encode, path_of};
use crate::base::text::escaped;
use crate::view::servers::Server;

/// The file of a server: `pairs` are former and present paths from the root of the site, `base` the
/// site's absolute address, whose path comes first.
pub fn redirects<'a>(
    server: Server,
    base: Option<&str>,
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Vec<u8> {
    // Servers compare addresses with their escapes undone, and most answer with what stands here.
    let top = base.map_or("/", path_of);
    let plain_top = decode(top);
    let mut out = String::from(match server {
        Server::Nginx => "# Direcciones anteriores, para incluir dentro de `server { … }`.\n",
        Server::Apache => {
            "# Direcciones anteriores, para copiar en el archivo .htaccess del sitio.\n"
        }
        Server::Iis => IIS_HEAD,
    });
    for (from, to) in pairs {
        // `$` would name a variable or a group.
        let to_url = format!("{top}{}", encode(to)).replace('$', "%24");
        match server {
            // nginx compares decoded addresses; the quotes keep spaces and braces.
            Server::Nginx => {
                let plain = quoted(&format!("{plain_top}{from}"));
                out.push_str(&format!("location = {plain} {{ return 301 {}; }}\n", quoted(&to_url)));
            }
            Server::Apache => {
                let pattern = regex::escape(&format!("{plain_top}{from}"));
                // It escapes what it answers with: an escape of ours would be escaped again.
                let plain_url = format!("{plain_top}{to}").replace('$', "\\$");
                out.push_str(&format!("RedirectMatch 301 {} {}\n", quoted(&format!("^{pattern}$")), quoted(&plain_url)));
            }
            Server::Iis => out.push_str(&format!(
                "    <location path=\"{}\"><system.webServer><httpRedirect enabled=\"true\" destination=\"{}\" exactDestination=\"true\" httpResponseStatus=\"Permanent\" /></system.webServer></location>\n",
                escaped(from),
                escaped(&to_url),
            )),
        }
    }
    if server == Server::Iis {
        out.push_str("</configuration>\n");
    }
    out.into_bytes()
}

const IIS_HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
     <!-- Direcciones anteriores, para unir con el archivo web.config del sitio. -->\n\
     <configuration>\n";

/// A text between quotes, for nginx and Apache.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
