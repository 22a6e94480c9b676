//! Elements, built at once and watched by Leptos's signals.
//!
//! Leptos's own `view!` makes a type for every piece of markup; with three hundred elements that is more bytes than
//! everything else in the widget (measured: 590 of 1,850 kB before compression). Here all elements are one type and
//! all that is live goes through one effect. Signals, memos, contexts and clean-up are Leptos's.
//!
//! Text becomes text nodes, styles go through the CSSOM, there is no markup in strings: a strict policy allows all
//! of it.

use std::cell::Cell;

use js_sys::Function;
use reactive_graph::effect::RenderEffect;
use reactive_graph::owner::{StoredValue, on_cleanup, use_context};
use wasm_bindgen::prelude::*;
use web_sys::{
    Document, Element, Event, HtmlElement, HtmlInputElement, HtmlOptionElement, KeyboardEvent, Node,
};

use crate::signal::Signal;

/// A piece of the page: an element, a text, or a group of such.
#[derive(Debug, Clone)]
pub struct View(Node);

/// An element that is being built.
#[derive(Debug, Clone)]
pub struct El(Element);

/// What an element can hold.
pub trait Child: Sized {
    /// Appends it.
    fn add_to(self, parent: &Node);

    /// It on its own, of the one type that all views have.
    fn view(self) -> View {
        let group = document().create_document_fragment();
        self.add_to(&group);
        View(group.into())
    }
}

/// What an attribute can be.
pub trait Value {
    /// Sets it.
    fn set(self, element: &Element, name: &str);
}

fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("the module runs in a page")
}

// What a browser refuses here is a name that no element or attribute may have, and all names are our own.
fn append(parent: &Node, child: &Node) {
    let _ = parent.append_child(child);
}

/// By how much headings lie deeper than they are written, as the page around the explorer has it.
#[derive(Debug, Clone, Copy)]
pub struct HeadingShift(pub Signal<u8>);

/// A new element.
pub fn el(tag: &str) -> El {
    let element = El(document().create_element(tag).expect("the tag is one of ours"));
    match tag.as_bytes() {
        [b'h', written @ b'2'..=b'6'] => shifted(element, written - b'0'),
        _ => element,
    }
}

fn shifted(heading: El, written: u8) -> El {
    match use_context::<HeadingShift>().map(|HeadingShift(shift)| shift.get_untracked()) {
        None | Some(0) => heading,
        Some(shift) => heading.attr("aria-level", (written + shift).to_string()),
    }
}

/// The names under which a page's own style sheet can reach an element, by its class.
fn parts_of(class: &str) -> Option<&'static str> {
    Some(match class {
        "head" => "header",
        "tabs" => "toolbar",
        "search" | "field" => "filter",
        "card" => "card",
        "card-title" => "card-title",
        "meta" => "meta",
        "primary" => "button button-primary",
        "secondary" | "danger" | "quiet" | "chip" | "tab" => "button",
        "link" => "link",
        "compare" => "table",
        "ladder" => "chart",
        "legend" => "legend",
        "foot" => "footer",
        "notice" => "notice",
        "qr" => "qr",
        _ => return class.starts_with("badge").then_some("badge"),
    })
}

/// A new element of a drawing.
pub fn svg(tag: &str) -> El {
    El(document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag).expect("the tag is one of ours"))
}

/// Several views side by side.
pub fn group<const N: usize>(views: [View; N]) -> View {
    Vec::from(views).view()
}

thread_local! {
    /// Ids need only differ within one shadow root; one count serves all.
    static NEXT_ID: Cell<u32> = const { Cell::new(0) };
}

/// A control with its label above it.
pub fn labelled(label: &str, control: El) -> View {
    let id = format!("control-{}", NEXT_ID.replace(NEXT_ID.get().wrapping_add(1)));
    el("div")
        .class("field")
        .child(el("label").attr("for", id.as_str()).child(label))
        .child(control.attr("id", id))
        .view()
}

/// A view that is drawn again whenever a signal that it read has changed.
pub fn live<C: Child>(draw: impl Fn() -> C + 'static) -> View {
    live_view(Box::new(move || draw().view()))
}

fn live_view(draw: Box<dyn Fn() -> View>) -> View {
    let document = document();
    let group = document.create_document_fragment();
    let (start, end): (Node, Node) = (document.create_comment("").into(), document.create_comment("").into());
    append(&group, &start);
    append(&group, &end);
    watch(Box::new(move || {
        let Some(parent) = end.parent_node() else { return };
        while let Some(old) = start.next_sibling().filter(|old| !old.is_same_node(Some(&end))) {
            let _ = parent.remove_child(&old);
        }
        let View(new) = draw();
        let _ = parent.insert_before(&new, Some(&end));
    }));
    View(group.into())
}

/// Something that opens under its summary, drawn when it is first opened: most of it never is.
pub fn fold(summary: El, draw: impl Fn() -> View + 'static) -> El {
    unfold(summary, Box::new(draw))
}

/// The same, which is as `kept` says when it is drawn anew: open if it was.
pub fn fold_kept(kept: Signal<bool>, summary: El, draw: impl Fn() -> View + 'static) -> El {
    let fold = unfold(summary, Box::new(draw)).attr("open", kept.get_untracked());
    let element = fold.0.clone();
    fold.on("toggle", move |_| kept.set(element.has_attribute("open")))
}

fn unfold(summary: El, draw: Box<dyn Fn() -> View>) -> El {
    let opened = Signal::new(false);
    let open = move |_| {
        if !opened.get_untracked() {
            opened.set(true);
        }
    };
    // A press is heard before the block opens; but a browser that finds a word in the page or a script may open it
    // too. That it is open shows before what takes a moment to draw.
    el("details").child(summary.on("click", open)).on("toggle", open).child(once(opened.after_paint(), draw))
}

/// A view that is drawn once `due` says so.
pub fn once(due: Signal<bool>, draw: Box<dyn Fn() -> View>) -> View {
    live_view(Box::new(move || if due.get() { draw() } else { ().view() }))
}

/// A block that shows what `shown` holds, and is busy as long as that is not yet what `latest` holds.
pub fn following<T: 'static>(shown: Signal<T>, latest: Signal<T>, body: View) -> El {
    el("div").live_attr("aria-busy", move || (!shown.is_at(latest)).then_some("true")).child(body)
}

/// Runs now and whenever a signal that it read has changed, until the scope that it belongs to ends.
pub fn watch(run: Box<dyn Fn()>) {
    let effect = RenderEffect::new(move |_| run());
    // The scope owns it: the arena drops it when the scope is cleaned up.
    StoredValue::new_local(effect);
}

impl El {
    /// Appends a child.
    pub fn child(self, child: impl Child) -> Self {
        child.add_to(&self.0);
        self
    }

    /// Sets the class.
    pub fn class(self, class: &str) -> Self {
        // An SVG element's class name cannot be set as a property.
        self.attr("class", class).attr("part", parts_of(class))
    }

    /// Adds a class.
    pub fn class_if(self, class: &str, wanted: bool) -> Self {
        if wanted {
            let _ = self.0.class_list().add_1(class);
        }
        self
    }

    /// Sets an attribute.
    pub fn attr(self, name: &str, value: impl Value) -> Self {
        value.set(&self.0, name);
        self
    }

    /// Keeps an attribute as `value` says.
    pub fn live_attr<V: Value>(self, name: &'static str, value: impl Fn() -> V + 'static) -> Self {
        let element = self.0.clone();
        watch(Box::new(move || value().set(&element, name)));
        self
    }

    /// Sets a style through the CSSOM, which every policy allows.
    pub fn style(self, name: &str, value: &str) -> Self {
        if let Some(element) = self.0.dyn_ref::<HtmlElement>() {
            let _ = element.style().set_property(name, value);
        }
        self
    }

    /// Keeps an input's value as `value` says.
    pub fn live_value(self, value: impl Fn() -> String + 'static) -> Self {
        let input: HtmlInputElement = self.0.clone().unchecked_into();
        watch(Box::new(move || {
            let value = value();
            // Setting the same value again would move the cursor.
            if input.value() != value {
                input.set_value(&value);
            }
        }));
        self
    }

    /// Keeps a box ticked as `checked` says.
    pub fn live_checked(self, checked: impl Fn() -> bool + 'static) -> Self {
        let input: HtmlInputElement = self.0.clone().unchecked_into();
        watch(Box::new(move || input.set_checked(checked())));
        self
    }

    /// Keeps an option selected as `selected` says.
    pub fn live_selected(self, selected: impl Fn() -> bool + 'static) -> Self {
        let option: HtmlOptionElement = self.0.clone().unchecked_into();
        watch(Box::new(move || option.set_selected(selected())));
        self
    }

    /// Does something when an event happens here.
    pub fn on(self, event: &str, act: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(act));
        self
    }

    /// Does something with the value of an input or a list when an event happens here.
    pub fn on_value(self, event: &str, mut act: impl FnMut(String) + 'static) -> Self {
        let input: HtmlInputElement = self.0.clone().unchecked_into();
        self.on(event, move |_| act(input.value()))
    }

    /// Does something when a key is pressed here.
    pub fn on_key(self, key: &'static str, act: impl Fn() + 'static) -> Self {
        self.on("keydown", move |event| {
            if event.dyn_ref::<KeyboardEvent>().is_some_and(|pressed| pressed.key() == key) {
                act();
            }
        })
    }

    fn listen(&self, event: &str, act: Box<dyn FnMut(Event)>) {
        let listener = Closure::wrap(act);
        let act: Function = listener.as_ref().clone().unchecked_into();
        let _ = self.0.add_event_listener_with_callback(event, &act);
        StoredValue::new_local(listener);
        // Some events, such as `toggle`, come later, when what is listened for may be gone.
        let (element, event) = (self.0.clone(), event.to_owned());
        on_cleanup(move || {
            let _ = element.remove_event_listener_with_callback(&event, &act);
        });
    }

    /// The element itself.
    pub fn element(&self) -> &Element {
        &self.0
    }
}

impl Child for View {
    fn add_to(self, parent: &Node) {
        append(parent, &self.0);
    }

    fn view(self) -> View {
        self
    }
}

impl Child for El {
    fn add_to(self, parent: &Node) {
        append(parent, &self.0);
    }

    fn view(self) -> View {
        View(self.0.into())
    }
}

impl Child for &str {
    fn add_to(self, parent: &Node) {
        if !self.is_empty() {
            append(parent, &document().create_text_node(self));
        }
    }
}

impl Child for String {
    fn add_to(self, parent: &Node) {
        self.as_str().add_to(parent);
    }
}

impl Child for () {
    fn add_to(self, _: &Node) {}
}

impl<C: Child> Child for Option<C> {
    fn add_to(self, parent: &Node) {
        if let Some(child) = self {
            child.add_to(parent);
        }
    }
}

impl<C: Child> Child for Vec<C> {
    fn add_to(self, parent: &Node) {
        for child in self {
            child.add_to(parent);
        }
    }
}

impl Value for &str {
    fn set(self, element: &Element, name: &str) {
        let _ = element.set_attribute(name, self);
    }
}

impl Value for String {
    fn set(self, element: &Element, name: &str) {
        self.as_str().set(element, name);
    }
}

impl Value for bool {
    fn set(self, element: &Element, name: &str) {
        self.then_some("").set(element, name);
    }
}

impl<V: Value> Value for Option<V> {
    fn set(self, element: &Element, name: &str) {
        match self {
            Some(value) => value.set(element, name),
            None => {
                let _ = element.remove_attribute(name);
            }
        }
    }
}
