//! The whole explorer: what the host page wishes, what is shown, and the places.

use std::cell::RefCell;
use std::rc::Rc;

use crate::dom::{Child, HeadingShift, View, el, live, watch};
use reactive_graph::owner::{expect_context, provide_context};
use rungs_core::catalogue::Catalogue;
use rungs_core::diagnostic::{Diagnostic, Problem, Severity};
use rungs_core::model::Node;
use rungs_core::pack::{Draft, Reading};
use rungs_core::wire::pack_v1::PackV1;
use rungs_core::wire::value::Value;
use rungs_core::words::Language;

use crate::browser;
use crate::keeping::{Keeping, Persist};
use crate::signal::Signal;
use crate::snapshot;
use crate::state::{Place, State};
use crate::views;
use crate::views::booth::Step;
use crate::words::words;

/// What the host page decides: the element's attributes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// A language tag such as `zh-Hans` or `en`.
    pub lang: Option<String>,
    /// `auto`, `light`, `dark` or `contrast`.
    pub theme: Option<String>,
    /// The place to open first.
    pub view: Option<String>,
    /// The id of a job.
    pub goal: Option<String>,
    /// The id of a programme.
    pub programme: Option<String>,
    /// The id of a region.
    pub region: Option<String>,
    /// `ask`, `local` or `none`.
    pub persist: Option<String>,
    /// Whether an offline copy can be saved: `possible`, or `failed` if it went wrong.
    pub offline: Option<String>,
    /// A share code that came with the page's address.
    pub code: Option<String>,
    /// What an explorer looked like before, as [`snapshot::write`] wrote it.
    pub state: Option<String>,
    /// The level of the explorer's first heading, from 2 to 6.
    pub heading_level: Option<String>,
    /// What an address must start with for a link to be drawn; `None`: any will do, empty: none will.
    pub links: Option<String>,
    /// Present where strangers use one device after the other.
    pub booth: Option<String>,
    /// Present where the visitor may only look.
    pub readonly: Option<String>,
    /// How a plan may be passed on: `none`, `link`, or with a picture to scan, too.
    pub share: Option<String>,
    /// `no` where nothing is to be printed.
    pub allow_print: Option<String>,
}

impl Options {
    /// Whether the page lets its visitors follow a link.
    pub fn allows(&self, address: &str) -> bool {
        self.links.as_ref().is_none_or(|start| !start.is_empty() && address.starts_with(start.as_str()))
    }

    /// Whether the visitor may print.
    pub fn prints(&self) -> bool {
        self.allow_print.as_deref() != Some("no")
    }

    /// Whether the visitor may pass a plan on.
    pub fn shares(&self) -> bool {
        self.share.as_deref() != Some("none")
    }

    /// Whether what is passed on can be scanned.
    pub fn scans(&self) -> bool {
        !matches!(self.share.as_deref(), Some("none" | "link"))
    }

    /// By how much headings lie deeper than they are written.
    fn heading_shift(&self) -> u8 {
        let level = self.heading_level.as_ref().and_then(|level| level.parse().ok()).unwrap_or(2);
        if (2..=6).contains(&level) { level - 2 } else { 0 }
    }
}

/// What the element shows at the moment.
#[derive(Debug, Clone)]
pub enum Shown {
    /// The pack is on its way.
    Waiting,
    /// A pack, checked and indexed.
    Pack(Rc<Catalogue>),
    /// A pack that cannot be used, with what was found: the first [`MOST_FINDINGS`] and the number of all.
    Rejected(Rc<Vec<Diagnostic>>, usize),
    /// There is nothing to show; a code and a detail say why.
    Trouble(String, String),
}

/// Findings that the widget shows of a bad pack.
pub const MOST_FINDINGS: usize = 50;

/// The signals that the boundary writes and the view reads.
#[derive(Debug, Clone, Copy)]
pub struct Handle {
    /// The host page's wishes.
    pub options: Signal<Options>,
    /// What is shown.
    pub shown: Signal<Shown>,
    /// The decisions about the pack that is shown, once it stands there.
    pub state: Signal<Option<State>>,
}

impl Handle {
    /// A handle that waits for its pack.
    pub fn new() -> Self {
        Self {
            options: Signal::new(Options::default()),
            shown: Signal::new(Shown::Waiting),
            state: Signal::new(None),
        }
    }

    /// Shows something else than what is shown now.
    pub fn show(&self, shown: Shown) {
        // Its signals go with the views.
        self.state.set(None);
        self.shown.set(shown);
    }

    /// Shows a pack that was read, or what is wrong with it unless what is shown `stays` then.
    ///
    /// # Errors
    /// For the page that listens: a code, the place of the first error, and the error in English, a line each.
    fn show_read(&self, reading: Reading, stays: bool) -> Result<(), String> {
        match reading.model {
            Some(model) => {
                self.show(Shown::Pack(Rc::new(Catalogue::new(model))));
                Ok(())
            }
            None => {
                let errors =
                    reading.findings.into_iter().filter(|finding| finding.severity == Severity::Error);
                let errors: Vec<Diagnostic> = errors.collect();
                let first = errors.first().map(|finding| {
                    let code = match &finding.problem {
                        Problem::UnknownFormat { found } if found.starts_with("rungs-pack/") => {
                            "pack-version"
                        }
                        _ => "pack-invalid",
                    };
                    let place = rungs_core::words::place(&finding.place, Language::English);
                    let message = rungs_core::words::diagnostic(finding, Language::English).message;
                    format!("{code}\n{place}\n{message}")
                });
                if !stays {
                    let count = errors.len();
                    let shown = errors.into_iter().take(MOST_FINDINGS).collect();
                    self.show(Shown::Rejected(Rc::new(shown), count));
                }
                Err(first.unwrap_or_default())
            }
        }
    }
}

/// A pack on its way. Each step is a turn of its own, so that the page can paint and react in between.
#[derive(Debug)]
pub enum Loading {
    /// What the bytes say as JSON.
    Document(Draft<Value>),
    /// Its records.
    Tables(Box<Draft<PackV1>>),
    /// All of it, checked.
    Read(Box<Reading>),
}

impl Loading {
    /// The first step.
    pub fn new(bytes: &[u8]) -> Self {
        Self::Document(Draft::new(bytes))
    }

    /// The next step; the last one shows the pack, or why it cannot be used unless what is shown `stays` then.
    ///
    /// # Errors
    /// As [`Handle`] says of a pack that cannot be used.
    pub fn go_on(self, handle: &Handle, stays: bool) -> Result<Option<Self>, String> {
        Ok(Some(match self {
            Self::Document(draft) => Self::Tables(Box::new(draft.tables())),
            Self::Tables(draft) => Self::Read(Box::new(draft.finish())),
            Self::Read(reading) => {
                handle.show_read(*reading, stays)?;
                return Ok(None);
            }
        }))
    }
}

/// The whole explorer. `handle` is what is written from outside.
pub fn app(handle: Handle) -> View {
    let Handle { options, shown, .. } = handle;
    let language = Signal::memo(move || match options.read().lang.as_deref() {
        Some(tag) => Language::from_tag(tag),
        None => Language::Chinese,
    });
    let shift = Signal::memo(move || options.read().heading_shift());
    provide_context(HeadingShift(shift));
    let frame = el("div");
    let told = frame.element().clone();
    let body = move || match shown.get() {
        Shown::Waiting => {
            el("p").class("waiting").attr("role", "status").child(words(language.get()).loading).view()
        }
        Shown::Pack(catalogue) => explorer(catalogue, handle, language, &told),
        Shown::Rejected(findings, all) => views::trouble::rejected(&findings, all, language.get()),
        Shown::Trouble(code, detail) => views::trouble::trouble(&code, &detail, language.get()),
    };
    // Browser translation would replace text nodes that change later; the page speaks both languages itself.
    frame
        .class("explorer")
        .attr("translate", "no")
        .live_attr("lang", move || if language.get() == Language::Chinese { "zh-Hans" } else { "en" })
        .live_attr("data-theme", move || options.read().theme.clone().unwrap_or_else(|| "auto".to_owned()))
        .child(live(body))
        .view()
}

/// One pack: `language` is the host page's, `frame` hears of every change.
fn explorer(
    catalogue: Rc<Catalogue>,
    handle: Handle,
    language: Signal<Language>,
    frame: &web_sys::Element,
) -> View {
    let options = handle.options;
    let HeadingShift(shift) = expect_context();
    let persist = Persist::from_attribute(options.read_untracked().persist.as_deref());
    let keeping = Keeping::new(persist);
    // The visitor may read in the other language than the page's; a change of the page's wins again.
    let chosen = Signal::new(None::<(Language, Language)>);
    let spoken = Signal::memo(move || match chosen.get() {
        Some((of, choice)) if of == language.get() => choice,
        _ => language.get(),
    });
    let state = State::new(Rc::clone(&catalogue), keeping, options, spoken);
    if let Some(learner) = keeping.recall(&catalogue) {
        state.learner.set(learner);
    }
    wish(&state, &options.read_untracked());
    if let Some(before) = &options.read_untracked().state {
        snapshot::restore(&state, before);
        state.forget_changes();
        options.update(|options| options.state = None);
    }
    if let Some(code) = &options.read_untracked().code {
        state.open_link(code);
        // Another pack on the same page must not be opened with it once more.
        options.update(|options| options.code = None);
    }
    state.plan();
    // The page may change its wishes later; what the visitor did since stays otherwise.
    let before = RefCell::new(options.read_untracked());
    watch(Box::new(move || {
        let now = options.read();
        let before = before.replace(Rc::clone(&now));
        if now != before {
            follow(&state, &now, &before);
        }
    }));
    provide_context(state);
    handle.state.set(Some(state));
    let frame = frame.clone();
    watch(Box::new(move || {
        state.learner.read();
        state.place.read();
        state.compared.read();
        state.interests.read();
        browser::tell(&frame, "pe-changed");
    }));
    let swap: Rc<dyn Fn()> = Rc::new(move || {
        let other = match spoken.get_untracked() {
            Language::Chinese => Language::English,
            Language::English => Language::Chinese,
        };
        let choice = Some((language.get_untracked(), other));
        browser::after_paint(Box::new(move || chosen.set(choice)));
    });
    // A language is changed seldom: everything is drawn anew, so that views need not watch it.
    live(move || {
        shift.read();
        views::shell::shell(spoken.get(), Rc::clone(&swap))
    })
}

/// The attributes of the page that name what the pack does not have.
pub fn unknown(catalogue: &Catalogue, options: &Options) -> Vec<&'static str> {
    let node = |id: &Option<String>| id.as_ref().map(|id| catalogue.node(id));
    let mut unknown = Vec::new();
    if !matches!(node(&options.goal), None | Some(Some(Node::Job(_)))) {
        unknown.push("goal");
    }
    if !matches!(node(&options.programme), None | Some(Some(Node::Programme(_)))) {
        unknown.push("programme");
    }
    if let Some(id) = &options.region
        && catalogue.regions.iter().all(|(_, region)| region.id != *id)
    {
        unknown.push("region");
    }
    unknown
}

/// Does what the page wishes when a pack is opened.
fn wish(state: &State, options: &Options) {
    let catalogue = state.catalogue();
    let node = |id: &Option<String>| id.as_ref().and_then(|id| catalogue.node(id));
    state.learner.update(|learner| {
        if let Some(Node::Job(job)) = node(&options.goal) {
            learner.goal = Some(job);
        }
        if let (Some(Node::Programme(programme)), None) = (node(&options.programme), learner.programme) {
            learner.study(Some(programme), &catalogue, state.today);
        }
        let region = options
            .region
            .as_ref()
            .and_then(|id| catalogue.regions.iter().find(|(_, region)| region.id == *id));
        if let (Some((region, _)), None) = (region, learner.region) {
            learner.region = Some(region);
        }
    });
    let place = match options.view.as_deref() {
        Some(view) => snapshot::place_of(view).unwrap_or(Place::Find),
        None if options.goal.is_some() && state.learner.read_untracked().goal.is_some() => Place::Goal,
        None if options.booth.is_some() => Place::Booth(Step::Welcome),
        None => Place::Find,
    };
    state.place.set(place);
}

/// Follows a change of the page's wishes.
fn follow(state: &State, now: &Options, before: &Options) {
    let catalogue = state.catalogue();
    // What the page has not changed, it does not wish anew.
    let changed = |of: fn(&Options) -> &Option<String>| {
        let wish = of(now);
        if wish == of(before) { None } else { wish.as_deref() }
    };
    if let Some(Node::Job(job)) = changed(|options| &options.goal).and_then(|id| catalogue.node(id)) {
        state.aim(job);
    }
    if let Some(Node::Programme(programme)) =
        changed(|options| &options.programme).and_then(|id| catalogue.node(id))
    {
        state.take(|learner| learner.study(Some(programme), &catalogue, state.today));
    }
    let region = changed(|options| &options.region)
        .and_then(|id| catalogue.regions.iter().find(|(_, region)| region.id == id));
    if let Some((region, _)) = region {
        state.take(|learner| learner.region = Some(region));
    }
    if let Some(place) = changed(|options| &options.view).and_then(snapshot::place_of) {
        state.go(place);
    }
}
