//! A planning problem in the format `pathway-plan/1`.

use std::io::{self, Write};
use std::path::Path;

use rungs_core::plan::{Outcome, Plan, Problem, Search};
use rungs_core::wire::plan_v1::{self, Fault, Instance};
use rungs_core::words::{Said, harmless, instance as say, shown};
use serde_json::{Value, json};

use super::work;
use crate::arguments;
use crate::input::read_text;
use crate::words::{Status, plain};
use crate::{Ending, Surroundings};

pub fn run(
    instance: &Path,
    arguments: &arguments::Plan,
    surroundings: &mut Surroundings<'_>,
) -> io::Result<Ending> {
    let (words, language) = (surroundings.words(), surroundings.language);
    let file = words.named(instance);
    let text = match read_text(instance, surroundings.input) {
        Ok(text) => text,
        Err(error) => {
            let said = words.of(&file, &words.fault(&error));
            return surroundings.complain(Ending::BadInput, &plain(said));
        }
    };
    let Instance { problem, objective, doubts } = match plan_v1::read(&text) {
        Ok(read) => read,
        Err(faults) => {
            tell(&file, &faults, surroundings)?;
            return Ok(Ending::BadInput);
        }
    };
    tell(&file, &doubts, surroundings)?;
    let mut search = match Search::new(problem.clone(), &objective) {
        Ok(search) => search,
        Err(invalid) => {
            let message = words.of(&file, &say::invalid(&invalid, language));
            let said = Said { message, hint: say::invalid_hint(&invalid, language) };
            return surroundings.complain(Ending::BadInput, &said);
        }
    };
    work(arguments.seconds, surroundings, |steps| search.run(steps))?;
    let answer = Answer::of(search.outcome());
    if arguments.json {
        let document = json!({
            "status": answer.status.code(),
            "plan": answer.plan.as_ref().map(|plan| plan_v1::write_plan(&problem, plan)),
            "value": answer.value.as_deref().map(number),
            "bound": answer.bound.as_deref().map(number),
        });
        writeln!(surroundings.out, "{document}")?;
    } else {
        show(surroundings, &problem, &answer)?;
    }
    Ok(Ending::Done)
}

/// Says what is wrong or doubtful in a file, and where.
fn tell(file: &str, faults: &[Fault], surroundings: &mut Surroundings<'_>) -> io::Result<()> {
    let words = surroundings.words();
    for fault in faults {
        let mut said = say::fault(fault, surroundings.language);
        // A pointer may hold what the document says.
        let pointer = harmless(&fault.pointer).replace('\n', "\\n");
        if !pointer.is_empty() {
            said.message = words.of(&pointer, &said.message);
        }
        said.message = words.of(file, &said.message);
        surroundings.say(fault.severity(), &said)?;
    }
    Ok(())
}

struct Answer {
    status: Status,
    plan: Option<Plan>,
    value: Option<Vec<i64>>,
    bound: Option<Vec<i64>>,
}

impl Answer {
    fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Optimal { plan, value } => Self {
                status: Status::Optimal,
                plan: Some(plan),
                bound: Some(value.clone()),
                value: Some(value),
            },
            Outcome::Feasible { plan, value, bound } => {
                Self { status: Status::Feasible, plan: Some(plan), value: Some(value), bound: Some(bound) }
            }
            Outcome::Infeasible => Self { status: Status::Infeasible, plan: None, value: None, bound: None },
            Outcome::Unknown { bound } => {
                Self { status: Status::Unknown, plan: None, value: None, bound: Some(bound) }
            }
        }
    }
}

/// One number, or one for each stage of the objective.
fn number(values: &[i64]) -> Value {
    match values {
        [value] => json!(value),
        _ => json!(values),
    }
}

fn show(surroundings: &mut Surroundings<'_>, problem: &Problem, answer: &Answer) -> io::Result<()> {
    let words = &surroundings.words().plan;
    let out = &mut surroundings.out;
    let numbers = |values: &Option<Vec<i64>>| values.as_deref().map(|values| number(values).to_string());
    write!(out, "{}", (words.status)(answer.status))?;
    if let Some(value) = numbers(&answer.value) {
        write!(out, "{}", (words.value)(&value))?;
    }
    if let Some(bound) = numbers(&answer.bound) {
        write!(out, "{}", (words.bound)(&bound))?;
    }
    writeln!(out)?;
    let Some(plan) = &answer.plan else { return Ok(()) };
    let code =
        |place: u32| problem.items.get(place as usize).map(|item| shown(&item.code)).unwrap_or_default();
    for term in 0..=problem.horizon {
        let mut said: Vec<String> =
            plan.start.iter().filter(|(_, start)| *start == term).map(|(item, _)| code(item.0)).collect();
        for (rule, _) in plan.recognised.iter().filter(|(_, at)| *at == term) {
            if let Some(rule) = problem.recognitions.get(rule.0 as usize) {
                said.push(format!("{} → {}", code(rule.from.0), code(rule.to.0)));
            }
        }
        if !said.is_empty() {
            writeln!(out, "{term}: {}", said.join(", "))?;
        }
    }
    Ok(())
}
