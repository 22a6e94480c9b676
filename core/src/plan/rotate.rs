//! Plans near one that is known: of which it can be said at once what they break.
//!
//! A plan that breaks one rule and no other shows that the rule stands in the way. With one thing more or less, or one
//! in place of another, it often breaks another one instead, which shows the same of that one, and so on: recursive
//! model rotation (Belov and Marques-Silva, "Accelerating MUS extraction with recursive model rotation", FMCAD 2011),
//! with plans for models. That takes some additions for each such plan, where a search takes thousands.

use rungs_ilp::{ByColumn, Row};

use super::conflict::Rule;
use super::model::{Lift, Model};
use super::problem::{Problem, Recognition};

/// A program whose rules can be lifted, at one plan.
#[derive(Debug, Clone)]
pub(super) struct Rotation {
    /// The rules that can be lifted, the budget last.
    rules: Vec<Rule>,
    /// What has to hold where no rule is lifted.
    rows: Vec<Row>,
    /// The place of the rule that asks for each row; none: it is no rule.
    asked_by: Vec<Option<u32>>,
    by_column: ByColumn,
    /// Whether each rule is kept.
    kept: Vec<bool>,
    /// Whether it is known that each rule stands in the way.
    known: Vec<bool>,
    /// The values of the columns, 0 or 1.
    on: Vec<i64>,
    sums: Vec<i64>,
    /// How many rows of each rule are broken, how many rules, and how many rows that are no rules'.
    broken: Vec<usize>,
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
    /// Takes a program whose rules can be lifted: `program` are its rows, `cost` the fees.
    pub(super) fn new(problem: &Problem, lifts: &[Lift], program: &[Row], cost: &[i64]) -> Self {
        let mut rules: Vec<Rule> = lifts.iter().map(|(rule, _)| *rule).collect();
        rules.push(Rule::Budget);
        // Whose each column is that says how far a rule is lifted.
        let mut owner = vec![None; cost.len()];
        let (mut rows, mut asked_by) = (Vec::new(), Vec::new());
        for ((rule, columns), place) in lifts.iter().zip(0..) {
            for &(column, _) in columns {
                if let Rule::Offered(_) = rule {
                    rows.push(Row::most(vec![(column, 1)], 0));
                    asked_by.push(Some(place));
                } else {
                    owner[column as usize] = Some(place);
                }
            }
        }
        for row in program {
            asked_by.push(row.entries.iter().find_map(|&(column, _)| owner[column as usize]));
            let mut row = row.clone();
            row.entries.retain(|&(column, _)| owner[column as usize].is_none());
            rows.push(row);
        }
        if let Ok(budget) = i64::try_from(problem.budget) {
            rows.push(Row::most((0..).zip(cost.iter().copied()).collect(), budget));
            asked_by.push(Some(lifts.len() as u32));
        }
        Self {
            kept: vec![true; rules.len()],
            known: vec![false; rules.len()],
            broken: vec![0; rules.len()],
            rules,
            sums: vec![0; rows.len()],
            by_column: ByColumn::new(cost.len(), &rows),
            rows,
            asked_by,
            on: vec![0; cost.len()],
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
        let mut found = Vec::new();
        let mut open = vec![values.to_vec()];
        self.turns = MOST_TURNS;
        while let Some(on) = open.pop().filter(|_| self.turns > 0) {
            let before = found.len();
            self.go_to(&on);
            self.look(&mut found);
            self.look_around(model, problem, true, &mut found);
            open.extend(found[before..].iter().map(|(_, on)| on.clone()));
        }
        found
    }

    /// Notes the plan at hand if it shows something new.
    fn look(&mut self, found: &mut Vec<(Rule, Vec<i64>)>) {
        if self.rules_broken == 1 && self.others_broken == 0 {
            let only = self.broken.iter().zip(&self.kept).position(|(&broken, &kept)| broken > 0 && kept);
            if let Some(only) = only.filter(|&only| !self.known[only]) {
                self.known[only] = true;
                found.push((self.rules[only], self.on.clone()));
            }
        }
    }

    /// Looks at all that is one change away, and, where that breaks one rule, at what is one thing less from there.
    fn look_around(
        &mut self,
        model: &Model,
        problem: &Problem,
        further: bool,
        found: &mut Vec<(Rule, Vec<i64>)>,
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
                if self.is_on(column) {
                    moves.push(Move::NotUse(rule, column));
                } else if more {
                    moves.push(Move::Use(rule, column));
                }
            }
        }
        moves
    }

    fn is_on(&self, column: u32) -> bool {
        self.on[column as usize] != 0
    }

    fn started(&self, model: &Model, item: usize) -> Option<u32> {
        let starts = &model.items[item].starts;
        starts.iter().map(|&(_, column)| column).find(|&column| self.is_on(column))
    }

    fn make(&mut self, model: &Model, problem: &Problem, change: Move) {
        match change {
            Move::Start(item, column) => {
                self.end_uses(model, problem, |rule| rule.to.0 as usize == item);
                self.turn(column, model.items[item].taken);
            }
            Move::NotStart(item) => {
                if let Some(column) = self.started(model, item) {
                    self.turn(column, model.items[item].taken);
                }
                self.end_uses(model, problem, |rule| rule.from.0 as usize == item);
            }
            Move::Use(rule, column) => {
                let rule = &problem.recognitions[rule];
                let (from, to) = (rule.from.0 as usize, rule.to.0 as usize);
                if self.started(model, to).is_some() {
                    self.make(model, problem, Move::NotStart(to));
                }
                self.end_uses(model, problem, |rule| rule.to.0 as usize == to);
                self.turn(column, model.items[to].recognised);
                if let Some(source) = model.items[from].source.filter(|&source| !self.is_on(source)) {
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
                let is_on = |&(_, column): &(u32, u32)| self.is_on(column);
                if !others.any(|(_, uses)| uses.iter().any(is_on)) && self.is_on(source) {
                    self.turn(source, None);
                }
            }
        }
    }

    /// The rules of which that holds are not used any more.
    fn end_uses(&mut self, model: &Model, problem: &Problem, ends: impl Fn(&Recognition) -> bool) {
        for (rule, uses) in
            model.rules.iter().enumerate().filter(|(rule, _)| ends(&problem.recognitions[*rule]))
        {
            for &(_, column) in uses {
                if self.is_on(column) {
                    self.make(model, problem, Move::NotUse(rule, column));
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

    fn go_to(&mut self, on: &[i64]) {
        self.on.fill(0);
        self.sums.fill(0);
        self.broken.fill(0);
        (self.rules_broken, self.others_broken) = (0, 0);
        for row in 0..self.rows.len() {
            if self.is_broken(row) {
                self.count(row, true);
            }
        }
        for (column, _) in (0..).zip(on).filter(|(_, on)| **on != 0) {
            self.set(column);
        }
        self.turned.clear();
    }

    fn is_broken(&self, row: usize) -> bool {
        !self.rows[row].allows(self.sums[row])
    }

    /// A row is broken, or not any more.
    fn count(&mut self, row: usize, is_broken: bool) {
        let by = |count: usize| if is_broken { count + 1 } else { count - 1 };
        let Some(rule) = self.asked_by[row].map(|rule| rule as usize) else {
            self.others_broken = by(self.others_broken);
            return;
        };
        let before = self.broken[rule];
        self.broken[rule] = by(before);
        if self.kept[rule] && (before == 0) != (self.broken[rule] == 0) {
            self.rules_broken = by(self.rules_broken);
        }
    }

    /// Turns a column.
    fn set(&mut self, column: u32) {
        self.turns = self.turns.saturating_sub(1);
        let at = column as usize;
        let by = 1 - 2 * self.on[at];
        self.on[at] += by;
        for place in 0..self.by_column.of(at).len() {
            let (row, factor) = self.by_column.of(at)[place];
            let row = row as usize;
            let before = self.is_broken(row);
            self.sums[row] += factor * by;
            let after = self.is_broken(row);
            if before != after {
                self.count(row, after);
            }
        }
    }
}
