//! What the visitor decided. Everything else is derived from it by asking core.

use std::rc::Rc;

use leptos::prelude::expect_context;
use rungs_core::catalogue::Catalogue;
use rungs_core::date::Date;
use rungs_core::learner::Learner;
use rungs_core::model::{JobId, Node};
use rungs_core::question::{Answer, Closed, Hindrance, Proof, Question};
use rungs_core::search::{Index, Subject};

use crate::browser;
use crate::keeping::Keeping;
use crate::signal::Signal;

/// Where the visitor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Search and the list of jobs.
    Find,
    /// The job aimed at.
    Goal,
    /// The plan.
    Plan,
    /// Who the visitor is.
    Me,
    /// One course, certificate, competition, programme or job.
    Item(Node),
    /// The families of certificates.
    Families,
}

/// How far the plan is.
#[derive(Debug, Clone, PartialEq)]
pub enum Planning {
    /// Being worked out.
    Working,
    /// A plan, with what is closed to the learner.
    Plan(Rc<Answer>, Proof, Rc<Vec<(Node, Closed)>>),
    /// The goal is reached already.
    Reached,
    /// No plan fits.
    NoPlan(Rc<Vec<Hindrance>>),
}

/// The visitor's decisions about one pack, in one element.
#[derive(Debug, Clone, Copy)]
pub struct State {
    catalogue: Signal<Catalogue>,
    /// What can be searched for.
    pub index: Signal<Index<Subject>>,
    /// The day on which the pack was opened.
    pub today: Date,
    /// Who asks. Changed through [`State::change`] only, so that it is kept.
    pub learner: Signal<Learner>,
    /// Where the visitor is.
    pub place: Signal<Place>,
    /// Where the visitor came from, last at the end.
    trail: Signal<Vec<Place>>,
    /// What is typed into the search field.
    pub query: Signal<String>,
    /// The plan for the learner as they are.
    pub planning: Signal<Planning>,
    /// Whether the visitor has gone somewhere, so that the new place's heading takes the focus.
    pub moved: Signal<bool>,
    /// What is kept on the device.
    pub keeping: Keeping,
    /// Counts questions, so that an answer to an older one is dropped.
    asked: Signal<u32>,
}

/// How long a slice of planning may hold the page, in milliseconds.
const SLICE: f64 = 8.0;
/// Planner steps between two looks at the clock.
const STEPS: u32 = 20;

impl State {
    /// The state of a pack that was just opened.
    pub fn new(catalogue: Rc<Catalogue>, keeping: Keeping) -> Self {
        Self {
            catalogue: Signal::of(Rc::clone(&catalogue)),
            index: Signal::new(Index::of(&catalogue)),
            today: browser::today(),
            learner: Signal::new(Learner::default()),
            place: Signal::new(Place::Find),
            trail: Signal::new(Vec::new()),
            query: Signal::new(String::new()),
            planning: Signal::new(Planning::Working),
            moved: Signal::new(false),
            keeping,
            asked: Signal::new(0),
        }
    }

    /// The data.
    pub fn catalogue(&self) -> Rc<Catalogue> {
        self.catalogue.read_untracked()
    }

    /// Goes to a place.
    pub fn go(&self, place: Place) {
        let here = self.place.get_untracked();
        if here == place {
            return;
        }
        self.trail.update(|trail| {
            trail.push(here);
            // Nobody goes back further, and a booth must not grow.
            if trail.len() > 30 {
                trail.remove(0);
            }
        });
        self.moved.set(true);
        self.place.set(place);
    }

    /// Goes back to where the visitor came from.
    pub fn go_back(&self) {
        let before = self.trail.read_untracked().last().copied().unwrap_or(Place::Find);
        self.trail.update(|trail| {
            trail.pop();
        });
        self.moved.set(true);
        self.place.set(before);
    }

    /// Changes the learner, keeps it if the visitor wants that, and plans anew.
    pub fn change(&self, change: impl FnOnce(&mut Learner)) {
        self.learner.update(change);
        let catalogue = self.catalogue();
        self.keeping.keep(&catalogue, &self.learner.read_untracked());
        self.plan();
    }

    /// Makes a job the goal and goes to it.
    pub fn aim(&self, job: JobId) {
        if self.learner.read_untracked().goal != Some(job) {
            self.change(|learner| learner.goal = Some(job));
        }
        self.go(Place::Goal);
    }

    /// Opens anything: a job as the goal, all else on a page of its own.
    pub fn open(&self, node: Node) {
        match node {
            Node::Job(job) => self.aim(job),
            Node::Award(award) => {
                self.go(Place::Item(Node::Competition(self.catalogue().awards[award].competition)))
            }
            other => self.go(Place::Item(other)),
        }
    }

    /// Starts working out the plan for the learner as they are, in slices on the page's own thread: a strict
    /// policy forbids workers.
    pub fn plan(&self) {
        let ticket = self.asked.get_untracked().wrapping_add(1);
        self.asked.set(ticket);
        let learner = self.learner.get_untracked();
        let Some(job) = learner.goal else { return };
        self.planning.set(Planning::Working);
        let state = *self;
        let catalogue = self.catalogue();
        leptos::task::spawn_local(async move {
            let question = Question { catalogue: &catalogue, learner: &learner, job, today: state.today };
            let mut solver = rungs_core::question::Solver::new(question);
            loop {
                let begin = browser::now();
                let mut done = false;
                while !done && browser::now() - begin < SLICE {
                    done = solver.run(STEPS) == rungs_core::plan::Progress::Done;
                }
                if done {
                    break;
                }
                browser::breathe().await;
                // The element may be gone, or the question may have changed, while the page had its turn.
                if !state.asked.lives() || state.asked.get_untracked() != ticket {
                    return;
                }
            }
            let planning = match solver.outcome() {
                rungs_core::question::Outcome::Plan { answer, proof } => {
                    Planning::Plan(Rc::from(answer), proof, Rc::new(solver.closed().to_vec()))
                }
                rungs_core::question::Outcome::Reached => Planning::Reached,
                rungs_core::question::Outcome::NoPlan(why) => Planning::NoPlan(Rc::new(why)),
                rungs_core::question::Outcome::Unknown => Planning::NoPlan(Rc::new(vec![Hindrance::Several])),
            };
            state.planning.set(planning);
        });
    }
}

/// The state, for a view.
pub fn state() -> State {
    expect_context::<State>()
}
