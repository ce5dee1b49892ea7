//! Web servers that get a file with the former addresses.

/// A web server that reads a file of redirects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    Nginx,
    Apache,
    Iis,
}

impl Server {
    /// All of them.
    pub const ALL: &[Server] = &[Server::Nginx, Server::Apache, Server::Iis];

    /// Where its file is, from the root of the site.
    pub fn path(self) -> &'static str {
        match self {
            Server::Nginx => "redirects/nginx.conf",
            Server::Apache => "redirects/apache.conf",
            Server::Iis => "redirects/web.config",
        }
    }
}
