//! One HTML file with the widget and a pack inside, as the widget itself saves it for use without a network.

use std::io::{self, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use rungs_core::words::Language;

use super::{Content, escaped, sha256};

/// Unpacks the pack and the widget; the same script as in `www/element/offline.js`.
const START: &str = r"(async () => {
  const unpack = (id) => {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
  };
  document.querySelector('pathway-explorer').pack = await unpack('pack');
  const script = document.createElement('script');
  script.textContent = await unpack('widget');
  document.head.append(script);
})();";

/// The file's text. Its policy knows the two scripts by their digests and lets nobody be asked for anything.
pub fn page(content: &Content) -> io::Result<String> {
    let language = match content.language {
        Language::Chinese => "zh-Hans",
        Language::English => "en",
    };
    let booth = if content.booth { " booth" } else { "" };
    let title = escaped(&content.title);
    let (start, widget) = (sha256(START.as_bytes()), sha256(content.widget.as_bytes()));
    let [pack, script] = [&content.pack, &content.widget].map(|text| squeeze(text.as_bytes()));
    let (pack, script) = (pack?, script?);
    Ok(format!(
        "<!doctype html>
<html lang=\"{language}\">
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-{start}' 'sha256-{widget}' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'none'\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>{title}</title>
<pathway-explorer lang=\"{language}\"{booth}></pathway-explorer>
<script type=\"text/plain\" id=\"pack\">{pack}</script>
<script type=\"text/plain\" id=\"widget\">{script}</script>
<script>{START}</script>
</html>
"
    ))
}

fn squeeze(bytes: &[u8]) -> io::Result<String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(STANDARD.encode(encoder.finish()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_starts_as_the_widgets_own_copy_does() {
        let offline = include_str!("../../../www/element/offline.js");
        assert!(offline.contains(&format!("const START = `{START}`;")), "offline.js starts otherwise by now");
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
