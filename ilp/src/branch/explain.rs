//! Questions to one program that differ in how far some of its columns may go up, each no with its reason.
//!
//! The reason is the tree: what closes each part of it is a proof in whole numbers, which also says how much it would
//! lose if a column could go further up. Where only some parts would lose too much, only those are looked at again.
//! So cuts are made for the widest bounds, and nothing is concluded from the bounds of one question that would not be
//! known of in the next.

use std::sync::Arc;

use super::{Branch, Mode, Node};
use crate::certify::Proof;
use crate::lp::{Lp, Stand};
use crate::program::Bounds;

/// So many parts of a tree are kept; a larger one is looked at again from its root.
const MOST_PARTS: usize = 1000;

/// A part of the tree in which there is no solution.
#[derive(Debug, Clone, Default)]
struct Part {
    changes: Vec<(u32, i64, i64)>,
    /// By how much the proof is better than it need be; 0 if there is none.
    margin: i128,
    /// How much it loses for each step that a column can go further up.
    loss: Vec<(u32, i128)>,
    /// Where the relaxation stood.
    stand: Option<Arc<Stand>>,
}

impl Part {
    /// What is left of the margin if these columns go up by so much more; of them, one at most is other than 0.
    fn left(&self, raised: &[(u32, i64)]) -> i128 {
        let mut most = 0;
        for &(column, by) in raised {
            for &(other, loss) in &self.loss {
                if other == column {
                    most = loss.saturating_mul(i128::from(by)).max(most);
                }
            }
        }
        self.margin.saturating_sub(most)
    }
}

/// What the search tells whoever wants to know its tree. An object, so that a page that never asks does not load its
/// code.
pub(super) trait Explain: std::fmt::Debug + Send + Sync {
    /// The bounds without any question.
    fn bounds(&self) -> &Bounds;

    /// Whether the next node is a good one to dive from; asked once.
    fn dives(&mut self) -> bool;

    /// A part of the tree is closed: by a proof that comes to more than what is needed for the goal, if there is one
    /// such.
    fn close(&mut self, changes: &[(u32, i64, i64)], proof: Option<(&Proof, Goal)>, lp: &Lp);

    /// The same again.
    fn copy(&self) -> Box<dyn Explain>;

    /// What answers questions.
    fn frame(&mut self) -> &mut Frame;

    /// What answers questions, to look at.
    fn framed(&self) -> &Frame;
}

impl Clone for Box<dyn Explain> {
    fn clone(&self) -> Self {
        self.copy()
    }
}

/// What a proof must exceed: a cost, in steps of which all costs are multiples.
#[derive(Debug, Clone, Copy)]
pub(super) struct Goal {
    pub(super) cost: i64,
    pub(super) step: i64,
}

/// What a program keeps that is asked such questions.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    bounds: Bounds,
    /// The columns in which questions differ.
    watched: Vec<u32>,
    /// The tree, as far as there is no solution.
    parts: Vec<Part>,
    /// The tree and the root's bounds before the last question.
    before: Option<(Vec<Part>, Bounds)>,
    dives: bool,
}

impl Branch {
    /// From now on questions are asked that differ in the upper bounds of these columns; nothing was asked before.
    pub fn explain(&mut self, watched: Vec<u32>) {
        let bounds = self.ilp.bounds.clone();
        self.frame = Some(Box::new(Frame { bounds, watched, parts: Vec::new(), before: None, dives: false }));
        self.mode = Mode::Done;
    }

    /// Asks for a solution that costs no more than `limit` where the watched columns go up to `most`, in their order:
    /// for any, or for the best. [`Branch::run`] looks for it.
    pub fn ask_within(&mut self, most: &[i64], limit: i64, any: bool) {
        let Some(frame) = self.frame.as_mut().map(|frame| frame.frame()) else { return };
        frame.parts.clear();
        (frame.before, frame.dives) = (None, false);
        self.root = frame.bounds.clone();
        for (&column, &most) in frame.watched.iter().zip(most) {
            self.root.upper[column as usize] = most;
        }
        (self.limit, self.target) = (limit, limit);
        self.first_only = any;
        self.bounds = self.root.clone();
        self.forget_nodes();
        self.mode = Mode::Root { round: 0, stalled: 0 };
    }

    fn forget_nodes(&mut self) {
        self.changes.clear();
        self.open.clear();
        self.pending = None;
        self.best = None;
        self.root_bound = i64::MIN;
        self.node_bound = i64::MIN;
    }

    /// After a no: whether there is still no solution when these columns may go up by so much more, as far as the
    /// reason says. Of the columns, one at most is other than 0.
    pub fn holds_with(&self, raised: &[(u32, i64)]) -> bool {
        let holds = |frame: &Frame| frame.parts.iter().all(|part| part.left(raised) > 0);
        self.frame.as_ref().is_some_and(|frame| holds(frame.framed()))
    }

    /// After a no: lets these columns go up, if [`Branch::holds_with`] says that there is still no solution.
    pub fn raise(&mut self, raised: &[(u32, i64)]) {
        if self.holds_with(raised) {
            self.ask_raised(raised);
        }
    }

    /// After a no: asks the same question where these columns may go up by so much more.
    pub fn ask_raised(&mut self, raised: &[(u32, i64)]) {
        self.forget_nodes();
        let Some(frame) = self.frame.as_mut().map(|frame| frame.frame()) else { return };
        frame.before = Some((frame.parts.clone(), self.root.clone()));
        frame.dives = true;
        for &(column, by) in raised {
            self.root.upper[column as usize] += by;
        }
        let mut opened: Vec<(i128, Part)> = Vec::new();
        for mut part in std::mem::take(&mut frame.parts) {
            let left = part.left(raised);
            if left > 0 {
                part.margin = left;
                frame.parts.push(part);
            } else {
                opened.push((left, part));
            }
        }
        // What falls short most is looked at first, and so comes last.
        crate::sort::sort_by(&mut opened, |a, b| b.0.cmp(&a.0));
        for (_, part) in opened {
            self.open.push(Node { changes: part.changes, bound: i64::MIN, stand: part.stand });
        }
        self.mode = Mode::Tree;
        self.next_node();
    }

    /// Undoes the last [`Branch::ask_raised`].
    pub fn take_back(&mut self) {
        let Some(frame) = self.frame.as_mut().map(|frame| frame.frame()) else { return };
        if let Some((parts, root)) = frame.before.take() {
            frame.parts = parts;
            self.root = root;
        }
    }
}

impl Explain for Frame {
    fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    fn dives(&mut self) -> bool {
        std::mem::take(&mut self.dives)
    }

    fn close(&mut self, changes: &[(u32, i64, i64)], proof: Option<(&Proof, Goal)>, lp: &Lp) {
        let mut part =
            Part { changes: changes.to_vec(), stand: Some(Arc::new(lp.stand())), ..Part::default() };
        if let Some((proof, goal)) = proof {
            let step = i128::from(goal.step);
            let needed = i128::from(goal.cost).div_euclid(step) * step;
            part.margin = proof.bound.saturating_sub(needed.saturating_mul(proof.scale));
            for &column in &self.watched {
                let reduced = proof.reduced[column as usize];
                if reduced < 0 {
                    part.loss.push((column, -reduced));
                }
            }
        }
        self.parts.push(part);
        if self.parts.len() > MOST_PARTS {
            // All of it, unproven.
            self.parts = vec![Part::default()];
        }
    }

    fn copy(&self) -> Box<dyn Explain> {
        Box::new(self.clone())
    }

    fn frame(&mut self) -> &mut Frame {
        self
    }

    fn framed(&self) -> &Frame {
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::{Branch, Ilp, Row};

    /// Bits with costs, rows over them, and how far the column that lifts each row goes up in the end.
    type Case = (Vec<i64>, Vec<(Vec<i64>, i64, i64)>, i64);

    fn cases() -> impl Strategy<Value = Case> {
        let row = (proptest::collection::vec(-2_i64..4, 5), 0_i64..6, 0_i64..4);
        (proptest::collection::vec(0_i64..9, 5), proptest::collection::vec(row, 1..5), 0_i64..25)
    }

    /// Whether some bits cost no more than the limit and fall short of no row by more than it is lifted.
    fn possible((costs, rows, limit): &Case, lifted: &[i64]) -> bool {
        (0_u32..1 << costs.len()).any(|bits| {
            let sum = |factors: &[i64]| -> i64 {
                factors
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| bits >> at & 1 == 1)
                    .map(|(_, factor)| factor)
                    .sum()
            };
            let holds = |((factors, least, _), lifted): (&(Vec<i64>, i64, i64), &i64)| {
                sum(factors) + lifted >= *least
            };
            sum(costs) <= *limit && rows.iter().zip(lifted).all(holds)
        })
    }

    fn run(branch: &mut Branch) -> bool {
        while !branch.done() {
            branch.run(&mut 3);
        }
        branch.best().is_some()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_was_shown_before_answers_as_asking_anew_does(case in cases()) {
            let (costs, rows, limit) = &case;
            let mut ilp = Ilp::default();
            for &cost in costs {
                let column = ilp.column(0, 1);
                ilp.cost[column as usize] = cost;
            }
            let mut watched = Vec::new();
            for (factors, least, most) in rows {
                let column = ilp.column(0, *most);
                watched.push(column);
                let mut entries: Vec<(u32, i64)> = (0..).zip(factors.iter().copied()).collect();
                entries.push((column, 1));
                ilp.row(Row::least(entries, *least));
            }
            let mut branch = Branch::new(ilp, 0, i64::MAX);
            branch.explain(watched.clone());
            let mut lifted = vec![0; rows.len()];
            branch.ask_within(&lifted, *limit, true);
            let mut found = run(&mut branch);
            prop_assert_eq!(found, possible(&case, &lifted));
            for (place, (_, _, most)) in rows.iter().enumerate() {
                if found {
                    break;
                }
                let raised = [(watched[place], *most)];
                let known = branch.holds_with(&raised);
                lifted[place] = *most;
                let expected = possible(&case, &lifted);
                prop_assert!(!known || !expected, "a reason holds too far");
                branch.ask_raised(&raised);
                found = run(&mut branch);
                prop_assert_eq!(found, expected);
                if found {
                    branch.take_back();
                    lifted[place] = 0;
                    found = false;
                }
            }
        }
    }
}
