//! One HTML file with the widget and a pack inside, as the widget itself saves it for use without a network.

use std::io::{self, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use rungs_core::words::Language;

use super::{Content, escaped, sha256};

/// The module that writes the widget's own copy. What it has its page run is what is run here.
const OFFLINE: &str = include_str!("../../../www/element/offline.js");

/// The script that unpacks the pack and the widget.
fn start() -> Option<&'static str> {
    let (_, from) = OFFLINE.split_once("const START = `")?;
    from.split_once("`;").map(|(start, _)| start)
}

/// The file's text. Its policy knows the two scripts by their digests and lets nobody be asked for anything.
pub fn page(content: &Content) -> io::Result<String> {
    let language = match content.language {
        Language::Chinese => "zh-Hans",
        Language::English => "en",
    };
    let booth = if content.booth { " booth" } else { "" };
    let title = escaped(&content.title);
    let start = start().ok_or_else(|| io::Error::other("offline.js holds no START"))?;
    let (starts, widgets) = (sha256(start.as_bytes()), sha256(content.widget.as_bytes()));
    let (pack, widget) = (held("pack", &content.pack)?, held("widget", &content.widget)?);
    Ok(format!(
        "<!doctype html>
<html lang=\"{language}\">
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-{starts}' 'sha256-{widgets}' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'none'\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>{title}</title>
<pathway-explorer lang=\"{language}\"{booth}></pathway-explorer>
{pack}
{widget}
<script>{start}</script>
</html>
"
    ))
}

/// Whether a file that starts so is such a page.
pub fn is_page(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start);
    text.starts_with("<!doctype html>") && text.contains("<script type=\"text/plain\" id=\"pack\"")
}

/// An element that holds a text, squeezed.
fn held(id: &str, text: &str) -> io::Result<String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes())?;
    let bytes = encoder.finish()?;
    Ok(format!(
        "<script type=\"text/plain\" id=\"{id}\" data-bytes=\"{}\">{}</script>",
        bytes.len(),
        letters(&bytes)
    ))
}

/// Five letters for four bytes, as `letters` of offline.js writes them: the 85 signs from `(` on without `<`.
fn letters(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(4) * 5);
    for four in bytes.chunks(4) {
        let mut padded = [0; 4];
        padded[..four.len()].copy_from_slice(four);
        let number = u32::from_be_bytes(padded);
        for place in (0..5).rev() {
            let digit = (number / 85_u32.pow(place) % 85) as u8;
            text.push(char::from(digit + if digit < 20 { 40 } else { 41 }));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_starts_as_the_widgets_own_copy_does() {
        let start = start().unwrap();
        assert!(start.starts_with("(async () => {") && start.ends_with("})();"), "{start}");
        assert!(!start.contains(['\\', '$', '`']), "the page would run it as it is written: {start}");
    }

    #[test]
    fn letters_are_what_the_page_reads_back() {
        let text: String = (0..1000_u32).map(|at| char::from_u32(at * 97 % 0xd7ff + 1).unwrap()).collect();
        for length in [0, 1, 2, 3, 4, 5, 1000] {
            let bytes = &text.as_bytes()[..length];
            let letters = letters(bytes);
            assert!(!letters.contains(['<', '&']), "{letters}");
            // What START does with them.
            let mut read = Vec::new();
            for five in letters.as_bytes().chunks(5) {
                let number = five.iter().fold(0, |number, code| {
                    number * 85 + u32::from(*code) - if *code > 60 { 41 } else { 40 }
                });
                read.extend(number.to_be_bytes());
            }
            assert_eq!(&read[..length], bytes);
        }
    }

    #[test]
    fn nothing_of_a_pack_or_a_title_becomes_markup() {
        let content = Content {
            language: Language::English,
            title: "</title><script>alert(1)</script>".to_owned(),
            booth: true,
            pack: "</script><script>alert(2)</script>".to_owned(),
            widget: "</script>".to_owned(),
        };
        let page = page(&content).unwrap();
        assert_eq!(page.matches("<script").count(), 3);
        assert!(
            page.contains("<title>&#60;/title&#62;&#60;script&#62;alert(1)&#60;/script&#62;</title>"),
            "{page}"
        );
        assert!(!page.contains("alert(2)"), "{page}");
    }
}
