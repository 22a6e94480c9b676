//! Plans near one that is known: of which it can be said at once what they break.
//!
//! A plan that breaks one rule and no other shows that the rule stands in the way. With one thing more or less, or one
//! in place of another, it often breaks another one instead, which shows the same of that one, and so on: recursive
//! model rotation (Belov and Marques-Silva, "Accelerating MUS extraction with recursive model rotation", FMCAD 2011),
//! with plans for models. That takes some additions for each such plan, where a search takes thousands.

use rungs_ilp::{NO_LOWER, NO_UPPER, Row};

use super::conflict::Rule;
use super::model::{Lift, Model};
use super::problem::Problem;

/// A row of a program, and whose it is.
#[derive(Debug, Clone, Copy)]
struct Line {
    lower: i64,
    upper: i64,
    /// The place of the rule that asks for it; none: it is no rule.
    rule: Option<u32>,
}

/// A program whose rules can be lifted, at one plan.
#[derive(Debug, Clone)]
pub(super) struct Rotation {
    /// The rules that can be lifted, the budget last.
    rules: Vec<Rule>,
    lines: Vec<Line>,
    /// The lines in which each column occurs, with its factor there; a column's begin at its place in `begins`.
    entries: Vec<(u32, i64)>,
    begins: Vec<u32>,
    /// Whether each rule is kept.
    kept: Vec<bool>,
    /// Whether it is known that each rule stands in the way.
    known: Vec<bool>,
    on: Vec<bool>,
    sums: Vec<i64>,
    /// How many lines of each rule are broken, how many rules, and how many lines that are no rules'.
    broken: Vec<u32>,
    rules_broken: usize,
    others_broken: usize,
    /// The columns that were turned since, to turn them back.
    turned: Vec<u32>,
    /// How many may still be turned.
    turns: u32,
}

/// One change of a plan, by columns.
#[derive(Debug, Clone, Copy)]
enum Move {
    /// The item starts, which it did not.
    Start(usize, u32),
    /// The item does not start any more.
    NotStart(usize),
    /// The rule is used.
    Use(usize, u32),
    /// The rule is not used any more.
    NotUse(usize, u32),
}

/// So many columns are turned at most, from one plan that is known: nothing interrupts it.
const MOST_TURNS: u32 = 50_000;

impl Rotation {
    /// Takes a program whose rules can be lifted: `rows` are its rows, `cost` the fees.
    pub(super) fn new(problem: &Problem, lifts: &[Lift], rows: &[Row], cost: &[i64]) -> Self {
        let mut rules: Vec<Rule> = lifts.iter().map(|(rule, _)| *rule).collect();
        rules.push(Rule::Budget);
        // Whose each column is that says how far a rule is lifted.
        let mut owner = vec![None; cost.len()];
        let mut all: Vec<(Line, Vec<(u32, i64)>)> = Vec::new();
        for ((rule, columns), place) in lifts.iter().zip(0..) {
            for &(column, _) in columns {
                if let Rule::Offered(_) = rule {
                    all.push((Line { lower: NO_LOWER, upper: 0, rule: Some(place) }, vec![(column, 1)]));
                } else {
                    owner[column as usize] = Some(place);
                }
            }
        }
        for row in rows {
            let rule = row.entries.iter().find_map(|&(column, _)| owner[column as usize]);
            let line = Line { lower: row.lower, upper: row.upper, rule };
            let own = |&&(column, _): &&(u32, i64)| owner[column as usize].is_none();
            all.push((line, row.entries.iter().filter(own).copied().collect()));
        }
        if let Ok(budget) = i64::try_from(problem.budget) {
            let fees = (0..).zip(cost.iter().copied()).filter(|(_, fee)| *fee != 0).collect();
            all.push((Line { lower: NO_LOWER, upper: budget, rule: Some(lifts.len() as u32) }, fees));
        }
        let mut begins = vec![0_u32; cost.len() + 1];
        for &(column, _) in all.iter().flat_map(|(_, entries)| entries) {
            begins[column as usize + 1] += 1;
        }
        for column in 0..cost.len() {
            begins[column + 1] += begins[column];
        }
        let mut next = begins.clone();
        let mut entries = vec![(0, 0); begins[cost.len()] as usize];
        for ((_, own), line) in all.iter().zip(0..) {
            for &(column, factor) in own {
                let at = &mut next[column as usize];
                entries[*at as usize] = (line, factor);
                *at += 1;
            }
        }
        Self {
            kept: vec![true; rules.len()],
            known: vec![false; rules.len()],
            broken: vec![0; rules.len()],
            rules,
            sums: vec![0; all.len()],
            lines: all.into_iter().map(|(line, _)| line).collect(),
            entries,
            begins,
            on: vec![false; cost.len()],
            rules_broken: 0,
            others_broken: 0,
            turned: Vec::new(),
            turns: 0,
        }
    }

    /// The rules of which plans near a plan, or the plan, show that they stand in the way, each with such a plan as
    /// values of the columns. Not those that are known to.
    pub(super) fn learn(
        &mut self,
        model: &Model,
        problem: &Problem,
        values: &[i64],
        kept: &[Rule],
        known: &[Rule],
    ) -> Vec<(Rule, Vec<i64>)> {
        for (place, rule) in self.rules.iter().enumerate() {
            self.kept[place] = kept.contains(rule);
            self.known[place] = known.contains(rule);
        }
        let mut found: Vec<(Rule, Vec<i64>)> = Vec::new();
        let mut open: Vec<Vec<bool>> = vec![values.iter().map(|&value| value != 0).collect()];
        self.turns = MOST_TURNS;
        while let Some(on) = open.pop().filter(|_| self.turns > 0) {
            self.go_to(&on);
            let mut around = Vec::new();
            self.look(&mut around);
            self.look_around(model, problem, true, &mut around);
            for (place, on) in around {
                found.push((self.rules[place], on.iter().map(|&on| i64::from(on)).collect()));
                open.push(on);
            }
        }
        found
    }

    /// Notes the plan at hand if it shows something new.
    fn look(&mut self, found: &mut Vec<(usize, Vec<bool>)>) {
        if self.rules_broken == 1 && self.others_broken == 0 {
            let only = self.broken.iter().zip(&self.kept).position(|(&broken, &kept)| broken > 0 && kept);
            if let Some(only) = only.filter(|&only| !self.known[only]) {
                self.known[only] = true;
                found.push((only, self.on.clone()));
            }
        }
    }

    /// Looks at all that is one change away, and, where that breaks one rule, at what is one thing less from there.
    fn look_around(
        &mut self,
        model: &Model,
        problem: &Problem,
        further: bool,
        found: &mut Vec<(usize, Vec<bool>)>,
    ) {
        for change in self.moves(model, further) {
            if self.turns == 0 {
                return;
            }
            let mark = self.turned.len();
            self.make(model, problem, change);
            self.look(found);
            let adds = matches!(change, Move::Start(..) | Move::Use(..));
            if adds && self.rules_broken <= 1 && self.others_broken == 0 {
                self.look_around(model, problem, false, found);
            }
            while self.turned.len() > mark {
                if let Some(column) = self.turned.pop() {
                    self.set(column);
                }
            }
        }
    }

    /// What can be changed; less of it only, or more, too.
    fn moves(&self, model: &Model, more: bool) -> Vec<Move> {
        let mut moves = Vec::new();
        for (item, columns) in model.items.iter().enumerate() {
            let taken = self.started(model, item).is_some();
            if taken {
                moves.push(Move::NotStart(item));
            } else if more {
                moves.extend(columns.starts.iter().map(|&(_, column)| Move::Start(item, column)));
            }
        }
        for (rule, uses) in model.rules.iter().enumerate() {
            for &(_, column) in uses {
                if self.on[column as usize] {
                    moves.push(Move::NotUse(rule, column));
                } else if more {
                    moves.push(Move::Use(rule, column));
                }
            }
        }
        moves
    }

    fn started(&self, model: &Model, item: usize) -> Option<u32> {
        let starts = &model.items[item].starts;
        starts.iter().map(|&(_, column)| column).find(|&column| self.on[column as usize])
    }

    fn make(&mut self, model: &Model, problem: &Problem, change: Move) {
        match change {
            Move::Start(item, column) => {
                self.not_recognised(model, problem, item);
                self.turn(column, model.items[item].taken);
            }
            Move::NotStart(item) => {
                if let Some(column) = self.started(model, item) {
                    self.turn(column, model.items[item].taken);
                }
                for (rule, uses) in model.rules.iter().enumerate() {
                    if problem.recognitions[rule].from.0 as usize == item {
                        for &(_, column) in uses {
                            if self.on[column as usize] {
                                self.make(model, problem, Move::NotUse(rule, column));
                            }
                        }
                    }
                }
            }
            Move::Use(rule, column) => {
                let rule = &problem.recognitions[rule];
                let (from, to) = (rule.from.0 as usize, rule.to.0 as usize);
                if self.started(model, to).is_some() {
                    self.make(model, problem, Move::NotStart(to));
                }
                self.not_recognised(model, problem, to);
                self.turn(column, model.items[to].recognised);
                if let Some(source) = model.items[from].source.filter(|&source| !self.on[source as usize]) {
                    self.turn(source, None);
                }
            }
            Move::NotUse(rule, column) => {
                let rule = &problem.recognitions[rule];
                let from = rule.from;
                self.turn(column, model.items[rule.to.0 as usize].recognised);
                let Some(source) = model.items[from.0 as usize].source else { return };
                let mut others =
                    problem.recognitions.iter().zip(&model.rules).filter(|(rule, _)| rule.from == from);
                let is_on = |&(_, column): &(u32, u32)| self.on[column as usize];
                if !others.any(|(_, uses)| uses.iter().any(is_on)) && self.on[source as usize] {
                    self.turn(source, None);
                }
            }
        }
    }

    /// The item is not recognised any more.
    fn not_recognised(&mut self, model: &Model, problem: &Problem, item: usize) {
        for (rule, uses) in model.rules.iter().enumerate() {
            if problem.recognitions[rule].to.0 as usize == item {
                for &(_, column) in uses {
                    if self.on[column as usize] {
                        self.make(model, problem, Move::NotUse(rule, column));
                    }
                }
            }
        }
    }

    /// Turns a column, and the one that sums it up with others, of which one at most is on.
    fn turn(&mut self, column: u32, sum: Option<u32>) {
        for column in std::iter::once(column).chain(sum.filter(|&sum| sum != column)) {
            self.set(column);
            self.turned.push(column);
        }
    }

    fn go_to(&mut self, on: &[bool]) {
        self.on.fill(false);
        self.sums.fill(0);
        self.broken.fill(0);
        (self.rules_broken, self.others_broken) = (0, 0);
        for place in 0..self.lines.len() {
            if self.is_broken(place) {
                self.count(place, true);
            }
        }
        for (column, _) in (0..).zip(on).filter(|(_, on)| **on) {
            self.set(column);
        }
        self.turned.clear();
    }

    fn is_broken(&self, line: usize) -> bool {
        let (Line { lower, upper, .. }, sum) = (self.lines[line], self.sums[line]);
        (lower != NO_LOWER && sum < lower) || (upper != NO_UPPER && sum > upper)
    }

    /// A line is broken, or not any more.
    fn count(&mut self, line: usize, is_broken: bool) {
        let by = |count: usize| if is_broken { count + 1 } else { count - 1 };
        match self.lines[line].rule.map(|rule| rule as usize) {
            None => self.others_broken = by(self.others_broken),
            Some(rule) => {
                let before = self.broken[rule];
                self.broken[rule] = by(before as usize) as u32;
                let changes = (before == 0) != (self.broken[rule] == 0);
                if changes && self.kept[rule] {
                    self.rules_broken = by(self.rules_broken);
                }
            }
        }
    }

    /// Turns a column.
    fn set(&mut self, column: u32) {
        self.turns = self.turns.saturating_sub(1);
        let at = column as usize;
        self.on[at] = !self.on[at];
        for place in self.begins[at] as usize..self.begins[at + 1] as usize {
            let (line, factor) = self.entries[place];
            let line = line as usize;
            let before = self.is_broken(line);
            self.sums[line] += if self.on[at] { factor } else { -factor };
            let after = self.is_broken(line);
            if before != after {
                self.count(line, after);
            }
        }
    }
}
