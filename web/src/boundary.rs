//! What crosses between the page's JavaScript and this crate: text, numbers, bytes and one handle.
//!
//! A bad argument becomes an error, never a panic. A panic has no message, as the texts would be a tenth of what a
//! student downloads; the page's console shows where it was. The counterpart is `www/element/explorer.js`.

use std::any::Any;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::app::{Handle, Shown, app};
use crate::dom::Child;

/// An explorer in somebody's page. Freeing it takes it off the page.
#[wasm_bindgen]
pub struct Explorer {
    handle: Handle,
    // Dropped first, as what is mounted reads the signals.
    _mounted: Box<dyn Any>,
    _signals: Owner,
}

#[wasm_bindgen]
impl Explorer {
    /// Draws an explorer inside `base` that waits for its pack.
    ///
    /// The element's attributes come through [`Explorer::set_option`] before the first pack.
    #[wasm_bindgen(constructor)]
    pub fn new(base: HtmlElement) -> Explorer {
        outside_any_owner(|| {
            let signals = Owner::new();
            signals.clone().with(|| {
                let handle = Handle::new();
                let root = base.clone();
                let mounted = mount_to(base, move || app(handle).add_to(&root));
                Explorer { handle, _mounted: Box::new(mounted), _signals: signals }
            })
        })
    }

    /// Shows the pack in `bytes`; an error says that it cannot be used, which the explorer then shows.
    pub fn load(&self, bytes: &[u8]) -> Result<(), JsError> {
        self.handle.load(bytes).map_err(|message| JsError::new(&message))
    }

    /// Shows that there is no pack to show, and why.
    pub fn fail(&self, code: &str, detail: &str) {
        self.handle.shown.set(Shown::Trouble(code.to_owned(), detail.to_owned()));
    }

    /// Changes one attribute; `None` when the page has removed it.
    pub fn set_option(&self, name: &str, value: Option<String>) -> Result<(), JsError> {
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
            _ => unknown = true,
        });
        if unknown { Err(JsError::new("there is no such option")) } else { Ok(()) }
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
