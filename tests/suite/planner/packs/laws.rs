//! What is said beside the answer, against the same judge: ways out where there is no plan, why the plan is as it is,
//! what trades time for money, and further plans.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::rc::Rc;

use proptest::prelude::*;
use rungs_core::guide::{Ahead, Aspect, Helps, Situation};
use rungs_core::learner::{Learner, Priority};
use rungs_core::model::{Node, TermKind};
use rungs_core::plan::Progress;
use rungs_core::question::{
    Answer, Ask, Breach, Clash, Hindrance, Outcome, Outline, Question, Solver, TradeOffs, taking,
};

use super::college::College;
use super::judge::{Choice, Found, Judge, Rule};
use super::{choice, colleges, config};

/// Nobody is offered more hours a week as a way out.
const MOST_HOURS: u32 = 40;

fn solved(question: Question<'_>) -> Solver<'_> {
    let mut solver = Solver::new(question);
    while solver.run(10_000) == Progress::Working {}
    solver
}

/// Whether there is a plan once something about the learner is different.
fn has_plan(question: Question<'_>, change: impl FnOnce(&mut Learner)) -> bool {
    let mut learner = question.learner.clone();
    change(&mut learner);
    Judge::new(Question { learner: &learner, ..question }).has_plan()
}

/// Calls `law` with the question of a college's student.
fn ask(
    college: &College,
    law: impl FnOnce(Question<'_>) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let catalogue = college.catalogue();
    let learner = college.learner(&catalogue);
    let job = catalogue.jobs.ids().next().expect("a job");
    law(Question { catalogue: &catalogue, learner: &learner, job, today: college.today() })
}

/// Each way out gives a plan, one unit less does not, and none is missed.
fn ways_out_help(question: Question<'_>) -> Result<(), TestCaseError> {
    let learner = question.learner;
    let Outcome::NoPlan { hindrances, .. } = solved(question).outcome() else { return Ok(()) };
    let best = Judge::new(question).best();
    prop_assert!(best.is_none(), "there is a plan: {best:?}");
    let (mut budget, mut hours, mut terms) = (None, None, None);
    let (mut allow, mut let_go, mut either) = (Vec::new(), Vec::new(), Vec::new());
    let (mut give_up, mut routes) = (Vec::new(), Vec::new());
    for hindrance in &hindrances {
        match hindrance {
            Hindrance::Budget { least } => budget = Some(*least),
            Hindrance::Hours { least } => hours = Some(*least),
            Hindrance::Terms { more } => terms = Some(*more),
            Hindrance::Allow(nodes) => allow.extend(nodes),
            Hindrance::LetGo(nodes) => let_go.extend(nodes),
            Hindrance::Either(of) => either.push(of.clone()),
            Hindrance::GiveUp(skills) => give_up.extend(skills),
            Hindrance::Routes(ids) => routes.extend(ids),
            Hindrance::Several | Hindrance::Skill { .. } | Hindrance::Qualifications { .. } => {}
        }
    }
    let with_budget = |most: Option<u32>| has_plan(question, |learner| learner.budget = most);
    match budget {
        Some(least) => {
            prop_assert!(with_budget(Some(least)), "{least} is enough");
            prop_assert!(least == 0 || !with_budget(Some(least - 1)), "less than {least} is enough");
        }
        None => {
            prop_assert!(learner.budget.is_none() || !with_budget(None), "money is enough: {hindrances:?}")
        }
    }
    let with_hours = |most: u32| has_plan(question, |learner| learner.hours_a_week = Some(most));
    match (hours, learner.hours_a_week) {
        (Some(least), _) => {
            prop_assert!(with_hours(least), "{least} hours are enough");
            prop_assert!(!with_hours(least - 1), "less than {least} hours are enough");
        }
        (None, Some(hours)) => {
            prop_assert!(
                !with_hours(hours + 1) && !with_hours(MOST_HOURS),
                "hours are enough: {hindrances:?}"
            );
        }
        (None, None) => {}
    }
    let later =
        |more: u32| has_plan(question, |learner| learner.deadline = learner.deadline.map(|term| term + more));
    match terms {
        Some(more) => {
            prop_assert!(later(more), "{more} more terms are enough");
            prop_assert!(!later(more - 1), "less than {more} more terms are enough");
        }
        None => prop_assert!(
            !has_plan(question, |learner| learner.deadline = None),
            "terms are enough: {hindrances:?}"
        ),
    }
    for node in &learner.excluded {
        let helps = has_plan(question, |learner| learner.excluded.retain(|known| known != node));
        prop_assert_eq!(allow.contains(node), helps, "to allow {:?}: {:?}", node, hindrances);
    }
    for node in learner.pinned.iter().chain(learner.moved.iter().map(|(node, _)| node)) {
        let helps = has_plan(question, |learner| learner.let_go(*node));
        prop_assert_eq!(let_go.contains(node), helps, "to let go of {:?}: {:?}", node, hindrances);
    }
    for (place, of) in learner.either.iter().enumerate() {
        let helps = has_plan(question, |learner| {
            learner.either.remove(place);
        });
        prop_assert_eq!(either.contains(of), helps, "to let go of one of {:?}: {:?}", of, hindrances);
    }
    for need in question.needs() {
        let helps = has_plan(question, |learner| learner.without.push(need.skill));
        prop_assert_eq!(
            give_up.contains(&need.skill),
            helps,
            "to give up {:?}: {:?}",
            need.skill,
            hindrances
        );
    }
    for id in routes {
        prop_assert!(Judge::supposing(question, Some(id)).has_plan(), "to register for {id:?} is enough");
    }
    Ok(())
}

/// Whether one of these clashing rules is, or may be, this rule.
fn is_among(clashes: &[Clash], question: Question<'_>, rule: Rule<'_>) -> bool {
    let within = |these: &[Node], all: &[Node]| these.iter().all(|node| all.contains(node));
    clashes.iter().any(|clash| match (clash, rule) {
        (Clash::Hours(_), Rule::Hours(_))
        | (Clash::Exams { .. }, Rule::Exams)
        | (Clash::Budget(_), Rule::Budget)
        | (Clash::Recognised, Rule::Recognised) => true,
        (Clash::Busy(_), Rule::Hours(kind)) => kind != TermKind::Study,
        (Clash::Wanted(nodes) | Clash::Compulsory(nodes), Rule::Duty(node)) => nodes.contains(&node),
        (Clash::Either(of), Rule::Either(place)) => question.learner.either[place] == *of,
        (Clash::Qualifications(nodes), Rule::Set(set)) => within(nodes, set),
        (Clash::Skills(skills), Rule::Skill(skill)) => skills.iter().any(|(known, _)| *known == skill),
        (Clash::Before { item, .. }, Rule::Before(node)) => *item == node,
        (Clash::Offered { items, .. }, Rule::Offered(node)) => items.contains(&node),
        (Clash::Together(nodes), Rule::Together(set)) => within(nodes, set),
        (Clash::Credits(known), Rule::Credits(place)) => *known == place,
        _ => false,
    })
}

/// More tries take too long.
const MOST_TRIES: usize = 100_000;

/// Where no plan fits, the rules that are said to clash do, whenever the goal is reached, and without any one of them
/// there is a plan.
fn what_clashes_does(question: Question<'_>) -> Result<(), TestCaseError> {
    let Outcome::NoPlan { clashes, .. } = solved(question).outcome() else { return Ok(()) };
    let keeping = |clashes: Vec<Clash>, less: bool| {
        let catalogue = question.catalogue.clone();
        let learner = question.learner.clone();
        let before = |clash: &Clash| match clash {
            Clash::Before { item, count, of } => Some((*item, *count, of.clone())),
            _ => None,
        };
        let less = less.then(|| clashes.iter().filter_map(before).collect());
        let rules = move |rule: Rule<'_>| {
            is_among(&clashes, Question { catalogue: &catalogue, learner: &learner, ..question }, rule)
        };
        Judge::new(question).keeping(Rc::new(rules), less)
    };
    if clashes.is_empty() {
        return Ok(());
    }
    let all = keeping(clashes.clone(), false);
    if all.tries() <= MOST_TRIES {
        let plan = all.best();
        prop_assert!(plan.is_none(), "{:?} do not clash: {:?}", clashes, plan);
    }
    for place in 0..clashes.len() {
        let mut others = clashes.clone();
        let spared = others.remove(place);
        let rest = keeping(others, true);
        if rest.tries() <= MOST_TRIES {
            prop_assert!(rest.has_plan(), "{:?} clash without {:?}", clashes, spared);
        }
    }
    Ok(())
}

/// Whether what comes near breaks this rule, or may.
fn is_broken(breaches: &[Breach], question: Question<'_>, rule: Rule<'_>) -> bool {
    let within = |these: &[Node], all: &[Node]| these.iter().all(|node| all.contains(node));
    breaches.iter().any(|breach| match (breach, rule) {
        (Breach::Hours { .. }, Rule::Hours(_))
        | (Breach::Exams { .. }, Rule::Exams)
        | (Breach::Budget { .. }, Rule::Budget)
        | (Breach::Qualifications, Rule::Set(_))
        | (Breach::Recognised, Rule::Recognised) => true,
        (Breach::Missing(missing), Rule::Duty(node)) => *missing == node,
        (Breach::Either(of), Rule::Either(place)) => within(of, &question.learner.either[place]),
        (Breach::Skill { skill, .. }, Rule::Skill(known)) => *skill == known,
        (Breach::Before { item, .. }, Rule::Before(node)) => *item == node,
        (Breach::Together(nodes), Rule::Together(set)) => within(nodes, set),
        (Breach::Credits(filled), Rule::Credits(place)) => filled.floor == place,
        _ => false,
    })
}

/// What comes near to a plan is one but for what it is said to break, all of which it does.
fn what_comes_near_breaks_what_is_said(question: Question<'_>) -> Result<(), TestCaseError> {
    let Outcome::NoPlan { near: Some(near), .. } = solved(question).outcome() else { return Ok(()) };
    let catalogue = Rc::new(question.catalogue.clone());
    let asking = Rc::new(question.learner.clone());
    let choice = choice(&near.answer);
    let but_for = |breaches: Vec<Breach>| {
        let (catalogue, learner) = (Rc::clone(&catalogue), Rc::clone(&asking));
        let rules = move |rule: Rule<'_>| {
            !is_broken(&breaches, Question { catalogue: &catalogue, learner: &learner, ..question }, rule)
        };
        Judge::new(question).but_for(Rc::new(rules))
    };
    let found = but_for(near.breaches.clone()).plans(&choice);
    prop_assert!(!found.is_empty(), "{:?} breaks more than {:?}", choice, near.breaches);
    let is_short = |breach: &Breach| matches!(breach, Breach::Skill { .. } | Breach::Qualifications);
    if !near.breaches.iter().any(is_short) {
        let by = found.iter().map(|found| found.by.max(1)).min();
        prop_assert_eq!(by, Some(near.answer.by), "{:?}: {:?}", choice, found);
    }
    // What it has of one thing it may have when it has not of the other, where both are short.
    let short = near.breaches.iter().filter(|breach| is_short(breach)).count();
    for breach in &near.breaches {
        let mut others = near.breaches.clone();
        others.retain(|other| other.code() != breach.code());
        let all = but_for(others).plans(&choice);
        // Nor is it said which of the job's sets is missing, so that none of them is asked for here.
        let others_go = near.breaches.contains(&Breach::Qualifications) && *breach != Breach::Qualifications;
        let is_broken = all.is_empty() || others_go || is_short(breach) && short > 1;
        prop_assert!(is_broken, "{:?} does not break {:?}: {:?}", choice, breach, near.breaches);
        if let Breach::Skill { skill, needed: asked, missing } = breach {
            let judge = but_for(near.breaches.clone());
            let needs = question.needs();
            let needed = needs.iter().find(|need| need.skill == *skill).map_or(0, |need| need.units);
            prop_assert_eq!(*asked, needed);
            let mut terms = 0..=near.answer.terms.len() as u32;
            let is_short = terms.any(|by| judge.units(&choice, *skill, by) + missing == needed);
            prop_assert!(is_short, "{:?}: {:?}", breach, choice);
        }
    }
    Ok(())
}

/// What an outline says, in the order of the priorities, where it says it. `other` is what the learner's own things add
/// to its hours.
fn said(outline: &Outline, other: u32, order: &[Priority]) -> Vec<Option<i64>> {
    let exams = outline.chosen.iter().filter(|node| matches!(node, Node::Grade(_))).count();
    let said = |priority: &Priority| match priority {
        Priority::Soonest => Some(i64::from(outline.by)),
        Priority::Cheapest => i64::try_from(outline.fees.hundredths()).ok(),
        Priority::LeastWork => Some(i64::from(outline.hours) - i64::from(other)),
        Priority::FewestExams => i64::try_from(exams).ok(),
        Priority::MostCredit => Some(-i64::from(outline.credits.hundredths())),
        Priority::Lightest | Priority::BestEvidenced | Priority::MostInDemand => None,
    };
    order.iter().map(said).collect()
}

/// What is told of each item of the plan, and of each that is left out, is the best that the judge finds.
fn whys_are_the_best(question: Question<'_>) -> Result<(), TestCaseError> {
    let solver = solved(question);
    let Outcome::Plan { answer, .. } = solver.outcome() else { return Ok(()) };
    let mut why = solver.why().expect("the plan is proven");
    let questions = why.left();
    while why.run(10_000) == Progress::Working {}
    prop_assert_eq!(why.told().len(), questions);
    let order = question.learner.order();
    let own = own_hours(&answer);
    for told in why.told() {
        let mut learner = question.learner.clone();
        let (best, spent) = match told.ask {
            Ask::Without(node) => (Judge::new(question).without(node).best(), 0),
            Ask::With(node) => (Judge::new(question).with(node).best(), 0),
            Ask::Fails(node) => {
                let place = answer.items().find(|(_, item)| item.node == node);
                let (start, item) = place.expect("what fails is in the plan");
                let last = start + item.duration as usize - 1;
                learner.failed.insert(0, (node, answer.terms[last].term.place));
                let judge = Judge::new(Question { learner: &learner, ..question });
                (judge.best(), judge.fee(node))
            }
        };
        let Some((plan, (value, best))) = told.plan.as_ref().zip(best.as_ref()) else {
            prop_assert_eq!(told.plan.is_some(), best.is_some(), "{:?}: {:?}, {:?}", told.ask, told, best);
            continue;
        };
        let mut plan = plan.clone();
        let paid = plan.fees.hundredths() - u64::from(spent);
        plan.fees = rungs_core::decimal::Total::from_hundredths(paid);
        for (said, value) in said(&plan, own, &order).into_iter().zip(value) {
            let is_same = said.is_none_or(|said| said == *value);
            prop_assert!(is_same, "{:?}: {:?} is said of {:?} ({:?})", told.ask, plan, value, best);
        }
    }
    Ok(())
}

/// When the goal is reached at the earliest in the future, the fees, and the hours of the fullest week.
type Point = (u32, u32, u32);

fn is_dominated(point: Point, by: Point) -> bool {
    by != point && by.0 <= point.0 && by.1 <= point.1 && by.2 <= point.2
}

fn point(found: &Found) -> Point {
    (found.by, found.fees, found.peak)
}

/// The trade-offs are all plans of which none is better in one thing without being worse in another.
fn trade_offs_are_the_front(question: Question<'_>) -> Result<(), TestCaseError> {
    if !matches!(solved(question).outcome(), Outcome::Plan { .. }) {
        return Ok(());
    }
    let mut trade = TradeOffs::new(question);
    while trade.run(10_000) == Progress::Working {}
    let judge = Judge::new(question);
    let mut all = BTreeSet::new();
    let _ = judge.each_plan(&mut |_, found| {
        all.insert(point(found));
        ControlFlow::Continue(())
    });
    let front: Vec<Point> =
        all.iter().filter(|one| !all.iter().any(|other| is_dominated(**one, *other))).copied().collect();
    let mut said = Vec::new();
    for answer in trade.answers() {
        let fees = u32::try_from(answer.fees.hundredths()).expect("small fees");
        let point = (answer.by, fees, answer.free_peak());
        let found = judge.plans(&choice(&answer));
        prop_assert!(found.iter().map(self::point).any(|one| one == point), "{:?} of {:?}", point, found);
        said.push(point);
        is_taken(question, &answer)?;
    }
    said.sort_unstable();
    prop_assert_eq!(said, front);
    Ok(())
}

/// Whoever takes a plan has that plan: what it takes is in its term, and nothing else is taken. What it recognises may be
/// studied, or not be recognised, where the learner's priorities have it so.
fn is_taken(question: Question<'_>, plan: &Answer) -> Result<(), TestCaseError> {
    let learner = taking(&question, plan);
    let chosen = choice(plan);
    let value = Judge::new(question).value(&chosen);
    match solved(Question { learner: &learner, ..question }).outcome() {
        Outcome::Plan { answer, .. } => {
            let again = choice(&answer);
            let is_new = |(node, _): &&(Node, u32)| !chosen.taken.iter().any(|(known, _)| known == node);
            let recognised =
                |node: Node| chosen.recognised.iter().any(|(_, course)| Node::Course(*course) == node);
            let compulsory =
                |node: &Node| plan.items().any(|(_, item)| item.compulsory && item.node == *node);
            // What runs out before the goal is reached is no wish that could be kept.
            let runs_out = |node: &Node| match node {
                Node::Grade(grade) => {
                    let qualification = question.catalogue.grades[*grade].qualification;
                    question.catalogue.qualifications[qualification].valid_months.is_some()
                }
                _ => false,
            };
            let stays = |(node, _): &&(Node, u32)| !compulsory(node) && !runs_out(node);
            for item in chosen.taken.iter().filter(stays) {
                prop_assert!(again.taken.contains(item), "{:?} is not in {:?}", item, again);
            }
            for (node, _) in again.taken.iter().filter(is_new) {
                prop_assert!(recognised(*node), "{:?} is not in {:?}", node, chosen);
            }
            let found = Judge::new(question).value(&again);
            prop_assert!(found.is_ok() && found <= value, "{:?} has become {:?}", chosen, again);
            // The same courses are recognised, unless something else serves the learner's priorities better. For which
            // certificate, where that is worth the same, may be decided anew: a further plan need not be the first of
            // its like.
            let counts =
                |of: &Choice| -> BTreeSet<_> { of.recognised.iter().map(|(_, course)| *course).collect() };
            let is_same = counts(&chosen) == counts(&again);
            prop_assert!(is_same || found < value, "{:?} is recognised otherwise: {:?}", chosen, again);
        }
        // What fills the programme's floors may be taken after that.
        Outcome::Reached => {
            let found = Judge::new(question).plans(&chosen);
            prop_assert!(found.iter().any(|found| found.by == 0), "{:?}: {:?}", chosen, found);
        }
        other => prop_assert!(false, "{:?} has become {:?}", chosen, other),
    }
    Ok(())
}

/// Further plans are the best of those that do not choose all that one before chooses.
fn further_plans_are_the_next_best(question: Question<'_>) -> Result<(), TestCaseError> {
    let solver = solved(question);
    if !matches!(solver.outcome(), Outcome::Plan { .. }) {
        return Ok(());
    }
    let judge = Judge::new(question);
    let mut others = solver.others(4).expect("the plan is proven");
    while others.run(10_000) == Progress::Working {}
    let answers = others.answers();
    let free = |choice: &Choice| -> BTreeSet<Node> {
        let taken = choice.taken.iter().map(|(node, _)| *node);
        taken.filter(|node| !judge.is_compulsory(*node)).collect()
    };
    let choices: Vec<Choice> = answers.iter().map(choice).collect();
    let mut values = Vec::new();
    for choice in &choices {
        let value = judge.value(choice);
        prop_assert!(value.is_ok(), "{:?}: {:?}", choice, value);
        values.extend(value);
    }
    prop_assert!(values.is_sorted(), "{:?}", values);
    for (place, answer) in answers.iter().enumerate() {
        let known: Vec<BTreeSet<Node>> = choices[..place].iter().map(free).collect();
        prop_assert!(!known.contains(&free(&choices[place])), "chosen before: {:?}", choices[place]);
        let mut better = None;
        let _ = judge.each_plan(&mut |choice, found| {
            let is_new = !known.iter().any(|known| known.is_subset(&free(choice)));
            if is_new && judge.in_order(found) < values[place] {
                better = Some(choice.clone());
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        prop_assert!(better.is_none(), "{:?} is better than the plan at {}: {:?}", better, place, values);
        is_taken(question, answer)?;
    }
    Ok(())
}

/// The best plan that survives any single failure is the one that the judge finds, and where none is said to, none does.
fn what_survives_is_the_best(question: Question<'_>) -> Result<(), TestCaseError> {
    let solver = solved(question);
    if !matches!(solver.outcome(), Outcome::Plan { .. }) {
        return Ok(());
    }
    let judge = Judge::new(question);
    let mut surviving = solver.surviving().expect("the plan is proven");
    while surviving.run(10_000) == Progress::Working {}
    let found = surviving.answer();
    prop_assert!(found.is_some(), "small questions are settled");
    let best = judge.best_surviving();
    match found.flatten().as_ref().map(choice) {
        Some(choice) => {
            let value = judge.value(&choice);
            prop_assert_eq!(value.as_ref().ok(), best.as_ref(), "{:?}: {:?}", choice, value);
            prop_assert!(judge.survives(&choice, &mut BTreeMap::new()), "{:?} does not survive", choice);
        }
        None => prop_assert!(best.is_none(), "one of {:?} survives", best),
    }
    Ok(())
}

/// The hours that the learner's own things take.
fn own_hours(answer: &Answer) -> u32 {
    answer.terms.iter().flat_map(|term| term.own.iter().map(|own| own.hours * term.term.weeks)).sum()
}

/// Each change that helps gives a better plan, a smaller one not as good a plan, and none that helps is missed.
fn what_helps_is_the_most(question: Question<'_>) -> Result<(), TestCaseError> {
    let Outcome::Plan { answer, .. } = solved(question).outcome() else { return Ok(()) };
    let mut helps = Helps::new(question);
    while helps.run(10_000) == Progress::Working {}
    prop_assert!(helps.is_whole());
    let found = helps.found();
    let (learner, own, order) = (question.learner, own_hours(&answer), question.learner.order());
    // What is most in demand is another in another situation.
    if order.contains(&Priority::MostInDemand) {
        return Ok(());
    }
    let base = Judge::new(question).best().expect("there is a plan").0;
    let with = |change: &dyn Fn(&mut Learner)| {
        let mut learner = learner.clone();
        change(&mut learner);
        Judge::new(Question { learner: &learner, ..question }).best().map(|(value, _)| value)
    };
    let of = |situation: Situation| match situation {
        Situation::Route(id) => Judge::supposing(question, Some(id)).best().map(|(value, _)| value),
        _ => with(&|learner| situation.apply(learner)),
    };
    let mut values = Vec::new();
    for help in found {
        let value = of(help.situation).expect("a plan");
        let first = (0..value.len()).find(|place| value[*place] != base[*place]).expect("a difference");
        let Ahead { aspect, mine, theirs } = help.ahead;
        prop_assert!(value[first] < base[first], "{:?}: {:?} instead of {:?}", help, value, base);
        prop_assert_eq!(aspect, Aspect::Plan(order[first]));
        prop_assert_eq!(theirs - mine, base[first] - value[first]);
        for (said, value) in said(&help.plan, own, &order).into_iter().zip(&value) {
            prop_assert!(said.is_none_or(|said| said == *value), "{:?}: {:?}", help, value);
        }
        // As good as without the limit, and less is not.
        let up_to = |value: Option<Vec<i64>>| value.map(|value| value[..=first].to_vec());
        let (free, less) = match help.situation {
            Situation::Budget(least) => {
                let less = (least > 0).then(|| with(&|learner| learner.budget = Some(least - 1)));
                (Some(with(&|learner| learner.budget = None)), less)
            }
            Situation::Hours(least) => {
                let most = with(&|learner| learner.hours_a_week = Some(MOST_HOURS));
                (Some(most), Some(with(&|learner| learner.hours_a_week = Some(least - 1))))
            }
            Situation::Deadline(least) => {
                let less = with(&|learner| learner.deadline = Some(least - 1));
                (Some(with(&|learner| learner.deadline = None)), Some(less))
            }
            _ => (None, None),
        };
        let same = up_to(Some(value.clone()));
        prop_assert!(free.is_none_or(|free| up_to(free) == same), "{:?} is not the most", help);
        let is_less = |less| up_to(less).is_none_or(|less| Some(&less) > same.as_ref());
        prop_assert!(less.is_none_or(is_less), "less is as good as {:?}", help);
        values.push(value);
    }
    prop_assert!(values.is_sorted(), "{:?}: {:?}", found, values);
    let is_found = |is_meant: &dyn Fn(&Situation) -> bool| found.iter().any(|help| is_meant(&help.situation));
    let helps = |value: Option<Vec<i64>>| value.is_some_and(|value| value < base);
    let free = helps(with(&|learner| learner.budget = None));
    prop_assert_eq!(is_found(&|one| matches!(one, Situation::Budget(_))), free, "budget: {:?}", found);
    let free = learner.hours_a_week.is_some_and(|own| own < MOST_HOURS)
        && helps(with(&|learner| learner.hours_a_week = Some(MOST_HOURS)));
    prop_assert_eq!(is_found(&|one| matches!(one, Situation::Hours(_))), free, "hours: {:?}", found);
    let free = helps(with(&|learner| learner.deadline = None));
    prop_assert_eq!(is_found(&|one| matches!(one, Situation::Deadline(_))), free, "deadline: {:?}", found);
    for node in &learner.excluded {
        let change = Situation::Allow(*node);
        prop_assert_eq!(is_found(&|one| *one == change), helps(of(change)), "{:?}: {:?}", change, found);
    }
    for node in learner.pinned.iter().chain(learner.moved.iter().map(|(node, _)| node)) {
        let change = Situation::LetGo(*node);
        prop_assert_eq!(is_found(&|one| *one == change), helps(of(change)), "{:?}: {:?}", change, found);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_said_to_clash_does_and_nothing_of_it_can_be_spared(college in colleges()) {
        ask(&college, what_clashes_does)?;
    }

    #[test]
    fn what_comes_near_is_a_plan_but_for_what_it_breaks(college in colleges()) {
        ask(&college, what_comes_near_breaks_what_is_said)?;
    }

    #[test]
    fn what_survives_is_the_best_that_does(college in colleges()) {
        ask(&college, what_survives_is_the_best)?;
    }

    #[test]
    fn a_change_that_helps_does_and_none_is_missed(college in colleges()) {
        ask(&college, what_helps_is_the_most)?;
    }

    #[test]
    fn a_way_out_is_one_and_less_is_not(college in colleges()) {
        ask(&college, ways_out_help)?;
    }

    #[test]
    fn what_is_told_of_an_item_is_the_best_there_is(college in colleges()) {
        ask(&college, whys_are_the_best)?;
    }

    #[test]
    fn what_trades_time_for_money_is_the_whole_front(college in colleges()) {
        ask(&college, trade_offs_are_the_front)?;
    }

    #[test]
    fn a_further_plan_is_the_next_best(college in colleges()) {
        ask(&college, further_plans_are_the_next_best)?;
    }
}
