//! Where there is no plan: what comes near to one.

use std::sync::Arc;

use rungs_ilp::{Branch, NO_LOWER, Reduced, Row, reduce};

use super::answer::{Plan, Progress};
use super::conflict::{Rule, broken};
use super::invalid::{InvalidProblem, check};
use super::model::{Meaning, Model, levels};
use super::problem::{Objective, Problem};

/// Finds a plan that breaks the rules of a problem little.
///
/// What starts when stays a rule, so what was put into a term is in it. Of the others, those are broken last that
/// mean the most: what is wanted and must be; the order of things and what excludes what; exams; hours; money. What
/// is broken as little is chosen as the objective says, and with nothing that is not needed.
///
/// A plan that breaks nothing is found where there is one. Past a number of steps what was found is taken, if anything
/// was: that no plan breaks less is not claimed.
#[derive(Debug, Clone)]
pub struct Nearest {
    problem: Arc<Problem>,
    model: Model,
    /// What is kept small, one after the other: the cost of each column, the last at the end.
    goals: Vec<Vec<i64>>,
    work: Option<Box<(Reduced, Branch)>>,
    steps: u32,
    values: Option<Vec<i64>>,
    /// What the goals that are done came to.
    amounts: Vec<i64>,
}

/// Steps after which what was found is taken.
const MOST_STEPS: u32 = 20_000;

impl Nearest {
    /// Prepares the search. What runs out is judged at the horizon, where the problem does not say when.
    ///
    /// # Errors
    /// What makes the problem or objective meaningless.
    pub fn new(problem: impl Into<Arc<Problem>>, objective: &Objective) -> Result<Self, InvalidProblem> {
        let mut problem = Problem::clone(&problem.into());
        check(&problem, objective)?;
        problem.judged = problem.judged.or(Some(problem.horizon));
        let mut model = Model::liftable(&problem, problem.horizon, false);
        let over_budget = budget(&mut model, &problem);
        let mut goals = vec![vec![0; model.meaning.len()]; GOALS];
        for (rule, columns) in model.lifts.iter().flatten() {
            for &(column, _) in columns {
                match goal(*rule) {
                    Some(place) => goals[place][column as usize] = 1,
                    None => model.ilp.bounds.upper[column as usize] = 0,
                }
            }
        }
        if let Some(column) = over_budget {
            goals[GOALS - 1][column as usize] = 1;
        }
        for level in levels(&problem, objective) {
            goals.push(level.costs(&problem, &model).0);
        }
        let taken = |meaning: &Meaning| i64::from(matches!(meaning, Meaning::Start(..) | Meaning::Use(..)));
        goals.push(model.meaning.iter().map(taken).collect());
        goals.reverse();
        Ok(Self {
            problem: Arc::new(problem),
            model,
            goals,
            work: None,
            steps: 0,
            values: None,
            amounts: Vec::new(),
        })
    }

    /// Works for about `steps` steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        let mut allowance = steps.max(1);
        while let Some(costs) = self.goals.last() {
            if allowance == 0 {
                return Progress::Working;
            }
            let work = match &mut self.work {
                Some(work) => work,
                None => {
                    self.model.ilp.cost.clone_from(costs);
                    let Some(reduced) = reduce(&self.model.ilp) else {
                        self.goals.clear();
                        break;
                    };
                    let branch = Branch::new(reduced.ilp.clone(), reduced.constant, i64::MAX);
                    self.work.insert(Box::new((reduced, branch)))
                }
            };
            let (reduced, branch) = &mut **work;
            let before = allowance;
            branch.run(&mut allowance);
            self.steps = self.steps.saturating_add(before - allowance);
            let late = self.steps >= MOST_STEPS;
            if !branch.done() && !late {
                continue;
            }
            match branch.best() {
                Some((least, values)) => {
                    self.values = Some(reduced.expand(values));
                    self.amounts.push(*least);
                    let entries = (0..).zip(costs.iter().copied()).filter(|(_, cost)| *cost != 0).collect();
                    self.model.ilp.row(Row::new(entries, NO_LOWER, *least));
                }
                // What the goals before this one came to is all that there is.
                None if late => self.goals.clear(),
                None => {}
            }
            self.work = None;
            self.goals.pop();
        }
        Progress::Done
    }

    /// When both have answered [`Progress::Done`]: whether this plan is nearer than that of another problem with the same
    /// items and rules, as far as both were worked out.
    pub fn is_nearer(&self, than: &Self) -> bool {
        let mut amounts = self.amounts.iter().zip(&than.amounts);
        amounts.find(|(own, other)| own != other).is_some_and(|(own, other)| own < other)
    }

    /// When [`Nearest::run`] has answered [`Progress::Done`]: the plan, and the rules that it breaks. `None` where
    /// something that is no rule stands in the way of every plan.
    pub fn found(&self) -> Option<(Plan, Vec<Rule>)> {
        let plan = self.values.as_ref().filter(|_| self.goals.is_empty())?;
        let plan = self.model.plan(plan);
        let broken = broken(&self.problem, &plan, usize::MAX);
        Some((plan, broken))
    }
}

/// How many kinds of rules there are, by what they mean.
const GOALS: usize = 5;

/// The place of the kind of a rule, first what means the most. None: the rule stays one.
fn goal(rule: Rule) -> Option<usize> {
    Some(match rule {
        Rule::Offered(_) => return None,
        Rule::Need(_) | Rule::Mandatory(_) | Rule::Credits(_) => 0,
        Rule::Requisite(..) | Rule::Exclusive(_) | Rule::ExclusiveSource(_) | Rule::RecognitionCap(_) => 1,
        Rule::Exams => 2,
        Rule::Load => 3,
        Rule::Budget => 4,
    })
}

/// Adds the budget with a column that says by how much it is exceeded. None: nothing can exceed it.
fn budget(model: &mut Model, problem: &Problem) -> Option<u32> {
    let budget = i64::try_from(problem.budget).ok()?;
    let mut entries: Vec<(u32, i64)> =
        (0..).zip(model.ilp.cost.iter().copied()).filter(|(_, fee)| *fee != 0).collect();
    let excess = entries.iter().map(|(_, fee)| fee).sum::<i64>() - budget;
    if excess <= 0 {
        return None;
    }
    let column = model.add(Meaning::Lifted, excess);
    entries.push((column, -1));
    model.ilp.row(Row::most(entries, budget));
    Some(column)
}
