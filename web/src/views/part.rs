//! Small parts that every view uses: names, marks, sources, headings.

use std::rc::Rc;

use crate::dom::{Child, El, View, el, fold, group, labelled, live, once, svg};
use qrcodegen::{QrCode, QrCodeEcc};
use rungs_core::catalogue::Catalogue;
use rungs_core::model::{Family, GradeId, Kind, Node, SourceId};
use rungs_core::names::Names;
use rungs_core::words::{Language, labels, plan};

use crate::browser;
use crate::signal::Signal;
use crate::state::{State, state};
use crate::words::{Words, words};

/// The pack's own text in the reader's language, marked with the language that it really is in.
pub fn text(names: &Names, language: Language) -> View {
    let (text, tag) = labels::name(names, language);
    let foreign = (tag != language.tag()).then(|| tag.to_owned());
    el("bdi").attr("lang", foreign).child(text.to_owned()).view()
}

/// A name with its twin in the other language beside it, for headings.
pub fn both(names: &Names, language: Language) -> View {
    let other = if language == Language::Chinese { "en" } else { "zh" };
    let twin = names.get(other).filter(|_| names.get(language.tag()).is_some()).map(|text| {
        group([" ".view(), el("bdi").class("twin").attr("lang", other).child(text.to_owned()).view()])
    });
    group([text(names, language).view(), twin.view()]).view()
}

/// The glyph of a kind: shape and colour tell the five kinds apart.
pub fn glyph(kind: Kind) -> View {
    let (class, sign) = match kind {
        Kind::Job => ("glyph job", "◆"),
        Kind::Course => ("glyph course", "■"),
        Kind::Competition | Kind::Award => ("glyph competition", "★"),
        Kind::Qualification | Kind::Grade => ("glyph certificate", "●"),
        Kind::Programme => ("glyph programme", "▬"),
    };
    el("span").class(class).attr("aria-hidden", "true").child(sign).view()
}

/// A badge with the kind.
pub fn kind_badge(kind: Kind, language: Language) -> View {
    el("span").class("badge").child(glyph(kind)).child(" ").child(labels::kind(kind, language)).view()
}

/// A badge with the family of a qualification: two families share one Chinese name, so it is always printed.
pub fn family_badge(family: Family, language: Language) -> View {
    let class = match family {
        Family::X => "badge x",
        Family::SkillGrade => "badge skill-grade",
        _ => "badge",
    };
    el("span").class(class).child(labels::family(family, language)).view()
}

/// A badge with the status of an item, where one is said.
pub fn status_badge(catalogue: &Catalogue, node: Node, language: Language) -> Option<El> {
    let status = catalogue.status(node)?;
    let badge = el("span").class("badge").class_if("bad", status.is_over());
    Some(badge.child(labels::status(status, language)))
}

/// The family of a grade.
pub fn family_of(catalogue: &Catalogue, grade: GradeId) -> Family {
    catalogue.qualifications[catalogue.grades[grade].qualification].family
}

/// A link inside the explorer to a node.
pub fn link(node: Node, language: Language) -> View {
    let state = state();
    let catalogue = state.catalogue();
    let name = plan::node(&catalogue, node, language);
    el("button")
        .attr("type", "button")
        .class("link")
        .on("click", move |_| state.open(node))
        .child(glyph(node.kind()))
        .child(" ")
        .child(el("bdi").child(name))
        .view()
}

/// The heading of a place. It takes the focus when the visitor has gone there.
pub fn heading(content: View, class: &'static str) -> View {
    let heading = el("h3").class(class).attr("tabindex", "-1").child(content);
    if state().moved.get_untracked() {
        focus_soon(&heading);
    }
    heading.view()
}

/// Puts the focus on something that is being drawn: it is in the page only after this turn.
pub fn focus_soon(what: &El) {
    let element = what.element().clone();
    browser::soon(move || browser::focus(&element));
}

/// The source of a fact, one tap away; what is made up says so without a tap.
pub fn source(id: Option<SourceId>, language: Language) -> View {
    sources([id], language)
}

/// The sources of a group of facts, each once.
pub fn sources(ids: impl IntoIterator<Item = Option<SourceId>>, language: Language) -> View {
    sources_of("", ids.into_iter().collect(), language)
}

/// The same, where there are many: whoever does not see where they stand hears what they are of.
pub fn sources_of(what: &str, ids: Vec<Option<SourceId>>, language: Language) -> View {
    let catalogue = state().catalogue();
    let words = words(language);
    let made_up = catalogue.is_made_up(&ids);
    let mut ids: Vec<SourceId> = ids.into_iter().flatten().collect();
    rungs_core::sort::sort(&mut ids);
    ids.dedup();
    if ids.is_empty() {
        return el("small").class("no-source").child(words.no_source).view();
    }
    let mark =
        made_up.then(|| group([el("span").class("mark").child(words.illustrative).view(), " ".view()]));
    let seen = if made_up { words.illustrative } else { "" };
    let name = (!what.is_empty()).then(|| format!("{seen} {}{}{what}", words.source, words.colon));
    let summary = el("summary").attr("aria-label", name).child(mark).child(words.source);
    let list = move || {
        let mut list = el("div").class("source-list");
        for id in &ids {
            list = list.child(source_details(&catalogue, *id, language));
        }
        list.view()
    };
    fold(summary, list).class("source").view()
}

/// The sources of rows of a table without ids, and of single fields in them. `rows` names the rows: see
/// `provenance` in docs/pack.md.
pub fn cited(
    own: impl IntoIterator<Item = Option<SourceId>>,
    table: &str,
    rows: &str,
    language: Language,
) -> View {
    let mut all = state().catalogue().cell_sources(table, rows);
    all.extend(own);
    sources(all, language)
}

fn source_details(catalogue: &Catalogue, id: SourceId, language: Language) -> View {
    let words = words(language);
    let source = &catalogue.sources[id];
    let publisher = (!source.publisher.is_empty())
        .then(|| el("span").child(words.published_by).child(" ").child(text(&source.publisher, language)));
    let read = source.read.map(|day| el("span").child(dated(&(words.read_on)(&day.to_string()))));
    let address = source.url.clone().map(|url| {
        let address = el("span").class("address").child(url.as_str());
        if !state().page.read_untracked().allows(&url) {
            return address;
        }
        outside(&url).child(words.open_source).child(" ").child(address).child(" ").child(words.new_window)
    });
    let attribution =
        (!source.attribution.is_empty()).then(|| el("span").child(text(&source.attribution, language)));
    el("p")
        .child(el("strong").child(text(&source.name, language)))
        .child(el("span").class("confidence").child(labels::confidence(source.confidence, language)))
        .child(publisher)
        .child(read)
        .child(address)
        .child(source.url.as_deref().and_then(|url| to_scan(url, words)))
        .child(attribution)
        .view()
}

/// At a booth no link leads out; a phone takes it along instead.
fn to_scan(address: &str, words: &'static Words) -> Option<View> {
    state().page.read_untracked().booth.as_ref()?;
    let address = address.to_owned();
    let summary = el("summary").child(words.scan_to_open);
    Some(fold(summary, move || qr(&address, words.qr)).view())
}

/// A link that leaves the page, to an address that the page allows; to any other, no link.
pub fn outside(address: &str) -> El {
    if !state().page.read_untracked().allows(address) {
        return el("span");
    }
    el("a").attr("href", address).attr("target", "_blank").attr("rel", "noopener noreferrer")
}

/// A button that does something.
pub fn button(label: impl Child, class: &str, act: impl Fn() + 'static) -> El {
    el("button").attr("type", "button").class(class).on("click", move |_| act()).child(label)
}

/// A block that can take the focus.
pub fn around() -> El {
    el("div").attr("tabindex", "-1")
}

/// A button that is gone once it is pressed. What stands around it takes the focus, which would be lost with it.
pub fn passing(around: &El, label: impl Child, class: &str, act: impl Fn() + 'static) -> El {
    let around = around.clone();
    button(label, class, move || {
        browser::focus(around.element());
        act();
    })
}

/// A button that gives way to its answer, `None` as long as nobody asked. The answer alone is announced.
pub fn answered(
    label: &'static str,
    class: &'static str,
    ask: Rc<dyn Fn()>,
    answer: Rc<dyn Fn() -> Option<View>>,
) -> View {
    let place = around();
    let (outside, said) = (place.clone(), Rc::clone(&answer));
    let button = move || {
        let ask = Rc::clone(&ask);
        said().is_none().then(|| passing(&outside, label, class, move || ask()))
    };
    place.child(live(button)).child(el("div").attr("role", "status").child(live(move || answer()))).view()
}

/// Says something in a region that is announced, also where the same was said before.
pub fn announce(said: Signal<String>, what: String) {
    said.set(String::new());
    browser::after_paint(Box::new(move || said.set(what)));
}

/// What a button does, and that it is done is said to whoever does not see it; where nothing has changed, nothing is.
pub fn telling(label: &'static str, language: Language, act: Rc<dyn Fn()>) -> impl Fn() {
    let state = state();
    move || {
        let before = state.learner.read_untracked();
        act();
        if *before != *state.learner.read_untracked() {
            let words = words(language);
            announce(state.said, format!("{label}{}{}", words.colon, words.done));
        }
    }
}

/// A line of short pieces between dots. A piece stands whole on one line if it can, and a date does always.
pub fn pieces(said: &str) -> View {
    let mut all = Vec::new();
    for piece in said.split(" · ") {
        let between = (!all.is_empty()).then_some(" · ");
        all.push(group([between.view(), el("span").class("bit").child(dated(piece)).view()]));
    }
    all.view()
}

/// A text whose dates are not broken after their hyphens.
pub fn dated(mut said: &str) -> View {
    const SHAPE: &[u8] = b"0000-00-00";
    let is_date = |text: &[u8]| {
        text.iter().zip(SHAPE).all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            _ => byte == shape,
        })
    };
    let mut all = Vec::new();
    while let Some(at) = said.as_bytes().windows(SHAPE.len()).position(is_date) {
        let (before, rest) = said.split_at(at);
        let (date, rest) = rest.split_at(SHAPE.len());
        all.push(group([before.view(), el("span").class("date").child(date).view()]));
        said = rest;
    }
    all.push(said.view());
    all.view()
}

/// A button that asks the element's JavaScript for something.
pub fn asking(label: &'static str, class: &str, what: &'static str) -> El {
    let button = button(label, class, || {});
    let pressed = button.element().clone();
    button.on("click", move |_| browser::tell(&pressed, what))
}

/// A block that opens under its summary, drawn when it is first opened.
pub fn folded(summary: impl Child, draw: impl Fn() -> View + 'static) -> View {
    fold(el("summary").child(summary), draw).class("block").view()
}

/// A part of a place that is drawn once the page has painted what stands above it. What shows when the explorer comes
/// alive is drawn at once, so that nothing jumps.
pub fn later(draw: impl Fn() -> View + 'static) -> View {
    let due = Signal::new(!state().moved.get_untracked());
    if !due.get_untracked() {
        browser::after_paint(Box::new(move || due.set(true)));
    }
    once(due, Box::new(draw))
}

/// A section with its heading.
pub fn section(title: impl Child, body: impl Child) -> View {
    el("section").class("block").child(el("h4").child(title)).child(body).view()
}

/// Hundredths of a per cent as whole per cents.
pub fn percent(share: u32) -> String {
    format!("{}%", (share + 50) / 100)
}

/// Opens a place with a button that looks like one.
pub fn go_button(state: State, place: crate::state::Place, label: &'static str, class: &'static str) -> View {
    button(label, class, move || state.go(place)).view()
}

/// The switch that remembers something.
pub fn star(state: State, node: Node, language: Language) -> View {
    let words = words(language);
    let remembered = move || state.learner.read().favourites.contains(&node);
    let label =
        move || if remembered() { format!("★ {}", words.starred) } else { format!("☆ {}", words.star) };
    let toggle = move || {
        state.change(|learner| match learner.favourites.iter().position(|known| *known == node) {
            Some(place) => {
                learner.favourites.remove(place);
            }
            None => learner.favourites.push(node),
        });
    };
    let pressed = move || if remembered() { "true" } else { "false" };
    button(live(label), "secondary", toggle).live_attr("aria-pressed", pressed).view()
}

/// What is remembered, each with a way to forget it if `editable`.
pub fn favourites(state: State, within: Option<&El>, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let mut rows = Vec::new();
    for &node in &state.learner.read().favourites {
        let forget = within.map(|within| {
            let name = plan::node(&catalogue, node, language);
            let forget = passing(within, "✕", "quiet", move || {
                state.change(|learner| learner.favourites.retain(|known| *known != node));
            });
            forget.attr("aria-label", format!("{}{}{name}", words.star_remove, words.colon))
        });
        rows.push(el("li").child(link(node, language)).child(forget));
    }
    if rows.is_empty() {
        return ().view();
    }
    section(
        group([el("span").attr("aria-hidden", "true").child("★ ").view(), words.favourites.view()]),
        el("ul").class("inline").child(rows),
    )
}

/// How a mistake in a record is reported: what names it, and the pack's own address.
pub fn report(state: State, node: Node, language: Language) -> View {
    let words = words(language);
    folded(words.report_here, move || {
        let catalogue = state.catalogue();
        let head = &catalogue.head;
        let name = plan::node(&catalogue, node, language);
        let record = format!("{} {} · {} · {name}", head.id, head.version, catalogue.about(node).id);
        let page = state.page.read_untracked();
        let contact = head.contact.as_ref().filter(|contact| page.allows(contact)).map(|contact| {
            // Only a letter can be begun for the reader; another page has its own ways.
            let letter = contact.starts_with("mailto:") && !contact.contains('?');
            let address = if letter {
                format!("{contact}?subject={}", browser::in_address(&record))
            } else {
                contact.clone()
            };
            el("p")
                .child(el("a").attr("href", address).attr("rel", "noopener noreferrer").child(words.report))
        });
        let field = el("input").attr("type", "text").attr("readonly", true).attr("value", record.as_str());
        group([labelled(words.report_record, field), contact.view()])
    })
}

/// Modules around a QR code (ISO/IEC 18004).
const QUIET: i32 = 4;

/// A text as a QR code: one path, black on white whatever the theme, with the quiet zone that scanners need.
pub fn qr(text: &str, label: &str) -> View {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return ().view() };
    let width = code.size();
    let mut path = String::new();
    for y in 0..width {
        for x in 0..width {
            if code.get_module(x, y) {
                path.push_str(&format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET));
            }
        }
    }
    let side = width + 2 * QUIET;
    let whole = format!("0 0 {side} {side}");
    let paper =
        svg("rect").attr("width", side.to_string()).attr("height", side.to_string()).attr("fill", "#fff");
    let ink = svg("path").attr("d", path).attr("fill", "#000");
    svg("svg")
        .class("qr")
        .attr("viewBox", whole)
        .attr("role", "img")
        .attr("aria-label", label)
        .child(paper)
        .child(ink)
        .view()
}
