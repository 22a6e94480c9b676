//! The browser: clock, storage, files. The only other file that touches it is `boundary.rs`.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use reactive_graph::owner::{StoredValue, on_cleanup};
use reactive_graph::traits::WithValue;
use rungs_core::date::Date;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Element, HtmlAnchorElement, HtmlElement, HtmlInputElement, Storage};

/// The browser does not let this page store anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blocked;

/// Bytes of a file that are read.
const LARGEST_FILE: i32 = 2_000_000;

/// Today, in the visitor's own time zone.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let day = Date::new(now.get_full_year() as u16, now.get_month() as u8 + 1, now.get_date() as u8);
    // A device whose clock is outside the calendar gets the first day of ours.
    day.or_else(|| Date::new(2000, 1, 1)).expect("the first of January 2000 exists")
}

/// Milliseconds since some moment.
pub fn now() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or_else(js_sys::Date::now, |clock| clock.now())
}

/// Lets the page paint and react before going on.
pub async fn breathe() {
    wait(0.0).await;
}

/// Lets so many milliseconds pass.
pub async fn wait(time: f64) {
    let turn = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let time = time as i32;
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, time);
        }
    });
    let _ = JsFuture::from(turn).await;
}

/// The storage; its very getter may throw.
fn storage() -> Result<Storage, Blocked> {
    let window = web_sys::window().ok_or(Blocked)?;
    window.local_storage().ok().flatten().ok_or(Blocked)
}

/// What is stored under a key.
pub fn stored(key: &str) -> Result<Option<String>, Blocked> {
    storage()?.get_item(key).map_err(|_| Blocked)
}

/// Stores a text.
pub fn store(key: &str, text: &str) -> Result<(), Blocked> {
    storage()?.set_item(key, text).map_err(|_| Blocked)
}

/// Removes what is stored under a key.
pub fn forget(key: &str) -> Result<(), Blocked> {
    storage()?.remove_item(key).map_err(|_| Blocked)
}

/// Does something whenever another tab changes what is stored, for as long as the scope lives.
pub fn on_stored_elsewhere(act: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    // The same kind of closure as for all other events: another kind is another piece of script.
    let listener = Closure::wrap(Box::new(move |_| act()) as Box<dyn FnMut(web_sys::Event)>);
    let _ = window.add_event_listener_with_callback("storage", listener.as_ref().unchecked_ref());
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || {
        let _ = listener.try_with_value(|listener| {
            window.remove_event_listener_with_callback("storage", listener.as_ref().unchecked_ref())
        });
    });
}

/// A text as it stands in an address.
pub fn in_address(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Tells the element's JavaScript that something has happened, or that the visitor wants something, at `element`.
/// The page around the explorer does not hear of it.
pub fn tell(element: &Element, what: &str) {
    if let Ok(event) = web_sys::Event::new(what) {
        let _ = element.dispatch_event(&event);
    }
}

/// Puts a text on the clipboard, where the browser and the page let us.
pub async fn copy(text: &str) -> Option<()> {
    let clipboard = web_sys::window()?.navigator().clipboard();
    // Missing where the page is not served safely.
    if clipboard.is_undefined() {
        return None;
    }
    JsFuture::from(clipboard.write_text(text)).await.ok().map(|_| ())
}

/// Hands the visitor a file.
pub fn download(name: &str, kind: &str, text: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let address = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&address).ok()
}

/// The text of the file that was chosen in an input, and the input emptied so that the same file can be chosen
/// again.
pub async fn chosen_file(input: HtmlInputElement) -> Option<String> {
    let file = input.files()?.get(0)?;
    // No more of it than shows that it is too much.
    let start = file.slice_with_i32_and_i32(0, LARGEST_FILE).ok()?;
    let text = JsFuture::from(start.text()).await.ok()?.as_string();
    input.set_value("");
    text
}

/// Does something when the page paints next.
pub fn soon(act: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(Closure::once_into_js(act).unchecked_ref());
    }
}

/// Puts the focus on an element and brings it into view.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Selects the text of a field, to be copied by hand.
pub fn select(field: &Element) {
    if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
        let _ = field.focus();
        field.select();
    }
}

thread_local! {
    static WAITING: RefCell<VecDeque<Box<dyn FnOnce()>>> = const { RefCell::new(VecDeque::new()) };
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
    /// How long it took lately to draw what waited, in milliseconds. As long as nothing was drawn, slow is assumed.
    static DRAWING: Cell<f64> = const { Cell::new(LONGEST_REST / RESTS) };
}

/// Nobody waits longer for an answer than this after the last key, in milliseconds.
const LONGEST_REST: f64 = 300.0;

/// How many times as long as drawing takes that wait is.
const RESTS: f64 = 4.0;

/// How long work may hold the page before it lets the page paint and react, in milliseconds.
pub const SLICE: f64 = 8.0;

/// Does something once the page has painted what it shows now: for what takes long to draw, so that what the visitor
/// has just done shows at once. What waits is done in its order, with a paint in between where it takes long.
pub fn after_paint(act: Box<dyn FnOnce()>) {
    WAITING.with_borrow_mut(|waiting| waiting.push_back(act));
    if !AT_WORK.replace(true) {
        wasm_bindgen_futures::spawn_local(work_off());
    }
}

async fn work_off() {
    let next = || WAITING.with_borrow_mut(VecDeque::pop_front);
    paint().await;
    let begin = now();
    while let Some(first) = next() {
        let start = now();
        let mut act = Some(first);
        while let Some(now_act) = act {
            now_act();
            // What it has set is drawn by then.
            breathe().await;
            act = if now() - start > SLICE { None } else { next() };
        }
        paint().await;
    }
    // Much of what is drawn is small: what took long is not forgotten for it at once.
    DRAWING.set((now() - begin).max(DRAWING.get() * 0.8));
    AT_WORK.set(false);
}

/// How long whoever types or moves a control has to rest before the answer is drawn, in milliseconds: longer where
/// drawing takes long, so that it does not stand in the way of the next key.
pub fn rest() -> f64 {
    (RESTS * DRAWING.get()).min(LONGEST_REST)
}

/// Waits until the page has painted. A page that nobody sees does not paint.
pub async fn paint() {
    let window = web_sys::window();
    if window.as_ref().and_then(web_sys::Window::document).is_some_and(|document| !document.hidden()) {
        let painting = js_sys::Promise::new(&mut |resolve, _| {
            if let Some(window) = &window {
                let _ = window.request_animation_frame(&resolve);
            }
        });
        let _ = JsFuture::from(painting).await;
    }
    breathe().await;
}
