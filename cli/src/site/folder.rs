//! The installable page: a folder for any server that sends files.

use rungs_core::words::Language;
use serde_json::json;

use super::{Content, escaped, sha256, sha384, short};

const PAGE: &str = include_str!("../../../www/pwa/index.html");
const SCRIPT: &str = include_str!("../../../www/pwa/app.js");
const SHEET: &str = include_str!("../../../www/pwa/app.css");
const WORKER: &str = include_str!("../../../www/pwa/sw.js");
const WITHDRAW: &str = include_str!("../../../www/pwa/sw-withdraw.js");
const ICON: &str = include_str!("../../../www/pwa/icon.svg");
const ICON_192: &[u8] = include_bytes!("../../../www/pwa/icon-192.png");
const ICON_512: &[u8] = include_bytes!("../../../www/pwa/icon-512.png");

/// What the page says around the widget.
struct Words {
    tag: &'static str,
    short_name: &'static str,
    opening: &'static str,
    ready: &'static str,
    newer: &'static str,
    renew: &'static str,
    lost: &'static str,
}

static CHINESE: Words = Words {
    tag: "zh-Hans",
    short_name: "学习路径",
    opening: "正在打开……若长时间没有内容，请联网后刷新本页。",
    ready: "本页已存到本机，没有网络也能打开。",
    newer: "有新版本。更新后会回到您现在的位置。",
    renew: "现在更新",
    lost: "有文件未能取得，请联网后刷新。",
};

static ENGLISH: Words = Words {
    tag: "en",
    short_name: "Pathways",
    opening: "Opening … If nothing comes, reload this page with a network.",
    ready: "This page is now on the device and opens without a network.",
    newer: "There is a newer version. After the update you are back where you are now.",
    renew: "Update now",
    lost: "A file could not be fetched. Reload with a network.",
};

/// All files of the page by name. Every file but the page, its manifest and its worker has its digest in its name, or
/// never changes.
pub fn files(content: &Content) -> Vec<(String, Vec<u8>)> {
    let words = match content.language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    };
    let script = (format!("app.{}.js", short(SCRIPT.as_bytes())), SCRIPT.as_bytes().to_vec());
    let sheet = (format!("app.{}.css", short(SHEET.as_bytes())), SHEET.as_bytes().to_vec());
    let pack = (format!("pack.{}.json", short(content.pack.as_bytes())), content.pack.clone().into_bytes());
    let widget = content.widget.as_bytes();
    let widget = (format!("pathway-explorer.{}.js", short(widget)), widget.to_vec());
    let page = filled(
        PAGE,
        &[
            ("LANG", words.tag),
            ("TITLE", &escaped(&content.title)),
            ("APP-CSS", &sheet.0),
            ("APP-JS", &script.0),
            ("WIDGET", &widget.0),
            ("WIDGET-INTEGRITY", &format!("sha384-{}", sha384(&widget.1))),
            ("PACK", &pack.0),
            ("ATTRIBUTES", content.attributes()),
            ("OPENING", words.opening),
            ("READY", words.ready),
            ("NEWER", words.newer),
            ("RENEW", words.renew),
            ("LOST", words.lost),
        ],
    );
    let manifest = json!({
        "id": "./", "start_url": "./", "scope": "./", "display": "standalone",
        "lang": words.tag, "name": content.title, "short_name": words.short_name,
        "background_color": "#ffffff", "theme_color": "#0b5fa8",
        "icons": [
            { "src": "icon.svg", "sizes": "any", "type": "image/svg+xml" },
            { "src": "icon-192.png", "sizes": "192x192", "type": "image/png" },
            { "src": "icon-512.png", "sizes": "512x512", "type": "image/png" },
            { "src": "icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable" },
        ],
    });
    let mut files = vec![
        ("index.html".to_owned(), page.into_bytes()),
        script,
        sheet,
        widget,
        pack,
        ("manifest.webmanifest".to_owned(), format!("{manifest:#}\n").into_bytes()),
        ("icon.svg".to_owned(), ICON.as_bytes().to_vec()),
        ("icon-192.png".to_owned(), ICON_192.to_vec()),
        ("icon-512.png".to_owned(), ICON_512.to_vec()),
    ];
    files.push(("sw.js".to_owned(), worker(&files).into_bytes()));
    files.push(("sw-withdraw.js".to_owned(), WITHDRAW.as_bytes().to_vec()));
    files
}

/// The worker that knows these files by their digests.
fn worker(files: &[(String, Vec<u8>)]) -> String {
    let list: Vec<(&str, String)> = files
        .iter()
        .map(|(name, bytes)| (if name == "index.html" { "./" } else { name.as_str() }, sha256(bytes)))
        .collect();
    let list = json!(list).to_string();
    let build = short(format!("{list}{WORKER}").as_bytes());
    filled(WORKER, &[("BUILD", &build), ("FILES", &list)])
}

/// A template with its words filled in; what is filled in is not looked at again.
fn filled(template: &str, words: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('@') {
        filled.push_str(before);
        let word =
            words.iter().find_map(|(word, text)| Some((text, after.strip_prefix(word)?.strip_prefix('@')?)));
        match word {
            Some((text, after)) => {
                filled.push_str(text);
                rest = after;
            }
            None => {
                filled.push('@');
                rest = after;
            }
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(pack: &str) -> Content {
        let (title, widget) = ("岗 <b>\"@PACK@".to_owned(), "widget();".to_owned());
        Content { language: Language::Chinese, title, booth: false, pack: pack.to_owned(), widget }
    }

    fn text(files: &[(String, Vec<u8>)], name: &str) -> String {
        let bytes = files.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.clone());
        String::from_utf8(bytes.unwrap_or_else(|| panic!("no {name}"))).unwrap()
    }

    #[test]
    fn the_page_names_files_that_are_there_and_no_word_is_left_open() {
        let files = files(&content("{}"));
        let page = text(&files, "index.html");
        let named = page.split(['"', '\'']).filter(|part| {
            let name = part.trim();
            ["js", "css", "json", "svg", "png", "webmanifest"]
                .iter()
                .any(|ending| name.ends_with(&format!(".{ending}")))
        });
        let named: Vec<&str> = named.collect();
        assert!(named.len() >= 6, "{named:?}");
        for name in named {
            assert!(files.iter().any(|(known, _)| known == name), "{name}");
        }
        // The title is data, whatever it looks like.
        assert_eq!(page.matches("岗 &#60;b&#62;&#34;@PACK@").count(), 2);
        assert_eq!(page.matches('@').count(), 4);
        let manifest: serde_json::Value =
            serde_json::from_str(&text(&files, "manifest.webmanifest")).unwrap();
        assert_eq!(manifest["name"], "岗 <b>\"@PACK@");
    }

    #[test]
    fn the_worker_knows_every_file_but_itself_and_the_one_that_withdraws_it() {
        let files = files(&content("{}"));
        let worker = text(&files, "sw.js");
        for (name, bytes) in &files {
            let entry = format!("{:?},{:?}", if name == "index.html" { "./" } else { name }, sha256(bytes));
            assert_eq!(worker.contains(&entry), !name.starts_with("sw"), "{name}");
        }
        assert!(!worker.contains('@'), "a word is left open");
    }

    #[test]
    fn another_pack_is_another_build_and_the_same_one_is_the_same() {
        let build = |pack| {
            text(&files(&content(pack)), "sw.js")
                .lines()
                .find(|line| line.contains("BUILD ="))
                .unwrap()
                .to_owned()
        };
        assert_eq!(build("{}"), build("{}"));
        assert_ne!(build("{}"), build("[]"));
    }
}
