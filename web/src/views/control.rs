//! Controls that more than one view has: lists to choose from, boxes to tick, files to bring.

use wasm_bindgen::JsCast;

use rungs_core::model::Node;

use crate::browser;
use crate::dom::{Child, View, el, labelled};
use crate::signal::Signal;
use crate::state::State;

/// A list to choose one of; the empty choice stands first. A choice is known by its place.
pub fn chooser(
    label: String,
    none: String,
    choices: Vec<String>,
    chosen: Signal<Option<usize>>,
    choose: impl Fn(Option<usize>) + 'static,
) -> View {
    let options = choices
        .into_iter()
        .enumerate()
        .map(|(place, name)| {
            el("option")
                .attr("value", place.to_string())
                .live_selected(move || chosen.get() == Some(place))
                .child(name)
        })
        .collect::<Vec<_>>();
    let select = el("select")
        .on_value("change", move |value: String| choose(value.parse().ok()))
        .child(el("option").attr("value", "").live_selected(move || chosen.get().is_none()).child(none))
        .child(options);
    labelled(&label, select)
}

/// A box for something that may be held.
pub fn checkbox(state: State, node: Node, label: View) -> View {
    let held = move || state.learner.read().held.contains(&node);
    tick(label, held, move || state.change(|learner| learner.toggle_held(node)))
}

/// A box in a list, ticked or not, and what ticking it does.
pub fn tick(label: View, is_on: impl Fn() -> bool + 'static, turn: impl Fn() + 'static) -> View {
    let input = el("input").attr("type", "checkbox").live_checked(is_on).on("change", move |_| turn());
    el("li").child(el("label").class("check").child(input).child(el("span").child(label))).view()
}

/// Takes the text of the file that was chosen; `None` if it cannot be read.
pub fn chosen_text(take: impl Fn(Option<String>) + Clone + 'static) -> impl Fn(web_sys::Event) + Clone {
    move |event| {
        let Some(input) = event.current_target().and_then(|target| target.dyn_into().ok()) else { return };
        let take = take.clone();
        wasm_bindgen_futures::spawn_local(async move { take(browser::chosen_file(input).await) });
    }
}
