//! Facts that more than one view shows: fees, sittings, routes, requisites.

use crate::dom::{Child, View, el, fold, group};
use rungs_core::model::{Fee, Node, QualificationId, Sitting, SourceId};
use rungs_core::question::{Question, fee_in, route_closed, sittings_in_time, sittings_open};
use rungs_core::requisite::Requisite;
use rungs_core::words::{Language, labels, plan as say};

use super::part::{cited, dated, link, source, text};
use crate::state::{State, state};
use crate::words::words;

/// Asks something of core about the learner as they are; a learner without a goal asks for no particular job.
pub fn ask<T>(state: State, answer: impl FnOnce(&Question<'_>) -> T) -> T {
    let catalogue = state.catalogue();
    let learner = state.learner.read();
    let job = learner.goal.or_else(|| catalogue.jobs.ids().next());
    // A pack without jobs has nothing to aim at, but its facts can still be shown.
    let job = job.unwrap_or_else(|| rungs_core::model::Dense::new(0));
    answer(&Question { catalogue: &catalogue, learner: &learner, job, today: state.today })
}

/// The fee for this learner in a few words, with the sources of what is said.
pub fn fee(state: State, fees: &[Fee], language: Language) -> (String, Vec<Option<SourceId>>) {
    let words = words(language);
    let catalogue = state.catalogue();
    let currency = &catalogue.head.currency;
    if let Some(amount) = ask(state, |question| fee_in(question, fees)) {
        return (say::money(amount, currency, language), fees.iter().map(|fee| fee.source).collect());
    }
    let elsewhere = fees.iter().find_map(|fee| Some((fee, fee.region?)));
    match elsewhere {
        Some((fee, region)) => {
            let place = labels::name(&catalogue.regions[region].name, language).0;
            let amount = say::money(fee.amount, currency, language);
            ((words.fee_elsewhere)(place, &amount), vec![fee.source])
        }
        None => (words.fee_unknown.to_owned(), Vec::new()),
    }
}

/// What is over, in a word.
fn over(state: State, node: Node, language: Language) -> Option<&'static str> {
    let status = state.catalogue().status(node).filter(|status| status.is_over())?;
    Some(labels::status(status, language))
}

/// The next sitting of an item that the learner can register for, in a few words, with its source.
pub fn sitting(
    state: State,
    node: Node,
    sittings: &[Sitting],
    language: Language,
) -> (String, Vec<Option<SourceId>>) {
    let words = words(language);
    if let Some(over) = over(state, node, language) {
        let catalogue = state.catalogue();
        return (over.to_owned(), vec![catalogue.source_of(catalogue.whose_status(node), "status")]);
    }
    if sittings.is_empty() {
        return (words.no_date.to_owned(), Vec::new());
    }
    let next = ask(state, |question| {
        let here = sittings_open(question, sittings).first().map(|sitting| ((*sitting).clone(), true));
        here.or_else(|| {
            sittings_in_time(question, sittings).first().map(|sitting| ((*sitting).clone(), false))
        })
    });
    match next {
        Some((sitting, is_here)) => {
            let deadline = sitting.deadline.map(|day| (words.register_by)(&day.to_string()));
            let day = sitting.date.to_string();
            let said = deadline.map_or_else(|| day.clone(), |deadline| format!("{day} · {deadline}"));
            let catalogue = state.catalogue();
            let there = sitting.region.filter(|_| !is_here).map(|region| &catalogue.regions[region].name);
            let said = match there {
                Some(there) => (words.sitting_elsewhere)(labels::name(there, language).0, &said),
                None => said,
            };
            (said, vec![sitting.source])
        }
        None => (
            words.sitting_over.to_owned(),
            sittings.last().map(|sitting| sitting.source).into_iter().collect(),
        ),
    }
}

/// From when to when an item is in force, where that is said.
pub fn valid(node: Node, language: Language) -> View {
    let words = words(language);
    let state = state();
    let catalogue = state.catalogue();
    let valid = catalogue.about(node).valid;
    let [from, to] = [valid.from, valid.to].map(|day| day.map(|day| day.to_string()));
    let said = match (from, to) {
        (Some(from), Some(to)) => (words.in_force_between)(&from, &to),
        (Some(from), None) => (words.in_force_from)(&from),
        (None, Some(to)) => (words.in_force_to)(&to),
        (None, None) => return ().view(),
    };
    let field = if valid.to.is_some() { "valid_to" } else { "valid_from" };
    let over = (!valid.on(state.today))
        .then(|| group([" · ".view(), el("b").class("bad").child(words.not_in_force).view()]));
    el("p")
        .class("small")
        .child(dated(&said))
        .child(over)
        .child(" ")
        .child(source(catalogue.source_of(node, field), language))
        .view()
}

/// The ways to register for a qualification, and which of them are open to the learner; none where `node`, which is it
/// or one of its grades, is over.
pub fn routes(state: State, qualification: QualificationId, node: Node, language: Language) -> View {
    let words = words(language);
    if let Some(over) = over(state, node, language) {
        return el("span").class("bad").child(over).view();
    }
    let catalogue = state.catalogue();
    let routes = &catalogue.qualifications[qualification].routes;
    if routes.is_empty() {
        return el("span").child(words.route_unknown).view();
    }
    let mut ways = Vec::new();
    for route in routes {
        let year = route.year.map(|year| u16::try_from(year).unwrap_or(u16::MAX));
        let is_closed = ask(state, |question| route_closed(question, qualification, route, year).is_some());
        ways.push(match year {
            _ if is_closed => Way::Closed,
            // What held for a year that is over says nothing about the next.
            Some(year) if year < state.today.year() => Way::Over,
            Some(year) if year == state.today.year() && !can_register(state, qualification, year) => {
                Way::Over
            }
            _ => Way::Open,
        });
    }
    let any = [Way::Open, Way::Over].into_iter().find(|way| ways.contains(way));
    let summary = el("summary").child(open_or_not(any.unwrap_or(Way::Closed), language));
    fold(summary, move || route_list(state, qualification, &ways, language)).view()
}

/// How a registration route stands to the learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Open,
    /// It would be open, but nothing can be registered for any more in its year.
    Over,
    Closed,
}

/// Whether a grade of a qualification can still be registered for in a year, as far as dates are known.
fn can_register(state: State, qualification: QualificationId, year: u16) -> bool {
    ask(state, |question| {
        let catalogue = question.catalogue;
        catalogue.qualifications[qualification].grades.iter().any(|grade| {
            let sittings = &catalogue.grades[*grade].sittings;
            sittings.is_empty()
                || sittings_open(question, sittings).iter().any(|sitting| sitting.date.year() == year)
        })
    })
}

fn route_list(state: State, qualification: QualificationId, ways: &[Way], language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let routes = &catalogue.qualifications[qualification].routes;
    let mut rows = Vec::new();
    for (route, way) in routes.iter().zip(ways) {
        let college = route
            .college
            .map(|id| group([" · ".view(), text(&catalogue.organisations[id].about.name, language)]));
        rows.push(
            el("li")
                .child(labels::route(route.route, language))
                .child(route.year.map(|year| format!(" · {}", (words.route_year)(year))))
                .child(college)
                .child(route.programme_match.then(|| format!(" · {}", words.programme_must_match)))
                .child(" — ")
                .child(open_or_not(*way, language))
                .child(" ")
                .child(text(&route.note, language)),
        );
    }
    let from = routes.iter().map(|route| route.source);
    let from = cited(from, "routes", &catalogue.qualifications[qualification].about.id, language);
    group([el("ul").class("plain").child(rows).view(), from])
}

fn open_or_not(way: Way, language: Language) -> View {
    let words = words(language);
    let (class, said) = match way {
        Way::Open => ("ok", words.route_open_to_you),
        Way::Over => ("bad", words.route_over),
        Way::Closed => ("bad", words.route_closed_to_you),
    };
    el("span").class(class).child(said).view()
}

/// A requisite as a list in words, each item a link and marked when held.
pub fn requisite(requisite: &Requisite<Node>, language: Language) -> View {
    let words = words(language);
    let state = state();
    let item = |node: Node, note: Option<String>| {
        let held = state.learner.read().held.contains(&node);
        let held = held
            .then(|| group([" ".view(), el("span").class("ok").child("✓ ").child(words.you_hold).view()]));
        let note = note.map(|note| group([" ".view(), el("small").class("muted").child(note).view()]));
        el("li").child(link(node, language)).child(note).child(held).view()
    };
    let group = |lead: String, parts: &[Requisite<Node>]| {
        let parts = parts.iter().map(|part| self::requisite(part, language)).collect::<Vec<_>>();
        el("li").child(lead).child(el("ul").child(parts)).view()
    };
    match requisite {
        Requisite::Item { item: node, mark } => item(*node, mark.map(words.with_mark)),
        Requisite::With(node) => item(*node, Some(words.same_term.to_owned())),
        Requisite::All(parts) => group(words.all_of.to_owned(), parts),
        Requisite::AtLeast { count: 1, of } => group(words.one_of.to_owned(), of),
        Requisite::AtLeast { count, of } => group((words.some_of)(*count), of),
        Requisite::Programme(node) => {
            el("li").child(words.only_programme).child(" ").child(link(*node, language)).view()
        }
        Requisite::Cohort { from, to } => el("li").child((words.only_cohort)(*from, *to)).view(),
    }
}

/// An official code with its edition: the same code means another thing in another one.
pub fn with_edition(code: &str, edition: Option<&str>) -> String {
    match edition {
        Some(edition) => format!("{code} ({edition})"),
        None => code.to_owned(),
    }
}
