//! The independent judge of a plan. It shares no code with the search, so the two cannot be wrong together, and
//! it is written for reading, not for speed.

use crate::sorted::{Map, Set};

use super::answer::Plan;
use super::problem::{Criterion, Item, ItemId, ItemKind, NeedId, Objective, Problem, RuleId};

/// What a plan amounts to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measures {
    /// The sum of fees, recognition fees included.
    pub fee: u64,
    /// The last finished term; 0 if nothing is taken.
    pub terms: u32,
    /// The sum of effort.
    pub effort: u64,
    /// The load of each term.
    pub load: Vec<u64>,
    /// The greatest load of any term.
    pub peak_load: u64,
    /// The number of certificates taken.
    pub exams: u32,
    /// Credits earned, taken or recognised.
    pub credits: u64,
    /// All items' credits less those earned.
    pub credits_forgone: u64,
    /// The sum of doubt of what is taken.
    pub doubt: u64,
    /// For each certificate that is taken: by how much it is less in demand than the one most in demand.
    pub demand_forgone: u64,
}

/// The rule that a plan breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Violation {
    /// The plan names an item that is not in the problem.
    NoSuchItem(ItemId),
    /// The plan names a rule that is not in the problem.
    NoSuchRule(RuleId),
    /// An item is held twice: taken twice, taken though done, recognised and also taken or done, or beside a part of it.
    HeldTwice(ItemId),
    /// The item may not start in that term, or would not finish within the horizon.
    Start(ItemId, u32),
    /// The group of requisites (by its place) of an item does not hold when it is asked for.
    Requisite(ItemId, usize),
    /// A rule is used before its source is finished or it begins, after the horizon, or without its source being held.
    RecognisedEarly(RuleId),
    /// A rule is used after the last term in which it may be.
    RecognisedLate(RuleId),
    /// The cap (by its place) over recognition rules is exceeded.
    RecognitionCap(usize),
    /// More than one item of the set (by its place) is used as a source.
    ExclusiveSource(usize),
    /// More than one item of the exclusive set (by its place) is held.
    Exclusive(usize),
    /// A mandatory item is not held, or what holds it has run out.
    Mandatory(ItemId),
    /// A need is not met.
    Need(NeedId),
    /// The load of a term exceeds its cap.
    Load(u32),
    /// More exams are in a term than may be.
    Exams(u32),
    /// The load of a term exceeds the greatest peak.
    Peak(u32),
    /// The fees exceed the budget.
    Budget,
    /// The credit floor (by its place) is not reached.
    Credits(usize),
}

/// Judges a plan without knowing how it was found.
///
/// # Errors
/// The first rule that the plan breaks.
pub fn verify(problem: &Problem, plan: &Plan) -> Result<Measures, Violation> {
    Judge::new(problem, plan)?.judge()
}

/// A plan seen as who is held, from when, and how.
struct Judge<'a> {
    problem: &'a Problem,
    done: Set<ItemId>,
    /// Start and finish of each taken item.
    taken: Map<ItemId, (u32, u32)>,
    /// For each recognised item: its rule, the term from which it counts, and the first from which it could.
    recognised: Map<ItemId, (RuleId, u32, u32)>,
}

fn index(id: u32) -> usize {
    usize::try_from(id).unwrap_or(usize::MAX)
}

impl<'a> Judge<'a> {
    fn new(problem: &'a Problem, plan: &Plan) -> Result<Self, Violation> {
        let done: Set<ItemId> = problem.done.iter().copied().collect();
        let mut taken = Map::new();
        for &(id, start) in &plan.start {
            let item = problem.items.get(index(id.0)).ok_or(Violation::NoSuchItem(id))?;
            let finish = start.checked_add(item.duration).filter(|&finish| finish <= problem.horizon);
            let Some(finish) = finish.filter(|_| item.starts.contains(&start)) else {
                return Err(Violation::Start(id, start));
            };
            if done.contains(&id) || taken.insert(id, (start, finish)).is_some() {
                return Err(Violation::HeldTwice(id));
            }
        }
        let mut recognised: Map<ItemId, (RuleId, u32, u32)> = Map::new();
        for &(id, at) in &plan.recognised {
            let rule = problem.recognitions.get(index(id.0)).ok_or(Violation::NoSuchRule(id))?;
            let finish = match taken.get(&rule.from) {
                Some(&(_, finish)) => finish,
                None if problem.done_recognises && done.contains(&rule.from) => 0,
                None => return Err(Violation::RecognisedEarly(id)),
            };
            let counts_from = finish.max(rule.since);
            if at < counts_from || at > problem.horizon {
                return Err(Violation::RecognisedEarly(id));
            }
            if rule.until.is_some_and(|until| at > until) {
                return Err(Violation::RecognisedLate(id));
            }
            let twice = done.contains(&rule.to) || taken.contains_key(&rule.to);
            if twice || recognised.insert(rule.to, (id, at, counts_from)).is_some() {
                return Err(Violation::HeldTwice(rule.to));
            }
        }
        let judge = Self { problem, done, taken, recognised };
        let ids = (0..problem.items.len()).filter_map(|place| u32::try_from(place).ok()).map(ItemId);
        for (item, id) in problem.items.iter().zip(ids) {
            if item.part_of.is_some_and(|whole| judge.held(id) && judge.held(whole)) {
                return Err(Violation::HeldTwice(id));
            }
        }
        Ok(judge)
    }

    fn item(&self, id: ItemId) -> Result<&'a Item, Violation> {
        self.problem.items.get(index(id.0)).ok_or(Violation::NoSuchItem(id))
    }

    fn judge(&self) -> Result<Measures, Violation> {
        self.requisites()?;
        self.recognition()?;
        self.sets()?;
        self.needs()?;
        self.terms()?;
        self.sums()
    }

    fn held(&self, id: ItemId) -> bool {
        self.done.contains(&id) || self.taken.contains_key(&id) || self.recognised.contains_key(&id)
    }

    fn last_term(&self) -> u32 {
        self.taken.values().map(|&(_, finish)| finish).max().unwrap_or(0)
    }

    /// The term at which it is judged what is there.
    fn judged(&self) -> u32 {
        self.problem.judged.unwrap_or(self.last_term())
    }

    /// Whether an item is held and has not run out when it is judged.
    fn is_kept(&self, id: ItemId) -> Result<bool, Violation> {
        let Some(&(start, finish)) = self.taken.get(&id) else { return Ok(self.held(id)) };
        let valid = self.item(id)?.valid_from(start);
        Ok(valid.is_none_or(|terms| self.judged() <= finish.saturating_add(terms)))
    }

    /// Whether it is there, too, when it is judged.
    fn counts(&self, id: ItemId) -> Result<bool, Violation> {
        let taken = self.taken.get(&id).map(|&(_, finish)| finish);
        let from = taken.or_else(|| self.recognised.get(&id).map(|&(_, at, _)| at)).unwrap_or(0);
        Ok(self.is_kept(id)? && self.problem.judged.is_none_or(|judged| from <= judged))
    }

    fn requisites(&self) -> Result<(), Violation> {
        for (&id, &(start, _)) in self.taken.iter() {
            let item = self.item(id)?;
            let asked = item.examined_in(start);
            for (place, group) in item.requisites.iter().enumerate() {
                let there = |other: &ItemId, by: u32| {
                    self.done.contains(other)
                        || self.taken.get(other).is_some_and(|&(_, finish)| finish <= by)
                        || self.recognised.get(other).is_some_and(|&(_, at, _)| at <= asked)
                };
                let before = group.before.iter().filter(|other| there(other, asked));
                let with = group.with.iter().filter(|other| there(other, asked + 1));
                let there: Set<ItemId> = before.chain(with).copied().collect();
                if there.iter().count() < index(group.count) {
                    return Err(Violation::Requisite(id, place));
                }
            }
        }
        Ok(())
    }

    fn recognition(&self) -> Result<(), Violation> {
        let used: Set<RuleId> = self.recognised.values().map(|&(rule, _, _)| rule).collect();
        for (place, cap) in self.problem.recognition_caps.iter().enumerate() {
            let bound: Set<RuleId> = cap.rules.iter().copied().filter(|rule| used.contains(rule)).collect();
            let credits: u64 = bound
                .iter()
                .filter_map(|rule| self.problem.recognitions.get(index(rule.0)))
                .map(|rule| u64::from(rule.credits))
                .sum();
            let many = cap.count.is_some_and(|count| bound.len() > index(count));
            if many || cap.credits.is_some_and(|most| credits > u64::from(most)) {
                return Err(Violation::RecognitionCap(place));
            }
        }
        let rules = used.iter().filter_map(|rule| self.problem.recognitions.get(index(rule.0)));
        let sources: Set<ItemId> = rules.map(|rule| rule.from).collect();
        for (place, set) in self.problem.exclusive_sources.iter().enumerate() {
            let set: Set<ItemId> = set.iter().copied().collect();
            if set.iter().filter(|id| sources.contains(*id)).count() > 1 {
                return Err(Violation::ExclusiveSource(place));
            }
        }
        Ok(())
    }

    fn sets(&self) -> Result<(), Violation> {
        for (place, set) in self.problem.exclusive.iter().enumerate() {
            let set: Set<ItemId> = set.iter().copied().collect();
            if set.into_keys().filter(|&id| self.held(id)).count() > 1 {
                return Err(Violation::Exclusive(place));
            }
        }
        for &id in &self.problem.mandatory {
            if !self.is_kept(id)? {
                return Err(Violation::Mandatory(id));
            }
        }
        Ok(())
    }

    fn needs(&self) -> Result<(), Violation> {
        for (place, need) in self.problem.needs.iter().enumerate() {
            let mut units = 0_u64;
            for (other, item) in self.problem.items.iter().enumerate() {
                let given = item.gives.iter().filter(|(to, _)| index(to.0) == place);
                if let Ok(id) = u32::try_from(other)
                    && self.counts(ItemId(id))?
                {
                    units += given.map(|&(_, units)| u64::from(units)).sum::<u64>();
                }
            }
            if units < u64::from(need.units) {
                return Err(Violation::Need(NeedId(u32::try_from(place).unwrap_or(u32::MAX))));
            }
        }
        Ok(())
    }

    /// The load of a term: of what the caps bind, and of all else.
    fn load(&self, term: u32) -> Result<(u64, u64), Violation> {
        let (mut bound, mut other) = (0, 0);
        for (&id, &(start, finish)) in self.taken.iter() {
            let item = self.item(id)?;
            if start <= term && term < finish {
                let sum = if item.timetabled { &mut other } else { &mut bound };
                *sum += u64::from(item.load_from(start));
            }
        }
        Ok((bound, other + u64::from(self.problem.other_load_of(term))))
    }

    fn terms(&self) -> Result<(), Violation> {
        for (term, &cap) in (0..self.problem.horizon).zip(&self.problem.load_cap) {
            let (bound, other) = self.load(term)?;
            if bound > u64::from(cap) {
                return Err(Violation::Load(term));
            }
            if self.problem.peak_cap.is_some_and(|most| bound + other > u64::from(most)) {
                return Err(Violation::Peak(term));
            }
            let mut exams = 0;
            for (&id, &(start, _)) in self.taken.iter() {
                let item = self.item(id)?;
                let examined = item.kind == ItemKind::Certificate && item.examined_in(start) == term;
                exams += u32::from(examined);
            }
            if self.problem.exam_cap.get(index(term)).is_some_and(|cap| exams > *cap) {
                return Err(Violation::Exams(term));
            }
        }
        Ok(())
    }

    fn sums(&self) -> Result<Measures, Violation> {
        let mut measures = Measures { terms: self.last_term(), ..Measures::default() };
        let mut earned: Map<ItemId, u64> = Map::new();
        let mut most_wanted = 0;
        for item in &self.problem.items {
            measures.credits_forgone += u64::from(item.credits);
            if item.kind == ItemKind::Certificate {
                most_wanted = most_wanted.max(item.demand);
            }
        }
        for &id in self.taken.keys() {
            let item = self.item(id)?;
            measures.fee += u64::from(item.fee);
            measures.effort += u64::from(item.effort);
            measures.doubt += u64::from(item.doubt);
            measures.exams += u32::from(item.kind == ItemKind::Certificate);
            if item.kind == ItemKind::Certificate {
                measures.demand_forgone += u64::from(most_wanted - item.demand);
            }
            earned.insert(id, u64::from(item.credits));
        }
        for (&to, &(id, _, _)) in self.recognised.iter() {
            let rule = self.problem.recognitions.get(index(id.0)).ok_or(Violation::NoSuchRule(id))?;
            measures.fee += u64::from(rule.fee);
            earned.insert(to, u64::from(rule.credits));
        }
        if measures.fee > self.problem.budget {
            return Err(Violation::Budget);
        }
        for (place, floor) in self.problem.credit_floors.iter().enumerate() {
            let among: Option<Set<ItemId>> = floor.of.as_ref().map(|of| of.iter().copied().collect());
            let counts = |id: &ItemId| among.as_ref().is_none_or(|among| among.contains(id));
            let sum: u64 = earned.iter().filter(|(id, _)| counts(id)).map(|(_, credits)| credits).sum();
            if sum < u64::from(floor.credits) {
                return Err(Violation::Credits(place));
            }
        }
        measures.credits = earned.values().sum();
        measures.credits_forgone = measures.credits_forgone.saturating_sub(measures.credits);
        for term in 0..self.problem.horizon {
            let (bound, other) = self.load(term)?;
            measures.load.push(bound + other);
        }
        measures.peak_load = measures.load.iter().copied().max().unwrap_or(0);
        Ok(measures)
    }
}

impl Measures {
    /// One criterion's amount.
    pub fn amount(&self, criterion: Criterion) -> u64 {
        match criterion {
            Criterion::Terms => u64::from(self.terms),
            Criterion::Fee => self.fee,
            Criterion::Effort => self.effort,
            Criterion::PeakLoad => self.peak_load,
            Criterion::Exams => u64::from(self.exams),
            Criterion::CreditForgone => self.credits_forgone,
            Criterion::Doubt => self.doubt,
            Criterion::DemandForgone => self.demand_forgone,
        }
    }
}

impl Objective {
    /// The value of a plan with these measures: one number per stage. Saturates instead of overflowing.
    pub fn value(&self, measures: &Measures) -> Vec<i64> {
        let stage = |terms: &[(Criterion, u32)]| {
            let sum: u128 = terms
                .iter()
                .map(|&(criterion, weight)| u128::from(measures.amount(criterion)) * u128::from(weight))
                .sum();
            i64::try_from(sum).unwrap_or(i64::MAX)
        };
        self.stages.iter().map(|one| stage(&one.terms)).collect()
    }
}
