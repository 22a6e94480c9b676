//! Readings: the pinyin of Chinese names, so that the explorer finds 机器人 by `jqr` and `jiqiren`.

use pinyin::ToPinyin;
use rungs_core::search::READING;
use rungs_core::wire::value::Value;

/// The tables whose names are searched.
const TABLES: [&str; 8] =
    ["jobs", "programmes", "courses", "qualifications", "grades", "competitions", "awards", "skills"];

/// Words in which a character is not read as it mostly is.
const WORDS: &[(&str, &str)] = &[
    ("行业", "hang ye"),
    ("银行", "yin hang"),
    ("行列", "hang lie"),
    ("行情", "hang qing"),
    ("调试", "tiao shi"),
    ("调整", "tiao zheng"),
    ("调节", "tiao jie"),
    ("调机", "tiao ji"),
    ("调解", "tiao jie"),
    ("调味", "tiao wei"),
    ("调酒", "tiao jiu"),
    ("调音", "tiao yin"),
    ("调速", "tiao su"),
    ("调控", "tiao kong"),
    ("联调", "lian tiao"),
    ("装调", "zhuang tiao"),
    ("协调", "xie tiao"),
    ("空调", "kong tiao"),
    ("烹调", "peng tiao"),
    ("调度", "diao du"),
    ("调查", "diao cha"),
    ("调研", "diao yan"),
    ("调用", "diao yong"),
    ("调动", "diao dong"),
    ("会计", "kuai ji"),
    ("重庆", "chong qing"),
    ("重复", "chong fu"),
    ("重构", "chong gou"),
    ("重组", "chong zu"),
    ("重建", "chong jian"),
    ("音乐", "yin yue"),
    ("乐器", "yue qi"),
    ("声乐", "sheng yue"),
    ("生长", "sheng zhang"),
    ("成长", "cheng zhang"),
    ("校长", "xiao zhang"),
    ("班长", "ban zhang"),
    ("组长", "zu zhang"),
    ("店长", "dian zhang"),
    ("护士长", "hu shi zhang"),
    ("人参", "ren shen"),
    ("传记", "zhuan ji"),
    ("弹性", "tan xing"),
    ("弹簧", "tan huang"),
    ("处理", "chu li"),
    ("处置", "chu zhi"),
    ("处方", "chu fang"),
    ("角色", "jue se"),
    ("西藏", "xi zang"),
    ("藏族", "zang zu"),
    ("藏医", "zang yi"),
    ("藏药", "zang yao"),
    ("校验", "jiao yan"),
    ("校准", "jiao zhun"),
    ("校对", "jiao dui"),
    ("校正", "jiao zheng"),
    ("厦门", "xia men"),
    ("效率", "xiao lv"),
    ("频率", "pin lv"),
    ("概率", "gai lv"),
    ("功率", "gong lv"),
    ("汇率", "hui lv"),
    ("模具", "mu ju"),
    ("模板", "mu ban"),
    ("冲模", "chong mu"),
    ("轧钢", "zha gang"),
    ("轧制", "zha zhi"),
    ("切削", "qie xiao"),
    ("车削", "che xiao"),
    ("铣削", "xi xiao"),
    ("磨削", "mo xiao"),
    ("装载", "zhuang zai"),
    ("下载", "xia zai"),
    ("给水", "ji shui"),
    ("给排水", "ji pai shui"),
    ("供给", "gong ji"),
    ("了解", "liao jie"),
    ("公差", "gong cha"),
    ("误差", "wu cha"),
    ("畜牧", "xu mu"),
    ("成都", "cheng du"),
    ("首都", "shou du"),
    ("朝阳", "chao yang"),
    ("单县", "shan xian"),
    ("番禺", "pan yu"),
    ("六安", "lu an"),
];

/// Adds a reading to each Chinese name that has none. An author's own is left alone.
pub fn add(tables: &mut [(&'static str, Vec<Value>)]) {
    let tables = tables.iter_mut().filter(|(table, _)| TABLES.contains(table));
    for record in tables.flat_map(|(_, records)| records) {
        let Value::Map(fields) = record else { continue };
        let Some((_, Value::Map(names))) = fields.iter_mut().find(|(field, _)| field == "name") else {
            continue;
        };
        let is_chinese = |language: &str| language == "zh" || language.starts_with("zh-H");
        let chinese = names.iter().find(|(language, _)| is_chinese(language));
        let has_reading = names.iter().any(|(language, _)| language == READING);
        let reading = chinese.and_then(|(_, name)| reading(name.text()?));
        if let (Some(reading), false) = (reading, has_reading) {
            names.push((READING.to_owned(), Value::Text(reading)));
        }
    }
}

/// A syllable for each Chinese character of a name, without tone, `v` for ü, with spaces between; `None` if there
/// is no such character, or one whose reading is not known.
fn reading(name: &str) -> Option<String> {
    let mut syllables: Vec<String> = Vec::new();
    let mut rest = name;
    while let Some(character) = rest.chars().next() {
        let words = WORDS.iter().filter(|(word, _)| rest.starts_with(word));
        if let Some((word, sounds)) = words.max_by_key(|(word, _)| word.len()) {
            syllables.push((*sounds).to_owned());
            rest = &rest[word.len()..];
            continue;
        }
        rest = &rest[character.len_utf8()..];
        if is_han(character) {
            syllables.push(character.to_pinyin()?.plain().replace('ü', "v"));
        }
    }
    (!syllables.is_empty()).then(|| syllables.join(" "))
}

/// Whether the search expects a syllable for a character.
fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{WORDS, is_han, reading};

    #[test]
    fn names_are_read_aloud() {
        for (name, want) in [
            ("工业机器人系统操作员", Some("gong ye ji qi ren xi tong cao zuo yuan")),
            ("PLC技术与应用", Some("ji shu yu ying yong")),
            ("会计（初级）", Some("kuai ji chu ji")),
            ("设备安装与调试", Some("she bei an zhuang yu tiao shi")),
            ("执行机械行业标准", Some("zhi xing ji xie hang ye biao zhun")),
            ("绿色旅游", Some("lv se lv you")),
            ("音乐治疗", Some("yin yue zhi liao")),
            ("数据处理", Some("shu ju chu li")),
            ("模型与模具", Some("mo xing yu mu ju")),
            ("学校校准", Some("xue xiao jiao zhun")),
            ("给排水", Some("ji pai shui")),
            ("Python", None),
            ("机\u{3fffd}", None),
        ] {
            assert_eq!(reading(name).as_deref(), want, "{name}");
        }
    }

    #[test]
    fn each_character_of_a_word_has_a_syllable() {
        for (word, sounds) in WORDS {
            assert!(word.chars().all(is_han), "{word}");
            assert_eq!(word.chars().count(), sounds.split(' ').count(), "{word}");
        }
    }
}
