//! One item: its facts, what it needs, what it unlocks, who recognises it for what, its sources one tap away.

use leptos::prelude::*;
use rungs_core::catalogue::Catalogue;
use rungs_core::model::{
    CompetitionId, CourseId, GradeId, Node, Placement, ProgrammeId, QualificationId, SourceId, TermKind, Units,
};
use rungs_core::words::{Language, labels, plan as say};

use super::facts;
use super::part::{both, family_badge, glyph, go_button, heading, kind_badge, link, source, sources, text};
use crate::state::{Place, State, state};
use crate::words::words;

/// The page of an item.
pub fn item(node: Node, language: Language) -> AnyView {
    let state = state();
    let words = words(language);
    let body = match node {
        Node::Course(id) => course(state, id, language),
        Node::Grade(id) => grade(state, id, language),
        Node::Qualification(id) => qualification(state, id, language),
        Node::Competition(id) => competition(state, id, language),
        Node::Programme(id) => programme(state, id, language),
        // Jobs are goals, awards are shown with their competition.
        Node::Job(_) | Node::Award(_) => ().into_any(),
    };
    view! {
        class = "pe",
        <button type="button" class="quiet" on:click=move |_| state.go_back()>"← "{words.back}</button>
        {body}
    }
    .into_any()
}

/// A fact: label, value and source.
fn fact(label: &'static str, value: impl IntoView, from: Option<SourceId>, language: Language) -> AnyView {
    view! {
        class = "pe",
        <div><dt>{label}</dt><dd>{value}" "{source(from, language)}</dd></div>
    }
    .into_any()
}

fn section(title: &'static str, body: AnyView) -> AnyView {
    view! { class = "pe", <section class="block"><h4>{title}</h4>{body}</section> }.into_any()
}

fn list(items: Vec<AnyView>) -> AnyView {
    let items: Vec<AnyView> = items.into_iter().map(|item| view! { class = "pe", <li>{item}</li> }.into_any()).collect();
    view! { class = "pe", <ul class="plain">{items}</ul> }.into_any()
}

fn links(nodes: impl IntoIterator<Item = Node>, language: Language) -> AnyView {
    list(nodes.into_iter().map(|node| link(node, language)).collect())
}

fn title(state: State, node: Node, language: Language) -> AnyView {
    let catalogue = state.catalogue();
    let about = catalogue.about(node);
    let status = about.status.map(|status| {
        view! { class = "pe", <span class="badge">{labels::status(status, language)}</span> }
    });
    view! {
        class = "pe",
        <p class="row">{kind_badge(node.kind(), language)}{status}</p>
        {heading(both(&about.name, language), "big")}
    }
    .into_any()
}

/// Whether the learner holds it, as a switch.
fn hold(state: State, node: Node, language: Language) -> AnyView {
    let words = words(language);
    let held = move || state.learner.read().held.contains(&node);
    let toggle = move |_| {
        state.change(|learner| match learner.held.iter().position(|known| *known == node) {
            Some(place) => {
                learner.held.remove(place);
            }
            None => learner.held.push(node),
        });
    };
    view! {
        class = "pe",
        <label class="check"><input type="checkbox" prop:checked=held on:change=toggle />{words.i_hold}</label>
    }
    .into_any()
}

fn level(catalogue: &Catalogue, node: Node, placement: Option<Placement>, language: Language) -> AnyView {
    let words = words(language);
    let Some(placement) = placement else { return ().into_any() };
    let level = &catalogue.levels[placement.level];
    let framework = &catalogue.frameworks[level.framework];
    let value = view! {
        class = "pe",
        {text(&framework.about.name, language)}" "{text(&level.about.name, language)}
        " — "{labels::basis(placement.basis, language)}
    };
    fact(words.level, value, catalogue.source_of(node, "level"), language)
}

/// What it needs, unlocks, gives and leads to: the same for all that can be taken.
fn relations(state: State, node: Node, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let needs = match catalogue.requisite(node) {
        Some(requisite) => view! {
            class = "pe",
            <ul class="requisite">{facts::requisite(&catalogue, requisite, language)}</ul>
            {source(catalogue.source_of(node, "requisite"), language)}
        }
        .into_any(),
        None => view! { class = "pe", <p class="muted">{words.nothing_before}</p> }.into_any(),
    };
    let unlocks = catalogue.unlocks(node);
    let unlocks = (!unlocks.is_empty()).then(|| section(words.unlocks, links(unlocks.iter().copied(), language)));
    let jobs = catalogue.serves(node);
    let asked = catalogue.asked_by(node);
    let mut all: Vec<Node> = jobs.iter().map(|(job, _)| Node::Job(*job)).collect();
    all.extend(asked.iter().map(|job| Node::Job(*job)).filter(|job| !jobs.iter().any(|(known, _)| Node::Job(*known) == *job)));
    let jobs = (!all.is_empty()).then(|| section(words.leads_to_jobs, links(all, language)));
    view! {
        class = "pe",
        {section(words.needed_before, needs)}
        {unlocks}
        {gives(&catalogue, catalogue.gives(node), language)}
        {jobs}
        {recognition(state, node, language)}
    }
    .into_any()
}

fn gives(catalogue: &Catalogue, units: &[Units], language: Language) -> AnyView {
    let words = words(language);
    if units.is_empty() {
        return ().into_any();
    }
    let rows = units
        .iter()
        .map(|units| {
            let skill = &catalogue.skills[units.skill];
            view! {
                class = "pe",
                {text(&skill.about.name, language)}
                " "<small class="muted">{labels::leaf(skill.leaf, language)}" · "{(words.units)(units.units)}</small>
            }
            .into_any()
        })
        .collect();
    let from = units.iter().map(|units| units.source);
    section(words.gives, view! { class = "pe", {list(rows)}{sources(from, language)} }.into_any())
}

/// What it is recognised for, or from.
fn recognition(state: State, node: Node, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let rows = |places: Vec<usize>, forward: bool| -> Option<AnyView> {
        if places.is_empty() {
            return None;
        }
        let rows = places
            .into_iter()
            .map(|place| {
                let rule = &catalogue.recognition[place];
                let what: Vec<AnyView> = if forward {
                    let mut targets: Vec<AnyView> =
                        rule.courses.iter().map(|course| link(Node::Course(*course), language)).collect();
                    targets.extend(rule.category.map(|category| {
                        (words.any_course_of)(labels::category(category, language)).into_any()
                    }));
                    targets
                } else {
                    vec![link(rule.from, language)]
                };
                let credits = rule.credits.map(|credits| format!(" · {}", (words.up_to_credits)(&credits.to_string())));
                view! {
                    class = "pe",
                    <span class="row">{what}</span>{credits}" "{text(&rule.note, language)}" "
                    {source(rule.source, language)}
                }
                .into_any()
            })
            .collect();
        Some(list(rows))
    };
    let forward = rows(catalogue.recognises(node).to_vec(), true).map(|rows| section(words.recognised_for, rows));
    let backward = match node {
        Node::Course(course) => rows(rules_for(&catalogue, course), false),
        _ => None,
    }
    .map(|rows| section(words.recognised_from, rows));
    view! { class = "pe", {forward}{backward} }.into_any()
}

/// The rules that name a course or its category in any programme.
fn rules_for(catalogue: &Catalogue, course: CourseId) -> Vec<usize> {
    let mut places = catalogue.recognised_from(course).to_vec();
    for (place, rule) in catalogue.recognition.iter().enumerate() {
        let in_category = rule.category.is_some_and(|category| {
            catalogue.courses[course].programmes.iter().any(|programme| {
                let curriculum = &catalogue.programmes[*programme].curriculum;
                curriculum.iter().any(|entry| entry.course == course && entry.category == Some(category))
            })
        });
        if in_category && !places.contains(&place) {
            places.push(place);
        }
    }
    places.sort_unstable();
    places
}

fn course(state: State, id: CourseId, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let node = Node::Course(id);
    let course = &catalogue.courses[id];
    let of = |field: &str| catalogue.source_of(node, field);
    let credits =
        course.credits.map(|credits| fact(words.credits, credits.to_string(), of("credits"), language));
    let hours = course.hours.map(|hours| {
        let practice = course.practice_hours.map(|hours| (words.practice_hours)(hours));
        let said = match practice {
            Some(practice) => format!("{}, {practice}", (words.hours_value)(hours)),
            None => (words.hours_value)(hours),
        };
        fact(words.hours, said, of("hours"), language)
    });
    let kind = course
        .kind
        .map(|kind| fact(words.kind_of_course, labels::course_kind(kind, language), of("kind"), language));
    let programmes: Vec<AnyView> = course
        .programmes
        .iter()
        .flat_map(|programme| {
            let curriculum = &catalogue.programmes[*programme].curriculum;
            curriculum.iter().filter(|entry| entry.course == id).map(|entry| (*programme, entry)).collect::<Vec<_>>()
        })
        .map(|(programme, entry)| {
            let terms: Vec<String> = entry.terms.iter().map(u32::to_string).collect();
            let category = entry.category.map(|category| format!(" · {}", labels::category(category, language)));
            view! {
                class = "pe",
                {link(Node::Programme(programme), language)}" "
                {(words.in_terms)(&terms.join(", "))}" · "{labels::nature(entry.nature, language)}{category}" "
                {source(entry.source, language)}
            }
            .into_any()
        })
        .collect();
    view! {
        class = "pe",
        {title(state, node, language)}
        {hold(state, node, language)}
        <dl class="facts wide">
            {credits}{hours}{kind}
            {fact(words.in_programmes, list(programmes), course.about.source, language)}
        </dl>
        {relations(state, node, language)}
    }
    .into_any()
}

fn grade(state: State, id: GradeId, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let node = Node::Grade(id);
    let grade = &catalogue.grades[id];
    let qualification_id = grade.qualification;
    let qualification = &catalogue.qualifications[qualification_id];
    let summary = (!grade.summary.is_empty())
        .then(|| view! { class = "pe", <p class="lead">{text(&grade.summary, language)}</p> });
    let hours = grade
        .hours
        .map(|hours| fact(words.hours, (words.hours_value)(hours), catalogue.source_of(node, "hours"), language));
    let next = catalogue.next_grade(id).map(|next| section(words.next_jobs, links([Node::Grade(next)], language)));
    let functions = (!grade.functions.is_empty()).then(|| {
        let rows = grade
            .functions
            .iter()
            .map(|weight| {
                let name = text(&catalogue.functions[weight.function].about.name, language);
                view! { class = "pe", {name}" "<b>{weight.share.to_string()}"%"</b> }.into_any()
            })
            .collect();
        let from = grade.functions.iter().map(|weight| weight.source);
        section(words.functions, view! { class = "pe", {list(rows)}{sources(from, language)} }.into_any())
    });
    view! {
        class = "pe",
        <p class="row">{kind_badge(node.kind(), language)}{family_badge(qualification.family, language)}</p>
        {heading(view! { class = "pe", <bdi>{say::node(&catalogue, node, language)}</bdi> }.into_any(), "big")}
        {summary}
        {hold(state, node, language)}
        <dl class="facts wide">
            {level(&catalogue, node, grade.placement, language)}
            {hours}
            {fees(state, &grade.fees, language)}
            {sittings(state, &grade.sittings, language)}
        </dl>
        {qualification_facts(state, qualification_id, language)}
        {next}
        {functions}
        {relations(state, node, language)}
    }
    .into_any()
}

fn fees(state: State, fees: &[rungs_core::model::Fee], language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let (mine, _) = facts::fee(state, fees, language);
    let rows = fees
        .iter()
        .map(|fee| {
            let place = fee.region.map(|region| labels::name(&catalogue.regions[region].name, language).0.to_owned());
            let day = fee.date.map(|day| day.to_string());
            let said: Vec<String> = [
                Some(say::money(fee.amount, &catalogue.head.currency, language)),
                Some(labels::fee_component(fee.component, language).to_owned()),
                place,
                day,
            ]
            .into_iter()
            .flatten()
            .collect();
            view! { class = "pe", <bdi>{said.join(" · ")}</bdi>" "{source(fee.source, language)} }.into_any()
        })
        .collect();
    view! {
        class = "pe",
        <div><dt>{words.fees}</dt><dd>{mine}{list(rows)}</dd></div>
    }
    .into_any()
}

fn sittings(state: State, sittings: &[rungs_core::model::Sitting], language: Language) -> AnyView {
    let words = words(language);
    let (next, _) = facts::sitting(state, sittings, language);
    let rows = sittings
        .iter()
        .map(|sitting| {
            let deadline = sitting.deadline.map(|day| format!(" · {}", (words.register_by)(&day.to_string())));
            view! {
                class = "pe",
                {sitting.date.to_string()}{deadline}" "{text(&sitting.site, language)}" "{source(sitting.source, language)}
            }
            .into_any()
        })
        .collect();
    view! {
        class = "pe",
        <div><dt>{words.sittings}</dt><dd>{next}{list(rows)}</dd></div>
    }
    .into_any()
}

/// What is the same for all grades of a qualification.
fn qualification_facts(state: State, id: QualificationId, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let node = Node::Qualification(id);
    let qualification = &catalogue.qualifications[id];
    let of = |field: &str| catalogue.source_of(node, field);
    let issuer = qualification.issuer.map(|issuer| {
        let organisation = &catalogue.organisations[issuer];
        let value = view! {
            class = "pe",
            {text(&organisation.about.name, language)}" ("{labels::organisation_kind(organisation.kind, language)}")"
        };
        fact(words.issuer, value, of("issuer"), language)
    });
    let standard = qualification.standard.map(|id| {
        let standard = &catalogue.standards[id];
        let code = [standard.code.clone(), standard.edition.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let value = view! { class = "pe", {text(&standard.about.name, language)}" "<bdi>{code}</bdi> };
        fact(words.standard, value, standard.about.source, language)
    });
    let batch = qualification.batch.map(|batch| fact(words.batch, batch.to_string(), of("batch"), language));
    let edition =
        qualification.edition.clone().map(|edition| fact(words.edition, edition, of("edition"), language));
    let status = qualification
        .about
        .status
        .map(|status| fact(words.status, labels::status(status, language), of("status"), language));
    let validity = qualification
        .valid_months
        .map(|months| fact(words.validity, (words.valid_for)(months), of("valid_months"), language));
    let successor = qualification
        .successor
        .map(|next| fact(words.successor, link(Node::Qualification(next), language), of("successor"), language));
    let pass = (!qualification.pass_rule.is_empty())
        .then(|| fact(words.pass_rule, text(&qualification.pass_rule, language), of("pass_rule"), language));
    let applicable = (!qualification.programmes.is_empty()).then(|| {
        let programmes = qualification.programmes.iter().map(|id| Node::Programme(*id));
        fact(words.applicable, links(programmes, language), of("programmes"), language)
    });
    let note = (!qualification.note.is_empty())
        .then(|| view! { class = "pe", <p class="muted">{text(&qualification.note, language)}</p> });
    view! {
        class = "pe",
        <section class="block">
            <h4>{glyph(node.kind())}" "{text(&qualification.about.name, language)}</h4>
            <p class="muted">{labels::family_explained(qualification.family, language)}</p>
            <p>{go_button(state, Place::Families, words.which_family, "link")}</p>
            <dl class="facts wide">
                {issuer}
                {fact(words.grades, links(qualification.grades.iter().map(|grade| Node::Grade(*grade)), language), qualification.about.source, language)}
                {standard}{batch}{edition}{status}{successor}{validity}{pass}{applicable}
                <div><dt>{words.registration}</dt><dd>{facts::routes(state, id, language)}</dd></div>
            </dl>
            {note}
        </section>
    }
    .into_any()
}

fn qualification(state: State, id: QualificationId, language: Language) -> AnyView {
    let catalogue = state.catalogue();
    let node = Node::Qualification(id);
    view! {
        class = "pe",
        {title(state, node, language)}
        <p class="row">{family_badge(catalogue.qualifications[id].family, language)}</p>
        {qualification_facts(state, id, language)}
    }
    .into_any()
}

fn competition(state: State, id: CompetitionId, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let node = Node::Competition(id);
    let competition = &catalogue.competitions[id];
    let of = |field: &str| catalogue.source_of(node, field);
    let tier = format!(
        "{} · {}",
        labels::tier(competition.tier, language),
        labels::organiser_kind(competition.organiser_kind, language)
    );
    let organiser = competition.organiser.map(|organiser| {
        fact(words.organiser, text(&catalogue.organisations[organiser].about.name, language), of("organiser"), language)
    });
    let edition = competition.edition.clone().map(|edition| fact(words.edition, edition, of("edition"), language));
    let team = competition.team.map(|team| fact(words.team, team.to_string(), of("team"), language));
    let hours =
        competition.hours.map(|hours| fact(words.hours, (words.hours_value)(hours), of("hours"), language));
    let awards: Vec<AnyView> = competition
        .awards
        .iter()
        .map(|award_id| {
            let award = &catalogue.awards[*award_id];
            let node = Node::Award(*award_id);
            let share = award.share.map(|share| format!(" · {}", (words.share)(&share.to_string())));
            view! {
                class = "pe",
                {text(&award.about.name, language)}{share}" "{source(award.about.source, language)}
                {hold(state, node, language)}
                {recognition(state, node, language)}
            }
            .into_any()
        })
        .collect();
    let awards = (!awards.is_empty()).then(|| section(words.awards, list(awards)));
    view! {
        class = "pe",
        {title(state, node, language)}
        <dl class="facts wide">
            {fact(words.tier, tier, of("tier"), language)}
            {organiser}{edition}{team}
            {level(&catalogue, node, competition.placement, language)}
            {hours}
            {fees(state, &competition.fees, language)}
            {sittings(state, &competition.sittings, language)}
        </dl>
        {awards}
        {relations(state, node, language)}
    }
    .into_any()
}

fn programme(state: State, id: ProgrammeId, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let node = Node::Programme(id);
    let programme = &catalogue.programmes[id];
    let of = |field: &str| catalogue.source_of(node, field);
    let code = programme.code.as_ref().map(|code| {
        let edition = programme.edition.as_ref().map(|edition| format!(" · {edition}")).unwrap_or_default();
        view! { class = "pe", <p class="muted"><bdi>{format!("{code}{edition}")}</bdi></p> }
    });
    let credits =
        programme.credits.map(|credits| fact(words.credits, credits.to_string(), of("credits"), language));
    let occupations = (!programme.occupations.is_empty())
        .then(|| fact(words.occupations, programme.occupations.join(", "), of("occupations"), language));
    let jobs: Vec<Node> = catalogue
        .jobs
        .ids()
        .filter(|job| catalogue.is_listed(id, *job) == Some(true))
        .map(Node::Job)
        .collect();
    let jobs = (!jobs.is_empty()).then(|| section(words.leads_to_jobs, links(jobs, language)));
    let next = (!programme.next.is_empty())
        .then(|| section(words.next_programmes, links(programme.next.iter().map(|id| Node::Programme(*id)), language)));
    let terms = programme
        .terms
        .iter()
        .enumerate()
        .map(|(place, kind)| {
            let term = place as u32 + 1;
            let entries = programme.curriculum.iter().filter(|entry| entry.terms.first() == Some(&term));
            let rows: Vec<AnyView> = entries
                .map(|entry| {
                    view! {
                        class = "pe",
                        {link(Node::Course(entry.course), language)}" "
                        <small class="muted">{labels::nature(entry.nature, language)}</small>
                    }
                    .into_any()
                })
                .collect();
            let kind = (*kind != TermKind::Study).then(|| format!(" · {}", labels::term_kind(*kind, language)));
            view! {
                class = "pe",
                <details class="term-list"><summary>{(words.term)(term)}{kind}" ("{rows.len()}")"</summary>{list(rows)}</details>
            }
        })
        .collect_view();
    let curriculum = (!programme.curriculum.is_empty()).then(|| {
        let from = programme.curriculum.iter().map(|entry| entry.source);
        section(words.curriculum, view! { class = "pe", {terms}{sources(from, language)} }.into_any())
    });
    view! {
        class = "pe",
        {title(state, node, language)}
        {code}
        <dl class="facts wide">
            {fact(words.stage, labels::stage(programme.stage, language), of("stage"), language)}
            {fact(words.terms, (words.terms_value)(programme.terms.len() as u32), of("terms"), language)}
            {level(&catalogue, node, programme.placement, language)}
            {credits}{occupations}
        </dl>
        {jobs}{next}{curriculum}
    }
    .into_any()
}
