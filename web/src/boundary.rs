//! What crosses between the page's JavaScript and this crate: text, numbers, bytes and one handle.
//!
//! A bad argument becomes an error, never a panic. A panic has no message, as the texts would be a tenth of what a
//! student downloads; the page's console shows where it was. The counterpart is `www/element/explorer.js`.

use std::cell::RefCell;

use any_spawner::Executor;
use reactive_graph::owner::Owner;
use rungs_core::model::Node;
use rungs_core::share;
use rungs_core::wire::learner_v1;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::app::{Handle, Loading, Shown, app};
use crate::dom::Child;
use crate::snapshot::{self, ids, view_of};
use crate::state::{Place, State};
use crate::views::plan::home::share_text;

/// An explorer in somebody's page. Freeing it takes it off the page.
#[wasm_bindgen]
pub struct Explorer {
    handle: Handle,
    /// A pack that is on its way.
    loading: RefCell<Option<Loading>>,
    // Dropped first, as what is mounted reads the signals.
    _views: Owner,
    _signals: Owner,
}

#[wasm_bindgen]
impl Explorer {
    /// Draws an explorer inside `base` that waits for its pack.
    ///
    /// The element's attributes come through [`Explorer::set_option`] before the first pack.
    #[wasm_bindgen(constructor)]
    pub fn new(base: HtmlElement) -> Explorer {
        // What runs effects; an error says that a first explorer has set it already.
        let _ = Executor::init_wasm_bindgen();
        outside_any_owner(|| {
            let signals = Owner::new();
            signals.clone().with(|| {
                let handle = Handle::new();
                let views = Owner::new();
                views.with(|| app(handle).add_to(&base));
                Explorer { handle, loading: RefCell::default(), _views: views, _signals: signals }
            })
        })
    }

    /// Begins to read the pack in `bytes`, in place of one that is on its way; [`Explorer::go_on`] shows it.
    pub fn load(&self, bytes: &[u8]) {
        self.loading.replace(Some(Loading::new(bytes)));
    }

    /// Takes the next step with the pack; `false`: it is shown. An error says that it cannot be used; its message is a
    /// code, a place and a sentence, a line each. The explorer then shows what is wrong, unless it `stays` with what it
    /// shows.
    pub fn go_on(&self, stays: bool) -> Result<bool, JsError> {
        let Some(loading) = self.loading.take() else { return Ok(false) };
        let next = loading.go_on(&self.handle, stays).map_err(|message| JsError::new(&message))?;
        let more = next.is_some();
        self.loading.replace(next);
        Ok(more)
    }

    /// Shows that there is no pack to show, and why.
    pub fn fail(&self, code: &str, detail: &str) {
        self.handle.show(Shown::Trouble(code.to_owned(), detail.to_owned()));
    }

    /// Changes one attribute; `None` when the page has removed it.
    pub fn set_option(&self, name: &str, value: Option<String>) -> Result<(), JsError> {
        if let ("code", Some(code), Some(state)) = (name, &value, self.state()) {
            state.open_link(code);
            return Ok(());
        }
        let mut unknown = false;
        self.handle.options.update(|options| match name {
            "lang" => options.lang = value,
            "theme" => options.theme = value,
            "view" => options.view = value,
            "goal" => options.goal = value,
            "programme" => options.programme = value,
            "region" => options.region = value,
            "persist" => options.persist = value,
            "code" => options.code = value,
            "offline" => options.offline = value,
            "state" => options.state = value,
            "heading-level" => options.heading_level = value,
            "links" => options.links = value,
            "booth" => options.booth = value,
            "readonly" => options.readonly = value,
            "share" => options.share = value,
            "allow-print" => options.allow_print = value,
            _ => unknown = true,
        });
        if unknown { Err(JsError::new("there is no such option")) } else { Ok(()) }
    }

    /// What a page may know, a line each: the view, the goal, the programme, the region, what is selected, the
    /// favourites, the number of items, the pack's id, its version. `None` while no pack stands there.
    pub fn facts(&self) -> Option<String> {
        let state = self.state()?;
        let catalogue = state.catalogue();
        let learner = state.learner.read_untracked();
        let place = state.place.get_untracked();
        let goal = learner.goal.map(Node::Job);
        let selected = match place {
            Place::Item(node) => ids(&catalogue, &[node]),
            Place::Compare => ids(&catalogue, &state.compared.read_untracked()),
            Place::Goal => ids(&catalogue, goal.as_slice()),
            _ => String::new(),
        };
        let programme = learner.programme.map(Node::Programme);
        let region = learner.region.map(|region| catalogue.regions[region].id.as_str());
        Some(format!(
            "{}\n{}\n{}\n{}\n{selected}\n{}\n{}\n{}\n{}",
            view_of(place),
            ids(&catalogue, goal.as_slice()),
            ids(&catalogue, programme.as_slice()),
            region.unwrap_or_default(),
            ids(&catalogue, &learner.favourites),
            catalogue.node_count(),
            catalogue.head.id,
            catalogue.head.version,
        ))
    }

    /// The decisions as a text: `state` for [`Explorer::restore`], `json` for Me, `code` to share, `link` to open.
    pub fn export(&self, form: &str) -> Option<String> {
        let state = self.state()?;
        let learner = state.learner.read_untracked();
        match form {
            "state" => Some(snapshot::write(&state)),
            "json" => Some(learner_v1::write(&state.catalogue(), &learner)),
            "code" => share::write_short(&state.catalogue(), &learner),
            "link" => share_text(&state.catalogue(), &learner),
            _ => None,
        }
    }

    /// Makes the explorer look as [`Explorer::export`] once wrote; `false` if that cannot be.
    pub fn restore(&self, text: &str) -> bool {
        self.state().is_some_and(|state| snapshot::restore(&state, text))
    }

    /// The attributes that name what the pack does not have, with spaces between.
    pub fn unknown(&self) -> String {
        let Some(state) = self.state() else { return String::new() };
        crate::app::unknown(&state.catalogue(), &self.handle.options.read_untracked()).join(" ")
    }

    /// Opens an item; `false` if there is none of that id.
    pub fn select(&self, id: &str) -> bool {
        let Some(state) = self.state() else { return false };
        let node = state.catalogue().node(id);
        if let Some(node) = node {
            state.open(node);
        }
        node.is_some()
    }

    /// Puts items side by side, their ids with spaces between; gives how many they are.
    pub fn compare(&self, ids: &str) -> usize {
        let Some(state) = self.state() else { return 0 };
        let count = snapshot::compare(&state, ids);
        state.go(Place::Compare);
        count
    }

    /// Selects nothing: neither a goal nor anything to compare.
    pub fn clear(&self) {
        let Some(state) = self.state() else { return };
        state.change(|learner| learner.goal = None);
        state.compared.set(Vec::new());
        state.go(Place::Find);
    }

    /// Removes what the device keeps for this pack, as far as the browser lets us.
    pub fn forget(&self) {
        if let Some(state) = self.state() {
            state.keeping.forget(&state.catalogue());
        }
    }
}

impl Explorer {
    fn state(&self) -> Option<State> {
        self.handle.state.get_untracked()
    }
}

/// Runs `make` as if no reactive scope were active.
///
/// A page may add a second explorer while an event handler of the first one runs. Without this the second
/// would belong to the first one's scope and die with it.
fn outside_any_owner<T>(make: impl FnOnce() -> T) -> T {
    let Some(owner) = Owner::current() else { return make() };
    owner.clone().unset();
    let made = make();
    owner.set();
    made
}
