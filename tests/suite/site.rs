//! `rungs site`, called as a function; what a browser makes of it, `tests/browser/site.test.js` tries.

use std::fs;

use crate::cli::{call, root, scratch};

fn sample() -> String {
    root().join("www/packs/sample").display().to_string()
}

/// A folder with something in the widget's place.
fn widget(name: &str, files: &[&str]) -> String {
    let folder = scratch(name);
    for file in files {
        fs::write(folder.join(file), "widget();").unwrap();
    }
    folder.display().to_string()
}

#[test]
fn without_a_widget_it_says_what_to_run() {
    let empty = widget("site-no-widget", &[]);
    for (lang, want) in [
        ("en", "hint: run `cargo xtask build` first, or name the folder of a release with --widget"),
        ("zh", "提示：先运行 cargo xtask build，或用 --widget 指出发布文件夹"),
    ] {
        for folder in [empty.as_str(), "/no/such/folder"] {
            let called =
                call(&["--lang", lang, "site", &sample(), "-o", "/no/such/place", "--widget", folder]);
            assert_eq!(called.code, 1, "{}", called.err);
            assert!(called.err.contains(want) && called.err.contains(folder), "{}", called.err);
        }
    }
}

#[test]
fn one_of_a_folder_and_a_file_is_asked_for() {
    let widget = widget("site-usage", &["pathway-explorer.classic.js"]);
    for arguments in [&[][..], &["-o", "a", "--single-file", "b.html"]] {
        let called = call(&[&["site", &sample(), "--widget", &widget], arguments].concat());
        assert_eq!(called.code, 2, "{}", called.err);
    }
}

#[test]
fn a_folder_is_written_once_and_never_over_another() {
    let widget = widget("site-widget", &["pathway-explorer.classic.0123456789ab.js", "pathway-explorer.js"]);
    let out = scratch("site-folder").join("made");
    let place = out.display().to_string();
    let called = call(&["--lang", "en", "site", &sample(), "-o", &place, "--widget", &widget]);
    assert_eq!((called.code, called.err.as_str()), (0, ""));
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("<title>Qingcheng Vocational College (fictional): sample data</title>"), "{page}");
    let again = call(&["site", &sample(), "-o", &place, "--widget", &widget]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("is not empty"), "{}", again.err);
    // The same pack and widget give the same bytes.
    let twin = scratch("site-twin").join("made");
    call(&["--lang", "en", "site", &sample(), "-o", &twin.display().to_string(), "--widget", &widget]);
    for entry in fs::read_dir(&out).unwrap() {
        let entry = entry.unwrap();
        let bytes = |folder: &std::path::Path| fs::read(folder.join(entry.file_name())).unwrap();
        assert_eq!(bytes(&out), bytes(&twin), "{:?}", entry.file_name());
    }
}

#[test]
fn two_widgets_in_one_folder_are_not_guessed_between() {
    let widget = widget(
        "site-two",
        &["pathway-explorer.classic.0123456789ab.js", "pathway-explorer.classic.ba9876543210.js"],
    );
    let called = call(&["site", &sample(), "-o", "/no/such/place", "--widget", &widget]);
    assert_eq!(called.code, 1);
    assert!(called.err.contains("cannot read the widget"), "{}", called.err);
}

#[test]
fn a_pack_with_an_error_makes_no_page() {
    let widget = widget("site-bad-pack", &["pathway-explorer.classic.js"]);
    let out = scratch("site-bad").join("page.html");
    let place = out.display().to_string();
    let called = crate::cli::call_with(&["site", "-", "--single-file", &place, "--widget", &widget], b"[]");
    assert_eq!(called.code, 1);
    assert!(called.err.starts_with("error[wrong-type]"), "{}", called.err);
    assert!(!out.exists());
}

#[test]
fn one_file_takes_the_place_of_such_a_file_only() {
    let widget = widget("site-over", &["pathway-explorer.classic.js"]);
    let file = scratch("site-over-file").join("index.html");
    let place = file.display().to_string();
    let make = || call(&["site", &sample(), "--single-file", &place, "--widget", &widget]);
    let portal = "<!doctype html>\n<title>Our portal</title>\n<pathway-explorer src=\"pack.json\"></pathway-explorer>\n";
    fs::write(&file, portal).unwrap();
    let refused = make();
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("is there already"), "{}", refused.err);
    assert_eq!(fs::read_to_string(&file).unwrap(), portal);
    fs::remove_file(&file).unwrap();
    for _ in 0..2 {
        let made = make();
        assert_eq!((made.code, made.err.as_str()), (0, ""));
    }
}
