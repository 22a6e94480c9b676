//! What the visitor decided. Everything else is derived from it by asking core.

use std::pin::Pin;
use std::rc::Rc;

use reactive_graph::owner::expect_context;
use rungs_core::catalogue::Catalogue;
use rungs_core::date::Date;
use rungs_core::guide::{Card, Flips, Guide, Help, Helps, Situation};
use rungs_core::interest;
use rungs_core::learner::Learner;
use rungs_core::model::{JobId, Node};
use rungs_core::plan::Progress;
use rungs_core::question::{
    Answer, Ask, Clash, Closed, Hindrance, Near, Outcome, Proof, Question, Solver, Told, TradeOffs, taking,
};
use rungs_core::search::{Index, Subject};
use rungs_core::share;
use rungs_core::words::Language;

use crate::app::Options;
use crate::browser;
use crate::keeping::{Keeping, Notice, Opened};
use crate::signal::Signal;
use crate::views::booth::Step;
use crate::words::words;

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
    /// The whole ladder: levels, what they say, and how frameworks compare.
    Ladder,
    /// Items side by side.
    Compare,
    /// Thirty statements, and the jobs that fit the answers.
    Interests,
    /// What I hold, and the jobs that are near.
    Near,
    /// A step of the minute at a career fair.
    Booth(Step),
}

/// Why there is no plan.
#[derive(Debug, PartialEq)]
pub struct NoPlan {
    /// Rules that cannot all be kept.
    pub clashes: Vec<Clash>,
    /// What would have to change.
    pub hindrances: Vec<Hindrance>,
    /// What is closed to the learner.
    pub closed: Vec<(Node, Closed)>,
    /// What comes near to a plan.
    pub near: Option<Rc<Near>>,
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
    /// No plan fits: why, and what comes near.
    NoPlan(Rc<NoPlan>),
    /// The question is more than can be worked out.
    Unknown,
}

/// Why the plan is as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Whys {
    /// What the best plan would be without, with, or after a failure.
    pub told: Vec<Told>,
    /// For how many terms each item can be put off.
    pub slack: Vec<(Node, u32)>,
    /// Whether all has been worked out.
    pub whole: bool,
}

/// What was changed on the plan's board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touched {
    /// An item that may still be there.
    Item(Node),
    /// One that is gone.
    Board,
}

/// A slider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slider {
    /// Of the budget.
    Budget,
    /// Of the hours a week.
    Hours,
}

/// How far the search for a plan is that survives any one failure.
#[derive(Debug, Clone, PartialEq)]
pub enum Survival {
    /// Nobody has asked.
    NotAsked,
    /// It is being sought.
    Working,
    /// The best one.
    Plan(Rc<Answer>),
    /// Proven: there is none.
    None,
    /// Nothing can be said.
    Unknown,
}

/// Two plans side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Versus {
    /// What they are called.
    pub names: [String; 2],
    /// Budget, hours a week and deadline of each.
    pub limits: [[Option<u32>; 3]; 2],
    /// What each comes to, once it is worked out.
    pub plans: Vec<Compared>,
}

/// What a plan that is compared comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Compared {
    /// This.
    Plan(Rc<Answer>),
    /// It has no goal.
    NoGoal,
    /// The data does not say what its goal needs.
    NothingSaid,
    /// Its goal is reached already.
    Reached,
    /// Proven: no plan fits.
    NoPlan,
    /// The question is more than can be worked out.
    Unknown,
}

/// The plans that trade time, money and an easy week against each other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trade {
    /// By term, then fees.
    pub plans: Vec<Rc<Answer>>,
    /// Whether these are all.
    pub whole: bool,
}

/// What leads to the goal, best first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ranking {
    /// A card for each; empty while it is being worked out.
    pub cards: Vec<Card>,
    /// What would bring the second certificate before the first.
    pub flips: Vec<Situation>,
    /// Whether all that might has been tried.
    pub settled: bool,
    /// Whether all of it could be settled.
    pub proven: bool,
}

/// Which one change gives a better plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Helping {
    /// The changes that help, the one that helps most first.
    pub found: Vec<Help>,
    /// Whether all has been tried.
    pub settled: bool,
    /// Whether all of it could be settled.
    pub proven: bool,
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
    /// What the host page wishes.
    pub page: Signal<Options>,
    /// The language that the visitor reads.
    language: Signal<Language>,
    /// Earlier learners, the last one at the end.
    pub past: Signal<Vec<Learner>>,
    /// Learners that were taken back, the last one at the end.
    pub undone: Signal<Vec<Learner>>,
    /// What the visitor changed on the board, so that the focus is there again when the board is drawn anew.
    pub touched: Signal<Option<Touched>>,
    /// What the visitor did last, for whoever does not see it.
    pub said: Signal<String>,
    /// The slider that made the last change, so that the next may follow at once and is one with it.
    by_slider: Signal<Option<Slider>>,
    /// Why the plan is as it is, once somebody wants to know.
    pub why: Signal<Option<Whys>>,
    /// The plan that survives any one failure, once somebody wants it.
    pub surviving: Signal<Survival>,
    /// What has no plan if it is left out, taken or fails, and why, once somebody looks into it and it is worked out.
    pub looked_into: Signal<Option<(Ask, Option<Rc<NoPlan>>)>>,
    /// The changes that give a better plan, once somebody wants them.
    pub helping: Signal<Option<Helping>>,
    /// The best plans that choose differently, the best itself first, once somebody looks.
    pub others: Signal<Vec<Rc<Answer>>>,
    /// Which of them is shown.
    pub shown_plan: Signal<usize>,
    /// The trade-offs, once somebody wants them.
    pub trade: Signal<Option<Trade>>,
    /// The one of them that is looked at instead.
    pub looked_at: Signal<Option<Rc<Answer>>>,
    /// Plans that are compared.
    pub versus: Signal<Option<Versus>>,
    /// The item that is being dragged, with the planned terms in which it may be dropped.
    pub dragged: Signal<Option<(Node, Vec<u32>)>>,
    /// What leads to the goal in its order, once somebody looks.
    pub ranking: Signal<Option<Ranking>>,
    /// Answers to the interest statements.
    pub interests: Signal<Vec<Option<interest::Answer>>>,
    /// What is compared.
    pub compared: Signal<Vec<Node>>,
    /// Whether the panel "what if" is open, and the form for what the data does not have.
    pub unfolded: [Signal<bool>; 2],
    /// Counts questions, so that an answer to an older one is dropped.
    asked: Signal<u32>,
}

/// Plans side by side; more would not be read.
const MOST_OTHERS: usize = 4;
/// After so many milliseconds the best plan so far is shown, and looked for again as long as there is none.
const LONG: f64 = 1000.0;
/// Planner steps between two looks at the clock.
const STEPS: u32 = 20;

impl State {
    /// The state of a pack that was just opened.
    pub fn new(
        catalogue: Rc<Catalogue>,
        keeping: Keeping,
        page: Signal<Options>,
        language: Signal<Language>,
    ) -> Self {
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
            page,
            language,
            past: Signal::new(Vec::new()),
            undone: Signal::new(Vec::new()),
            touched: Signal::new(None),
            said: Signal::new(String::new()),
            by_slider: Signal::new(None),
            why: Signal::new(None),
            surviving: Signal::new(Survival::NotAsked),
            looked_into: Signal::new(None),
            helping: Signal::new(None),
            others: Signal::new(Vec::new()),
            shown_plan: Signal::new(0),
            trade: Signal::new(None),
            looked_at: Signal::new(None),
            versus: Signal::new(None),
            dragged: Signal::new(None),
            ranking: Signal::new(None),
            interests: Signal::new(vec![None; interest::STATEMENTS.len()]),
            compared: Signal::new(Vec::new()),
            unfolded: [Signal::new(false), Signal::new(false)],
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

    /// What the visitor does changes the learner, if the page lets it: it is kept if the visitor wants that, and
    /// planned anew.
    ///
    /// There are many callers, each with a change of its own: all else is compiled once.
    pub fn change(&self, change: impl FnOnce(&mut Learner)) {
        let mut learner = self.present();
        change(&mut learner);
        if self.only_aims(&learner) || self.may_change() {
            self.changed(learner);
        }
    }

    /// Whether a learner differs from what there is in the goal alone: whoever may only look may do that.
    #[inline(never)]
    fn only_aims(&self, learner: &Learner) -> bool {
        let mut before = self.learner.get_untracked();
        before.goal = learner.goal;
        before == *learner
    }

    /// Whether the page lets its visitors change anything; if not, they are told.
    #[inline(never)]
    pub fn may_change(&self) -> bool {
        let may = self.page.read_untracked().readonly.is_none();
        if !may {
            self.keeping.notice.set(Some(Notice::ReadOnly));
            // Whatever the visitor has moved is drawn as it was.
            self.learner.update(|_| {});
        }
        may
    }

    /// What the page or a shared plan says takes the place of what there is.
    pub fn take(&self, change: impl FnOnce(&mut Learner)) {
        let mut learner = self.present();
        change(&mut learner);
        self.changed(learner);
    }

    #[inline(never)]
    fn present(&self) -> Box<Learner> {
        Box::new(self.learner.get_untracked())
    }

    #[inline(never)]
    fn changed(&self, learner: Box<Learner>) {
        let before = self.learner.get_untracked();
        if *learner == before {
            return;
        }
        self.past.update(|past| {
            past.push(before);
            // Nobody undoes more, and a booth must not grow.
            if past.len() > 100 {
                past.remove(0);
            }
        });
        self.undone.set(Vec::new());
        self.become_learner(*learner);
    }

    /// Changes the learner while a slider is being moved: all that it does until something else is changed is one
    /// change.
    pub fn slide(&self, slider: Slider, change: impl FnOnce(&mut Learner)) {
        if !self.may_change() {
            return;
        }
        let mut learner = self.present();
        change(&mut learner);
        if *learner == *self.learner.read_untracked() {
            return;
        }
        if self.by_slider.get_untracked() == Some(slider) {
            self.become_learner(*learner);
        } else {
            self.changed(learner);
        }
        self.by_slider.set(Some(slider));
    }

    /// Takes the last change back.
    pub fn undo(&self) {
        self.step(self.past, self.undone);
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&self) {
        self.step(self.undone, self.past);
    }

    fn step(&self, from: Signal<Vec<Learner>>, to: Signal<Vec<Learner>>) {
        let Some(learner) = from.read_untracked().last().cloned().filter(|_| self.may_change()) else {
            return;
        };
        from.update(|from| {
            from.pop();
        });
        to.update(|to| to.push(self.learner.get_untracked()));
        self.become_learner(learner);
    }

    /// Opens what somebody has shared; it can be undone, and the visitor's own plan is put aside. `false`: the code is
    /// broken, and nothing was changed.
    pub fn open_code(&self, code: &str) -> bool {
        let catalogue = self.catalogue();
        let Ok(shared) = share::read(&catalogue, code) else {
            self.keeping.notice.set(Some(Notice::CodeBroken));
            return false;
        };
        let lost = shared.lost.clone();
        let mut aside = None;
        self.take(|learner| {
            let before = learner.clone();
            shared.apply(learner);
            // The term may be the visitor's and the programme the code's.
            *learner = std::mem::take(learner).limited(&catalogue);
            if self.has_own_plan(&before) && before.choices() != learner.choices() {
                let name = words(self.language.get_untracked()).before_link;
                aside = learner.put_aside(&before, name);
            }
        });
        let changes = self.past.read_untracked().len();
        self.keeping.notice.set(Some(Notice::CodeOpened(Opened { lost, aside, changes })));
        true
    }

    /// Opens what came with the page's address.
    pub fn open_link(&self, code: &str) {
        if self.open_code(code) {
            let learner = self.learner.read_untracked();
            // A job alone, as somebody takes it along who studies nothing here, is no plan.
            let is_plan = learner.programme.is_some() || has_chosen(&learner, learner.goal.map(Node::Job));
            self.place.set(if is_plan { Place::Plan } else { Place::Goal });
        }
    }

    /// Whether a learner has chosen anything: the goal may be the page's wish.
    fn has_own_plan(&self, learner: &Learner) -> bool {
        let wished = self.page.read_untracked().goal.as_ref().and_then(|id| self.catalogue().node(id));
        has_chosen(learner, wished)
    }

    /// Forgets all changes, so that none can be brought back.
    pub fn forget_changes(&self) {
        self.past.set(Vec::new());
        self.undone.set(Vec::new());
    }

    #[inline(never)]
    fn become_learner(&self, learner: Learner) {
        self.by_slider.set(None);
        let asks_anew = self.learner.read_untracked().asking() != learner.asking();
        self.learner.set(learner);
        self.keeping.keep(&self.catalogue(), &self.learner.read_untracked());
        if asks_anew {
            self.plan();
        }
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

    /// Starts working out the plan for the learner as they are.
    pub fn plan(&self) {
        let ticket = self.asked.get_untracked().wrapping_add(1);
        self.asked.set(ticket);
        self.why.set(None);
        self.ranking.set(None);
        self.surviving.set(Survival::NotAsked);
        self.looked_into.set(None);
        self.helping.set(None);
        self.trade.set(None);
        self.versus.set(None);
        self.dragged.set(None);
        if self.learner.read_untracked().goal.is_none() {
            return;
        }
        self.planning.set(Planning::Working);
        self.with_solver(|state, _, solver| {
            state.answered(planning(solver));
            Box::pin(std::future::ready(()))
        });
    }

    /// The next answer begins by itself.
    fn answered(&self, planning: Planning) {
        self.others.set(Vec::new());
        self.shown_plan.set(0);
        self.looked_at.set(None);
        self.planning.set(planning);
    }

    /// Starts working out why the plan is as it is, unless that is known or under way.
    pub fn explain(&self) {
        if self.why.read_untracked().is_some() {
            return;
        }
        self.why.set(Some(Whys::default()));
        self.with_solver(|state, ticket, solver| {
            Box::pin(async move {
                if let Some(mut others) = solver.others(MOST_OTHERS) {
                    if !state.work(ticket, &mut |steps| others.run(steps)).await {
                        return;
                    }
                    state.others.set(others.answers().into_iter().map(Rc::new).collect());
                }
                let Some(mut why) = solver.why() else { return };
                let slack = why.slack();
                state.work(ticket, &mut |steps| why.run(steps)).await.then(|| {
                    state.why.set(Some(Whys { told: why.told().to_vec(), slack, whole: true }));
                });
            })
        });
    }

    /// The plan on show where it is not the best: one of the others, or one that is looked at.
    pub fn shown_instead(&self) -> Option<Rc<Answer>> {
        let place = self.shown_plan.get();
        let other = self.others.read().get(place).filter(|_| place > 0).cloned();
        self.looked_at.get().or(other)
    }

    /// A learner whose plan is the one on show: what is taken home or approved is what is on show.
    pub fn on_show(&self, learner: Learner) -> Learner {
        match self.shown_instead() {
            Some(plan) => self.taking(&learner, &plan),
            None => learner,
        }
    }

    /// A learner who has chosen a plan.
    pub fn taking(&self, learner: &Learner, plan: &Answer) -> Learner {
        let Some(job) = learner.goal else { return learner.clone() };
        let catalogue = self.catalogue();
        taking(&Question { catalogue: &catalogue, learner, job, today: self.today }, plan)
    }

    /// Starts looking for a plan that survives any one failure.
    pub fn survive(&self) {
        self.surviving.set(Survival::Working);
        self.with_solver(|state, ticket, solver| {
            Box::pin(async move {
                let Some(mut surviving) = solver.surviving() else { return };
                state.work(ticket, &mut |steps| surviving.run(steps)).await.then(|| {
                    state.surviving.set(match surviving.answer() {
                        Some(Some(answer)) => Survival::Plan(Rc::new(answer)),
                        Some(None) => Survival::None,
                        None => Survival::Unknown,
                    });
                });
            })
        });
    }

    /// Starts working out why there is no plan if something is different, and what would help.
    pub fn look_into(&self, ask: Ask) {
        let mut learner = self.learner.get_untracked();
        let Some(job) = learner.goal else { return };
        match ask {
            Ask::Without(node) => {
                learner.let_go(node);
                learner.excluded.push(node);
            }
            Ask::With(node) => learner.pinned.push(node),
            Ask::Fails(node) => {
                let Planning::Plan(answer, ..) = &*self.planning.read_untracked() else { return };
                let Some(until) = answer.last_term(node) else { return };
                // As the failure is asked after: what was put into a term stays there.
                learner.failed.insert(0, (node, until));
            }
        }
        self.looked_into.set(Some((ask, None)));
        let (state, ticket, catalogue) = (*self, self.asked.get_untracked(), self.catalogue());
        wasm_bindgen_futures::spawn_local(async move {
            let question = Question { catalogue: &catalogue, learner: &learner, job, today: state.today };
            let mut solver = Solver::new(question);
            if state.work(ticket, &mut |steps| solver.run(steps)).await {
                // Where nothing can be said of it, it may be asked again.
                state.looked_into.set(match planning(&solver) {
                    Planning::NoPlan(why) => Some((ask, Some(why))),
                    _ => None,
                });
            }
        });
    }

    /// Starts looking for the one change that helps most.
    pub fn help(&self) {
        let learner = self.learner.read_untracked();
        let Some(job) = learner.goal else { return };
        self.helping.set(Some(Helping::default()));
        let (state, ticket, catalogue) = (*self, self.asked.get_untracked(), self.catalogue());
        wasm_bindgen_futures::spawn_local(async move {
            let question = Question { catalogue: &catalogue, learner: &learner, job, today: state.today };
            let mut helps = Helps::new(question);
            if state.work(ticket, &mut |steps| helps.run(steps)).await {
                let (found, proven) = (helps.found().to_vec(), helps.is_whole());
                state.helping.set(Some(Helping { found, settled: true, proven }));
            }
        });
    }

    /// Starts looking for the plans that trade time, money and an easy week against each other.
    pub fn trade_off(&self) {
        let learner = self.learner.read_untracked();
        let (None, Some(job)) = (&*self.trade.read_untracked(), learner.goal) else { return };
        self.trade.set(Some(Trade::default()));
        let (state, ticket, catalogue) = (*self, self.asked.get_untracked(), self.catalogue());
        wasm_bindgen_futures::spawn_local(async move {
            let question = Question { catalogue: &catalogue, learner: &learner, job, today: state.today };
            let mut trade = TradeOffs::new(question);
            if state.work(ticket, &mut |steps| trade.run(steps)).await {
                let plans = trade.answers().into_iter().map(Rc::new).collect();
                state.trade.set(Some(Trade { plans, whole: true }));
            }
        });
    }

    /// Starts working out two plans, to show them side by side.
    pub fn compare_plans(&self, names: [String; 2], learners: [Learner; 2]) {
        let limits = [0, 1].map(|place: usize| {
            let Learner { budget, hours_a_week, deadline, .. } = learners[place];
            [budget, hours_a_week, deadline]
        });
        self.versus.set(Some(Versus { names: names.clone(), limits, plans: Vec::new() }));
        let (state, ticket, catalogue) = (*self, self.asked.get_untracked(), self.catalogue());
        wasm_bindgen_futures::spawn_local(async move {
            let mut plans = Vec::new();
            for learner in &learners {
                let Some(job) = learner.goal else {
                    plans.push(Compared::NoGoal);
                    continue;
                };
                let mut solver =
                    Solver::new(Question { catalogue: &catalogue, learner, job, today: state.today });
                if !state.work(ticket, &mut |steps| solver.run(steps)).await {
                    return;
                }
                plans.push(match solver.outcome() {
                    Outcome::Plan { answer, .. } => Compared::Plan(Rc::from(answer)),
                    Outcome::Reached if catalogue.jobs[job].asks_nothing() => Compared::NothingSaid,
                    Outcome::Reached => Compared::Reached,
                    Outcome::NoPlan { .. } => Compared::NoPlan,
                    Outcome::Unknown { .. } => Compared::Unknown,
                });
            }
            state.versus.update(|versus| {
                // Another pair may have been asked for since.
                if let Some(versus) = versus.as_mut().filter(|versus| versus.names == names) {
                    versus.plans = plans;
                }
            });
        });
    }

    /// Starts ranking what leads to the goal, unless that is known or under way.
    pub fn rank(&self) {
        let learner = self.learner.read_untracked();
        let (None, Some(job)) = (&*self.ranking.read_untracked(), learner.goal) else { return };
        self.ranking.set(Some(Ranking::default()));
        let (state, ticket, catalogue) = (*self, self.asked.get_untracked(), self.catalogue());
        wasm_bindgen_futures::spawn_local(async move {
            let question = Question { catalogue: &catalogue, learner: &learner, job, today: state.today };
            let mut guide = Guide::new(question);
            if !state.work(ticket, &mut |steps| guide.run(steps)).await {
                return;
            }
            let cards = guide.cards();
            state.ranking.set(Some(Ranking { cards: cards.clone(), ..Ranking::default() }));
            let mut certificates = cards.iter().filter(|card| matches!(card.node, Node::Grade(_)));
            let (Some(first), Some(second)) = (certificates.next(), certificates.next()) else { return };
            let mut search = Flips::new(question, first.node, second.node);
            if state.work(ticket, &mut |steps| search.run(steps)).await {
                let flips = search.found().to_vec();
                state.ranking.set(Some(Ranking { cards, flips, settled: true, proven: search.is_whole() }));
            }
        });
    }

    /// Solves the question as it is, in the background, and goes on with the solver.
    fn with_solver(
        &self,
        go_on: impl for<'a> FnOnce(Self, u32, &'a Solver<'a>) -> Pin<Box<dyn Future<Output = ()> + 'a>> + 'static,
    ) {
        let learner = self.learner.read_untracked();
        let Some(job) = learner.goal else { return };
        let (state, ticket, catalogue) = (*self, self.asked.get_untracked(), self.catalogue());
        wasm_bindgen_futures::spawn_local(async move {
            // What was pressed shows first.
            browser::paint().await;
            if !state.is_asked(ticket) {
                return;
            }
            let question = Question { catalogue: &catalogue, learner: &learner, job, today: state.today };
            let mut solver = Solver::new(question);
            let mut due = browser::now() + LONG;
            let mut run = |steps| {
                let progress = solver.run(steps);
                // Where the search takes long, the best plan so far is shown meanwhile.
                if browser::now() > due {
                    due = browser::now() + LONG;
                    let is_waited_for = matches!(*state.planning.read_untracked(), Planning::Working);
                    let so_far = is_waited_for.then(|| planning(&solver));
                    if let Some(so_far @ Planning::Plan(..)) = so_far {
                        state.answered(so_far);
                    }
                }
                progress
            };
            if state.work(ticket, &mut run).await {
                go_on(state, ticket, &solver).await;
            }
        });
    }

    /// Works in slices on the page's own thread, since a strict policy forbids workers, until all is done. `false`:
    /// the question has changed, or the element is gone, and the answer is nobody's any more.
    async fn work(&self, ticket: u32, run: &mut dyn FnMut(u32) -> Progress) -> bool {
        loop {
            let begin = browser::now();
            while browser::now() - begin < browser::SLICE {
                if run(STEPS) == Progress::Done {
                    return true;
                }
            }
            browser::breathe().await;
            if !self.is_asked(ticket) {
                return false;
            }
        }
    }

    /// Whether the question with this number is still what is asked.
    fn is_asked(&self, ticket: u32) -> bool {
        self.asked.lives() && self.asked.get_untracked() == ticket
    }

    /// How long the answer may wait until it is drawn, in milliseconds.
    pub fn patience(&self) -> f64 {
        if self.by_slider.get_untracked().is_some() { browser::rest() } else { 0.0 }
    }
}

/// Whether a learner has chosen anything but a goal: notes stay whatever is opened.
fn has_chosen(learner: &Learner, goal: Option<Node>) -> bool {
    let mut chosen = learner.choices();
    chosen.notes.clear();
    chosen.stray.clear();
    if chosen.goal.map(Node::Job) == goal {
        chosen.goal = None;
    }
    chosen != Learner::default()
}

/// How far a solver is.
fn planning(solver: &Solver<'_>) -> Planning {
    match solver.outcome() {
        Outcome::Plan { answer, proof } => Planning::Plan(Rc::from(answer), proof, Rc::new(solver.closed())),
        Outcome::Reached => Planning::Reached,
        Outcome::NoPlan { clashes, hindrances, near } => {
            let (closed, near) = (solver.closed(), near.map(Rc::from));
            Planning::NoPlan(Rc::new(NoPlan { clashes, hindrances, closed, near }))
        }
        Outcome::Unknown { .. } => Planning::Unknown,
    }
}

/// The state, for a view.
pub fn state() -> State {
    expect_context::<State>()
}
