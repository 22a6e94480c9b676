//! The share code: goal, programme and the plan's choices in a line that fits an address and a QR code.
//!
//! `1~gindustrial-robot-operator~p460301~t3~b800~cf00d`: the version, then fields, each a letter and its value, then
//! a checksum. It can be read by eye, so that whoever passes it on sees what it says. Of what a learner holds it says
//! one thing (`k`): that all compulsory courses of earlier terms are passed; no certificate, no award, no mark. An older
//! code opens on newer data: what the data no longer has is told.

use crate::catalogue::Catalogue;
use crate::coverage::compulsory_before;
use crate::learner::{Learner, Priority};
use crate::model::Node;
use crate::sort::sort;
use crate::wire::field::{self, note_lost};

/// The version of the codes that are written.
const VERSION: &str = "1";
/// No code that a student shares is longer.
pub const LONGEST: usize = 4096;

/// Why a code cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// It is no code of ours, or was written by a newer version.
    Version,
    /// Something in it was changed or is missing.
    Checksum,
}

/// What a code says.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// A learner with what was shared and nothing else.
    pub learner: Learner,
    /// What the data does not have, each once, without what cannot be seen: a link may say anything.
    pub lost: Vec<String>,
}

/// Writes the code of a learner as [`write()`] does; `None`: it is longer than any code that is read, and the plan's file
/// is what is left to pass on.
pub fn write_short(catalogue: &Catalogue, learner: &Learner) -> Option<String> {
    Some(write(catalogue, learner)).filter(|code| code.len() <= LONGEST)
}

/// Writes the code of a learner's goal, programme, region, term of entry, term, limits, priorities, pins, their terms,
/// exclusions, choices between this and that, skills that the plan goes without, what is supposed of the college, and whether all compulsory courses of earlier terms are passed.
pub fn write(catalogue: &Catalogue, learner: &Learner) -> String {
    let mut code = String::from(VERSION);
    let mut add = |letter: char, value: &str| {
        code.push('~');
        code.push(letter);
        encode(&mut code, value);
    };
    if let Some(goal) = learner.goal {
        add('g', &catalogue.jobs[goal].about.id);
    }
    if let Some(programme) = learner.programme {
        add('p', &catalogue.programmes[programme].about.id);
    }
    if let Some(region) = learner.region {
        add('r', &catalogue.regions[region].id);
    }
    if let Some(term) = learner.entry.and_then(|entry| catalogue.calendar.get(entry as usize)) {
        add('e', &term.id);
    }
    let numbers =
        [('t', learner.term), ('b', learner.budget), ('h', learner.hours_a_week), ('d', learner.deadline)];
    for (letter, number) in numbers {
        if let Some(number) = number {
            add(letter, &number.to_string());
        }
    }
    if let Some(pilot) = learner.pilot {
        add('q', if pilot { "1" } else { "0" });
    }
    if is_on_track(catalogue, learner) {
        add('k', "");
    }
    for priority in &learner.priorities {
        add('o', priority.code());
    }
    for (node, place) in &learner.moved {
        add('m', &format!("{}@{}", catalogue.about(*node).id, catalogue.term_code(*place)));
    }
    for (letter, nodes) in [('n', &learner.pinned), ('x', &learner.excluded)] {
        for node in nodes {
            add(letter, &catalogue.about(*node).id);
        }
    }
    for of in &learner.either {
        let ids: Vec<&str> = of.iter().map(|node| catalogue.about(*node).id.as_str()).collect();
        add('i', &ids.join("|"));
    }
    for skill in &learner.without {
        add('w', &catalogue.skills[*skill].about.id);
    }
    let sum = checksum(&code);
    code.push_str(&format!("~c{sum:04x}"));
    code
}

/// Reads a code.
///
/// # Errors
/// If it is no code, of a newer version, or damaged. Nothing of it is then used.
pub fn read(catalogue: &Catalogue, code: &str) -> Result<Shared, Broken> {
    if code.len() > LONGEST || !code.starts_with(VERSION) {
        return Err(Broken::Version);
    }
    let (body, sum) = code.split_once("~c").filter(|(_, sum)| !sum.contains('~')).ok_or(Broken::Checksum)?;
    if u16::from_str_radix(sum, 16) != Ok(checksum(body)) {
        return Err(Broken::Checksum);
    }
    let mut fields = body.split('~');
    if fields.next() != Some(VERSION) {
        return Err(Broken::Version);
    }
    let (mut learner, mut lost) = (Learner::default(), Vec::new());
    let mut on_track = false;
    for field in fields {
        let Some(letter) = field.chars().next() else { continue };
        if letter == 'k' {
            on_track = true;
            continue;
        }
        let value = decode(&field[letter.len_utf8()..]).ok_or(Broken::Checksum)?;
        if !take(catalogue, &mut learner, letter, &value) {
            note_lost(&mut lost, field::seen(&value).trim());
        }
    }
    let mut learner = learner.limited(catalogue);
    if let (true, Some(programme), Some(term)) = (on_track, learner.programme, learner.term) {
        learner.held = compulsory_before(catalogue, programme, term);
    }
    Ok(Shared { learner, lost })
}

/// Whether a learner has passed every compulsory course of earlier terms.
fn is_on_track(catalogue: &Catalogue, learner: &Learner) -> bool {
    let (Some(programme), Some(term)) = (learner.programme, learner.term) else { return false };
    let earlier = compulsory_before(catalogue, programme, term);
    !earlier.is_empty() && earlier.iter().all(|course| learner.held.contains(course))
}

/// Takes a field over; `false` if the data has no such thing.
fn take(catalogue: &Catalogue, learner: &mut Learner, letter: char, value: &str) -> bool {
    let node = catalogue.node(value);
    match (letter, node) {
        ('g', Some(Node::Job(job))) => learner.goal = Some(job),
        ('p', Some(Node::Programme(programme))) => learner.programme = Some(programme),
        ('n', Some(node)) => learner.pinned.push(node),
        ('x', Some(node)) => learner.excluded.push(node),
        ('r', _) => {
            let place = catalogue.regions.iter().find(|(_, region)| region.id == value);
            learner.region = place.map(|(id, _)| id);
            return learner.region.is_some();
        }
        ('e', _) => {
            let place = catalogue.calendar.iter().position(|term| term.id == value);
            learner.entry = place.map(|place| place as u32);
            return learner.entry.is_some();
        }
        ('m', _) => {
            let moved = value
                .rsplit_once('@')
                .and_then(|(id, place)| Some((catalogue.node(id)?, catalogue.term_place(place)?)));
            learner.moved.extend(moved);
            return moved.is_some();
        }
        ('i', _) => {
            let of: Vec<Node> = value.split('|').filter_map(|id| catalogue.node(id)).collect();
            let all = of.len() == value.split('|').count();
            learner.ask_either(&of);
            return all;
        }
        ('w', _) => {
            let skill = catalogue.skill(value);
            learner.without.extend(skill);
            return skill.is_some();
        }
        ('q', _) => {
            learner.pilot =
                [("1", true), ("0", false)].into_iter().find(|(code, _)| *code == value).map(|it| it.1);
            return learner.pilot.is_some();
        }
        ('t' | 'b' | 'h' | 'd', _) => {
            let number = value.parse().ok();
            match letter {
                't' => learner.term = number,
                'b' => learner.budget = number,
                'h' => learner.hours_a_week = number,
                _ => learner.deadline = number,
            }
            return number.is_some();
        }
        ('o', _) => match Priority::ALL.iter().find(|priority| priority.code() == value) {
            Some(priority) => learner.priorities.push(*priority),
            None => return false,
        },
        _ => return false,
    }
    true
}

impl Shared {
    /// Takes what was shared over into a learner. What they hold, with its marks, what they say they can do, what failed,
    /// their notes, favourites and plans put aside stay, and so does who they are where nothing is said of it. What they
    /// had added by hand, the warnings that they had answered for and the adviser's remark were about their plan, and go
    /// with it.
    pub fn apply(self, learner: &mut Learner) {
        let shared = self.learner;
        let mine = std::mem::take(learner);
        let mut held = mine.held;
        for node in &shared.held {
            if !held.contains(node) {
                held.push(*node);
            }
        }
        *learner = Learner {
            goal: shared.goal.or(mine.goal),
            programme: shared.programme.or(mine.programme),
            entry: shared.entry.or(mine.entry),
            term: shared.term.or(mine.term),
            region: shared.region.or(mine.region),
            held,
            marks: mine.marks,
            self_rated: mine.self_rated,
            failed: mine.failed,
            notes: mine.notes,
            stray: mine.stray,
            favourites: mine.favourites,
            plans: mine.plans,
            ..shared
        };
    }
}

/// Letters, digits and `-._+` stand for themselves, all else for its bytes, as in any address.
fn encode(code: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'+') {
            code.push(byte as char);
        } else {
            code.push_str(&format!("%{byte:02X}"));
        }
    }
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let (pair, after) = rest.split_first_chunk::<2>()?;
        let pair = std::str::from_utf8(pair).ok()?;
        bytes.push(u8::from_str_radix(pair, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

/// What an adviser has seen of a plan, in one line: its share code, and a checksum of what the code leaves out although
/// the plan depends on it: what is held with its marks, what the learner says they can do, what failed, what was added by
/// hand.
pub fn seen(catalogue: &Catalogue, learner: &Learner) -> String {
    let id = |node: &Node| catalogue.about(*node).id.as_str();
    let mut rest = Vec::new();
    rest.extend(learner.held.iter().map(|node| id(node).to_owned()));
    rest.extend(learner.marks.iter().map(|(node, mark)| format!("{}={mark}", id(node))));
    rest.extend(
        learner.failed.iter().map(|(node, place)| format!("{}!{}", id(node), catalogue.term_code(*place))),
    );
    rest.extend(learner.self_rated.iter().map(|skill| format!("{}?", catalogue.skills[*skill].about.id)));
    let own = learner.own.iter();
    rest.extend(own.map(|own| {
        let at = catalogue.term_code(own.at);
        format!("{} {at} {} {}", own.name, own.hours, own.credits.hundredths())
    }));
    sort(&mut rest);
    format!("{}~h{:04x}", write(catalogue, learner), checksum(&rest.join(";")))
}

/// CRC-16/XMODEM: what is mistyped or cut off is noticed, what is forged is not.
fn checksum(text: &str) -> u16 {
    let mut sum = 0u16;
    for byte in text.bytes() {
        sum ^= u16::from(byte) << 8;
        for _ in 0..8 {
            sum = if sum & 0x8000 != 0 { (sum << 1) ^ 0x1021 } else { sum << 1 };
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ladder::fixture::Fixture;

    /// A programme `p` with a compulsory course `c`, jobs `j` and `k`, a certificate `q.1`, a region `r`, a term `t0`.
    fn small() -> Catalogue {
        let mut fixture = Fixture::new(1);
        fixture.programme("p", 0, &[], &["j"]).course("c").job("j", 0, &[]).job("k", 0, &[]);
        fixture.qualification("q", &[0]);
        let entry = r#""programme":"p","course":"c","terms":[1],"nature":"compulsory","category":"core""#;
        fixture.row("curriculum", entry).row("regions", r#""id":"r","name":{"en":"R"}"#);
        let term = r#""id":"t0","name":{"en":"T"},"start":"2026-09-01","end":"2027-01-15","weeks":10"#;
        fixture.row("calendar", term);
        fixture.build()
    }

    #[test]
    fn the_checksum_is_the_usual_one() {
        assert_eq!(checksum("123456789"), 0x31c3);
    }

    #[test]
    fn what_an_address_would_change_is_encoded() {
        let mut code = String::new();
        encode(&mut code, "焊工-1 ~%");
        assert_eq!(code, "%E7%84%8A%E5%B7%A5-1%20%7E%25");
        assert_eq!(decode(&code).as_deref(), Some("焊工-1 ~%"));
        for broken in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(decode(broken), None, "{broken}");
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(text in any::<String>()) {
            let mut code = String::new();
            encode(&mut code, &text);
            prop_assert_eq!(decode(&code), Some(text));
        }

        /// With the right checksum, so that all of it is looked at. No field begins with `c`, which is the checksum's.
        #[test]
        fn any_fields_are_read_and_written_again(
            fields in r"(~[abd-z](p|j|k|c|r|q\.1|t0|soonest|[0-9]{1,11}|[jckz]@(t0|[0-9]{1,3})|[jckz](\|[jckz]){1,3}|[a-z0-9%@|é.-]{0,8})){0,8}",
        ) {
            thread_local!(static SMALL: Catalogue = small());
            let body = format!("{VERSION}{fields}");
            let code = format!("{body}~c{:04x}", checksum(&body));
            SMALL.with(|catalogue| {
                let shared = read(catalogue, &code);
                if !fields.contains('%') {
                    prop_assert!(shared.is_ok(), "{}: {:?}", code, shared);
                }
                if let Ok(Shared { learner, .. }) = shared {
                    let again = read(catalogue, &write(catalogue, &learner));
                    prop_assert_eq!(again, Ok(Shared { learner, lost: Vec::new() }), "{}", code);
                }
                Ok(())
            })?;
        }
    }
}
