//! The certificates and competitions that lead to a job, each with what decides between them.

use std::rc::Rc;

use crate::dom::{Child, El, View, el, fold, group, live};
use rungs_core::catalogue::{Catalogue, Lead};
use rungs_core::guide::{Card, Situation, Standing};
use rungs_core::model::{Family, GradeId, JobId, Kind, Node, QualificationId};
use rungs_core::question::Ask;
use rungs_core::words::{Language, guide, labels, plan as say};

use super::part::{
    family_badge, folded, glyph, go_button, link, passing, percent, pieces, section, source, sources, text,
};
use super::plan::near;
use super::{facts, families};
use crate::state::{Place, Planning, State, state};
use crate::words::words;

/// Cards shown at once; the others are one tap away.
const FIRST: usize = 3;

/// Cards for what leads to a job, in the order of `ranked` where it is known; `chosen` is what the plan takes, if
/// `planned`. What is changed here draws all of it anew, so `within` takes the focus then.
pub fn certificates(
    job: JobId,
    chosen: Rc<Vec<Node>>,
    planned: bool,
    ranked: Rc<Vec<Card>>,
    within: &El,
    language: Language,
) -> View {
    let state = state();
    let catalogue = state.catalogue();
    let words = words(language);
    let needed = catalogue.jobs[job].needs.len();
    // Until the ranking is there, what the plan takes comes first.
    let in_plan = Rc::new(move |lead: &Lead| planned && chosen.contains(&lead.node));
    let place = |lead: &Lead| match ranked.iter().position(|card| card.node == lead.node) {
        Some(place) => place,
        None => usize::from(!in_plan(lead)),
    };
    let ordered = |kind: Kind| -> Vec<Lead> {
        let mut of_kind = catalogue.leads_to(job);
        of_kind.retain(|lead| lead.node.kind() == kind);
        rungs_core::sort::sort_by_key(&mut of_kind, place);
        of_kind
    };
    let grades = ordered(Kind::Grade);
    let alone = grades.len() < 2;
    let competitions = ordered(Kind::Competition);
    // Where nothing leads there, nothing is ranked.
    let lead = match (ranked.is_empty(), grades.is_empty() && competitions.is_empty()) {
        (_, true) => "",
        (true, false) => words.ranking,
        (false, false) => words.ranked_lead,
    };
    let certificates = if grades.is_empty() {
        el("p").child(words.no_certificates).view()
    } else {
        let (ranked, in_plan) = (Rc::clone(&ranked), Rc::clone(&in_plan));
        let card = move |lead: &Lead| certificate_card(state, lead, needed, in_plan(lead), &ranked, language);
        cards("ol", grades, words.more_certificates, Rc::new(card))
    };
    let competitions = (!competitions.is_empty()).then(|| {
        let card = move |lead: &Lead| competition_card(state, lead, needed, in_plan(lead), language);
        el("section")
            .class("block")
            .child(el("h4").child(glyph(Kind::Competition)).child(" ").child(words.competitions))
            .child(cards("ul", competitions, words.more_competitions, Rc::new(card)))
    });
    let share_a_name =
        [Family::X, Family::SkillGrade].iter().all(|family| families::has(&catalogue, *family));
    let alike = share_a_name.then_some(words.same_name_warning);
    group([
        el("section")
            .class("block")
            .child(el("h4").child(glyph(Kind::Grade)).child(" ").child(words.which_certificate))
            .child(el("p").class("muted small").attr("role", "status").child(lead))
            .child(certificates)
            .child((!ranked.is_empty() && !alone).then(|| flips(state, within.clone(), language)))
            .child(el("p").class("hint-box").child(alike).child(" ").child(go_button(
                state,
                Place::Families,
                words.which_family,
                "link",
            )))
            .view(),
        competitions.view(),
    ])
    .view()
}

/// The first cards of a list, and the others under a line that says how many they are.
fn cards(
    tag: &'static str,
    mut leads: Vec<Lead>,
    more: fn(usize) -> String,
    card: Rc<dyn Fn(&Lead) -> View>,
) -> View {
    let rest = leads.split_off(leads.len().min(FIRST));
    let list = move |leads: &[Lead]| {
        let cards: Vec<View> = leads.iter().map(|lead| card(lead)).collect();
        el(tag).class("cards leads").child(cards).view()
    };
    let first = list(&leads);
    let summary = (!rest.is_empty()).then(|| el("summary").child(more(rest.len())));
    let rest = summary.map(|summary| fold(summary, move || list(&rest)).class("rest"));
    group([first, rest.view()]).view()
}

fn row(label: &'static str, value: impl Child) -> View {
    el("div").child(el("dt").child(label)).child(el("dd").child(value)).view()
}

/// A card with its title, which opens the item.
fn card(state: State, node: Node, in_plan: bool, language: Language) -> El {
    el("li").class("card").class_if("chosen", in_plan).child(
        el("button")
            .attr("type", "button")
            .class("card-title link")
            .on("click", move |_| state.open(node))
            .child(el("bdi").child(say::node(&state.catalogue(), node, language))),
    )
}

/// Why a card stands before the one that is ranked after it, and what its best plan comes to.
pub fn place(state: State, ranked: &[Card], node: Node, language: Language) -> View {
    let Some(at) = ranked.iter().position(|card| card.node == node) else { return ().view() };
    let card = &ranked[at];
    let words = words(language);
    let catalogue = state.catalogue();
    let mut lines = vec![el("b").child(guide::standing(&card.standing, language)).view()];
    if card.standing == Standing::NoPlan && matches!(*state.planning.read_untracked(), Planning::Plan(..)) {
        lines.push(near::looked_into(state, Ask::With(card.node), language));
    }
    if let Standing::Open { plan, .. } = &card.standing {
        let fees = say::known_fees(&catalogue, plan.fees, plan.fees_unknown, language);
        lines.push((words.plan_with)(plan.by, &fees).view());
    }
    if card.facts.gap > 0 {
        lines.push((words.covers)(&percent(card.facts.gap)).view());
    }
    if card.facts.credit.hundredths() > 0 {
        lines.push((words.credit_here)(&card.facts.credit.to_string()).view());
    }
    if let (Some(ahead), Some(next)) = (&card.ahead, ranked.get(at + 1)) {
        let why = guide::ahead(&catalogue, ahead, language);
        let said = (words.before_next)(&say::node(&catalogue, next.node, language), &why);
        lines.push(el("bdi").child(said).view());
    }
    let lines: Vec<View> = lines.into_iter().map(|line| el("li").child(line).view()).collect();
    el("ul").class("reasons plain").child(lines).view()
}

/// What would bring the second certificate before the first; one tap tries it.
fn flips(state: State, within: El, language: Language) -> View {
    let words = words(language);
    let body = move || {
        let catalogue = state.catalogue();
        let ranking = state.ranking.get().unwrap_or_default();
        if !ranking.settled {
            return el("p").class("muted").child(words.working_out).view();
        }
        let mut rows = Vec::new();
        for situation in ranking.flips {
            let said = guide::situation(&catalogue, situation, language);
            // Whether one may register is not the student's to change.
            let try_it = (!matches!(situation, Situation::Route(_))).then(|| {
                let try_it = move || state.change(|learner| situation.apply(learner));
                passing(&within, words.try_this, "quiet", try_it)
            });
            rows.push(el("li").child(el("bdi").child(said)).child(" ").child(try_it));
        }
        if rows.is_empty() {
            let said = if ranking.proven { words.no_flips } else { words.not_settled };
            return el("p").class("muted").child(said).view();
        }
        el("ul").class("plain").child(rows).view()
    };
    folded(words.flips_title, move || live(body.clone()))
}

fn certificate_card(
    state: State,
    lead: &Lead,
    needed: usize,
    in_plan: bool,
    ranked: &[Card],
    language: Language,
) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let node = lead.node;
    let Node::Grade(id) = node else { return ().view() };
    let grade = &catalogue.grades[id];
    let qualification = &catalogue.qualifications[grade.qualification];
    let (fee, fee_from) = facts::fee(state, &grade.fees, language);
    let (sitting, sitting_from) = facts::sitting(state, node, &grade.sittings, language);
    let issuer = row(words.issuer, issuer(&catalogue, grade.qualification, language));
    let mut from = vec![grade.about.source, qualification.about.source];
    from.extend(fee_from);
    from.extend(sitting_from);
    from.extend(catalogue.cell_sources("fees", &grade.about.id));
    from.extend(catalogue.cell_sources("sittings", &grade.about.id));
    card(state, node, in_plan, language)
        .child(
            el("p")
                .class("row")
                .child(family_badge(qualification.family, language))
                .child(in_plan.then(|| el("span").class("badge plan").child("✓ ").child(words.in_your_plan))),
        )
        .child(standing(state, lead, needed, language))
        .child(place(state, ranked, node, language))
        .child(
            el("dl")
                .class("facts")
                .child(issuer)
                .child(row(words.grade_chain, chain(state, id, language)))
                .child(row(words.fee, fee))
                .child(row((words.next_sitting)(node), pieces(&sitting)))
                .child(row(words.registration, facts::routes(state, grade.qualification, node, language))),
        )
        .child(sources(from, language))
        .view()
}

/// Who issues a qualification; where the data names nobody, who issues its family in general.
pub fn issuer(catalogue: &Catalogue, id: QualificationId, language: Language) -> View {
    let qualification = &catalogue.qualifications[id];
    match qualification.issuer {
        Some(issuer) => text(&catalogue.organisations[issuer].about.name, language),
        None => {
            let who = labels::family_issuer(qualification.family, language);
            (words(language).issuer_by_family)(who).view()
        }
    }
}

/// Whether certificates that are held excuse from others, and what they must be held for before one can register.
pub fn excuses(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let learner = state.learner.read();
    let mut rows = Vec::new();
    for &node in learner.held.iter().filter(|node| node.kind() == Kind::Grade) {
        let name = say::node(&catalogue, node, language);
        let mut next = Vec::new();
        for &other in catalogue.unlocks(node) {
            if catalogue.is_in_force(other) && !learner.held.contains(&other) {
                let from = source(catalogue.source_of(other, "requisite"), language);
                next.push(el("li").child(link(other, language)).child(" ").child(from));
            }
        }
        rows.push(if next.is_empty() {
            el("li").child(el("bdi").child((words.excuses_nothing)(&name)))
        } else {
            let held = el("b").child(el("bdi").child(name));
            el("li").child(held).child(" ").child(words.excuses_before).child(el("ul").child(next))
        });
    }
    if rows.is_empty() {
        return ().view();
    }
    let none = el("p").child(words.excuses_none).view();
    section(words.excuses_title, group([none, el("ul").class("plain").child(rows).view()]))
}

/// A certificate's card by itself, without what it does to a plan.
pub fn alone(state: State, job: JobId, node: Node, language: Language) -> View {
    let catalogue = state.catalogue();
    let leads = catalogue.leads_to(job);
    let Some(lead) = leads.iter().find(|lead| lead.node == node) else { return ().view() };
    let needed = catalogue.jobs[job].needs.len();
    el("ul").class("cards leads").child(certificate_card(state, lead, needed, false, &[], language)).view()
}

/// The programmes that teach a part of a grade's standard, each with how much of it.
pub fn taught(state: State, id: GradeId, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let all = catalogue.grades[id].gives.len();
    let mut rows = Vec::new();
    for (programme, taught) in catalogue.taught_in(id) {
        let said = el("small").class("muted").child((words.booth_teaches)(taught, all));
        rows.push(el("li").child(link(Node::Programme(programme), language)).child(" ").child(said));
    }
    if rows.is_empty() {
        return el("p").class("muted").child(words.booth_not_taught).view();
    }
    group([el("p").child(words.booth_taught).view(), el("ul").class("plain").child(rows).view()])
}

/// What a lead does for the job that is the goal.
fn standing(state: State, lead: &Lead, needed: usize, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let goal = state.learner.read_untracked().goal;
    let from = goal.map(|job| sources(catalogue.lead_sources(job, lead.node), language));
    let asked = lead.asked.then(|| el("span").child(words.asked_for));
    let gives = (lead.skills > 0).then(|| el("span").child((words.gives_skills)(lead.skills, needed)));
    el("div").class("meta").child(asked).child(gives).child(from).view()
}

/// The grades of a qualification in order, this one marked.
fn chain(state: State, here: GradeId, language: Language) -> View {
    let catalogue = state.catalogue();
    let grades = &catalogue.qualifications[catalogue.grades[here].qualification].grades;
    let steps = grades
        .iter()
        .map(|grade| {
            let name = text(&catalogue.grades[*grade].about.name, language);
            if *grade == here {
                el("b").attr("aria-current", "step").child(name).view()
            } else {
                el("span").child(name).view()
            }
        })
        .collect::<Vec<_>>();
    el("span").class("chain").child(steps).view()
}

fn competition_card(state: State, lead: &Lead, needed: usize, in_plan: bool, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let node = lead.node;
    let Node::Competition(id) = node else { return ().view() };
    let competition = &catalogue.competitions[id];
    let (date, date_from) = facts::sitting(state, node, &competition.sittings, language);
    let (fee, fee_from) = facts::fee(state, &competition.fees, language);
    let organiser = competition
        .organiser
        .map(|id| row(words.organiser, text(&catalogue.organisations[id].about.name, language)));
    let mut from = vec![competition.about.source];
    from.extend(date_from);
    from.extend(fee_from);
    from.extend(catalogue.cell_sources("fees", &competition.about.id));
    from.extend(catalogue.cell_sources("sittings", &competition.about.id));
    card(state, node, in_plan, language)
        .child(
            el("p")
                .class("row")
                .child(el("span").class("badge").child(labels::tier(competition.tier, language)))
                .child(
                    el("span")
                        .class("muted")
                        .child(labels::organiser_kind(competition.organiser_kind, language)),
                )
                .child(in_plan.then(|| el("span").class("badge plan").child("✓ ").child(words.in_your_plan))),
        )
        .child(standing(state, lead, needed, language))
        .child(
            el("dl")
                .class("facts")
                .child(organiser)
                .child(row((words.next_sitting)(node), pieces(&date)))
                .child(row(words.fee, fee)),
        )
        .child(sources(from, language))
        .view()
}
