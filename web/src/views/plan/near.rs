//! Where no plan fits: why, what would help, and what comes near, laid out as a plan is.

use std::rc::Rc;

use crate::dom::{Child, El, View, el, group};
use rungs_core::model::JobId;
use rungs_core::question::{Ask, Hindrance, Near, social_candidates};
use rungs_core::words::{Language, listed, plan as say};

use super::{focused_if_touched, home, own, remark, saved, terms, warnings};
use crate::state::{NoPlan, Place, State, Touched};
use crate::views::facts;
use crate::views::part::{answered, button, folded, go_button, link};
use crate::words::words;

/// Nobody reads of more skills than this one by one before the ways out.
const MOST_SKILLS: usize = 3;

/// Why there is no plan, and what would have to change: one tap each.
pub fn ways(state: State, why: &NoPlan, language: Language) -> View {
    let words = words(language);
    let (skills, others): (Vec<_>, Vec<_>) =
        why.hindrances.iter().cloned().partition(|hindrance| matches!(hindrance, Hindrance::Skill { .. }));
    let mut rows = Vec::new();
    if skills.len() > MOST_SKILLS {
        let mut names = Vec::new();
        for hindrance in &skills {
            if let Hindrance::Skill { skill, .. } = hindrance {
                names.push(say::skills(&state.catalogue(), &[*skill], language));
            }
        }
        let said = (words.no_plan_skills)(skills.len(), &listed(&names, language));
        let all = move || {
            let rows: Vec<_> = skills.iter().map(|hindrance| way(state, hindrance, language)).collect();
            el("ul").class("ways").child(rows).view()
        };
        rows.push(el("li").child(folded(said, all)));
    } else {
        rows.extend(skills.iter().map(|hindrance| way(state, hindrance, language)));
    }
    rows.extend(others.iter().map(|hindrance| way(state, hindrance, language)));
    // Who is in no programme lacks its courses: that comes before anything else.
    let has_none = state.learner.read_untracked().programme.is_none();
    let programme = has_none.then(|| {
        let way = go_button(state, Place::Me, words.set_programme, "secondary");
        let jobs = go_button(state, Place::Near, words.no_plan_other_jobs, "secondary");
        group([
            el("p").child(words.no_plan_without_programme).view(),
            el("p").class("actions").child(way).child(jobs).view(),
            social(state, language),
        ])
    });
    let ways = el("section")
        .class("hint-box")
        .child(programme)
        .child(el("p").child(words.no_plan_lead))
        .child(clashes(state, why, language))
        .child(el("p").child(words.no_plan_ways))
        .child(el("ul").class("ways").child(rows));
    focused_if_touched(state, ways)
}

/// What cannot all hold, if that is known.
fn clashes(state: State, why: &NoPlan, language: Language) -> View {
    let words = words(language);
    let mut clashes = Vec::new();
    for clash in &why.clashes {
        clashes.push(el("li").child(el("bdi").child(say::clash(&state.catalogue(), clash, language))));
    }
    if clashes.is_empty() {
        return ().view();
    }
    let lead = if clashes.len() == 1 { words.no_plan_alone } else { words.no_plan_clash };
    group([el("p").child(lead).view(), el("ul").class("reasons").child(clashes).view()]).view()
}

/// Why there is no plan if something is different, and what would help, once it is asked for.
pub fn looked_into(state: State, ask: Ask, language: Language) -> View {
    let words = words(language);
    let body = move || match state.looked_into.get() {
        Some((of, None)) if of == ask => Some(el("p").class("muted small").child(words.working_out).view()),
        Some((of, Some(why))) if of == ask => Some(in_words(state, ask, &why, language)),
        _ => None,
    };
    answered(words.why_not, "quiet small", Rc::new(move || state.look_into(ask)), Rc::new(body))
}

/// What clashes, and what would help, without the presses: they would change what is asked, not the plan at hand.
fn in_words(state: State, ask: Ask, why: &NoPlan, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let mut said = Vec::new();
    for hindrance in &why.hindrances {
        // That it would help not to ask goes without saying.
        let is_asked = match (ask, hindrance) {
            (Ask::With(node), Hindrance::LetGo(nodes)) | (Ask::Without(node), Hindrance::Allow(nodes)) => {
                nodes[..] == [node]
            }
            _ => false,
        };
        if is_asked {
            continue;
        }
        said.push(el("li").child(el("bdi").child(say::hindrance(&catalogue, hindrance, language))));
    }
    let clashes = clashes(state, why, language);
    let ways = (!said.is_empty()).then(|| {
        let lead = el("p").child(words.no_plan_ways).view();
        group([lead, el("ul").class("reasons").child(said).view()])
    });
    group([clashes, ways.view()]).view()
}

/// The certificates on the way to the goal for which whoever is at no college can register.
fn social(state: State, language: Language) -> View {
    let words = words(language);
    let mut links = Vec::new();
    for node in facts::ask(state, social_candidates) {
        links.push(el("li").child(link(node, language)));
    }
    if links.is_empty() {
        return el("p").child(words.no_plan_no_social).view();
    }
    group([el("p").child(words.no_plan_social).view(), el("ul").class("plain").child(links).view()])
}

/// One thing that stands in the way or would help, with the changes that it asks for.
fn way(state: State, hindrance: &Hindrance, language: Language) -> El {
    let words = words(language);
    let catalogue = state.catalogue();
    let said = say::hindrance(&catalogue, hindrance, language);
    let mut of = Vec::new();
    match hindrance {
        Hindrance::Allow(nodes) | Hindrance::LetGo(nodes) => {
            of.extend(nodes.iter().map(|node| say::node(&catalogue, *node, language)));
        }
        Hindrance::GiveUp(skills) => {
            of.extend(skills.iter().map(|skill| say::skills(&catalogue, &[*skill], language)));
        }
        _ => {}
    }
    let mut mends = Vec::new();
    for place in 0..of.len().max(1) {
        // Of one thing it is said already which.
        let label = match of.get(place).filter(|_| of.len() > 1) {
            Some(name) => (words.change_of)(name),
            None if matches!(hindrance, Hindrance::Skill { .. }) => words.can_already.to_owned(),
            None => words.change_it.to_owned(),
        };
        let mend = mend(state, hindrance, place);
        mends.push(mend.map(|mend| button(el("bdi").child(label), "secondary", mend)));
    }
    el("li").child(el("span").child(el("bdi").child(said))).child(mends)
}

/// What comes near to a plan, with what it breaks.
pub fn near(state: State, job: JobId, near: &Rc<Near>, draft: own::Draft, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let answer = Rc::new(near.answer.clone());
    let mut broken = Vec::new();
    for breach in &near.breaches {
        broken.push((breach.code(), say::breach(&catalogue, breach, language)));
    }
    let fees = say::fees(&catalogue, &answer, language);
    let hours = saved::in_all(state, &answer, language);
    group([
        el("h3").child(words.no_plan_near).view(),
        el("p").class("summary").child((words.no_plan_summary)(&fees, &hours)).view(),
        home::on_paper(state, language),
        warnings(state, words.no_plan_breaks, broken, &answer, language),
        terms(state, job, &answer, &near.breaches, language),
        warnings(
            state,
            words.assumptions,
            say::notes(&catalogue, &answer.notes, language),
            &answer,
            language,
        ),
        own::add(state, &answer, draft, language),
        remark::remark(state, language),
        home::take_home(state, job, &answer, language),
    ])
    .view()
}

/// The change that a way out asks for; where any one of several items will do, of the one at a place.
fn mend(state: State, hindrance: &Hindrance, place: usize) -> Option<Box<dyn Fn()>> {
    let hindrance = hindrance.clone();
    let is_theirs = match hindrance {
        Hindrance::Qualifications { .. } | Hindrance::Routes(_) | Hindrance::Several => false,
        Hindrance::Skill { .. } => true,
        Hindrance::Budget { .. } | Hindrance::Hours { .. } | Hindrance::Terms { .. } => true,
        Hindrance::Allow(_) | Hindrance::LetGo(_) | Hindrance::Either(_) | Hindrance::GiveUp(_) => true,
    };
    if !is_theirs {
        return None;
    }
    Some(Box::new(move || {
        let hindrance = hindrance.clone();
        state.touched.set(Some(Touched::Board));
        state.change(move |learner| match hindrance {
            Hindrance::Budget { least } => learner.budget = Some(least),
            Hindrance::Hours { least } => learner.hours_a_week = Some(least),
            Hindrance::Terms { more } => learner.deadline = learner.deadline.map(|term| term + more),
            Hindrance::Allow(nodes) => {
                if let Some(chosen) = nodes.get(place) {
                    learner.excluded.retain(|known| known != chosen);
                }
            }
            Hindrance::LetGo(nodes) => {
                if let Some(chosen) = nodes.get(place) {
                    learner.let_go(*chosen);
                }
            }
            Hindrance::GiveUp(skills) => learner.without.extend(skills.get(place)),
            Hindrance::Either(of) => learner.either.retain(|known| *known != of),
            Hindrance::Skill { skill, .. } => learner.self_rated.push(skill),
            Hindrance::Qualifications { .. } | Hindrance::Routes(_) | Hindrance::Several => {}
        });
    }))
}
