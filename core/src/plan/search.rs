//! The search for the best plan, in slices.
//!
//! For each term by which all may be finished there is a program of its own, whose relaxation is sharp; they are
//! worked on in the order of their bounds, each with the best plan so far as a cut-off. One level of the
//! objective is decided after the other. In the end, of all plans of the best value, the first in the order that
//! [`Plan`] documents is sought.

mod tie;

use std::sync::Arc;

use rungs_ilp::{Branch, Reduced, Row, reduce};

use super::answer::{Outcome, Plan, Progress};
use super::invalid::{InvalidProblem, check};
use super::model::{Extra, Level, Model, Other, levels};
use super::problem::{Criterion, Item, ItemKind, Objective, Problem};
use super::verify::{Measures, verify};
use tie::Tie;

/// What costs no more than this part of the best more is nearly as good: the fewer items there are, the further apart
/// are the plans.
fn nearly(problem: &Problem) -> i64 {
    (problem.items.len() as i64 / 3).clamp(8, 30)
}

/// A search that can be resumed, and asked at any time.
#[derive(Debug, Clone)]
pub struct Search {
    problem: Arc<Problem>,
    objective: Objective,
    levels: Vec<Level>,
    /// The sums of the levels that are decided.
    decided: Vec<i64>,
    slices: Vec<Slice>,
    best: Option<(Plan, Measures)>,
    /// A plan that was soon found, until there is a good one.
    guess: Option<(Plan, Measures)>,
    /// Whether it was looked for.
    guessed: bool,
    stage: Stage,
    /// A plan was found that does not satisfy the problem: then nothing more is claimed.
    broken: bool,
    /// Any plan will do.
    any: bool,
    /// No plan comes to more than this on the first level, where that is known.
    most: Option<i64>,
    /// What is asked of a plan beside the problem.
    extras: Vec<Arc<dyn Extra>>,
    /// What the first level proved of each finishing term.
    proven: Vec<i64>,
    /// Further plans will be asked for.
    more: bool,
    /// What is sought is a further plan: of those that are as good, any of which nothing can be left out.
    further: bool,
    /// If so: up to this sum, once a plan is known.
    keep: Option<i64>,
}

#[derive(Debug, Clone)]
enum Stage {
    /// The level at this place is being decided.
    Level(usize),
    /// The value is proven; the canonical plan is sought.
    Tie(Box<Tie>),
    Done,
}

/// Plans that finish by one term.
#[derive(Debug, Clone)]
struct Slice {
    last: u32,
    /// No plan of this slice has a smaller sum on the current level.
    bound: i64,
    work: Option<Box<Work>>,
    /// Whether the search has worked on it; a guess does not count.
    begun: bool,
    closed: bool,
}

/// A slice's program and its search.
#[derive(Debug, Clone)]
struct Work {
    model: Model,
    reduced: Reduced,
    branch: Branch,
}

impl Search {
    /// Prepares a search.
    ///
    /// # Errors
    /// What makes the problem or objective meaningless.
    pub fn new(problem: impl Into<Arc<Problem>>, objective: &Objective) -> Result<Self, InvalidProblem> {
        Self::with(problem.into(), objective, Vec::new(), &[])
    }

    /// A search for plans of which more is asked. `bounds` are what is known of each finishing term, on the first
    /// level.
    pub(super) fn with(
        problem: Arc<Problem>,
        objective: &Objective,
        extras: Vec<Arc<dyn Extra>>,
        bounds: &[i64],
    ) -> Result<Self, InvalidProblem> {
        check(&problem, objective)?;
        let levels = levels(&problem, objective);
        let slice = |last| Slice { last, bound: 0, work: None, begun: false, closed: false };
        let slices = (0..=problem.horizon).map(slice).collect();
        let mut search = Self {
            problem,
            objective: objective.clone(),
            levels,
            decided: Vec::new(),
            slices,
            best: None,
            guess: None,
            guessed: false,
            stage: Stage::Level(0),
            broken: false,
            any: false,
            most: None,
            extras,
            proven: Vec::new(),
            more: false,
            further: false,
            keep: None,
        };
        search.bound_slices(0);
        for (slice, &bound) in search.slices.iter_mut().zip(bounds) {
            slice.bound = slice.bound.max(bound);
            slice.closed = bound == i64::MAX;
        }
        Ok(search)
    }

    /// A search that only asks whether there is a plan: it ends with the first.
    pub(super) fn whether(problem: Arc<Problem>) -> Result<Self, InvalidProblem> {
        let mut search = Self::new(problem, &Objective::lexicographic(&[Criterion::Fee]))?;
        search.any = true;
        // What costs more than the budget is no plan: known from the start, it cuts off most of the tree.
        let most = search.levels.first().map(|level| level.of_terms(search.problem.horizon));
        let factor = search.levels.first().and_then(|level| level.stages.first().copied());
        search.most = i64::try_from(search.problem.budget)
            .ok()
            .zip(factor)
            .and_then(|(budget, factor)| budget.checked_mul(factor)?.checked_add(most?));
        if !search.problem.is_judged_at_its_end() {
            // What finishes by the last term includes all that finishes earlier.
            let last = search.problem.horizon;
            search.slices.retain(|slice| slice.last == last);
        }
        Ok(search)
    }

    /// A search for a further plan than those that `extras` leave out.
    pub(super) fn further(
        problem: Arc<Problem>,
        objective: &Objective,
        extras: Vec<Arc<dyn Extra>>,
        bounds: &[i64],
    ) -> Result<Self, InvalidProblem> {
        let mut search = Self::with(problem, objective, extras, bounds)?.going_on();
        search.further = true;
        Ok(search)
    }

    /// A search that can go on to further plans.
    pub(super) fn for_more(problem: Arc<Problem>, objective: &Objective) -> Result<Self, InvalidProblem> {
        Ok(Self::new(problem, objective)?.going_on())
    }

    /// The same search, ready to go on to further plans where it can.
    fn going_on(mut self) -> Self {
        self.more = self.levels.len() == 1;
        self
    }

    /// After a plan is proven: goes on to the best plan that does not choose all that this one chooses, among
    /// those that are nearly as good. False: it cannot.
    pub(super) fn go_on(&mut self, plan: &Plan) -> bool {
        let Some(keep) = self.keep.filter(|_| matches!(self.stage, Stage::Done) && !self.broken) else {
            return false;
        };
        let mut found = Vec::new();
        for slice in &mut self.slices {
            let Some(work) = &mut slice.work else { continue };
            work.branch.keep_up_to(keep);
            work.go_on(&self.problem, plan);
            found.extend(work.branch.best().map(|best| (best.0, work.plan(&best.1))));
        }
        self.extras.push(Arc::new(Other(plan.clone())));
        self.further = true;
        self.decided.clear();
        // Neither the best nor the guess need keep what is asked now.
        (self.best, self.guess) = (None, None);
        self.stage = Stage::Level(0);
        crate::sort::sort(&mut found);
        for (cost, plan) in found {
            if cost <= keep {
                let best = self.best.as_ref().map(|best| self.levels[0].sum(&best.1));
                self.offer(0, plan, best);
            }
        }
        true
    }

    /// Whether plans that are not nearly as good as the best were left out.
    pub(super) fn is_limited(&self) -> bool {
        self.keep.is_some() && !self.broken
    }

    /// What is proven of each finishing term, on the first level: no plan has a smaller sum.
    pub(super) fn slice_bounds(&self) -> &[i64] {
        &self.proven
    }

    /// Works for about `steps` steps; a step is of the order of one pivot of the simplex method.
    ///
    /// How the steps are divided into calls does not change the answer.
    pub fn run(&mut self, steps: u32) -> Progress {
        let mut allowance = steps.max(1);
        self.advance(&mut allowance)
    }

    /// Works until the allowance is used up or all is done.
    pub(super) fn advance(&mut self, allowance: &mut u32) -> Progress {
        while *allowance > 0 && !matches!(self.stage, Stage::Done) {
            match std::mem::replace(&mut self.stage, Stage::Done) {
                Stage::Level(level) => {
                    self.stage = Stage::Level(level);
                    self.level(level, allowance);
                }
                Stage::Tie(mut tie) => {
                    let finished = tie.run(allowance);
                    let plan = tie.plan();
                    if self.best.as_ref().is_none_or(|(before, _)| *before != plan) {
                        if let Ok(measures) = verify(&self.problem, &plan) {
                            self.best = Some((plan, measures));
                        } else {
                            self.broken = true;
                        }
                    }
                    if !finished {
                        self.stage = Stage::Tie(tie);
                    }
                }
                Stage::Done => {}
            }
        }
        if matches!(self.stage, Stage::Done) { Progress::Done } else { Progress::Working }
    }

    /// The answer so far. Once the value is proven this is [`Outcome::Optimal`]; its plan is canonical when
    /// [`Search::run`] has answered [`Progress::Done`].
    pub fn outcome(&self) -> Outcome {
        let open = matches!(self.stage, Stage::Level(_)) || self.broken;
        let proven = !open && (!self.any || self.best.is_none());
        let guess = self.guess.as_ref().filter(|_| open && !self.broken);
        // What was guessed may be better than what has been found since.
        let value = |(_, measures): &(Plan, Measures)| self.objective.value(measures);
        let shown = match (self.best.as_ref(), guess) {
            (Some(best), Some(guess)) if value(guess) < value(best) => Some(guess),
            (best, guess) => best.or(guess),
        };
        match shown {
            Some((plan, measures)) => {
                let (plan, value) = (plan.clone(), self.objective.value(measures));
                if proven {
                    Outcome::Optimal { plan, value }
                } else {
                    let bound = self.bound();
                    Outcome::Feasible {
                        plan,
                        bound: if bound < value { bound } else { value.clone() },
                        value,
                    }
                }
            }
            None if proven => Outcome::Infeasible,
            None => Outcome::Unknown { bound: self.bound() },
        }
    }

    /// The measures of the best plan so far.
    pub fn measures(&self) -> Option<&Measures> {
        self.best.as_ref().map(|(_, measures)| measures)
    }

    /// No plan has a value that is smaller in the order of the stages.
    fn bound(&self) -> Vec<i64> {
        let mut bound = Vec::with_capacity(self.objective.stages.len());
        if self.broken {
            bound.resize(self.objective.stages.len(), 0);
            return bound;
        }
        for (level, &sum) in self.levels.iter().zip(&self.decided) {
            bound.extend(level.split(sum));
        }
        if let Stage::Level(at) = self.stage {
            let open = self.slices.iter().filter(|slice| !slice.closed).map(|slice| slice.bound).min();
            let best = self.best.as_ref().map(|best| self.levels[at].sum(&best.1));
            let least = open.into_iter().chain(best).min().unwrap_or(0);
            bound.extend(self.levels[at].split(least));
        }
        bound.resize(self.objective.stages.len(), 0);
        bound
    }

    /// The least that each slice can come to on a level, before anything is known.
    fn bound_slices(&mut self, level: usize) {
        for slice in &mut self.slices {
            slice.work = None;
            slice.begun = false;
            slice.bound = self.levels[level].of_terms(slice.last);
        }
    }

    /// Looks for any plan where most has room, once.
    fn make_guess(&mut self, at: usize, allowance: &mut u32) {
        self.guessed = true;
        let Some(place) = self.slices.iter().rposition(|slice| !slice.closed) else { return };
        *allowance = allowance.saturating_sub(20);
        let last = self.slices[place].last;
        let Some(mut work) = Work::new(&self.problem, &self.levels, &self.decided, &self.extras, last, at)
        else {
            self.close(place);
            return;
        };
        if let Some(most) = self.most {
            work.branch.restrict(most, most);
        }
        let plan = work.branch.guess().map(|values| work.plan(&values));
        self.slices[place].work = Some(work);
        let Some(plan) = plan else { return };
        if self.any {
            self.offer(at, plan, None);
        } else if let Ok(measures) = verify(&self.problem, &plan) {
            self.guess = Some((plan, measures));
        }
    }

    fn level(&mut self, at: usize, allowance: &mut u32) {
        if !self.guessed && self.best.is_none() {
            self.make_guess(at, allowance);
            return;
        }
        let best = self.best.as_ref().map(|best| self.levels[at].sum(&best.1));
        let Some(place) = self.choose(best) else {
            self.decide(at, best);
            return;
        };
        let slice = &mut self.slices[place];
        if slice.work.is_none() {
            *allowance = allowance.saturating_sub(20);
            match Work::new(&self.problem, &self.levels, &self.decided, &self.extras, slice.last, at) {
                None => {
                    self.close(place);
                    return;
                }
                Some(work) => slice.work = Some(work),
            }
        }
        slice.begun = true;
        let Some(work) = &mut slice.work else { return };
        if let Some(most) = self.most {
            work.branch.restrict(most, most);
        }
        if self.more {
            // Before a plan is known, all is kept.
            work.branch.keep_up_to(self.keep.unwrap_or(i64::MAX / 4));
        }
        if let Some(keep) = self.keep {
            work.branch.restrict(keep, keep);
        }
        if let Some(best) = best {
            work.branch.restrict(best, best - 1);
        }
        let before = work.branch.best().map(|best| best.0);
        work.branch.run(allowance);
        slice.bound = slice.bound.max(work.branch.bound());
        let found = work.branch.best().filter(|found| before.is_none_or(|before| found.0 < before));
        let found = found.map(|(_, values)| work.plan(values));
        work.shrink();
        if work.branch.done() && best.is_none() && work.branch.best().is_none() && self.keep.is_none() {
            self.close(place);
        } else {
            self.share_bound(at, place);
        }
        if let Some(plan) = found {
            self.offer(at, plan, best);
        }
    }

    /// The slice to work on: one that is in the middle of its root; else the one with the smallest bound. Without a
    /// plan so far, one that has not been looked for a first plan in. None: all have been dealt with.
    fn choose(&self, best: Option<i64>) -> Option<usize> {
        let end = best.or(self.keep.map(|keep| keep.saturating_add(1)));
        let open = |slice: &Slice| !slice.closed && end.is_none_or(|end| slice.bound < end);
        // Where no plan was found soon there may be none: without one by the last term there is none before.
        let none_soon = self.guessed && self.guess.is_none() && self.best.is_none();
        if none_soon && !self.further && self.nested() {
            return self.slices.iter().rposition(open);
        }
        let key = |slice: &Slice| {
            let work = slice.work.as_ref().filter(|_| slice.begun);
            let busy = work.is_some_and(|work| match best {
                Some(_) => work.branch.in_root(),
                None => work.branch.is_early(),
            });
            let stuck = best.is_none() && work.is_some() && !busy;
            // Where all are stuck, the last term decides most: without a plan by then there is none before.
            let last = if stuck { self.problem.horizon - slice.last } else { slice.last };
            (!busy, stuck, if stuck { 0 } else { slice.bound }, last)
        };
        let places = self.slices.iter().enumerate().filter(|(_, slice)| open(slice));
        places.min_by_key(|(_, slice)| key(slice)).map(|(place, _)| place)
    }

    /// Whether a plan of one slice is a plan of every later one: not where a level that is decided counts the last
    /// term, which each slice takes as its own.
    fn nested(&self) -> bool {
        let decided = self.levels.iter().zip(&self.decided);
        !self.problem.is_judged_at_its_end()
            && decided.map(|(level, _)| level.of_terms(1)).all(|term| term == 0)
    }

    /// There is no plan in a slice, and so none in those that it includes.
    fn close(&mut self, place: usize) {
        let nested = self.nested();
        let last = self.slices[place].last;
        for slice in &mut self.slices {
            slice.closed |= slice.last == last || (nested && slice.last < last);
        }
    }

    /// What a slice proves holds for those that it includes, as far as the last term itself does not count.
    fn share_bound(&mut self, at: usize, place: usize) {
        if !self.nested() {
            return;
        }
        let Slice { last, bound, .. } = self.slices[place];
        let level = &self.levels[at];
        let rest = bound - level.of_terms(last);
        for slice in &mut self.slices {
            if slice.last < last && bound < i64::MAX {
                slice.bound = slice.bound.max(rest + level.of_terms(slice.last));
            }
        }
    }

    /// Takes a plan if it is better than what there is.
    fn offer(&mut self, at: usize, plan: Plan, best: Option<i64>) {
        match verify(&self.problem, &plan) {
            Ok(measures) => {
                let value = self.levels[at].sum(&measures);
                if best.is_none_or(|best| value < best) {
                    self.best = Some((plan, measures));
                    if self.more {
                        // Nearly as good is what costs some per cent more at most.
                        let keep = value.saturating_add(value / nearly(&self.problem));
                        self.keep = Some(self.keep.map_or(keep, |before| before.min(keep)));
                    }
                    if self.any {
                        self.stage = Stage::Done;
                    }
                }
            }
            Err(violation) => {
                debug_assert!(false, "the search found a plan that breaks {violation:?}");
                self.broken = true;
                self.stage = Stage::Done;
            }
        }
    }

    /// Leaves out of the best plan what it is as good without: only what costs nothing can be that.
    fn leave_out(&mut self) {
        let rank = |measures: &Measures| (self.objective.value(measures), measures.terms);
        while let Some((plan, measures)) = &self.best {
            let items = plan.start.iter().map(|(id, _)| self.costs(&self.problem.items[id.0 as usize]));
            let dear: Vec<bool> = items.collect();
            if !dear.contains(&false) && plan.recognised.is_empty() {
                return;
            }
            let mut shorter = None;
            for (place, less) in plan.less(&self.problem).into_iter().enumerate() {
                if dear.get(place).copied().unwrap_or(false) {
                    continue;
                }
                let as_good = verify(&self.problem, &less).ok().filter(|less| rank(less) <= rank(measures));
                if let Some(measures) = as_good {
                    shorter = Some((less, measures));
                    break;
                }
            }
            if shorter.is_none() {
                return;
            }
            self.best = shorter;
        }
    }

    /// Whether taking an item costs something by the objective, whatever else is taken.
    fn costs(&self, item: &Item) -> bool {
        let weighs = |criterion: Criterion| {
            let mut terms = self.objective.stages.iter().flat_map(|stage| &stage.terms);
            terms.any(|&(other, weight)| other == criterion && weight > 0)
        };
        let is_certificate = item.kind == ItemKind::Certificate;
        // Credit may be worth what an item costs.
        !weighs(Criterion::CreditForgone)
            && ((item.fee > 0 && weighs(Criterion::Fee))
                || (item.effort > 0 && weighs(Criterion::Effort))
                || (item.doubt > 0 && weighs(Criterion::Doubt))
                || (is_certificate && weighs(Criterion::Exams)))
    }

    /// A level's best sum is proven: on to the next.
    fn decide(&mut self, at: usize, best: Option<i64>) {
        let Some(best) = best else {
            self.stage = Stage::Done;
            return;
        };
        self.decided.push(best);
        if self.proven.is_empty() || self.more {
            let proven = |slice: &Slice| if slice.closed { i64::MAX } else { slice.bound };
            self.proven = self.slices.iter().map(proven).collect();
        }
        if !self.more {
            for slice in &mut self.slices {
                slice.closed |= slice.bound > best;
            }
        }
        if at + 1 < self.levels.len() {
            self.bound_slices(at + 1);
            self.stage = Stage::Level(at + 1);
            return;
        }
        if self.further {
            self.leave_out();
            self.stage = Stage::Done;
            return;
        }
        let last = self.best.as_ref().map_or(0, |(_, measures)| measures.terms);
        let place = self.slices.iter().position(|slice| slice.last == last);
        let work = place.and_then(|place| match self.more {
            true => self.slices[place].work.clone(),
            false => self.slices[place].work.take(),
        });
        let work = work
            .or_else(|| Work::new(&self.problem, &self.levels, &self.decided[..at], &self.extras, last, at));
        if !self.more {
            self.slices.clear();
        }
        self.stage = match (work, &self.best) {
            (Some(work), Some((plan, _))) => Stage::Tie(Box::new(Tie::new(&self.problem, *work, plan, best))),
            _ => Stage::Done,
        };
    }
}

impl Work {
    fn plan(&self, values: &[i64]) -> Plan {
        self.model.plan(&self.reduced.expand(values))
    }

    /// Goes on with a smaller program where much has been decided.
    fn shrink(&mut self) {
        if let Some(next) = self.branch.shrink() {
            self.reduced = self.reduced.then(&next);
        }
    }

    /// Forbids choosing all that a plan chooses, and goes on.
    fn go_on(&mut self, problem: &Problem, plan: &Plan) {
        let row = self.model.choice(problem, plan).map(|row| self.reduced.reduced(&row));
        self.branch.go_on(row);
    }

    fn new(
        problem: &Problem,
        levels: &[Level],
        decided: &[i64],
        extras: &[Arc<dyn Extra>],
        last: u32,
        at: usize,
    ) -> Option<Box<Self>> {
        let exactly = problem.is_judged_at_its_end();
        let peak = levels.iter().any(Level::peaks);
        let mut model = Model::new(problem, last, exactly, peak);
        for (level, &sum) in levels.iter().zip(decided) {
            let (costs, constant) = level.costs(problem, &model);
            let entries = (0..).zip(costs).filter(|(_, cost)| *cost != 0).collect();
            model.ilp.row(Row::most(entries, sum - constant));
        }
        for extra in extras {
            extra.add(problem, &mut model);
        }
        let (costs, constant) = levels[at].costs(problem, &model);
        model.ilp.cost = costs;
        // The smaller program is all that is worked on.
        let mut reduced = reduce(&std::mem::take(&mut model.ilp))?;
        let branch = Branch::new(std::mem::take(&mut reduced.ilp), constant + reduced.constant, i64::MAX);
        Some(Box::new(Self { model, reduced, branch }))
    }
}
