//! The whole explorer: what the host page wishes, what is shown, and the places.

use std::sync::Arc;

use crate::dom::{Child, View, el, live};
use leptos::prelude::*;
use rungs_core::catalogue::Catalogue;
use rungs_core::diagnostic::{Diagnostic, Severity};
use rungs_core::model::Node;
use rungs_core::search::Index;
use rungs_core::words::Language;

use crate::keeping::{Keeping, Persist};
use crate::state::{Place, State};
use crate::views;
use crate::words::words;

/// What the host page decides: the element's attributes.
#[derive(Debug, Clone, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
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
}

/// What the element shows at the moment.
#[derive(Debug, Clone)]
pub enum Shown {
    /// The pack is on its way.
    Waiting,
    /// A pack, checked and indexed.
    Pack(Arc<Catalogue>),
    /// A pack that cannot be used, with what was found: the first [`MOST_FINDINGS`] and the number of all.
    Rejected(Arc<Vec<Diagnostic>>, usize),
    /// There is nothing to show; a code and a detail say why.
    Trouble(String, String),
}

/// Findings that the widget shows of a bad pack.
pub const MOST_FINDINGS: usize = 50;

/// The signals that the boundary writes and the view reads.
///
/// They count their references: the page may still write to them when the view is gone.
#[derive(Debug, Clone)]
pub struct Handle {
    /// The host page's wishes.
    pub options: ArcRwSignal<Options>,
    /// What is shown.
    pub shown: ArcRwSignal<Shown>,
}

impl Handle {
    /// A handle that waits for its pack.
    pub fn new(options: Options) -> Self {
        Self { options: ArcRwSignal::new(options), shown: ArcRwSignal::new(Shown::Waiting) }
    }

    /// Reads a pack and shows it, or what is wrong with it.
    ///
    /// # Errors
    /// The first error in English, for the page that listens.
    pub fn load(&self, bytes: &[u8]) -> Result<(), String> {
        let reading = rungs_core::pack::read_json(bytes);
        match reading.model {
            Some(model) => {
                self.shown.set(Shown::Pack(Arc::new(Catalogue::new(model))));
                Ok(())
            }
            None => {
                let errors =
                    reading.findings.into_iter().filter(|finding| finding.severity == Severity::Error);
                let errors: Vec<Diagnostic> = errors.collect();
                let first = errors.first().map(|finding| {
                    let place = rungs_core::words::place(&finding.place, Language::English);
                    format!("{place}: {}", rungs_core::words::diagnostic(finding, Language::English).message)
                });
                let count = errors.len();
                let shown = errors.into_iter().take(MOST_FINDINGS).collect();
                self.shown.set(Shown::Rejected(Arc::new(shown), count));
                Err(first.unwrap_or_default())
            }
        }
    }
}

/// The whole explorer. `handle` is what is written from outside.
pub fn app(handle: Handle) -> View {
    let (options, shown) = (RwSignal::from(handle.options), RwSignal::from(handle.shown));
    let language = Memo::new(move |_| match options.read().lang.as_deref() {
        Some(tag) => Language::from_tag(tag),
        None => Language::Chinese,
    });
    let body = move || match shown.get() {
        Shown::Waiting => {
            el("p").class("waiting").attr("role", "status").child(words(language.get()).loading).view()
        }
        Shown::Pack(catalogue) => explorer(catalogue, options, language),
        Shown::Rejected(findings, all) => views::trouble::rejected(&findings, all, language.get()),
        Shown::Trouble(code, detail) => views::trouble::trouble(&code, &detail, language.get()),
    };
    // Browser translation would replace text nodes that change later; the page speaks both languages itself.
    el("div")
        .class("explorer")
        .attr("translate", "no")
        .live_attr("lang", move || if language.get() == Language::Chinese { "zh-Hans" } else { "en" })
        .live_attr("data-theme", move || options.read().theme.clone().unwrap_or_else(|| "auto".to_owned()))
        .child(live(body))
        .view()
}

/// One pack: `options` is what the host page wishes, `language` the host page's.
fn explorer(catalogue: Arc<Catalogue>, options: RwSignal<Options>, language: Memo<Language>) -> View {
    let persist = Persist::from_attribute(options.read_untracked().persist.as_deref());
    let keeping = Keeping::new(persist);
    // The visitor may read in the other language than the page's; a change of the page's wins again.
    let chosen = RwSignal::new(None::<(Language, Language)>);
    let spoken = Memo::new(move |_| match chosen.get() {
        Some((of, choice)) if of == language.get() => choice,
        _ => language.get(),
    });
    let state = State::new(Arc::clone(&catalogue), keeping);
    if let Some(learner) = keeping.recall(&catalogue) {
        state.learner.set(learner);
    }
    wish(&state, &options.read_untracked());
    state.plan();
    // The page may change its wishes later; what the visitor did since stays otherwise.
    Effect::watch(move || options.get(), move |now, before, _| follow(&state, now, before), false);
    provide_context(state);
    provide_context(views::find::Searching(StoredValue::new(Index::of(&catalogue))));
    let swap = Callback::new(move |()| {
        let other = match spoken.get_untracked() {
            Language::Chinese => Language::English,
            Language::English => Language::Chinese,
        };
        chosen.set(Some((language.get_untracked(), other)));
    });
    // A language is changed seldom: everything is drawn anew, so that views need not watch it.
    live(move || views::shell::shell(spoken.get(), swap))
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
            learner.programme = Some(programme);
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
        Some("goal") => Place::Goal,
        Some("plan") => Place::Plan,
        Some("me") => Place::Me,
        Some(_) => Place::Find,
        None if options.goal.is_some() && state.learner.read_untracked().goal.is_some() => Place::Goal,
        None => Place::Find,
    };
    state.place.set(place);
}

/// Follows a change of the page's wishes.
fn follow(state: &State, now: &Options, before: Option<&Options>) {
    let Some(before) = before else { return };
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
        state.change(|learner| learner.programme = Some(programme));
    }
    let region = changed(|options| &options.region)
        .and_then(|id| catalogue.regions.iter().find(|(_, region)| region.id == id));
    if let Some((region, _)) = region {
        state.change(|learner| learner.region = Some(region));
    }
    match changed(|options| &options.view) {
        Some("find") => state.go(Place::Find),
        Some("goal") => state.go(Place::Goal),
        Some("plan") => state.go(Place::Plan),
        Some("me") => state.go(Place::Me),
        _ => {}
    }
}
