//! The command line, called as a function. `cli/tests` starts it as a process.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rungs::Surroundings;
use rungs_core::catalogue::Catalogue;
use rungs_core::pack::{MAX_BYTES, read_json};
use rungs_core::search::Index;
use rungs_core::words::{self, Language};
use rungs_tests::bytes_of;

/// What a call gave.
pub struct Called {
    pub code: u8,
    pub out: String,
    pub err: String,
}

/// Calls the command line with nothing coming in.
pub fn call(arguments: &[&str]) -> Called {
    call_with(arguments, b"")
}

/// Calls the command line.
pub fn call_with(arguments: &[&str], input: &[u8]) -> Called {
    let (code, out, err) = bytes_of(arguments, input);
    let text = |bytes| String::from_utf8(bytes).expect("everything that is written is UTF-8");
    Called { code, out: text(out), err: text(err) }
}

/// What a call that does as it is told writes, which need not be a text.
fn out_of(arguments: &[&str]) -> Vec<u8> {
    let (code, out, _) = bytes_of(arguments, b"");
    assert_eq!(code, 0, "{arguments:?}");
    out
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sample() -> String {
    root().join("www/packs/sample").display().to_string()
}

/// An empty folder for one test.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn wrong_calls_end_with_2_and_say_how_to_call() {
    for arguments in [
        &["check"][..],
        &["chekc", "x"],
        &["check", "x", "--format", "yaml"],
        &["build", "x"],
        &["plan"],
        &["plan", "--instance", "a", "--goal", "b"],
        &["plan", "--instance", "a", "--seconds", "-1"],
        &["plan", "--instance", "a", "--seconds", "NaN"],
        &["plan", "x", "--today", "tomorrow"],
        &["--lang", "fr", "check", "x"],
        &["plan", &sample()],
        &["plan", "-", "--learner", "-"],
    ] {
        let called = call(arguments);
        assert_eq!(called.code, 2, "{arguments:?}");
        assert!(called.out.is_empty() && !called.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn wrong_calls_are_told_in_chinese_too() {
    for (arguments, want) in [
        (&["chekc", "x"][..], "错误：没有“chekc”这个命令\n  提示：是不是“check”？"),
        (&["check"], "错误：缺少 <PACK>"),
        (
            &["check", "x", "--format", "yaml"],
            "错误：“--format <FORMAT>”不能是“yaml”\n  提示：可以写 text、json",
        ),
        (&["check", "x", "--fromat", "json"], "错误：没有“--fromat”这个参数\n  提示：是不是“--format”？"),
        (&["check", "x", "--today", "tomorrow"], "错误：“tomorrow”不是日期"),
        (&["plan", "--instance", "a", "--seconds", "NaN"], "错误：“NaN”不是秒数"),
        (&["plan", "--instance", "a", "--seconds", "-1"], "错误：“-1”太小：请写 0 或更大的数"),
        (&["--lang", "zh", "check", "a"], "错误：“--lang <LANG>”只能写一次"),
        (&["help", "pln"], "错误：没有“pln”这个命令"),
        (&["plan", "--instance", "a", "--goal", "b"], "不能一起用"),
        (&["build", "x"], "错误：缺少 --output <OUTPUT>"),
        (&["build", "x", "-o"], "错误：“--output <OUTPUT>”缺少内容"),
    ] {
        let called = call(&[&["--lang", "zh"], arguments].concat());
        assert_eq!(called.code, 2, "{arguments:?}");
        assert!(called.err.contains(want) && called.out.is_empty(), "{arguments:?}: {}", called.err);
        assert!(!called.err.contains("Usage") && called.err.contains("--help"), "{}", called.err);
    }
}

#[test]
fn help_is_a_result() {
    for arguments in [&["--help"][..], &["check", "--help"], &["plan", "--help"], &["--version"]] {
        let called = call(arguments);
        assert_eq!((called.code, called.err.as_str()), (0, ""), "{arguments:?}");
        assert!(called.out.contains("rungs"), "{arguments:?}");
    }
    let chinese = call(&["--lang", "zh", "check", "--help"]).out;
    assert!(chinese.contains("用法：rungs check") && !chinese.contains("Options"), "{chinese}");
    for language in ["en", "zh"] {
        let [helped, asked] = [&["help", "plan"], &["plan", "--help"]]
            .map(|words| call(&[&["--lang", language], &words[..]].concat()));
        assert!(helped.out.contains("UTC"), "whose day it is: {}", helped.out);
        assert_eq!((helped.code, helped.out, helped.err), (0, asked.out, asked.err), "{language}");
    }
    for arguments in [&["--lang", "zh", "help"][..], &["--lang", "zh", "help", "help"]] {
        let commands = call(arguments).out;
        assert!(commands.contains("显示各命令的说明") && !commands.contains("Print"), "{commands}");
    }
}

#[test]
fn help_says_how_each_command_ends_and_what_a_plan_holds() {
    let manual = std::fs::read_to_string(root().join("docs/pack.md")).unwrap();
    let fields = [
        "bound",
        "reached_by",
        "fees",
        "hours",
        "credits",
        "terms",
        "notes",
        "clashes",
        "hindrances",
        "near",
        "breaches",
    ];
    for (language, ends) in [("en", "Ends with 0"), ("zh", "退出码：0")] {
        for command in ["check", "build", "plan", "site", "template", "reference"] {
            let help = call(&["--lang", language, command, "--help"]).out;
            assert!(help.contains(ends), "{command}: {help}");
        }
        let help = call(&["--lang", language, "plan", "--help"]).out;
        for field in fields {
            assert!(help.contains(field), "{field}: {help}");
            assert!(manual.contains(&format!("`{field}`")), "{field}");
        }
    }
}

#[test]
fn a_built_pack_is_the_pack_that_was_built() {
    let folder = scratch("built");
    let out = folder.join("pack.json").display().to_string();
    let built = call(&["build", &sample(), "-o", &out]);
    assert_eq!((built.code, built.out.as_str()), (0, ""), "{}", built.err);
    let document = std::fs::read(&out).unwrap();
    let again = call_with(&["build", "-", "-o", "-"], &document);
    assert_eq!(again.out.as_bytes(), document);
    let names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["pack.json"], "nothing else is left in the folder");
}

/// Readings are written into the document, an author's own are kept, and both survive the way back to a folder.
#[test]
fn a_built_pack_says_how_chinese_names_are_read() {
    let folder = scratch("readings");
    let source = folder.join("source");
    std::fs::create_dir(&source).unwrap();
    std::fs::write(source.join("pack.csv"), "id,name_zh,version,currency\ndemo,示例,1,CNY\n").unwrap();
    let courses = "id,name_zh,name_zh-Latn\na,会计基础,\nb,银行行长,yin hang hang zhang\nc,Python,\n";
    std::fs::write(source.join("courses.csv"), courses).unwrap();
    let built = call(&["build", &source.display().to_string(), "-o", "-"]).out;
    let document: serde_json::Value = serde_json::from_str(&built).unwrap();
    let name = |at: usize| &document["courses"][at]["name"];
    assert_eq!(name(0)["zh-Latn"], "kuai ji ji chu");
    assert_eq!(name(1)["zh-Latn"], "yin hang hang zhang");
    assert_eq!(name(2), &serde_json::json!({"zh": "Python"}));
    assert_eq!(
        document["pack"]["name"],
        serde_json::json!({"zh": "示例"}),
        "what is not searched needs no reading"
    );

    let back = folder.join("back").display().to_string();
    assert_eq!(call_with(&["build", "-", "-o", &format!("{back}/")], built.as_bytes()).code, 0);
    let courses = std::fs::read_to_string(Path::new(&back).join("courses.csv")).unwrap();
    assert!(
        courses.starts_with("id,name_zh,name_zh-Latn") && courses.contains("kuai ji ji chu"),
        "{courses}"
    );
    assert_eq!(call(&["build", &back, "-o", "-"]).out, built);
}

#[test]
fn the_sample_is_found_by_pinyin() {
    let document = call(&["build", &sample(), "-o", "-"]).out;
    let catalogue = Catalogue::new(read_json(document.as_bytes()).model.unwrap());
    let index = Index::of(&catalogue);
    for (query, want) in
        [("jiqiren", "机器人"), ("gyjqr", "工业机器人"), ("yinyue", "音乐"), ("jxhy", "机械行业")]
    {
        let hits = index.search(query, "zh", 5);
        assert!(hits.iter().any(|hit| hit.name.contains(want)), "{query}: {hits:?}");
    }
}

#[test]
fn errors_keep_a_pack_from_being_built_and_what_stands_there_stays() {
    let folder = scratch("kept");
    let out = folder.join("pack.json");
    let before = r#"{"format":"rungs-pack/1"}"#;
    std::fs::write(&out, before).unwrap();
    let bad = root().join("tests/cases/packs/unknown-id").display().to_string();
    let built = call(&["build", &bad, "-o", &out.display().to_string()]);
    assert_eq!(built.code, 1);
    assert!(built.err.contains("error[unknown-id]"), "{}", built.err);
    assert_eq!(std::fs::read_to_string(&out).unwrap(), before);
}

#[test]
fn what_cannot_be_written_is_said() {
    let out = scratch("unwritable").join("no/such/folder/pack.json").display().to_string();
    let built = call(&["build", &sample(), "-o", &out]);
    assert_eq!(built.code, 1);
    assert!(built.err.contains("cannot write"), "{}", built.err);
    assert!(built.err.contains("no/such/folder does not exist; make it first"), "{}", built.err);
    let built = call(&["--lang", "zh", "build", &sample(), "-o", &out]);
    assert!(built.err.contains("请先新建") && !built.err.contains("os error"), "{}", built.err);
}

#[test]
fn names_of_what_is_not_written_are_refused() {
    let folder = scratch("refused-names");
    let place = |name: &str| folder.join(name).display().to_string();
    let cases = [
        (vec!["build".to_owned(), sample(), "-o".to_owned(), place("x.csv")], "x.csv/"),
        (vec!["build".to_owned(), sample(), "-o".to_owned(), place("x.ODS")], ".xlsx"),
        (vec!["build".to_owned(), sample(), "-o".to_owned(), place("x.xls")], ".xlsx"),
        (vec!["template".to_owned(), "-o".to_owned(), place("x.csv")], ".xlsx"),
        (vec!["site".to_owned(), sample(), "-o".to_owned(), "-".to_owned()], "--single-file -"),
    ];
    for (arguments, want) in cases {
        for language in ["en", "zh"] {
            let mut all = vec!["--lang", language];
            all.extend(arguments.iter().map(String::as_str));
            let called = call(&all);
            assert_eq!((called.code, called.out.as_str()), (2, ""), "{all:?}");
            assert!(called.err.contains(want), "{all:?}: {}", called.err);
        }
    }
    assert!(std::fs::read_dir(&folder).unwrap().next().is_none(), "nothing is written");
}

/// Output that cannot be written out is told in the reader's language.
#[test]
fn output_that_fails_is_told() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for (language, want) in
        [("en", "the result cannot be written out: the disk is full"), ("zh", "无法输出结果：磁盘已满")]
    {
        let mut err = Vec::new();
        let mut surroundings = Surroundings {
            language: Language::English,
            colour: false,
            progress: false,
            input: &mut &b""[..],
            out: &mut Full,
            err: &mut err,
        };
        let arguments = ["rungs", "--lang", language, "reference"].map(OsString::from);
        assert_eq!(rungs::run(arguments, &mut surroundings), 1);
        let err = String::from_utf8(err).unwrap();
        assert!(err.contains(want), "{err}");
    }
}

#[test]
fn a_template_goes_out_as_a_document_does() {
    let bytes = out_of(&["template", "-o", "-"]);
    assert!(bytes.starts_with(b"PK\x03\x04") && !Path::new("-").exists());
}

/// What a name stands for is written, and the link or the pipe stays what it is.
#[cfg(unix)]
#[test]
fn links_and_pipes_are_written_through() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let folder = scratch("written-through");
    std::fs::create_dir(folder.join("there")).unwrap();
    std::fs::write(folder.join("there/old.json"), r#"{"format":"rungs-pack/1"}"#).unwrap();
    let build = |name: &str| call(&["build", &sample(), "-o", &folder.join(name).display().to_string()]);
    let document = out_of(&["build", &sample(), "-o", "-"]);
    for (link, target) in [("old", "there/old.json"), ("new", "there/new.json")] {
        symlink(target, folder.join(link)).unwrap();
        let built = build(link);
        assert_eq!((built.code, built.err.as_str()), (0, ""), "{link}");
        assert!(folder.join(link).is_symlink(), "{link}");
        assert_eq!(std::fs::read(folder.join(target)).unwrap(), document, "{link}");
    }
    let pipe = folder.join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let kind = || std::fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo();
    let reader = {
        let pipe = pipe.clone();
        std::thread::spawn(move || std::fs::read(pipe).unwrap())
    };
    assert_eq!(build("pipe").code, 0);
    // Were it replaced, nobody would ever write into what the reader waits at.
    assert!(kind(), "the pipe is still one");
    assert_eq!(reader.join().unwrap(), document);
}

/// A folder with a pack of these files.
fn pack(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = scratch(name).join("pack");
    std::fs::create_dir(&folder).unwrap();
    let head: (&str, &[u8]) = ("pack.csv", b"id,name_zh,version,currency\ndemo,\xe4\xbe\x8b,1,CNY\n");
    for (name, bytes) in [head].iter().chain(files) {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    folder
}

#[test]
fn a_mended_copy_lacks_nothing() {
    let no_text = b"id,name_zh\n\xff\xff\xff,x\n";
    let files: [(&str, &[u8]); 6] = [
        ("courses.csv", b"id,name_zh,credit\na,a,1\n"),
        ("skills.csv", no_text),
        ("job.csv", no_text),
        ("jobs.xlsx", b"PK\x03\x04\x00\xff"),
        ("notes.txt", b"mine"),
        (".~lock.jobs.csv#", b"lock"),
    ];
    let folder = pack("mended-copy", &files);
    std::fs::create_dir(folder.join("drafts")).unwrap();
    let copy = folder.join("mended");
    let fixed = call(&["check", &folder.display().to_string(), "--fix", &copy.display().to_string()]);
    assert!(fixed.out.contains("now \"credits\"") && fixed.err.is_empty(), "{}{}", fixed.out, fixed.err);
    for (name, bytes) in &files[1..5] {
        assert_eq!(std::fs::read(copy.join(name)).unwrap(), *bytes, "{name}");
    }
    assert!(copy.join("pack.csv").exists() && !copy.join(files[5].0).exists());
    let left: Vec<&str> = fixed.out.lines().filter(|line| line.starts_with("not copied")).collect();
    assert!(left.len() == 1 && left[0].contains("drafts"), "{left:?}");
}

#[test]
fn a_mended_copy_keeps_what_divides_the_cells() {
    let folder = pack("mended-divided", &[("courses.csv", "id;name_zh;credits\na;a, b;4学分\n".as_bytes())]);
    let copy = folder.with_file_name("out");
    call(&["check", &folder.display().to_string(), "--fix", &copy.display().to_string()]);
    let text = std::fs::read_to_string(copy.join("courses.csv")).unwrap();
    assert_eq!(text, "id;name_zh;credits\na;a, b;4\n");
}

#[test]
fn what_is_too_large_to_be_read_whole_is_not_mended() {
    let folder = pack("mend-too-large", &[("courses.csv", b"id,name_zh,credit\na,a,1\n")]);
    let large = std::fs::File::create(folder.join("skills.csv")).unwrap();
    large.set_len(MAX_BYTES + 2).unwrap();
    let copy = folder.with_file_name("out");
    let fixed = call(&["check", &folder.display().to_string(), "--fix", &copy.display().to_string()]);
    assert!(fixed.out.contains("[too-large]") && !copy.exists(), "{}{}", fixed.out, fixed.err);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_is_not_there_is_not_mended() {
    let folder = scratch("mend-nothing");
    let [pack, copy] = ["nosuch", "out"].map(|name| folder.join(name).display().to_string());
    let checked = call(&["check", &pack]);
    let fixed = call(&["check", &pack, "--fix", &copy]);
    assert!(checked.out.contains("[no-such-file]"), "{}", checked.out);
    assert_eq!((fixed.code, fixed.out, fixed.err), (checked.code, checked.out, checked.err));
    assert!(!Path::new(&copy).exists());
}

#[test]
fn every_entry_of_a_list_is_mended_and_told_once() {
    // Each with its last letter twice.
    let ids = ["alpha", "bravo", "charlie", "delta", "hotel", "juliet", "quebec", "yankee"];
    let typed = ids.map(|id| format!("{id}{}", &id[id.len() - 1..]));
    let mut programmes = String::from("id,name_zh,stage,terms,next\n");
    ids.iter().for_each(|id| programmes += &format!("p-{id},x,associate,6,\n"));
    programmes += &format!("first,x,associate,6,p-{}\n", typed.join("; p-"));
    let mut courses = String::from("id,name_zh,requisite\n");
    ids.iter().for_each(|id| courses += &format!("{id},x,\n"));
    courses += &format!("last,x,{}\n", typed.join(" and "));
    let files = [("programmes.csv", programmes.as_bytes()), ("courses.csv", courses.as_bytes())];
    let folder = pack("mended-lists", &files);
    let copy = folder.with_file_name("out");
    let fixed = call(&["check", &folder.display().to_string(), "--fix", &copy.display().to_string()]);
    let text = |name: &str| std::fs::read_to_string(copy.join(name)).unwrap();
    let list = format!("p-{}", ids.join(";p-"));
    assert!(text("programmes.csv").contains(&list), "{}", text("programmes.csv"));
    assert!(text("courses.csv").contains(&ids.join(" and ")), "{}", text("courses.csv"));
    let told: Vec<&str> = fixed.out.lines().filter(|line| line.starts_with("mended")).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    for now in [&list, &ids.join(" and ")] {
        let now = format!("now \"{}\"", words::shown(now));
        assert!(told.iter().any(|line| line.ends_with(&now)), "{now}: {told:?}");
    }
}

#[cfg(unix)]
#[test]
fn one_file_that_cannot_be_opened_is_named_and_the_others_are_read() {
    use std::os::unix::fs::symlink;
    let folder = pack("unopened", &[("courses.csv", b"id,name_zh\n?,x\n")]);
    symlink("nowhere.csv", folder.join("jobs.csv")).unwrap();
    // To open a link to itself fails for everybody, whatever may be opened.
    symlink("skills.csv", folder.join("skills.csv")).unwrap();
    let checked = call(&["check", &folder.display().to_string()]);
    assert_eq!(checked.code, 1);
    for want in [
        "error[dangling-link]: jobs.csv: this is a link",
        "error[unreadable]: skills.csv: ",
        "error[bad-id]: courses.csv",
    ] {
        assert!(checked.out.contains(want), "{}", checked.out);
    }
    assert!(checked.out.contains("\n3 errors"), "{}", checked.out);
}

#[test]
fn what_is_no_pack_is_told_with_the_way_to_mend_it() {
    let folder = pack("no-pack", &[("empty.xlsx", b""), ("json.xlsx", b"{}")]);
    let table = folder.join("pack.csv").display().to_string();
    for (language, name, want) in [
        (
            "en",
            "pack.csv",
            format!("name the folder that it is in: {}", words::shown(&folder.display().to_string())),
        ),
        ("zh", "pack.csv", "请写它所在的文件夹".to_owned()),
        ("en", "empty.xlsx", "the workbook is an empty file".to_owned()),
        ("zh", "empty.xlsx", "空文件".to_owned()),
        ("en", "json.xlsx", "called a workbook, but it is none".to_owned()),
        ("zh", "json.xlsx", "内容却不是".to_owned()),
    ] {
        let checked = call(&["--lang", language, "check", &folder.join(name).display().to_string()]);
        assert!(checked.code == 1 && checked.out.contains(&want), "{table} {want}: {}", checked.out);
    }
}

#[test]
fn findings_for_tools_are_a_list() {
    let bad = root().join("tests/cases/packs/unknown-id-in-requisite").display().to_string();
    let checked = call(&["check", &bad, "--format", "json"]);
    assert_eq!(checked.code, 1);
    let findings: serde_json::Value = serde_json::from_str(&checked.out).unwrap();
    let first = &findings[0];
    assert_eq!(first["code"], "unknown-id");
    assert_eq!(first["severity"], "error");
    assert_eq!(first["place"]["file"], "courses.csv");
    assert_eq!(first["place"]["heading"], "requisite");
    assert!(first["place"]["row"].is_u64() && first["place"]["character"].is_u64());
    assert!(first["message"].is_string() && first["hint"].is_string());
    assert_eq!(call(&["check", &sample(), "--format", "json", "--today", "2025-01-01"]).out, "[]\n");
}

/// What is about the whole has the name that it was given.
#[test]
fn what_is_about_the_whole_says_of_what() {
    let folder = scratch("whole");
    for (name, text) in [("list.json", "[]"), ("empty.json", ""), ("blank.json", "\u{feff} \n")] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let place = |name: &str| folder.join(name).display().to_string();
    let said = |arguments: &[&str], input: &str| call_with(arguments, input.as_bytes());
    for (language, list, input, empty) in [
        ("en", "list.json: a record", "what comes in: a record", "there is nothing in it\n"),
        ("zh", "list.json：这里应为一条记录", "标准输入：这里应为一条记录", "里面什么也没有\n"),
    ] {
        let call = |arguments: &[&str], input| said(&[&["--lang", language], arguments].concat(), input);
        assert!(call(&["check", &place("list.json")], "").out.contains(list));
        assert!(call(&["check", "-"], "[]").out.contains(input));
        for name in ["empty.json", "blank.json"] {
            let name = place(name);
            let checked = call(&["check", &name], "").out;
            assert!(checked.contains("[empty]") && checked.contains(empty), "{checked}");
            for arguments in [&["plan", &sample(), "--learner", &name][..], &["plan", "--instance", &name]] {
                let planned = call(arguments, "");
                assert!(planned.code == 1 && planned.err.contains(empty), "{}", planned.err);
            }
        }
        assert!(call(&["check", "-"], "").out.contains("[empty]"));
    }
    let checked = call(&["check", &place("list.json"), "--format", "json"]).out;
    assert!(checked.contains("\"place\":{\"file\":\""), "{checked}");
}

/// Nothing is written over what is read, and that is the reason that is said.
#[test]
fn what_is_read_is_not_written_over() {
    let folder = scratch("read");
    let document = out_of(&["build", &sample(), "-o", "-"]);
    let tables = pack("read-tables", &[]).display().to_string();
    for name in ["pack.json", "pack.xlsx"] {
        let place = folder.join(name).display().to_string();
        let _ = call_with(&["build", "-", "-o", &place], &document);
        for (language, want) in [("en", "is the pack that is read"), ("zh", "正是要读取的数据包")] {
            for arguments in [
                &["--lang", language, "build", &place, "-o", &place][..],
                &["--lang", language, "build", &tables, "-o", &tables],
                &["--lang", language, "check", &tables, "--fix", &tables],
            ] {
                let called = call(arguments);
                assert_eq!((called.code, called.out.as_str()), (1, ""), "{arguments:?}");
                assert!(called.err.contains(want), "{arguments:?}: {}", called.err);
            }
        }
    }
}

/// Whatever keeps a command from doing its work begins alike.
#[test]
fn complaints_begin_alike() {
    let folder = scratch("alike");
    std::fs::write(folder.join("mine.json"), "mine").unwrap();
    let place = |name: &str| folder.join(name).display().to_string();
    let sample = sample();
    for (language, start) in [("en", "error: "), ("zh", "错误：")] {
        for arguments in [
            &["build", &sample, "-o", &place("mine.json")][..],
            &["build", &sample, "-o", &place("no/such/x.json")],
            &["build", &sample, "-o", &format!("{}/", folder.display())],
            &["build", &sample, "-o", &place("x.csv")],
            &["template", "-o", &place("x.csv")],
            &["check", &place("mine.json"), "--fix", &place("x")],
            &["plan", &sample, "--learner", "nobody"],
            &["plan", &sample, "--goal", "nothing-of-the-kind"],
            &["plan", &sample],
            &["plan", "-", "--learner", "-"],
            &["site", &sample, "-o", "-"],
            &["site", &sample, "-o", "x", "--widget", &place("nowhere")],
        ] {
            let called = call(&[&["--lang", language], arguments].concat());
            assert_ne!(called.code, 0, "{arguments:?}");
            assert!(
                called.err.starts_with(start) || called.out.starts_with(start),
                "{arguments:?}: {}",
                called.err
            );
        }
    }
}

#[test]
fn a_plan_from_a_pack_is_proven_and_the_same_every_time() {
    let arguments = [
        "plan",
        &sample(),
        "--learner",
        "mechatronics-2",
        "--today",
        "2026-11-24",
        "--json",
        "--seconds",
        "600",
    ];
    let planned = call(&arguments);
    assert_eq!(planned.code, 0, "{}", planned.err);
    let answer: serde_json::Value = serde_json::from_str(&planned.out).unwrap();
    assert_eq!(answer["status"], "optimal");
    assert!(answer["plan"]["start"].as_object().is_some_and(|start| !start.is_empty()));
    assert_eq!(call(&arguments).out, planned.out);
}

/// What is not used of a learner's file is said to whoever looks, and to tools, and nothing of what the explorer exports.
#[test]
fn what_is_not_used_of_a_learners_file_is_said_and_in_the_object() {
    let file =
        r#"{"format":"rungs-learner/1","pack":"rungs-sample","completed":["plc"],"held":["zzz"],"term":99}"#;
    let plan = ["plan", &sample(), "--learner", "-", "--goal", "robot-operator", "--today", "2026-11-24"];
    let said = call_with(&[&plan[..], &["--json"]].concat(), file.as_bytes());
    let want = [
        "warning: what comes in at /completed: there is no field \"completed\" here: not used\n",
        "warning: what comes in at /held/0: the pack does not have \"zzz\": not used\n",
        "warning: what comes in at /term: 99 is out of range: 16 is used\n",
    ];
    assert_eq!((said.code, said.err), (0, want.concat()));
    let object: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let told = object["warnings"].as_array().expect("a list").iter();
    let told: Vec<_> = told.map(|it| (it["at"].as_str().unwrap(), it["code"].as_str().unwrap())).collect();
    assert_eq!(told, [("/completed", "unknown-field"), ("/held/0", "unknown-id"), ("/term", "adjusted")]);
    assert_eq!(object["warnings"][2]["said"], "99 is out of range: 16 is used");
    let chinese = call_with(&[&["--lang", "zh"], &plan[..]].concat(), file.as_bytes()).err;
    assert!(chinese.contains("警告：标准输入 的 /held/0：数据包里没有“zzz”，未采用\n"), "{chinese}");
    let none = call_with(&[&plan[..], &["--json"]].concat(), br#"{"format":"rungs-learner/1"}"#);
    let object: serde_json::Value = serde_json::from_str(&none.out).unwrap();
    assert_eq!((none.err.as_str(), object["warnings"].to_string().as_str()), ("", "[]"));
}

#[test]
fn a_plan_in_words_says_when_and_how_long() {
    let arguments =
        ["plan", &sample(), "--learner", "mechatronics-2", "--today", "2026-11-24", "--seconds", "600"];
    let said = call(&arguments).out;
    let json: Vec<&str> = arguments.into_iter().chain(["--json"]).collect();
    let answer: serde_json::Value = serde_json::from_str(&call(&json).out).unwrap();
    assert!(said.lines().next().unwrap().contains("reached by the end of"), "{said}");
    let terms = answer["terms"].as_array().unwrap();
    let items = terms.iter().flat_map(|term| term["items"].as_array().unwrap());
    let (mut days, mut long) = (0, 0);
    for item in items {
        if let Some(day) = item["sitting"].as_str() {
            days += 1;
            assert!(said.contains(&format!("on {day}")), "{day}: {said}");
        }
        let duration = item["duration"].as_u64().unwrap();
        if duration > 1 {
            long += 1;
            assert!(
                said.contains(&format!("{} · {duration} terms", item["name"].as_str().unwrap())),
                "{said}"
            );
        }
    }
    assert!(days > 0, "{answer}");
    assert_eq!(said.matches("(goes on)").count() > 0, long > 0, "{said}");
    let stopped = call(&["plan", &sample(), "--goal", "robot-operator", "--seconds", "0"]).out;
    let want = "no plan was found in this time, nor was it proven that there is none\n";
    assert!(stopped.ends_with(want), "{stopped}");
    let other = br#"{"format":"rungs-learner/1","pack":"other-school"}"#;
    let told = call_with(&["plan", &sample(), "--learner", "-", "--goal", "robot-operator"], other).err;
    assert!(told.contains("another pack (other-school)"), "{told}");
}

#[test]
fn plans_of_a_pack_refuse_what_they_do_not_know() {
    let cases: [(&[&str], u8, &str); 6] = [
        (&["--goal", "robot-operater"], 1, "did you mean \"robot-operator\"?"),
        (&["--goal", "nothing-of-the-kind"], 1, "the pack has the jobs "),
        (&[], 2, "--goal ID\n  hint: the pack has the jobs "),
        (&["--learner", "nobody.json"], 1, "mechatronics-2"),
        (&["--learner", "-"], 1, "what comes in: not JSON (line 1, column 1): the document ends too early"),
        (&["--lang", "zh", "--learner", "nobody.json"], 1, "nobody.json：没有这个文件\n  提示："),
    ];
    let sample = sample();
    for (arguments, code, want) in cases {
        let all: Vec<&str> = ["plan", sample.as_str()].into_iter().chain(arguments.iter().copied()).collect();
        let planned = call_with(&all, b"{");
        assert_eq!((planned.code, planned.out.as_str()), (code, ""), "{arguments:?}");
        assert!(planned.err.contains(want), "{arguments:?}: {}", planned.err);
    }
}

const SMALL: &str = r#"{"format": "pathway-plan/1", "horizon": 2, "competences": [{"id": "weld", "need": 2}],
    "items": [
        {"id": "a", "kind": "course", "duration": 1, "starts": [0, 1], "credits": 2, "load": 4, "fee": 10,
         "effort": 3, "gives": {"weld": 1}, "prereq": []},
        {"id": "b", "kind": "course", "duration": 1, "starts": [0, 1], "credits": 2, "load": 4, "fee": 20,
         "effort": 3, "gives": {"weld": 1}, "prereq": [{"any": ["a"], "lag": 1}]}],
    "recognition": [], "recognition_limit_per_item": 1, "max_recognised_credits": 0, "exclusive": [],
    "mandatory": [], "done": [], "load_cap": [8, 8], "exam_cap": 1, "budget": BUDGET, "min_credits": 0,
    "objective": {"fee": 1, "term": 100, "effort": 0}}"#;

#[test]
fn plans_an_instance() {
    let cases = [
        (
            "30",
            r#"{"bound":230,"plan":{"recognised":[],"start":{"a":0,"b":1}},"status":"optimal","value":230}"#,
        ),
        ("29", r#"{"bound":null,"plan":null,"status":"infeasible","value":null}"#),
    ];
    for (budget, want) in cases {
        let instance = SMALL.replace("BUDGET", budget);
        let planned = call_with(&["plan", "--instance", "-", "--json"], instance.as_bytes());
        assert_eq!((planned.code, planned.out.trim_end()), (0, want), "{}", planned.err);
    }
    let shown = call_with(&["plan", "--instance", "-"], SMALL.replace("BUDGET", "30").as_bytes());
    assert_eq!(shown.out, "optimal, value 230, bound 230\n0: a\n1: b\n");
    let stopped = call_with(
        &["plan", "--instance", "-", "--json", "--seconds", "0"],
        SMALL.replace("BUDGET", "30").as_bytes(),
    );
    assert_eq!(stopped.code, 0);
    let answer: serde_json::Value = serde_json::from_str(&stopped.out).unwrap();
    assert_eq!(answer["status"], "unknown", "{answer}");
}

#[test]
fn bad_instances_end_with_1() {
    let missing = SMALL.replace("BUDGET", "\"much\"");
    for instance in ["", "{", "[]", "{}", &missing] {
        let planned = call_with(&["plan", "--instance", "-", "--json"], instance.as_bytes());
        assert_eq!((planned.code, planned.out.as_str()), (1, ""), "{instance}");
        assert!(planned.err.starts_with("error: "), "{}", planned.err);
    }
    assert_eq!(call(&["plan", "--instance", "no-such-file"]).code, 1);
    let said = call_with(&["--lang", "zh", "plan", "--instance", "-"], missing.as_bytes()).err;
    assert_eq!(said, "错误：标准输入：/budget：这里应为整数\n  提示：只写数字，不带引号和单位\n");
    let said = call_with(&["plan", "--instance", "-"], b"[]").err;
    assert_eq!(said.matches("error: ").count(), 1, "{said}");
    let doubtful = SMALL.replace("BUDGET", "30, \"bugdet\": 1");
    let planned = call_with(&["plan", "--instance", "-"], doubtful.as_bytes());
    assert_eq!(planned.code, 0);
    assert!(planned.err.starts_with("warning: what comes in: /bugdet: there is no field"), "{}", planned.err);
    assert!(planned.err.ends_with("\n  hint: did you mean \"budget\"?\n"), "{}", planned.err);
}

#[test]
fn what_is_not_json_is_said_once_with_its_place() {
    let folder = scratch("not-json");
    let broken = folder.join("broken.json").display().to_string();
    std::fs::write(&broken, "{\n  \"a\": hm}").unwrap();
    let said = |arguments: &[&str]| {
        let called = call(arguments);
        assert_eq!((called.code, called.out.as_str()), (1, ""), "{arguments:?}");
        called.err
    };
    let sample = sample();
    for arguments in [&["plan", "--instance", &broken][..], &["plan", &sample, "--learner", &broken]] {
        let english = said(arguments);
        assert!(
            english.contains("broken.json: not JSON (line 2, column 8): a value should stand here\n"),
            "{english}"
        );
        let chinese = said(&[&["--lang", "zh"], arguments].concat());
        assert!(
            chinese.contains("broken.json：不是 JSON（第 2 行，第 8 列）：这里应有一个值\n"),
            "{chinese}"
        );
    }
    let chinese = said(&["--lang", "zh", "plan", "--instance", "no-such-file"]);
    assert!(chinese.contains("没有这个文件"), "{chinese}");
}

/// A pipe whose reader has gone after some bytes.
struct Closed(usize);

impl Write for Closed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let bad = root().join("tests/cases/packs/many-at-once").display().to_string();
    for arguments in [
        &["check", &bad][..],
        &["check", &bad, "--format", "json"],
        &["build", &sample(), "-o", "-"],
        &["plan", &sample(), "--learner", "mechatronics-2"],
        &["--help"],
    ] {
        for room in [0, 7, 100] {
            let mut surroundings = Surroundings {
                language: Language::English,
                colour: false,
                progress: false,
                input: &mut io::empty(),
                out: &mut Closed(room),
                err: &mut Closed(room),
            };
            let arguments = std::iter::once("rungs").chain(arguments.iter().copied()).map(OsString::from);
            rungs::run(arguments, &mut surroundings);
        }
    }
}
