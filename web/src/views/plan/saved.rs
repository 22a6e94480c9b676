//! Plans put aside under names: opened, copied, renamed, deleted, and two side by side.

use std::rc::Rc;

use crate::dom::{Child, El, View, el, group, labelled, live};
use crate::signal::Signal;
use rungs_core::learner::Learner;
use rungs_core::question::Answer;
use rungs_core::wire::learner_v1::{LONGEST_NAME, MOST_PLANS, cut};
use rungs_core::words::{Language, plan as say};

use crate::state::{Compared, State, Versus};
use crate::views::control::chooser;
use crate::views::part::{around, button, folded, passing, telling};
use crate::words::words;

/// The plans put aside.
pub fn saved(state: State, language: Language) -> View {
    let words = words(language);
    // Only the names: a list that is drawn anew loses the focus.
    let names = Signal::memo(move || {
        let mut names = Vec::new();
        for (name, _) in &state.learner.read().plans {
            names.push(name.clone());
        }
        names
    });
    let count = move || {
        let count = names.read().len();
        if count > 0 { format!(" ({count})") } else { String::new() }
    };
    folded(group([words.plans_title.view(), live(count)]), move || plans(state, names, language))
}

fn plans(state: State, names: Signal<Vec<String>>, language: Language) -> View {
    let words = words(language);
    let name = Signal::new(String::new());
    let save = move || {
        let called = cut(&name.read_untracked(), LONGEST_NAME);
        if !called.is_empty() {
            state.change(|learner| add(learner, called, learner.choices()));
            name.set(String::new());
        }
    };
    let save = button(words.plan_save, "secondary", telling(words.plan_save, language, Rc::new(save)));
    let field = labelled(
        words.plan_name,
        el("input")
            .attr("type", "text")
            .attr("autocomplete", "off")
            .attr("maxlength", LONGEST_NAME.to_string())
            .live_value(move || name.get())
            .on_value("input", move |value| name.set(value)),
    );
    let place = around();
    let within = place.clone();
    let list = move || {
        let mut rows = Vec::new();
        for (place, name) in names.read().iter().enumerate() {
            rows.push(row(state, place, name, &within, language));
        }
        el("ul").class("plans").attr("aria-label", words.plans_title).child(rows)
    };
    group([
        el("p").class("muted small").child(words.plans_lead).view(),
        entry(field, save).view(),
        place.child(live(list)).view(),
        live(move || pair(state, &names.read(), language)),
        el("div").attr("role", "status").child(live(move || versus(state, language))).view(),
    ])
}

/// A field with its button, which Enter in the field presses, too.
fn entry(field: View, button: El) -> El {
    let form = el("form").class("share").on("submit", |event| event.prevent_default());
    form.child(field).child(button.attr("type", "submit"))
}

fn add(learner: &mut Learner, name: String, plan: Learner) {
    if learner.plans.len() < MOST_PLANS {
        learner.plans.push((name, plan));
    }
}

/// A plan put aside. What changes the names draws all rows anew, so what stands around them takes the focus.
fn row(state: State, place: usize, name: &str, within: &El, language: Language) -> El {
    let words = words(language);
    let called = |label: &str| format!("{label}{}{name}", words.colon);
    let open = button(words.open_code, "secondary", move || {
        state.change(|learner| {
            if let Some((_, plan)) = learner.plans.get(place).cloned() {
                learner.choose(&plan);
            }
        });
    });
    let typed = Signal::new(name.to_owned());
    let doing = |label: &'static str, class: &str, act: Rc<dyn Fn()>| {
        passing(within, label, class, telling(label, language, act))
    };
    let rename = move || {
        let called = cut(&typed.read_untracked(), LONGEST_NAME);
        state.change(|learner| {
            if let Some((name, _)) = learner.plans.get_mut(place).filter(|_| !called.is_empty()) {
                *name = called;
            }
        });
    };
    let rename = doing(words.plan_rename, "secondary", Rc::new(rename));
    let field = labelled(
        words.plan_name,
        el("input")
            .attr("type", "text")
            .attr("maxlength", LONGEST_NAME.to_string())
            .live_value(move || typed.get())
            .on_value("input", move |value| typed.set(value)),
    );
    let copy = move || {
        state.change(|learner| {
            if let Some((name, plan)) = learner.plans.get(place).cloned() {
                add(learner, (words.copy_of)(&name), plan);
            }
        });
    };
    let copy = doing(words.plan_copy, "quiet", Rc::new(copy));
    let delete = move || {
        state.change(|learner| {
            if place < learner.plans.len() {
                learner.plans.remove(place);
            }
        });
    };
    let delete = doing(words.plan_delete, "quiet", Rc::new(delete));
    let more = el("details")
        .class("menu")
        .child(el("summary").attr("aria-label", called(words.plan_change)).child(words.plan_change))
        .child(entry(field, rename))
        .child(el("p").class("row").child(copy).child(delete));
    el("li")
        .child(el("b").child(el("bdi").child(name)))
        .child(open.attr("aria-label", called(words.open_code)))
        .child(more)
}

/// Two lists to choose from, and the button that compares.
fn pair(state: State, names: &[String], language: Language) -> View {
    let words = words(language);
    if names.is_empty() {
        return ().view();
    }
    let mut choices = names.to_vec();
    choices.insert(0, words.present_plan.to_owned());
    let [left, right] = [0, 1].map(|place| Signal::new(Some(place)));
    let list = |label: &str, chosen: Signal<Option<usize>>| {
        chooser(label.to_owned(), words.choose.to_owned(), choices.clone(), chosen, move |place| {
            chosen.set(place)
        })
    };
    let lists = [list(words.first_plan, left), list(words.second_plan, right)];
    let compare = button(words.compare, "secondary", move || {
        let learner = state.learner.read_untracked();
        let of = |chosen: Signal<Option<usize>>| {
            let mut asking = (*learner).clone();
            let place = chosen.get_untracked()?;
            let Some(place) = place.checked_sub(1) else {
                return Some((words.present_plan.to_owned(), asking));
            };
            let (name, plan) = learner.plans.get(place)?;
            asking.choose(plan);
            Some((name.clone(), asking))
        };
        if let (Some((a, left)), Some((b, right))) = (of(left), of(right)) {
            state.compare_plans([a, b], [left, right]);
        }
    });
    el("div").class("grid").child(Vec::from(lists)).child(el("p").class("end").child(compare)).view()
}

/// The two side by side.
fn versus(state: State, language: Language) -> View {
    let words = words(language);
    let Some(Versus { names, limits, plans }) = state.versus.get() else { return ().view() };
    let [left, right] = &plans[..] else {
        return el("p").class("muted").child(words.working_out).view();
    };
    let catalogue = state.catalogue();
    let plans = [left, right];
    let chosen = plans.map(|plan| match plan {
        Compared::Plan(plan) => plan.chosen(),
        _ => Vec::new(),
    });
    let mut rows: Vec<El> = Vec::new();
    let mut row = |label: &str, say: &dyn Fn(&Rc<Answer>) -> String| {
        let mut cells = Vec::new();
        for plan in plans {
            let why = match plan {
                Compared::Plan(plan) => {
                    cells.push(el("td").child(el("bdi").child(say(plan))));
                    continue;
                }
                Compared::NoGoal => words.no_goal,
                Compared::NothingSaid => words.plan_unknown,
                Compared::Reached => words.reached,
                Compared::NoPlan => words.no_plan,
                Compared::Unknown => words.not_settled,
            };
            // Why there is nothing to compare is said once, beside all the rows.
            if rows.is_empty() {
                cells.push(el("td").attr("rowspan", "7").child(why));
            }
        }
        rows.push(el("tr").child(el("th").attr("scope", "row").child(label)).child(cells));
    };
    row(words.reached_by, &|plan| end(state, plan, language));
    row(words.fees, &|plan| say::fees(&catalogue, plan, language));
    row(words.peak_week, &|plan| (words.load_value)(plan.free_peak()));
    row(words.exams, &|plan| plan.exams().to_string());
    row(words.credits, &|plan| plan.credits.to_string());
    row(words.hours_in_all, &|plan| say::hours(plan, language));
    let mut only = Vec::new();
    for (own, other) in [(0, 1), (1, 0)] {
        if !matches!(plans[own], Compared::Plan(_)) {
            continue;
        }
        let mut items = Vec::new();
        for node in chosen[own].iter().filter(|node| !chosen[other].contains(node)) {
            items.push(el("li").child(el("bdi").child(say::node(&catalogue, *node, language))));
        }
        let items = if items.is_empty() {
            words.nothing_more.view()
        } else {
            el("ul").class("plain").child(items).view()
        };
        only.push(el("td").child(items));
    }
    rows.push(el("tr").child(el("th").attr("scope", "row").child(words.only_here)).child(only));
    let mut line = |label: View, cells: [String; 2]| {
        let cells = Vec::from(cells.map(|said| el("td").child(said).view()));
        rows.push(el("tr").child(el("th").attr("scope", "row").child(label)).child(cells));
    };
    // What both choose, but not when.
    if let [Compared::Plan(left), Compared::Plan(right)] = plans {
        for (start, item) in left.items().filter(|(_, item)| !item.compulsory) {
            let Some((other, _)) = right.items().find(|(_, other)| other.node == item.node) else { continue };
            let terms = [left.terms[start].term, right.terms[other].term];
            if terms[0].place != terms[1].place {
                let name = el("bdi").child(say::node(&catalogue, item.node, language));
                line(name.view(), terms.map(|term| say::term(&catalogue, &term, language)));
            }
        }
    }
    let currency = &catalogue.head.currency;
    for (place, label) in
        [&(words.budget)(currency), words.hours_a_week, words.deadline].into_iter().enumerate()
    {
        let own = [limits[0][place], limits[1][place]];
        if own[0] != own[1] {
            line(
                label.view(),
                own.map(|limit| match (limit, place) {
                    (None, _) => words.no_limit.to_owned(),
                    (Some(budget), 0) => say::money(budget, currency, language),
                    (Some(hours), 1) => (words.hours_of)(hours),
                    (Some(term), _) => say::programme_term(term, language),
                }),
            );
        }
    }
    let heads = names.map(|name| el("th").attr("scope", "col").child(el("bdi").child(name)).view());
    let head = el("tr").child(el("td")).child(Vec::from(heads));
    let table = el("table").class("compare").child(el("thead").child(head)).child(el("tbody").child(rows));
    el("div")
        .class("scroll")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", words.compare)
        .child(table)
        .view()
}

/// What a plan comes to: when it reaches the goal, its fees, its credits, its hours.
pub fn summary(state: State, answer: &Answer, language: Language) -> String {
    let words = words(language);
    let fees = say::fees(&state.catalogue(), answer, language);
    let credits = (words.up_to_credits)(&answer.credits.to_string());
    let hours = in_all(state, answer, language);
    (words.summary)(&end(state, answer, language), &fees, &credits, &hours)
}

/// The hours of a plan in all, and whether compulsory courses are among them.
pub fn in_all(state: State, answer: &Answer, language: Language) -> String {
    let has_programme = state.learner.read_untracked().programme.is_some();
    let hours = say::hours(answer, language);
    // That they are unknown stands by itself.
    if answer.hours == 0 && answer.hours_unknown() {
        return hours;
    }
    let said = (words(language).in_all)(&hours, has_programme);
    let has_failed = answer.terms.iter().any(|term| !term.attempts.is_empty());
    if has_failed { format!("{said}{}", words(language).failed_not_counted) } else { said }
}

/// The term by whose end a plan reaches the goal.
pub fn end(state: State, answer: &Answer, language: Language) -> String {
    let end = answer.terms.get(answer.by.saturating_sub(1) as usize).map(|term| &term.term);
    end.map(|term| say::term(&state.catalogue(), term, language)).unwrap_or_default()
}
