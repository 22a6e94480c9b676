//! How a learner gets to a job, by a pack.

use std::io::{self, Write};
use std::path::Path;

use rungs_core::catalogue::Catalogue;
use rungs_core::diagnostic::Severity;
use rungs_core::export;
use rungs_core::learner::Learner;
use rungs_core::model::{JobId, Node};
use rungs_core::question::{Answer, Closed, Filled, Outcome, Proof, Question, Solver};
use rungs_core::suggest::nearest;
use rungs_core::wire::learner_v1::{self, Lost, Unreadable};
use rungs_core::wire::value;
use rungs_core::words::{self, Language, Said, labels, listed, shown};
use serde_json::{Map, Value, json};

use super::work;
use crate::arguments::Plan;
use crate::input::{read_pack, read_text};
use crate::today::today;
use crate::words::plain;
use crate::{Ending, Surroundings, report};

pub fn run(pack: &Path, arguments: &Plan, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    let language = surroundings.language;
    let (texts, mut reading) = read_pack(pack, surroundings.input);
    let Some(model) = reading.model.take() else {
        reading.findings.retain(|finding| finding.severity == Severity::Error);
        let style = report::Style { language, colour: false };
        report::text(surroundings.err, &reading, &texts, style)?;
        return Ok(Ending::BadInput);
    };
    let catalogue = Catalogue::new(model);
    let (learner, lost) = match learner(&catalogue, arguments, surroundings)? {
        Ok(read) => read,
        Err(ending) => return Ok(ending),
    };
    let job = match goal(&catalogue, arguments, &learner, surroundings)? {
        Ok(job) => job,
        Err(ending) => return Ok(ending),
    };
    let today = arguments.today.unwrap_or_else(today);
    let question = Question { catalogue: &catalogue, learner: &learner, job, today };
    let mut solver = Solver::new(question);
    work(arguments.seconds, surroundings, |steps| solver.run(steps))?;
    let outcome = solver.outcome();
    if arguments.json {
        let mut document = document(&catalogue, &outcome, language);
        document["warnings"] = lost.iter().map(|lost| warning(lost, language)).collect();
        if let Outcome::NoPlan { .. } = outcome {
            document["closed"] = closed(&catalogue, &solver.closed(), language);
        }
        writeln!(surroundings.out, "{document}")?;
    } else {
        let mut text = Vec::new();
        show(&mut text, &catalogue, job, &outcome, language)?;
        if let Outcome::NoPlan { .. } = outcome {
            show_closed(&mut text, &catalogue, &solver.closed(), language)?;
        }
        write!(surroundings.out, "{}", words::harmless(&String::from_utf8_lossy(&text)))?;
    }
    Ok(Ending::Done)
}

/// The learner, with what could not be used of them: an example learner of the pack by id, or a file.
fn learner(
    catalogue: &Catalogue,
    arguments: &Plan,
    surroundings: &mut Surroundings<'_>,
) -> io::Result<Result<(Learner, Vec<Lost>), Ending>> {
    let (words, language) = (surroundings.words(), surroundings.language);
    let Some(path) = &arguments.learner else { return Ok(Ok((Learner::default(), Vec::new()))) };
    if let Some(example) = catalogue.learners.iter().find(|example| path == Path::new(&example.id)) {
        return Ok(Ok((example.learner.clone(), Vec::new())));
    }
    let file = words.named(path);
    let text = match read_text(path, surroundings.input) {
        Ok(text) => text,
        Err(error) => {
            let message = words.of(&file, &words.fault(&error));
            let known = some(catalogue.learners.iter().map(|learner| learner.id.as_str()), language);
            let hint = known.map(|known| (words.known_learners)(&known));
            return surroundings.complain(Ending::BadInput, &Said { message, hint }).map(Err);
        }
    };
    let why = match learner_v1::read(catalogue, &text) {
        Ok(read) => {
            let pack = read.pack.map(|pack| words.of(&file, &(words.other_pack)(&shown(&pack))));
            let mut doubts: Vec<String> = pack.into_iter().collect();
            for lost in &read.lost {
                let said = words::learner::lost(lost, language);
                doubts.push(words.of(&(words.at)(&file, &shown(&lost.at)), &said));
            }
            for doubt in doubts {
                surroundings.say(Severity::Warning, &plain(doubt))?;
            }
            return Ok(Ok((read.learner, read.lost)));
        }
        Err(Unreadable::TooLarge) => words.is_too_large.to_owned(),
        Err(Unreadable::Syntax) => match value::parse(&text) {
            Err(error) => words::instance::syntax(&error, language),
            Ok(_) => (words.no_learner)(learner_v1::FORMAT),
        },
        Err(Unreadable::Format(_)) => (words.no_learner)(learner_v1::FORMAT),
    };
    surroundings.complain(Ending::BadInput, &plain(words.of(&file, &why))).map(Err)
}

/// The job aimed at.
fn goal(
    catalogue: &Catalogue,
    arguments: &Plan,
    learner: &Learner,
    surroundings: &mut Surroundings<'_>,
) -> io::Result<Result<JobId, Ending>> {
    let (words, language) = (surroundings.words(), surroundings.language);
    let jobs = || catalogue.jobs.iter().map(|(_, job)| job.about.id.as_str());
    let known = || some(jobs(), language).map(|known| (words.known_jobs)(&known));
    let Some(id) = &arguments.goal else {
        let Some(goal) = learner.goal else {
            let said = Said { message: words.no_goal.to_owned(), hint: known() };
            return surroundings.complain(Ending::Usage, &said).map(Err);
        };
        return Ok(Ok(goal));
    };
    if let Some(Node::Job(job)) = catalogue.node(id) {
        return Ok(Ok(job));
    }
    let hint = nearest(id, jobs()).map(|nearest| (words.did_you_mean)(&nearest)).or_else(known);
    let said = Said { message: (words.no_job)(&shown(id)), hint };
    surroundings.complain(Ending::BadInput, &said).map(Err)
}

/// So many ids of a pack are named to choose from.
const NAMED: usize = 10;

/// Some of the ids that there are, and how many more; `None` if there are none.
fn some<'a>(ids: impl Iterator<Item = &'a str>, language: Language) -> Option<String> {
    let ids: Vec<&str> = ids.collect();
    let (named, more) = ids.split_at(ids.len().min(NAMED));
    match (named, more.len()) {
        ([], _) => None,
        (named, 0) => Some(listed(named, language)),
        (named, more) => Some((crate::words::of(language).and_more)(listed(named, language), more)),
    }
}

/// The answer for tools. Terms are counted from the current one, which is 0.
fn document(catalogue: &Catalogue, outcome: &Outcome, language: Language) -> Value {
    let status = match outcome {
        Outcome::Plan { proof: Proof::Proven, .. } | Outcome::Reached => "optimal",
        Outcome::Plan { proof: Proof::SoFar(_), .. } => "feasible",
        Outcome::NoPlan { .. } => "infeasible",
        Outcome::Unknown { .. } => "unknown",
    };
    let mut document = json!({ "status": status, "plan": null, "value": null, "bound": null });
    match outcome {
        Outcome::Plan { answer, proof } => {
            if let Proof::SoFar(Some(gap)) = proof {
                document["gap"] = json!({
                    "priority": gap.priority.code(),
                    "at_most": gap.at_most,
                    "said": words::plan::gap(catalogue, gap, language),
                });
            }
            document["plan"] = plan(catalogue, answer);
            document["reached_by"] = json!(answer.by);
            document["fees"] = json!(answer.fees.to_f64());
            document["hours"] = json!(answer.hours);
            document["credits"] = json!(answer.credits.to_f64());
            document["credit_floors"] = answer.floors.iter().map(|filled| floor(catalogue, filled)).collect();
            document["terms"] =
                answer.terms.iter().map(|term| self::term(catalogue, term, language)).collect();
            let notes = words::plan::notes(catalogue, &answer.notes, language);
            document["notes"] = notes.into_iter().map(|(_, note)| note).collect();
        }
        Outcome::Reached => document["plan"] = json!({ "start": {}, "recognised": [] }),
        Outcome::NoPlan { clashes, hindrances, near } => {
            let said = |clash| words::plan::clash(catalogue, clash, language);
            document["clashes"] = clashes.iter().map(said).collect();
            document["hindrances"] = hindrances
                .iter()
                .map(|hindrance| words::plan::hindrance(catalogue, hindrance, language))
                .collect();
            if let Some(near) = near {
                let said = |breach| words::plan::breach(catalogue, breach, language);
                document["near"] = plan(catalogue, &near.answer);
                document["breaches"] = near.breaches.iter().map(said).collect();
            }
        }
        Outcome::Unknown { soonest } => document["soonest"] = json!(soonest),
    }
    document
}

fn warning(lost: &Lost, language: Language) -> Value {
    json!({ "at": lost.at, "code": lost.why.code(), "said": words::learner::lost(lost, language) })
}

/// What is closed to the learner, with why.
fn closed(catalogue: &Catalogue, closed: &[(Node, Closed)], language: Language) -> Value {
    let one = |(node, why): &(Node, Closed)| json!({ "id": catalogue.about(*node).id, "why": words::plan::closed(why, language) });
    closed.iter().map(one).collect()
}

fn show_closed(
    out: &mut dyn Write,
    catalogue: &Catalogue,
    closed: &[(Node, Closed)],
    language: Language,
) -> io::Result<()> {
    let words = crate::words::of(language);
    if !closed.is_empty() {
        writeln!(out, "\n{}", words.plan.closed)?;
    }
    for (node, why) in closed {
        let (node, why) = (words::plan::node(catalogue, *node, language), words::plan::closed(why, language));
        writeln!(out, "- {}", words.of(&node, why))?;
    }
    Ok(())
}

fn floor(catalogue: &Catalogue, filled: &Filled) -> Value {
    json!({
        "id": catalogue.credit_floors[filled.floor].id,
        "earned": filled.earned.to_f64(),
        "asked": filled.asked.to_f64(),
    })
}

fn plan(catalogue: &Catalogue, answer: &Answer) -> Value {
    let id = |node: Node| catalogue.about(node).id.clone();
    let mut start = Map::new();
    let mut recognised = Vec::new();
    for (number, term) in answer.terms.iter().enumerate() {
        for item in &term.items {
            start.insert(id(item.node), json!(number));
        }
        for it in &term.recognised {
            recognised.push(json!({ "rule": [id(it.from), id(Node::Course(it.course))], "at": number }));
        }
    }
    json!({ "start": start, "recognised": recognised })
}

fn term(catalogue: &Catalogue, term: &rungs_core::question::AnswerTerm, language: Language) -> Value {
    let items: Vec<Value> = term
        .items
        .iter()
        .map(|item| {
            json!({
                "id": catalogue.about(item.node).id,
                "name": words::plan::node(catalogue, item.node, language),
                "kind": item.node.kind().table(),
                "compulsory": item.compulsory,
                "duration": item.duration,
                "hours_a_week": item.load,
                "fee": item.fee.map(|fee| fee.to_f64()),
                "sitting": item.sitting.as_ref().map(|sitting| sitting.date.to_string()),
                "reasons": words::plan::reasons(catalogue, &item.reasons, language),
            })
        })
        .collect();
    let calendar = catalogue.calendar_term(term.term.place);
    json!({
        "name": calendar.as_ref().map(|calendar| labels::name(&calendar.name, language).0),
        "from": calendar.as_ref().map(|calendar| calendar.start.to_string()),
        "to": calendar.as_ref().map(|calendar| calendar.end.to_string()),
        "hours_a_week": term.load,
        "items": items,
    })
}

fn show(
    out: &mut dyn Write,
    catalogue: &Catalogue,
    job: JobId,
    outcome: &Outcome,
    language: Language,
) -> io::Result<()> {
    let words = crate::words::of(language);
    let job = words::plan::node(catalogue, Node::Job(job), language);
    let (answer, best) = match outcome {
        Outcome::Plan { answer, proof: Proof::Proven } => (answer, words.plan.best.to_owned()),
        Outcome::Plan { answer, proof: Proof::SoFar(gap) } => {
            let gap = gap.as_ref().map(|gap| words::plan::gap(catalogue, gap, language));
            (answer, (words.plan.best_so_far)(gap.as_deref()))
        }
        Outcome::Reached => return writeln!(out, "{}", words.of(&job, words.plan.reached)),
        Outcome::Unknown { soonest } => {
            writeln!(out, "{}", words.of(&job, words.plan.none_found))?;
            return match *soonest as usize {
                0 | 1 => Ok(()),
                more => writeln!(out, "{}", (words.plan.at_least)(more)),
            };
        }
        Outcome::NoPlan { clashes, hindrances, near } => {
            writeln!(out, "{}", words.of(&job, words.plan.none))?;
            for clash in clashes {
                writeln!(out, "- {}", words::plan::clash(catalogue, clash, language))?;
            }
            if !clashes.is_empty() {
                writeln!(out, "{}", words.plan.clash)?;
            }
            for hindrance in hindrances {
                writeln!(out, "- {}", words::plan::hindrance(catalogue, hindrance, language))?;
            }
            let Some(near) = near else { return Ok(()) };
            writeln!(out, "\n{}", words.plan.near)?;
            for breach in &near.breaches {
                writeln!(out, "- {}", words::plan::breach(catalogue, breach, language))?;
            }
            return show_terms(out, catalogue, &near.answer, language);
        }
    };
    let last = (answer.by as usize).checked_sub(1).and_then(|place| answer.terms.get(place));
    let by = last.map(|last| export::term(catalogue, &last.term, language)).unwrap_or_default();
    let fees = words::plan::fees(catalogue, answer, language);
    let about = [best, (words.plan.reached_by)(&by), fees, words::plan::hours(answer, language)];
    writeln!(out, "{}", words.of(&job, &about.join(" · ")))?;
    show_terms(out, catalogue, answer, language)
}

/// A plan's terms, and what was assumed.
fn show_terms(
    out: &mut dyn Write,
    catalogue: &Catalogue,
    answer: &Answer,
    language: Language,
) -> io::Result<()> {
    let words = crate::words::of(language);
    for term in &answer.terms {
        let is_empty = term.items.is_empty() && term.running.is_empty() && term.own.is_empty();
        if is_empty && term.recognised.is_empty() {
            continue;
        }
        let name = export::term(catalogue, &term.term, language);
        writeln!(out, "\n{}", (words.plan.term)(&name, term.load))?;
        for item in &term.items {
            let reasons = words::plan::reasons(catalogue, &item.reasons, language);
            let name = words::plan::node(catalogue, item.node, language);
            let long = (item.duration > 1).then(|| (words.plan.terms)(item.duration as usize));
            let on = item.sitting.as_ref().map(|sitting| (words.plan.on)(&sitting.date.to_string()));
            let about: Vec<String> = [Some(name), long, on].into_iter().flatten().collect();
            writeln!(out, "- {}", words.of(&about.join(" · "), &reasons.join(words.semicolon)))?;
        }
        for node in &term.running {
            let name = words::plan::node(catalogue, *node, language);
            writeln!(out, "- {}", (words.plan.goes_on)(&name))?;
        }
        for own in &term.own {
            writeln!(out, "- {}", (words.plan.own)(&shown(&own.name), own.hours))?;
        }
        for it in &term.recognised {
            let from = words::plan::node(catalogue, it.from, language);
            let to = words::plan::node(catalogue, Node::Course(it.course), language);
            let credits = (words.plan.recognised)(&it.credits.to_string());
            writeln!(out, "- {from} → {to}{credits}")?;
        }
    }
    for filled in &answer.floors {
        writeln!(out, "\n{}", words::plan::credits(catalogue, filled, language))?;
    }
    let notes = words::plan::notes(catalogue, &answer.notes, language);
    if !notes.is_empty() {
        writeln!(out)?;
    }
    notes.iter().try_for_each(|(_, note)| writeln!(out, "* {note}"))
}
