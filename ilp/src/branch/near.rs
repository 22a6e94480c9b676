//! Better solutions, sought beside the tree: where the tree is large, its nodes alone come upon few.
//!
//! From time to time a part of the program is searched by itself: what the relaxation of a node uses at all, or
//! what it has otherwise than the best solution so far. Such a part is small, and good solutions are near
//! (Danna, Rothberg, Le Pape: Exploring relaxation induced neighborhoods to improve MIP solutions, 2005; Berthold:
//! RENS, 2014).

use super::{Branch, Mode};
use crate::presolve::{Reduced, reduce_to};
use crate::program::Bounds;

/// How much is sought beside the tree.
#[derive(Debug, Clone, Copy)]
struct Pace {
    /// A part is begun at every so many nodes at most.
    nodes: u64,
    /// A dive is begun at every so many nodes.
    nodes_of_dives: u64,
    /// Parts take one step for so many of the tree.
    steps_of_tree: u64,
    /// The first part begins when they may take so many.
    first_steps: u64,
    /// A program of fewer columns is not made smaller.
    columns: usize,
}

/// Measured on programs of a thousand items; those of a hundred are solved before any of this begins.
const PACE: Pace = Pace { nodes: 10, nodes_of_dives: 30, steps_of_tree: 2, first_steps: 500, columns: 300 };
/// A part is left after so many steps.
const STEPS: u32 = 3000;

/// What is sought beside the tree.
#[derive(Debug, Clone)]
pub(super) struct Near {
    pace: Pace,
    part: Option<Box<Part>>,
    /// Nodes of the tree so far.
    nodes: u64,
    /// Steps so far, of the tree and of the parts.
    tree_steps: u64,
    part_steps: u64,
    /// Parts so far.
    parts: u32,
    /// This is the search of a part, which has none of its own.
    is_part: bool,
}

impl Default for Near {
    fn default() -> Self {
        Self { pace: PACE, part: None, nodes: 0, tree_steps: 0, part_steps: 0, parts: 0, is_part: false }
    }
}

/// A part of a program, searched for a while.
#[derive(Debug, Clone)]
struct Part {
    reduced: Reduced,
    branch: Branch,
    /// The steps that it may take yet.
    left: u32,
}

impl Branch {
    /// Whether what is sought is the best solution of the program, and not an answer to one question.
    fn seeks_the_best(&self) -> bool {
        self.frame.is_none() && !self.first_only
    }

    /// Counts a node of the tree; answers whether to dive from it. May begin a part.
    pub(super) fn look_near(&mut self) -> bool {
        if !self.seeks_the_best() {
            return false;
        }
        let near = &mut self.near;
        near.nodes += 1;
        let pace = near.pace;
        let dives = near.nodes.is_multiple_of(pace.nodes_of_dives);
        let has_time = (near.part_steps + pace.first_steps) * pace.steps_of_tree <= near.tree_steps;
        if has_time && !near.is_part && near.nodes.is_multiple_of(pace.nodes) {
            self.begin_part();
        }
        dives
    }

    /// Counts the steps of a node of the tree.
    pub(super) fn count_steps(&mut self, steps: u32) {
        if self.mode == Mode::Tree {
            self.near.tree_steps += u64::from(steps);
        }
    }

    fn begin_part(&mut self) {
        self.near.parts += 1;
        let both = self.best.as_ref().filter(|_| self.near.parts.is_multiple_of(2));
        let bounds = match both {
            Some((_, best)) => self.as_the_best(best),
            None => self.as_relaxed(),
        };
        let Some(mut reduced) = reduce_to(&self.ilp, bounds, true) else { return };
        let ilp = std::mem::take(&mut reduced.ilp);
        let mut branch = Self::new(ilp, self.constant + reduced.constant, self.goal());
        branch.near.is_part = true;
        self.near.part = Some(Box::new(Part { reduced, branch, left: STEPS }));
    }

    /// The columns that rows define; they follow from the others.
    fn defined(&self) -> impl Iterator<Item = (usize, &[(u32, i64)])> {
        let rows = self.ilp.rows[..self.cuts_from].iter();
        rows.filter_map(|row| Some((row.defines? as usize, row.entries.as_slice())))
    }

    /// Bounds that leave open what the relaxation has otherwise than the best solution.
    fn as_the_best(&self, best: &[i64]) -> Bounds {
        let mut bounds = self.root.clone();
        let mut follows = vec![false; self.ilp.columns()];
        for (column, _) in self.defined() {
            follows[column] = true;
        }
        for (column, &value) in best.iter().enumerate() {
            if !follows[column] && (self.lp.value(column) - value as f64).abs() < 1e-6 {
                bounds.lower[column] = bounds.lower[column].max(value);
                bounds.upper[column] = bounds.upper[column].min(value);
            }
        }
        bounds
    }

    /// Bounds that leave out what the relaxation does not use; of what a row adds up, all is used if any is.
    fn as_relaxed(&self) -> Bounds {
        let mut bounds = self.root.clone();
        let is_used = |column: usize| self.lp.value(column) > bounds.lower[column] as f64 + 1e-6;
        let mut used: Vec<bool> = (0..self.ilp.columns()).map(is_used).collect();
        for (column, entries) in self.defined() {
            if entries.iter().any(|&(other, _)| other as usize != column && used[other as usize]) {
                for &(other, _) in entries {
                    used[other as usize] = true;
                }
            }
        }
        for (column, used) in used.into_iter().enumerate() {
            if !used {
                bounds.upper[column] = bounds.lower[column];
            }
        }
        bounds
    }

    /// Goes on with the part that is being searched; false: there is none.
    pub(super) fn search_part(&mut self, allowance: &mut u32) -> bool {
        if !self.seeks_the_best() {
            // What is asked now is something else.
            self.near.part = None;
        }
        let goal = self.goal();
        let Some(part) = &mut self.near.part else { return false };
        part.branch.restrict(goal, goal);
        let mut left = part.left.min(*allowance);
        let given = left;
        part.branch.run(&mut left);
        let taken = given - left;
        part.left -= taken;
        *allowance -= taken;
        self.near.part_steps += u64::from(taken);
        if !part.branch.done() && part.left > 0 {
            return true;
        }
        let found = part.branch.best().map(|(_, values)| part.reduced.expand(values));
        self.near.part = None;
        if let Some(values) = found
            && self.offer(values)
        {
            self.refix_root();
        }
        true
    }

    /// Goes on with a smaller program, from its root, where most columns have been decided since the search began;
    /// answers what is left of the program.
    ///
    /// Cuts are found anew: those of the larger program are weak here.
    pub fn shrink(&mut self) -> Option<Reduced> {
        if self.mode != Mode::Tree || self.frame.is_some() || self.near.part.is_some() {
            return None;
        }
        let free = (0..self.ilp.columns()).filter(|&column| !self.root.fixed(column)).count();
        if free < self.near.pace.columns || 2 * free > self.ilp.columns() {
            return None;
        }
        let mut reduced = reduce_to(&self.ilp, self.root.clone(), false)?;
        let mut branch =
            Self::new(std::mem::take(&mut reduced.ilp), self.constant + reduced.constant, self.limit);
        let shrunk = |(cost, values): &(i64, Vec<i64>)| {
            (*cost, reduced.kept.iter().map(|&column| values[column as usize]).collect())
        };
        branch.best = self.best.as_ref().map(shrunk);
        branch.pool = self.pool.iter().map(shrunk).collect();
        branch.gains = reduced.kept.iter().map(|&column| self.gains[column as usize]).collect();
        branch.target = self.target;
        branch.keep = self.keep;
        branch.root_bound = self.bound();
        branch.nodes = self.nodes;
        branch.near = std::mem::take(&mut self.near);
        *self = branch;
        Some(reduced)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

    use super::*;
    use crate::program::{Ilp, Row};

    /// Everything as often as it can be.
    const EAGER: Pace = Pace { nodes: 1, nodes_of_dives: 3, steps_of_tree: 0, first_steps: 0, columns: 1 };

    /// A program of bits whose rows ask for some and allow not too many.
    fn programs() -> impl Strategy<Value = Ilp> {
        let columns = 8..15usize;
        columns.prop_flat_map(|columns| {
            let factors = proptest::collection::vec(0..30i64, columns);
            let rows = proptest::collection::vec((factors, 20..60i64, any::<bool>()), 2..6);
            (proptest::collection::vec(1..20i64, columns), rows).prop_map(|(cost, rows)| {
                let mut ilp = Ilp::default();
                for cost in cost {
                    let column = ilp.column(0, 1);
                    ilp.cost[column as usize] = cost;
                }
                for (factors, part, is_least) in rows {
                    let sum: i64 = factors.iter().sum();
                    let entries: Vec<(u32, i64)> = (0..).zip(factors).filter(|entry| entry.1 > 0).collect();
                    let bound = sum * part / 100;
                    if is_least {
                        ilp.row(Row::least(entries, bound));
                    } else {
                        ilp.row(Row::most(entries, bound + sum / 4));
                    }
                }
                ilp
            })
        })
    }

    /// The least cost, by looking at all there is.
    fn least(ilp: &Ilp) -> Option<i64> {
        let all = 0..1_u32 << ilp.columns();
        let values = all.map(|bits| (0..ilp.columns()).map(|at| i64::from(bits >> at & 1)).collect());
        let allowed = values.filter(|values: &Vec<i64>| {
            ilp.rows.iter().all(|row| row.allows(row.activity(|column| values[column])))
        });
        allowed.map(|values| ilp.value(&values)).min()
    }

    /// The best that the search finds when it looks near at every node and makes its program smaller whenever it
    /// may; how many parts there were, and how often it became smaller.
    fn search(ilp: &Ilp) -> (Option<i64>, u32, u32) {
        let Some(mut reduced) = reduce_to(ilp, ilp.bounds.clone(), true) else { return (None, 0, 0) };
        let mut branch = Branch::new(reduced.ilp.clone(), reduced.constant, i64::MAX);
        branch.near.pace = EAGER;
        let (mut parts, mut smaller) = (0, 0);
        while !branch.done() {
            branch.run(&mut 5);
            parts = parts.max(branch.near.parts);
            if let Some(next) = branch.shrink() {
                reduced = reduced.then(&next);
                smaller += 1;
            }
        }
        let best = branch.best().map(|(cost, values)| {
            let values = reduced.expand(values);
            assert!(ilp.rows.iter().all(|row| row.allows(row.activity(|column| values[column]))));
            assert_eq!(ilp.value(&values), *cost);
            *cost
        });
        assert_eq!(best.is_some_and(|best| branch.bound() == best), best.is_some());
        (best, parts, smaller)
    }

    #[test]
    fn what_is_sought_beside_the_tree_leaves_the_optimum_as_it_is() {
        let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
        let config = Config { cases: 400, failure_persistence: None, ..Config::default() };
        let (parts, smaller) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
        let result = TestRunner::new_with_rng(config, seed).run(&programs(), |ilp| {
            let (best, begun, shrunk) = search(&ilp);
            prop_assert_eq!(best, least(&ilp));
            parts.set(parts.get() + begun);
            smaller.set(smaller.get() + shrunk);
            Ok(())
        });
        result.expect("the optimum");
        assert!(parts.get() > 100 && smaller.get() > 20, "{} parts, {} smaller", parts.get(), smaller.get());
    }
}
