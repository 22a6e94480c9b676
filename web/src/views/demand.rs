//! Which jobs are wanted where: rank, posts, pay and outlook, each with its period and source.

use rungs_core::model::{Demand, JobId, Node};
use rungs_core::words::{Language, labels, plan as say};

use super::part::{cited, folded, link, section, text};
use crate::dom::{Child, View, el, group};
use crate::state::State;
use crate::words::words;

/// The jobs that are wanted where the learner is, the most wanted first; nothing where the data does not say.
pub fn wanted(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let here = state.learner.read().region.or(catalogue.head.region);
    let mut wanted: Vec<(u32, u32, JobId)> = Vec::new();
    for job in catalogue.jobs.ids() {
        let Some(known) = catalogue.demand_near(job, here, &|_| true) else { continue };
        // By rank, then by posts; what says neither comes last.
        let fewer = u32::MAX - known.openings.unwrap_or(0);
        wanted.push((known.rank.unwrap_or(u32::MAX), fewer, job));
    }
    if wanted.is_empty() {
        return ().view();
    }
    rungs_core::sort::sort(&mut wanted);
    folded(words.demand_list, move || {
        let mut rows = Vec::new();
        for (_, _, job) in &wanted {
            let Some(known) = catalogue.demand_near(*job, here, &|_| true) else { continue };
            let row = row(state, *job, known, language);
            rows.push(el("li").child(link(Node::Job(*job), language)).child(row));
        }
        el("ol").class("plain demand").child(rows).view()
    })
}

/// Where and how much a job is wanted.
pub fn of_job(state: State, job: JobId, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let mut rows = Vec::new();
    for known in &catalogue.jobs[job].demand {
        rows.push(el("li").child(row(state, job, known, language)));
    }
    if rows.is_empty() {
        return ().view();
    }
    section(words.demand_title, el("ul").class("plain demand").child(rows))
}

fn row(state: State, job: JobId, known: &Demand, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let region = &catalogue.regions[known.region];
    let currency = &catalogue.head.currency;
    let money = |amount: u32| {
        say::money(
            rungs_core::decimal::Decimal::from_hundredths(amount.saturating_mul(100)),
            currency,
            language,
        )
    };
    let pay = match known.pay {
        (Some(from), Some(to)) => Some((words.pay_between)(&money(from), &money(to))),
        (Some(from), None) => Some((words.pay_from)(&money(from))),
        (None, Some(to)) => Some((words.pay_to)(&money(to))),
        (None, None) => None,
    };
    let mut said = vec![labels::name(&region.name, language).0.to_owned(), known.period.clone()];
    said.extend(known.rank.map(words.demand_rank));
    said.extend(known.openings.map(words.openings));
    said.extend(pay);
    let outlook = (!known.outlook.is_empty()).then(|| el("div").child(text(&known.outlook, language)));
    let rows = format!("{}/{}/{}", catalogue.jobs[job].about.id, region.id, known.period);
    group([
        el("div").child(el("bdi").child(said.join(" · "))).view(),
        outlook.view(),
        cited([known.source], "demand", &rows, language),
    ])
    .view()
}
