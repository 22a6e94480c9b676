//! A planning problem in the format `pathway-plan/1`.

use std::io::{self, Write};
use std::path::Path;

use rungs_core::plan::{Outcome, Plan, Problem, Search};
use rungs_core::wire::plan_v1::{self, What};
use rungs_core::words::{Language, instance as say, shown};
use serde_json::{Value, json};

use super::{not_json, work};
use crate::arguments;
use crate::input::read_text;
use crate::output::fault;
use crate::{Ending, Surroundings};

pub fn run(
    instance: &Path,
    arguments: &arguments::Plan,
    surroundings: &mut Surroundings<'_>,
) -> io::Result<Ending> {
    let language = surroundings.language;
    let text = match read_text(instance, surroundings.input) {
        Ok(text) => text,
        Err(error) => {
            let why = fault(&error, language);
            return bad(surroundings, &[format!("{}: {why}", instance.display())]);
        }
    };
    let (problem, objective) = match plan_v1::read(&text) {
        Ok(read) => read,
        Err(faults) => {
            let is_syntax = faults.iter().any(|fault| matches!(fault.what, What::Syntax(..)));
            let syntax = is_syntax.then(|| not_json(instance, &text, language)).flatten();
            if let Some(syntax) = syntax {
                return bad(surroundings, &[syntax]);
            }
            let faults: Vec<String> = faults.iter().map(|fault| say::fault(fault, language)).collect();
            return bad(surroundings, &faults);
        }
    };
    let mut search = match Search::new(problem.clone(), &objective) {
        Ok(search) => search,
        Err(invalid) => return bad(surroundings, &[say::invalid(&invalid, language)]),
    };
    work(arguments.seconds, surroundings, |steps| search.run(steps))?;
    let answer = Answer::of(search.outcome());
    if arguments.json {
        let document = json!({
            "status": answer.status,
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

struct Answer {
    status: &'static str,
    plan: Option<Plan>,
    value: Option<Vec<i64>>,
    bound: Option<Vec<i64>>,
}

impl Answer {
    fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Optimal { plan, value } => {
                Self { status: "optimal", plan: Some(plan), bound: Some(value.clone()), value: Some(value) }
            }
            Outcome::Feasible { plan, value, bound } => {
                Self { status: "feasible", plan: Some(plan), value: Some(value), bound: Some(bound) }
            }
            Outcome::Infeasible => Self { status: "infeasible", plan: None, value: None, bound: None },
            Outcome::Unknown { bound } => {
                Self { status: "unknown", plan: None, value: None, bound: Some(bound) }
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

fn bad(surroundings: &mut Surroundings<'_>, faults: &[String]) -> io::Result<Ending> {
    let error = match surroundings.language {
        Language::Chinese => "错误：",
        Language::English => "error: ",
    };
    for fault in faults {
        // A path or a message may hold what the document says.
        let fault: Vec<String> = fault.split(' ').map(shown).collect();
        writeln!(surroundings.err, "{error}{}", fault.join(" "))?;
    }
    Ok(Ending::BadInput)
}

fn show(surroundings: &mut Surroundings<'_>, problem: &Problem, answer: &Answer) -> io::Result<()> {
    let out = &mut surroundings.out;
    let numbers = |values: &Option<Vec<i64>>| values.as_deref().map(|values| number(values).to_string());
    let status = match (surroundings.language, answer.status) {
        (Language::English, status) => status,
        (Language::Chinese, "optimal") => "最优（已证明）",
        (Language::Chinese, "feasible") => "可行（未证明最优）",
        (Language::Chinese, "infeasible") => "无解（已证明）",
        (Language::Chinese, _) => "未知",
    };
    write!(out, "{status}")?;
    if let Some(value) = numbers(&answer.value) {
        match surroundings.language {
            Language::Chinese => write!(out, "，目标值 {value}")?,
            Language::English => write!(out, ", value {value}")?,
        }
    }
    if let Some(bound) = numbers(&answer.bound) {
        match surroundings.language {
            Language::Chinese => write!(out, "，下界 {bound}")?,
            Language::English => write!(out, ", bound {bound}")?,
        }
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
