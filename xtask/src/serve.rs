//! A web server for the demo portal: files only, to this machine only.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::paths::dist;
use crate::{Fault, bundle};

const PORT: u16 = 8080;
const PORTS_TO_TRY: u16 = 100;

/// The strictest policy that the widget promises to run under when its page has a stylesheet and a pack to fetch.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// Builds the demo portal and serves it until the process is ended.
pub fn run(port: Option<u16>) -> Result<(), Fault> {
    bundle::build()?;
    let listener = listen(port.unwrap_or(PORT))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!(
        "\nThe demo portal is at http://{address}/ (in English: http://{address}/en.html).\nCtrl-C ends it."
    );
    let folder = dist().canonicalize().map_err(|error| error.to_string())?;
    for connection in listener.incoming().flatten() {
        let folder = folder.clone();
        // A browser may open a connection and say nothing for a while: it must not keep the others waiting.
        thread::spawn(move || answer(connection, &folder));
    }
    Ok(())
}

/// The wished port, or the first free one after it.
fn listen(wished: u16) -> Result<TcpListener, Fault> {
    let last = wished.saturating_add(PORTS_TO_TRY);
    for port in wished..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(format!("port {port} cannot be used: {error}")),
        }
    }
    Err(format!("the ports {wished} to {last} are all taken: name another one with --port"))
}

fn answer(connection: TcpStream, folder: &Path) -> io::Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut reader = BufReader::new(&connection);
    let mut request = String::new();
    // A request line is short and comes first; the header lines after it do not matter here.
    io::Read::take(&mut reader, 8192).read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let reply = match method {
        "GET" | "HEAD" => respond(target, folder),
        _ => Reply::plain("405 Method Not Allowed", "only GET and HEAD"),
    };
    let mut stream = &connection;
    write!(
        stream,
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nContent-Security-Policy: {POLICY}\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        reply.status,
        reply.kind,
        reply.body.len()
    )?;
    if method != "HEAD" {
        stream.write_all(&reply.body)?;
    }
    stream.flush()
}

struct Reply {
    status: &'static str,
    kind: &'static str,
    body: Vec<u8>,
}

impl Reply {
    fn plain(status: &'static str, body: &str) -> Self {
        Self { status, kind: "text/plain; charset=utf-8", body: body.as_bytes().to_vec() }
    }
}

fn respond(target: &str, folder: &Path) -> Reply {
    let file = path(target)
        .map(|path| folder.join(path))
        .map(|path| if path.is_dir() { path.join("index.html") } else { path });
    // A link inside the folder may lead out of it.
    let file = file.and_then(|file| file.canonicalize().ok()).filter(|file| file.starts_with(folder));
    match file.and_then(|file| Some((kind(&file), fs::read(file).ok()?))) {
        Some((kind, body)) => Reply { status: "200 OK", kind, body },
        None => Reply::plain("404 Not Found", "not found"),
    }
}

/// The file that a request means, relative to the served folder; nothing if it would lie outside.
fn path(target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let path = String::from_utf8(bytes).ok()?;
    let harmless = |part: &str| !part.starts_with('.') && !part.contains(['\\', ':', '\0']);
    let parts = path.split('/').filter(|part| !part.is_empty());
    parts.map(|part| harmless(part).then_some(part)).collect()
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_mean_files_inside_the_folder() {
        let cases = [
            ("/", Some("")),
            ("/index.html", Some("index.html")),
            ("/packs/sample.json?v=1#x", Some("packs/sample.json")),
            ("/a%20b/%E5%B2%97.html", Some("a b/岗.html")),
            ("//index.html", Some("index.html")),
            ("/../Cargo.toml", None),
            ("/%2e%2e/Cargo.toml", None),
            ("/a/..%2f..%2fCargo.toml", None),
            ("/..\\Cargo.toml", None),
            ("/C:/x", None),
            ("/.git/config", None),
            ("/%", None),
            ("/%ff", None),
            ("index.html", None),
            ("http://elsewhere/", None),
            ("", None),
        ];
        for (target, want) in cases {
            assert_eq!(path(target).as_deref(), want.map(Path::new), "asked for {target:?}");
        }
    }

    #[test]
    fn a_browser_gets_the_file_its_type_and_the_policy() {
        let folder = std::env::temp_dir().join(format!("rungs-serve-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "portal").unwrap();
        fs::write(folder.join("a.wasm"), "module").unwrap();
        let folder = folder.canonicalize().unwrap();
        let ask = |request: &str| {
            let listener = listen(0).unwrap();
            let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
            write!(client, "{request}\r\nHost: localhost\r\n\r\n").unwrap();
            answer(listener.accept().unwrap().0, &folder).unwrap();
            io::read_to_string(client).unwrap()
        };
        let page = ask("GET / HTTP/1.1");
        assert!(page.starts_with("HTTP/1.1 200 OK\r\n") && page.ends_with("\r\n\r\nportal"), "{page}");
        assert!(page.contains("trusted-types 'none'\r\n") && page.contains("text/html"), "{page}");
        assert!(ask("GET /a.wasm HTTP/1.1").contains("Content-Type: application/wasm\r\n"));
        assert!(ask("HEAD /a.wasm HTTP/1.1").ends_with("\r\n\r\n"), "a HEAD has no body");
        assert!(ask("GET /../Cargo.toml HTTP/1.1").starts_with("HTTP/1.1 404"));
        assert!(ask("GET /none HTTP/1.1").starts_with("HTTP/1.1 404"));
        assert!(ask("POST / HTTP/1.1").starts_with("HTTP/1.1 405"));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_taken_port_gives_the_next_one() {
        let taken = listen(20_000).unwrap().local_addr().unwrap().port();
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, taken)).unwrap();
        let next = listen(taken).unwrap().local_addr().unwrap().port();
        assert!(next > taken, "{next} after {taken}");
        drop(first);
    }
}
