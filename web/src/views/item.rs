//! One item: its facts, what it needs, what it unlocks, who recognises it for what, its sources one tap away.

use crate::dom::{Child, View, el, fold, group};
use rungs_core::catalogue::Catalogue;
use rungs_core::model::{
    CompetitionId, CourseId, Family, GradeId, Node, Placement, ProgrammeId, QualificationId, SourceId,
    TermKind, Units,
};
use rungs_core::names::Names;
use rungs_core::words::{Language, labels, plan as say};

use super::certificates::issuer;
use super::ladder::is_proposed;
use super::part::{
    both, button, cited, family_badge, folded, glyph, go_button, heading, kind_badge, link, pieces, report,
    section, source, sources, star, status_badge, text,
};
use super::{compare, facts, families, feedback, matrix};
use crate::state::{Place, State, state};
use crate::words::words;

/// The page of an item.
pub fn item(node: Node, language: Language) -> View {
    let state = state();
    let words = words(language);
    let body = match node {
        Node::Course(id) => course(state, id, language),
        Node::Grade(id) => grade(state, id, language),
        Node::Qualification(id) => qualification(state, id, language),
        Node::Competition(id) => competition(state, id, language),
        Node::Programme(id) => programme(state, id, language),
        // Jobs are goals, awards are shown with their competition.
        Node::Job(_) | Node::Award(_) => ().view(),
    };
    group([
        button("← ", "quiet", move || state.go_back()).child(words.back).view(),
        body.view(),
        feedback::feedback(state, node, language),
        report(state, node, language),
    ])
    .view()
}

/// A fact: label, value and source.
fn fact(label: &'static str, value: impl Child, from: Option<SourceId>, language: Language) -> View {
    el("div")
        .child(el("dt").child(label))
        .child(el("dd").child(value).child(" ").child(source(from, language)))
        .view()
}

fn list(items: Vec<View>) -> View {
    let items: Vec<View> = items.into_iter().map(|item| el("li").child(item).view()).collect();
    el("ul").class("plain").child(items).view()
}

fn links(nodes: impl IntoIterator<Item = Node>, language: Language) -> View {
    list(nodes.into_iter().map(|node| link(node, language)).collect())
}

fn title(state: State, node: Node, language: Language) -> View {
    let catalogue = state.catalogue();
    let about = catalogue.about(node);
    group([
        el("p")
            .class("row")
            .child(kind_badge(node.kind(), language))
            .child(status_badge(&catalogue, node, language))
            .view(),
        heading(both(&about.name, language), "big").view(),
        named(&catalogue, node, language),
        el("p").class("actions").child(star(state, node, language)).view(),
    ])
    .view()
}

/// Where the name and the status of an item come from.
fn named(catalogue: &Catalogue, node: Node, language: Language) -> View {
    let status = catalogue.status(node).map(|_| catalogue.source_of(catalogue.whose_status(node), "status"));
    let from = [Some(catalogue.source_of(node, "name")), status];
    el("div").child(sources(from.into_iter().flatten(), language)).child(facts::valid(node, language)).view()
}

/// Whether the learner holds it, as a switch.
fn hold(state: State, node: Node, language: Language) -> View {
    let words = words(language);
    let held = move || state.learner.read().held.contains(&node);
    let toggle = move |_| state.change(|learner| learner.toggle_held(node));
    el("label")
        .class("check")
        .child(el("input").attr("type", "checkbox").live_checked(held).on("change", toggle))
        .child(words.i_hold)
        .view()
}

fn level(catalogue: &Catalogue, node: Node, placed: Option<Placement>, language: Language) -> View {
    let Some(placed) = placed else { return ().view() };
    let from = catalogue.source_of(node, "level");
    fact(words(language).level, placement(catalogue, placed, language), from, language)
}

/// A level with its framework, and what its being there rests on.
fn placement(catalogue: &Catalogue, placed: Placement, language: Language) -> View {
    let level = &catalogue.levels[placed.level];
    let framework = &catalogue.frameworks[level.framework];
    group([
        text(&framework.about.name, language),
        " ".view(),
        text(&level.about.name, language),
        " — ".view(),
        labels::basis(placed.basis, language).view(),
    ])
}

/// What it needs, unlocks, gives and leads to: the same for all that can be taken.
fn relations(state: State, node: Node, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let needs = match catalogue.requisite(node) {
        Some(requisite) => group([
            el("ul").class("requisite").child(facts::requisite(requisite, language)).view(),
            source(catalogue.source_of(node, "requisite"), language).view(),
        ])
        .view(),
        None => el("p").class("muted").child(words.nothing_before).view(),
    };
    // What can no longer be taken needs nothing.
    let needs = catalogue.is_in_force(node).then(|| section(words.needed_before, needs));
    let unlocks = catalogue.unlocks(node);
    let unlocks =
        (!unlocks.is_empty()).then(|| section(words.unlocks, links(unlocks.iter().copied(), language)));
    let jobs = catalogue.serves(node);
    let asked = catalogue.asked_by(node);
    let mut all: Vec<Node> = jobs.iter().map(|(job, _)| Node::Job(*job)).collect();
    all.extend(
        asked
            .iter()
            .map(|job| Node::Job(*job))
            .filter(|job| !jobs.iter().any(|(known, _)| Node::Job(*known) == *job)),
    );
    let jobs = (!all.is_empty()).then(|| section(words.leads_to_jobs, links(all, language)));
    group([
        needs.view(),
        unlocks.view(),
        gives(&catalogue, node, catalogue.gives(node), language).view(),
        jobs.view(),
        recognition(state, node, &mut Vec::new(), language).view(),
    ])
    .view()
}

fn gives(catalogue: &Catalogue, node: Node, units: &[Units], language: Language) -> View {
    let words = words(language);
    if units.is_empty() {
        return ().view();
    }
    let rows = units
        .iter()
        .map(|units| {
            let skill = &catalogue.skills[units.skill];
            group([
                text(&skill.about.name, language).view(),
                " ".view(),
                el("small")
                    .class("muted")
                    .child(labels::leaf(skill.leaf, language))
                    .child(" · ")
                    .child((words.units)(units.units))
                    .view(),
            ])
            .view()
        })
        .collect();
    let from = units.iter().map(|units| units.source);
    let cited = cited(from, "outcomes", &catalogue.about(node).id, language);
    section(words.gives, group([list(rows).view(), cited]).view())
}

/// What it is recognised for, or from. Notes on the page that are `said` already are not said again.
fn recognition(state: State, node: Node, said: &mut Vec<Names>, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let mut rows = |places: Vec<usize>, forward: bool| -> Option<View> {
        if places.is_empty() {
            return None;
        }
        let rows = places
            .into_iter()
            .map(|place| {
                let rule = &catalogue.recognition[place];
                let what: Vec<View> =
                    if forward {
                        let mut targets: Vec<View> =
                            rule.courses.iter().map(|course| link(Node::Course(*course), language)).collect();
                        targets.extend(rule.category.map(|category| {
                            (words.any_course_of)(labels::category(category, language)).view()
                        }));
                        targets
                    } else {
                        vec![link(rule.from, language)]
                    };
                let credits =
                    rule.credits.map(|credits| format!(" · {}", (words.up_to_credits)(&credits.to_string())));
                let is_new = !said.contains(&rule.note);
                if is_new {
                    said.push(rule.note.clone());
                }
                group([
                    el("span").class("row").child(what).child(credits).view(),
                    " ".view(),
                    is_new.then(|| text(&rule.note, language)).view(),
                    " ".view(),
                    source(rule.source, language).view(),
                ])
                .view()
            })
            .collect();
        Some(list(rows))
    };
    let forward =
        rows(catalogue.recognises(node).to_vec(), true).map(|rows| section(words.recognised_for, rows));
    let backward = match node {
        Node::Course(course) => rows(rules_for(&catalogue, course), false),
        _ => None,
    }
    .map(|rows| section(words.recognised_from, rows));
    group([forward.view(), backward.view()]).view()
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
    rungs_core::sort::sort(&mut places);
    places
}

fn course(state: State, id: CourseId, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let node = Node::Course(id);
    let course = &catalogue.courses[id];
    let of = |field: &str| catalogue.source_of(node, field);
    let credits =
        course.credits.map(|credits| fact(words.credits, credits.to_string(), of("credits"), language));
    let hours = course.hours.map(|hours| {
        let said = match course.practice_hours {
            Some(practice) => (words.hours_and_practice)(hours, practice),
            None => (words.hours_value)(hours),
        };
        fact(words.hours, said, of("hours"), language)
    });
    let kind = course
        .kind
        .map(|kind| fact(words.kind_of_course, labels::course_kind(kind, language), of("kind"), language));
    let programmes: Vec<View> = course
        .programmes
        .iter()
        .flat_map(|programme| {
            let curriculum = &catalogue.programmes[*programme].curriculum;
            curriculum
                .iter()
                .filter(|entry| entry.course == id)
                .map(|entry| (*programme, entry))
                .collect::<Vec<_>>()
        })
        .map(|(programme, entry)| {
            let terms: Vec<String> = entry.terms.iter().map(u32::to_string).collect();
            let category =
                entry.category.map(|category| format!(" · {}", labels::category(category, language)));
            group([
                link(Node::Programme(programme), language).view(),
                " ".view(),
                ((words.in_terms)(&terms.join(words.between))).view(),
                " · ".view(),
                (labels::nature(entry.nature, language)).view(),
                category.view(),
                " ".view(),
                cited(
                    [entry.source],
                    "curriculum",
                    &format!("{}/{}", catalogue.programmes[programme].about.id, course.about.id),
                    language,
                ),
            ])
            .view()
        })
        .collect();
    group([
        title(state, node, language).view(),
        hold(state, node, language).view(),
        compare::add(state, node, language),
        el("dl")
            .class("facts wide")
            .child(credits)
            .child(hours)
            .child(kind)
            .child(fact(words.in_programmes, list(programmes), course.about.source, language))
            .view(),
        towards(&catalogue, id, language),
        relations(state, node, language).view(),
    ])
    .view()
}

/// The certificates whose standard a course teaches a part of.
fn towards(catalogue: &Catalogue, id: CourseId, language: Language) -> View {
    let words = words(language);
    let mut rows = Vec::new();
    for (grade, common, all) in catalogue.counts_towards(id) {
        let said = el("small").class("muted").child((words.gives_some)(common, all));
        rows.push(group([link(Node::Grade(grade), language), " ".view(), said.view()]).view());
    }
    if rows.is_empty() {
        return ().view();
    }
    section(words.counts_towards, list(rows))
}

fn grade(state: State, id: GradeId, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let node = Node::Grade(id);
    let grade = &catalogue.grades[id];
    let qualification_id = grade.qualification;
    let qualification = &catalogue.qualifications[qualification_id];
    let summary = (!grade.summary.is_empty()).then(|| {
        let from = source(catalogue.source_of(node, "summary"), language);
        group([el("p").class("lead").child(text(&grade.summary, language)).view(), from])
    });
    let hours = grade.hours.map(|hours| {
        fact(words.hours, (words.hours_value)(hours), catalogue.source_of(node, "hours"), language)
    });
    let next = catalogue.next_grade(id).map(|next| {
        let next = Node::Grade(next);
        let status = status_badge(&catalogue, next, language).filter(|_| !catalogue.is_in_force(next));
        section(words.further_up, list(vec![group([link(next, language), " ".view(), status.view()])]))
    });
    let open = catalogue.is_in_force(node);
    let functions = (!grade.functions.is_empty()).then(|| {
        let rows = grade
            .functions
            .iter()
            .map(|weight| {
                let name = text(&catalogue.functions[weight.function].about.name, language);
                group([name.view(), " ".view(), el("b").child(weight.share.to_string()).child("%").view()])
                    .view()
            })
            .collect();
        let from = grade.functions.iter().map(|weight| weight.source);
        let cited = cited(from, "grade_functions", &grade.about.id, language);
        section(words.functions, group([list(rows).view(), cited]).view())
    });
    group([
        el("p")
            .class("row")
            .child(kind_badge(node.kind(), language))
            .child(family_badge(qualification.family, language))
            .child(status_badge(&catalogue, node, language))
            .view(),
        heading(el("bdi").child(say::node(&catalogue, node, language)).view(), "big").view(),
        named(&catalogue, node, language),
        summary.view(),
        hold(state, node, language).view(),
        el("p")
            .class("actions")
            .child(compare::add(state, node, language))
            .child(star(state, node, language))
            .view(),
        el("dl")
            .class("facts wide")
            .child(level(&catalogue, node, grade.placement, language))
            .child(hours)
            .child(open.then(|| fees(state, node, &grade.fees, language)))
            .child(open.then(|| sittings(state, node, &grade.sittings, language)))
            .view(),
        over(state, node, language),
        qualification_facts(state, qualification_id, node, language).view(),
        next.view(),
        functions.view(),
        relations(state, node, language).view(),
        matrix::matrix(state, node, language),
        employer(state, id, language),
    ])
    .view()
}

/// What it means for whoever holds a certificate, or wanted it, that it is over; nothing of one that is in force.
fn over(state: State, node: Node, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    if catalogue.is_in_force(node) {
        return ().view();
    }
    let (whole, grades) = match node {
        Node::Grade(id) => (catalogue.grades[id].qualification, vec![node]),
        Node::Qualification(id) => {
            (id, catalogue.qualifications[id].grades.iter().map(|id| Node::Grade(*id)).collect())
        }
        _ => return ().view(),
    };
    let status = catalogue.whose_status(node);
    let mut rows = vec![group([
        words.over_closed.view(),
        " ".view(),
        source(catalogue.source_of(status, "status"), language),
    ])];
    rows.push(match catalogue.replacement(node) {
        Some(next) => {
            let guess = matches!(next, Node::Grade(_))
                .then(|| el("small").class("muted").child(words.over_instead_guess).child(" "));
            let from = catalogue.source_of(Node::Qualification(whole), "successor");
            let next = [words.over_instead.view(), " ".view(), link(next, language), " ".view()];
            group([group(next), guess.view(), source(from, language)])
        }
        None => words.over_no_instead.view(),
    });
    let jobs = catalogue.does_for(node);
    rows.push(if jobs.is_empty() {
        words.over_no_jobs.view()
    } else {
        let mut from = Vec::new();
        for job in &jobs {
            for grade in &grades {
                from.extend(catalogue.lead_sources(*job, *grade));
            }
        }
        let jobs = links(jobs.into_iter().map(Node::Job), language);
        group([words.over_jobs.view(), " ".view(), sources(from, language), jobs])
    });
    let mut credit = Vec::new();
    for grade in grades {
        let mut rules = catalogue.recognises(grade).iter().map(|rule| &catalogue.recognition[*rule]);
        if rules.any(|rule| rule.valid.on(state.today)) {
            credit.push(recognition(state, grade, &mut Vec::new(), language));
        }
    }
    rows.push(if credit.is_empty() {
        words.over_no_credit.view()
    } else {
        group([words.over_credit.view(), credit.view()])
    });
    let family = catalogue.qualifications[whole].family;
    let held = el("p").child(el("b").child(words.over_held)).child(" ");
    let way = go_button(state, Place::Families, words.which_family, "link");
    let worth = families::held(&catalogue, family, language);
    let worth = worth.unwrap_or_else(|| words.over_held_unknown.view());
    rows.push(held.child(worth).child(" ").child(way).view());
    section(words.over_title, list(rows))
}

/// What an employer wants to know of a certificate.
fn employer(state: State, id: GradeId, language: Language) -> View {
    folded(words(language).employer_title, move || for_employer(&state.catalogue(), id, language))
}

fn for_employer(catalogue: &Catalogue, id: GradeId, language: Language) -> View {
    let words = words(language);
    let grade = &catalogue.grades[id];
    let qualification = &catalogue.qualifications[grade.qualification];
    let mut can = Vec::new();
    for units in &grade.gives {
        can.push(text(&catalogue.skills[units.skill].about.name, language));
    }
    let mut behind = vec![issuer(catalogue, grade.qualification, language)];
    behind.extend(qualification.standard.map(|id| {
        let standard = &catalogue.standards[id];
        let edition = standard.edition.as_ref().map(|edition| format!(" ({edition})"));
        group([text(&standard.about.name, language), edition.view()])
    }));
    let is_not = match qualification.family {
        Family::X => words.is_not_x,
        Family::SkillGrade => words.is_not_skill_grade,
        _ => words.is_not_other,
    };
    let can = if can.is_empty() { words.none_said.view() } else { list(can) };
    let node = Node::Grade(id);
    let placed = match (grade.placement, qualification.family) {
        (Some(placed), _) => {
            let proposed = is_proposed(catalogue, node);
            let proposed = proposed.then(|| group([el("br").view(), words.placement_note.view()]));
            group([placement(catalogue, placed, language), proposed.view()])
        }
        (None, Family::X) => words.level_none_x.view(),
        (None, _) => words.level_none.view(),
    };
    let placed = match grade.placement {
        Some(_) => fact(words.level, placed, catalogue.source_of(node, "level"), language),
        None => el("div").child(el("dt").child(words.level)).child(el("dd").child(placed)).view(),
    };
    let summary = (!grade.summary.is_empty()).then(|| text(&grade.summary, language));
    let mut from: Vec<Option<SourceId>> = grade.gives.iter().map(|units| units.source).collect();
    from.extend(summary.as_ref().map(|_| catalogue.source_of(node, "summary")));
    let from = (!from.is_empty()).then(|| cited(from, "outcomes", &grade.about.id, language));
    let can = el("dd").child(summary).child(can).child(from);
    el("dl")
        .class("facts wide")
        .child(el("div").child(el("dt").child(words.holder_can)).child(can))
        .child(placed)
        .child(fact(words.stands_behind, list(behind), qualification.about.source, language))
        .child(el("div").child(el("dt").child(words.is_not)).child(el("dd").child(is_not)))
        .view()
}

fn fees(state: State, node: Node, fees: &[rungs_core::model::Fee], language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let (mine, _) = facts::fee(state, fees, language);
    let rows = fees
        .iter()
        .map(|fee| {
            let place =
                fee.region.map(|region| labels::name(&catalogue.regions[region].name, language).0.to_owned());
            let day = fee.date.map(|day| day.to_string());
            let row = format!("{}/{}", catalogue.about(node).id, fee.amount);
            let said: Vec<String> = [
                Some(say::money(fee.amount, &catalogue.head.currency, language)),
                Some(labels::fee_component(fee.component, language).to_owned()),
                place,
                day,
            ]
            .into_iter()
            .flatten()
            .collect();
            group([
                el("bdi").child(pieces(&said.join(" · "))).view(),
                " ".view(),
                cited([fee.source], "fees", &row, language),
            ])
            .view()
        })
        .collect();
    el("div").child(el("dt").child(words.fees)).child(el("dd").child(mine).child(list(rows))).view()
}

fn sittings(state: State, node: Node, sittings: &[rungs_core::model::Sitting], language: Language) -> View {
    let words = words(language);
    let (next, _) = facts::sitting(state, node, sittings, language);
    let rows = sittings
        .iter()
        .map(|sitting| {
            let row = format!("{}/{}", state.catalogue().about(node).id, sitting.date);
            let mut said = sitting.date.to_string();
            if let Some(day) = sitting.deadline {
                said = format!("{said} · {}", (words.register_by)(&day.to_string()));
            }
            let over = if sitting.date < state.today {
                Some(words.sitting_past)
            } else if sitting.deadline.is_some_and(|day| day < state.today) {
                Some(words.sitting_closed)
            } else {
                None
            };
            if let Some(over) = over {
                said = format!("{said} · {over}");
            }
            group([
                pieces(&said),
                " ".view(),
                text(&sitting.site, language).view(),
                " ".view(),
                cited([sitting.source], "sittings", &row, language),
            ])
            .view()
        })
        .collect();
    let lead = (!sittings.is_empty() && state.catalogue().is_in_force(node))
        .then(|| format!("{}{}", (words.next_sitting)(node), words.colon));
    let all = el("dd").child(lead).child(pieces(&next)).child(list(rows));
    el("div").child(el("dt").child(words.sittings)).child(all).view()
}

/// What is the same for all grades of a qualification, on the page of one of them or its own.
fn qualification_facts(state: State, id: QualificationId, page: Node, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let node = Node::Qualification(id);
    let qualification = &catalogue.qualifications[id];
    let of = |field: &str| catalogue.source_of(node, field);
    let kind = qualification.issuer.map(|issuer| {
        format!(" ({})", labels::organisation_kind(catalogue.organisations[issuer].kind, language))
    });
    // Who issues a kind in general follows from its family.
    let said_by = of(if kind.is_some() { "issuer" } else { "family" });
    let issued = group([issuer(&catalogue, id, language), kind.view()]);
    let issuer = fact(words.issuer, issued, said_by, language);
    let standard = qualification.standard.map(|id| {
        let standard = &catalogue.standards[id];
        let code = [standard.code.clone(), standard.edition.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ");
        let value =
            group([text(&standard.about.name, language).view(), " ".view(), el("bdi").child(code).view()]);
        fact(words.standard, value, standard.about.source, language)
    });
    let batch =
        qualification.batch.map(|batch| fact(words.batch, (words.batch_value)(batch), of("batch"), language));
    let edition =
        qualification.edition.clone().map(|edition| fact(words.edition, edition, of("edition"), language));
    let status = qualification
        .about
        .status
        .map(|status| fact(words.status, labels::status(status, language), of("status"), language));
    let validity = qualification
        .valid_months
        .map(|months| fact(words.validity, (words.valid_for)(months), of("valid_months"), language));
    let successor = qualification.successor.map(|next| {
        fact(words.successor, link(Node::Qualification(next), language), of("successor"), language)
    });
    let said = |label, rule: &Names, column| {
        (!rule.is_empty()).then(|| fact(label, text(rule, language), of(column), language))
    };
    let pass = said(words.pass_rule, &qualification.pass_rule, "pass_rule");
    let renewal = said(words.renewal, &qualification.renewal, "renewal");
    let applicable = (!qualification.programmes.is_empty()).then(|| {
        let programmes = qualification.programmes.iter().map(|id| Node::Programme(*id));
        fact(words.applicable, links(programmes, language), of("programmes"), language)
    });
    let note = (!qualification.note.is_empty()).then(|| {
        let from = source(of("note"), language);
        group([el("p").class("muted").child(text(&qualification.note, language)).view(), from])
    });
    el("section")
        .class("block")
        .child(el("h4").child(glyph(node.kind())).child(" ").child(text(&qualification.about.name, language)))
        .child(el("p").class("muted").child(labels::family_explained(qualification.family, language)))
        .child(el("p").child(go_button(state, Place::Families, words.which_family, "link")))
        .child(
            el("dl")
                .class("facts wide")
                .child(issuer)
                .child(fact(
                    words.grades,
                    links(qualification.grades.iter().map(|grade| Node::Grade(*grade)), language),
                    qualification.about.source,
                    language,
                ))
                .child(standard)
                .child(batch)
                .child(edition)
                .child(status)
                .child(successor)
                .child(validity)
                .child(renewal)
                .child(pass)
                .child(applicable)
                .child(
                    el("div")
                        .child(el("dt").child(words.registration))
                        .child(el("dd").child(facts::routes(state, id, page, language))),
                ),
        )
        .child(note)
        .view()
}

fn qualification(state: State, id: QualificationId, language: Language) -> View {
    let catalogue = state.catalogue();
    let node = Node::Qualification(id);
    group([
        title(state, node, language).view(),
        el("p").class("row").child(family_badge(catalogue.qualifications[id].family, language)).view(),
        over(state, node, language),
        qualification_facts(state, id, node, language).view(),
    ])
    .view()
}

fn competition(state: State, id: CompetitionId, language: Language) -> View {
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
        fact(
            words.organiser,
            text(&catalogue.organisations[organiser].about.name, language),
            of("organiser"),
            language,
        )
    });
    let edition =
        competition.edition.clone().map(|edition| fact(words.edition, edition, of("edition"), language));
    let team = competition.team.map(|team| fact(words.team, team.to_string(), of("team"), language));
    let hours =
        competition.hours.map(|hours| fact(words.hours, (words.hours_value)(hours), of("hours"), language));
    let mut said = Vec::new();
    let awards: Vec<View> = competition
        .awards
        .iter()
        .map(|award_id| {
            let award = &catalogue.awards[*award_id];
            let node = Node::Award(*award_id);
            let share = award.share.map(|share| format!(" · {}", (words.share)(&share.to_string())));
            group([
                text(&award.about.name, language).view(),
                share.view(),
                " ".view(),
                source(award.about.source, language).view(),
                hold(state, node, language).view(),
                recognition(state, node, &mut said, language).view(),
            ])
            .view()
        })
        .collect();
    let awards = (!awards.is_empty()).then(|| section(words.awards, list(awards)));
    group([
        title(state, node, language).view(),
        compare::add(state, node, language),
        el("dl")
            .class("facts wide")
            .child(fact(words.tier, tier, of("tier"), language))
            .child(organiser)
            .child(edition)
            .child(team)
            .child(level(&catalogue, node, competition.placement, language))
            .child(hours)
            .child(fees(state, node, &competition.fees, language))
            .child(sittings(state, node, &competition.sittings, language))
            .view(),
        awards.view(),
        relations(state, node, language).view(),
    ])
    .view()
}

fn programme(state: State, id: ProgrammeId, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let node = Node::Programme(id);
    let programme = &catalogue.programmes[id];
    let of = |field: &str| catalogue.source_of(node, field);
    let code = programme.code.as_ref().map(|code| {
        let edition = programme.edition.as_ref().map(|edition| format!(" · {edition}")).unwrap_or_default();
        let from = source(of("code"), language);
        group([el("p").class("muted").child(el("bdi").child(format!("{code}{edition}"))).view(), from])
    });
    let credits =
        programme.credits.map(|credits| fact(words.credits, credits.to_string(), of("credits"), language));
    let occupations = (!programme.occupations.is_empty()).then(|| {
        fact(words.occupations, programme.occupations.join(words.between), of("occupations"), language)
    });
    let jobs: Vec<Node> = catalogue
        .jobs
        .ids()
        .filter(|job| catalogue.is_listed(id, *job) == Some(true))
        .map(Node::Job)
        .collect();
    let jobs = (!jobs.is_empty()).then(|| section(words.leads_to_jobs, links(jobs, language)));
    let next = (!programme.next.is_empty()).then(|| {
        let next = links(programme.next.iter().map(|id| Node::Programme(*id)), language);
        section(words.next_programmes, group([next, source(of("next"), language)]))
    });
    let terms = programme
        .terms
        .iter()
        .enumerate()
        .map(|(place, kind)| {
            let term = place as u32 + 1;
            let mut entries = Vec::new();
            for entry in &programme.curriculum {
                if entry.terms.first() == Some(&term) {
                    entries.push((entry.course, entry.nature));
                }
            }
            let kind =
                (*kind != TermKind::Study).then(|| format!(" · {}", labels::term_kind(*kind, language)));
            let count = format!(" ({})", entries.len());
            let summary = el("summary").child(say::programme_term(term, language)).child(kind).child(count);
            let rows = move || {
                let mut rows = Vec::new();
                for (course, nature) in &entries {
                    let nature = el("small").class("muted").child(labels::nature(*nature, language));
                    rows.push(group([link(Node::Course(*course), language), " ".view(), nature.view()]));
                }
                list(rows)
            };
            fold(summary, rows).class("term-list")
        })
        .collect::<Vec<_>>();
    let curriculum = (!programme.curriculum.is_empty()).then(|| {
        let from = programme.curriculum.iter().map(|entry| entry.source);
        let cited = cited(from, "curriculum", &programme.about.id, language);
        section(words.curriculum, group([terms.view(), cited]).view())
    });
    group([
        title(state, node, language).view(),
        code.view(),
        el("dl")
            .class("facts wide")
            .child(fact(words.stage, labels::stage(programme.stage, language), of("stage"), language))
            .child(fact(
                words.terms,
                (words.terms_value)(programme.terms.len() as u32),
                of("terms"),
                language,
            ))
            .child(level(&catalogue, node, programme.placement, language))
            .child(credits)
            .child(occupations)
            .view(),
        jobs.view(),
        next.view(),
        curriculum.view(),
    ])
    .view()
}
