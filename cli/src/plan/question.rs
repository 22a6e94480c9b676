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
use rungs_core::wire::learner_v1::{self, Unreadable};
use rungs_core::words::{self, Language, labels, shown};
use serde_json::{Map, Value, json};

use super::{not_json, work};
use crate::arguments::Plan;
use crate::input::{read_pack, read_text};
use crate::output::fault;
use crate::today::today;
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
    let learner = match learner(&catalogue, arguments, surroundings)? {
        Ok(learner) => learner,
        Err(words) => return bad(surroundings, &words),
    };
    let job = match goal(&catalogue, arguments, &learner, language) {
        Ok(job) => job,
        Err(words) => return bad(surroundings, &words),
    };
    let today = arguments.today.unwrap_or_else(today);
    let question = Question { catalogue: &catalogue, learner: &learner, job, today };
    let mut solver = Solver::new(question);
    work(arguments.seconds, surroundings, |steps| solver.run(steps))?;
    let outcome = solver.outcome();
    if arguments.json {
        let mut document = document(&catalogue, &outcome, language);
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

fn bad(surroundings: &mut Surroundings<'_>, words: &str) -> io::Result<Ending> {
    match surroundings.language {
        Language::Chinese => writeln!(surroundings.err, "错误：{words}")?,
        Language::English => writeln!(surroundings.err, "error: {words}")?,
    }
    Ok(Ending::BadInput)
}

/// The learner: an example learner of the pack by id, or a file.
fn learner(
    catalogue: &Catalogue,
    arguments: &Plan,
    surroundings: &mut Surroundings<'_>,
) -> io::Result<Result<Learner, String>> {
    let language = surroundings.language;
    let Some(path) = &arguments.learner else { return Ok(Ok(Learner::default())) };
    if let Some(example) = catalogue.learners.iter().find(|example| path == Path::new(&example.id)) {
        return Ok(Ok(example.learner.clone()));
    }
    let place = path.display();
    let text = match read_text(path, surroundings.input) {
        Ok(text) => text,
        Err(error) => {
            let known: Vec<&str> = catalogue.learners.iter().map(|learner| learner.id.as_str()).collect();
            let mut words = format!("{place}: {}", fault(&error, language));
            if !known.is_empty() {
                words += &match language {
                    Language::Chinese => format!("；数据包里的示例学习者有：{}", known.join("、")),
                    Language::English => format!("; the pack has the example learners {}", known.join(", ")),
                };
            }
            return Ok(Err(words));
        }
    };
    let read = match (learner_v1::read(catalogue, &text), language) {
        (Ok(read), _) => read,
        (Err(Unreadable::TooLarge), Language::Chinese) => return Ok(Err(format!("{place}：文件过大"))),
        (Err(Unreadable::TooLarge), Language::English) => {
            return Ok(Err(format!("{place} is larger than any learner")));
        }
        (Err(Unreadable::Syntax), _) => {
            return Ok(Err(not_json(path, &text, language).unwrap_or_else(|| place.to_string())));
        }
        (Err(Unreadable::Format(_)), Language::Chinese) => {
            return Ok(Err(format!(
                "{place}：不是学习者文件（应有 \"format\": \"{}\"）",
                learner_v1::FORMAT
            )));
        }
        (Err(Unreadable::Format(_)), Language::English) => {
            return Ok(Err(format!(
                "{place} is no learner (it needs \"format\": \"{}\")",
                learner_v1::FORMAT
            )));
        }
    };
    if !read.lost.is_empty() {
        let lost: Vec<String> = read.lost.iter().map(|lost| shown(lost)).collect();
        match language {
            Language::Chinese => {
                writeln!(surroundings.err, "警告：数据包里没有这些，未采用：{}", lost.join("、"))?
            }
            Language::English => writeln!(
                surroundings.err,
                "warning: not used, as the pack does not have it: {}",
                lost.join(", ")
            )?,
        }
    }
    Ok(Ok(read.learner))
}

fn goal(
    catalogue: &Catalogue,
    arguments: &Plan,
    learner: &Learner,
    language: Language,
) -> Result<JobId, String> {
    let Some(id) = &arguments.goal else {
        return learner.goal.ok_or_else(|| match language {
            Language::Chinese => "请用 --goal 写明目标岗位的 id".to_owned(),
            Language::English => "say the job aimed at with --goal ID".to_owned(),
        });
    };
    if let Some(Node::Job(job)) = catalogue.node(id) {
        return Ok(job);
    }
    let known = catalogue.jobs.iter().map(|(_, job)| job.about.id.as_str());
    let nearest = nearest(id, known);
    Err(match (language, nearest) {
        (Language::Chinese, Some(nearest)) => format!("没有岗位“{}”；是不是“{nearest}”？", shown(id)),
        (Language::English, Some(nearest)) => {
            format!("there is no job \"{}\"; did you mean \"{nearest}\"?", shown(id))
        }
        (Language::Chinese, None) => format!("没有岗位“{}”", shown(id)),
        (Language::English, None) => format!("there is no job \"{}\"", shown(id)),
    })
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
    match language {
        _ if closed.is_empty() => {}
        Language::Chinese => writeln!(out, "\n对你不开放的：")?,
        Language::English => writeln!(out, "\nNot open to you:")?,
    }
    for (node, why) in closed {
        let (node, why) = (words::plan::node(catalogue, *node, language), words::plan::closed(why, language));
        match language {
            Language::Chinese => writeln!(out, "- {node}：{why}")?,
            Language::English => writeln!(out, "- {node}: {why}")?,
        }
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
    let job = words::plan::node(catalogue, Node::Job(job), language);
    let answer = match (outcome, language) {
        (Outcome::Plan { answer, .. }, _) => answer,
        (Outcome::Reached, Language::Chinese) => return writeln!(out, "{job}：所需的已经全部具备"),
        (Outcome::Reached, Language::English) => return writeln!(out, "{job}: all that is needed is there"),
        (Outcome::Unknown { soonest }, Language::Chinese) => {
            writeln!(out, "{job}：时间内没有找到计划，也没有证明无解")?;
            return match soonest {
                0 | 1 => Ok(()),
                more => writeln!(out, "已证明：至少要 {more} 个学期"),
            };
        }
        (Outcome::Unknown { soonest }, Language::English) => {
            writeln!(out, "{job}: in this time no plan was found, and not that there is none")?;
            return match soonest {
                0 | 1 => Ok(()),
                more => writeln!(out, "proven: it takes at least {more} terms"),
            };
        }
        (Outcome::NoPlan { clashes, hindrances, near }, _) => {
            match language {
                Language::Chinese => writeln!(out, "{job}：没有可行的计划（已证明）")?,
                Language::English => writeln!(out, "{job}: no plan fits (proven)")?,
            }
            for clash in clashes {
                writeln!(out, "- {}", words::plan::clash(catalogue, clash, language))?;
            }
            match language {
                _ if clashes.is_empty() => {}
                Language::Chinese => {
                    writeln!(out, "以上各条不能同时做到，少了任何一条，其余的都能做到。出路：")?
                }
                Language::English => {
                    writeln!(
                        out,
                        "These cannot all hold; without any one of them the others can. Ways out:"
                    )?;
                }
            }
            for hindrance in hindrances {
                writeln!(out, "- {}", words::plan::hindrance(catalogue, hindrance, language))?;
            }
            let Some(near) = near else { return Ok(()) };
            match language {
                Language::Chinese => writeln!(out, "\n最接近的安排，它违反：")?,
                Language::English => writeln!(out, "\nWhat comes near to a plan breaks this:")?,
            }
            for breach in &near.breaches {
                writeln!(out, "- {}", words::plan::breach(catalogue, breach, language))?;
            }
            return show_terms(out, catalogue, &near.answer, language);
        }
    };
    let gap = match outcome {
        Outcome::Plan { proof: Proof::SoFar(gap), .. } => Some(gap),
        _ => None,
    };
    let gap = gap.map(|gap| gap.as_ref().map(|gap| words::plan::gap(catalogue, gap, language)));
    let best = match (language, gap) {
        (Language::Chinese, None) => "最优计划（已证明）".to_owned(),
        (Language::Chinese, Some(None)) => "目前最好的计划（未证明最优）".to_owned(),
        (Language::Chinese, Some(Some(gap))) => format!("目前最好的计划（未证明最优，{gap}）"),
        (Language::English, None) => "the best plan (proven)".to_owned(),
        (Language::English, Some(None)) => "the best plan so far (not proven)".to_owned(),
        (Language::English, Some(Some(gap))) => {
            format!("the best plan so far (not proven; a better one could be: {gap})")
        }
    };
    let fees = words::plan::fees(catalogue, answer, language);
    let hours = words::plan::hours(answer, language);
    match language {
        Language::Chinese => writeln!(out, "{job}：{best} · {fees} · {hours}")?,
        Language::English => writeln!(out, "{job}: {best} · {fees} · {hours}")?,
    }
    show_terms(out, catalogue, answer, language)
}

/// A plan's terms, and what was assumed.
fn show_terms(
    out: &mut dyn Write,
    catalogue: &Catalogue,
    answer: &Answer,
    language: Language,
) -> io::Result<()> {
    for term in &answer.terms {
        if term.items.is_empty() && term.recognised.is_empty() {
            continue;
        }
        let name = export::term(catalogue, &term.term, language);
        match language {
            Language::Chinese => writeln!(out, "\n{name}（每周 {} 小时）", term.load)?,
            Language::English => writeln!(out, "\n{name} ({} hours a week)", term.load)?,
        }
        for item in &term.items {
            let reasons = words::plan::reasons(catalogue, &item.reasons, language);
            let name = words::plan::node(catalogue, item.node, language);
            match language {
                Language::Chinese => writeln!(out, "- {name}：{}", reasons.join("；"))?,
                Language::English => writeln!(out, "- {name}: {}", reasons.join("; "))?,
            }
        }
        for it in &term.recognised {
            let from = words::plan::node(catalogue, it.from, language);
            let to = words::plan::node(catalogue, Node::Course(it.course), language);
            match language {
                Language::Chinese => writeln!(out, "- {from} → {to}（认定 {} 学分）", it.credits)?,
                Language::English => writeln!(out, "- {from} → {to} (recognised, {} credits)", it.credits)?,
            }
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
