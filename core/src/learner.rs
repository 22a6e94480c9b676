//! Who asks: what a learner holds, wants and can spend. Lives on the student's device and nowhere else.

use crate::model::{JobId, Node, ProgrammeId, RegionId};

/// A learner, with everything resolved against one model.
///
/// `crate::wire::learner_v1` stores it by readable ids, so that it survives newer data.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Learner {
    /// The programme; `None` for a working adult.
    pub programme: Option<ProgrammeId>,
    /// The calendar term of entry, as a place in the model's calendar.
    pub entry: Option<u32>,
    /// The programme term they are in, 1 = first.
    pub term: Option<u32>,
    /// Courses done, grades and awards held.
    pub held: Vec<Node>,
    /// Marks of what is held, where they are known.
    pub marks: Vec<(Node, u32)>,
    /// What they aim at.
    pub goal: Option<JobId>,
    /// Where they are.
    pub region: Option<RegionId>,
    /// What they can spend, in whole units of the pack's currency; `None`: no limit given.
    pub budget: Option<u32>,
    /// Hours a week beside the timetable; `None`: no limit given.
    pub hours_a_week: Option<u32>,
    /// The order of priorities; empty: soonest, then cheapest, then least work.
    pub priorities: Vec<Priority>,
    /// Items that must be in the plan.
    pub pinned: Vec<Node>,
    /// Items that must not be in the plan.
    pub excluded: Vec<Node>,
    /// The last programme term in which the goal must be reached.
    pub deadline: Option<u32>,
}

impl Learner {
    /// Holds an item from now on, or no longer.
    pub fn toggle_held(&mut self, node: Node) {
        match self.held.iter().position(|known| *known == node) {
            Some(place) => {
                self.held.remove(place);
            }
            None => self.held.push(node),
        }
    }
}

crate::wire::field::choices! {
    /// What matters to the student, in their own order.
    Priority {
        /// Finish early.
        Soonest = "soonest",
        /// Pay little.
        Cheapest = "cheapest",
        /// Keep the fullest week light.
        Lightest = "lightest",
        /// Work few hours in all.
        LeastWork = "least_work",
        /// Sit few exams.
        FewestExams = "fewest_exams",
        /// Earn many credits.
        MostCredit = "most_credit",
        /// Rest on well-sourced data.
        BestEvidenced = "best_evidenced",
        /// Take what is most in demand.
        MostInDemand = "most_in_demand",
    }
}
