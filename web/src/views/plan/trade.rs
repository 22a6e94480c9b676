//! Time, money, an easy week: the plans that trade one for the other, as a picture and as a table.

use std::rc::Rc;

use crate::dom::{Child, El, View, el, group, svg};
use rungs_core::question::Answer;
use rungs_core::words::{Language, plan as say};

use super::saved::end;
use crate::state::{State, Touched, Trade};
use crate::views::part::{answered, button, folded, telling};
use crate::words::words;

/// The picture's sides and its margin.
const WIDTH: u32 = 320;
const HEIGHT: u32 = 180;
const MARGIN: u32 = 28;

/// The trade-offs, worked out when somebody asks.
pub fn trade(state: State, language: Language) -> View {
    let words = words(language);
    let body = move || match state.trade.get() {
        None => None,
        Some(trade) if trade.whole => Some(shown(state, &trade, language)),
        Some(_) => Some(el("p").class("muted small").child(words.working_out).view()),
    };
    folded(words.trade_title, move || {
        group([
            el("p").class("muted small").child(words.trade_lead).view(),
            answered(words.trade_show, "secondary", Rc::new(move || state.trade_off()), Rc::new(body)),
        ])
    })
}

fn shown(state: State, trade: &Trade, language: Language) -> View {
    let words = words(language);
    if trade.plans.is_empty() {
        return el("p").class("muted").child(words.nothing_here).view();
    }
    let catalogue = state.catalogue();
    let mut rows = Vec::new();
    for (number, plan) in trade.plans.iter().enumerate() {
        let label = format!("{} {}", words.look_at, number + 1);
        let look = Rc::clone(plan);
        let look = button(label, "quiet", move || look_at(state, &look));
        let cells = [
            end(state, plan, language),
            say::fees(&catalogue, plan, language),
            (words.load_value)(plan.free_peak()),
        ];
        let mut row = el("tr").child(el("th").attr("scope", "row").child(look));
        for cell in cells {
            row = row.child(el("td").child(el("bdi").child(cell)));
        }
        rows.push(row);
    }
    let mut heads = el("tr").child(el("td"));
    for head in [words.reached_by, words.fees, words.trade_peak] {
        heads = heads.child(el("th").attr("scope", "col").child(head));
    }
    let table =
        el("table").class("compare fits").child(el("thead").child(heads)).child(el("tbody").child(rows));
    let sheet = el("div").class("scroll").attr("tabindex", "0").attr("role", "group");
    let sheet = sheet.attr("aria-label", words.trade_title).child(table);
    // A picture of one dot would show nothing.
    let above = if trade.plans.len() > 1 {
        picture(state, &trade.plans, language)
    } else {
        let unknown = trade.plans.iter().any(|plan| plan.fees_unknown());
        el("p").child((words.trade_one)(unknown)).view()
    };
    group([above, sheet.view()]).view()
}

/// Shows a plan on the board instead of the best.
pub fn look_at(state: State, plan: &Rc<Answer>) {
    state.touched.set(Some(Touched::Board));
    state.looked_at.set(Some(Rc::clone(plan)));
}

/// Terms to the right, upwards fees or, where all cost the same, the fullest week; a dot a plan with its number. The
/// table beside it says and does the same, so that the picture is for eyes and pointers alone.
fn picture(state: State, plans: &[Rc<Answer>], language: Language) -> View {
    let words = words(language);
    let same_fees = plans.windows(2).all(|two| two[0].fees == two[1].fees);
    let height = |plan: &Answer| if same_fees { u64::from(plan.free_peak()) } else { plan.fees.hundredths() };
    let (mut first, mut last, mut least, mut most) = (u32::MAX, 0, u64::MAX, 0);
    for plan in plans {
        (first, last) = (first.min(plan.by), last.max(plan.by));
        (least, most) = (least.min(height(plan)), most.max(height(plan)));
    }
    let along = |value: u64, most: u64, length: u32| {
        (value.saturating_mul(u64::from(length - 2 * MARGIN)) / most.max(1)) as u32
    };
    let axis = format!("M{MARGIN} 8V{}H{}", HEIGHT - MARGIN, WIDTH - 8);
    let mut drawing = svg("svg")
        .class("trade")
        .attr("viewBox", format!("0 0 {WIDTH} {HEIGHT}"))
        .attr("aria-hidden", "true")
        .child(svg("path").class("axis").attr("d", axis))
        .child(label(if same_fees { words.trade_peak } else { words.fees }, MARGIN + 4, 16))
        .child(label(words.reached_by, MARGIN + 4, HEIGHT - 8));
    for (number, plan) in plans.iter().enumerate() {
        let x = MARGIN + 16 + along(u64::from(plan.by - first), u64::from(last - first), WIDTH - 32);
        let y = HEIGHT - MARGIN - 16 - along(height(plan) - least, most - least, HEIGHT - 32);
        let (looked, look) = (Rc::clone(plan), Rc::clone(plan));
        let here = move || matches!(&*state.looked_at.read(), Some(plan) if Rc::ptr_eq(plan, &looked));
        let dot = svg("circle").attr("cx", x.to_string()).attr("cy", y.to_string()).attr("r", "12");
        let class = move || if here() { "dot here" } else { "dot" };
        let dot = dot.live_attr("class", class).on("click", move |_| look_at(state, &look));
        let number = label(&(number + 1).to_string(), x, y + 4).class("number");
        drawing = drawing.child(dot).child(number);
    }
    drawing.view()
}

fn label(text: &str, x: u32, y: u32) -> El {
    svg("text").attr("x", x.to_string()).attr("y", y.to_string()).child(text)
}

/// What is being looked at instead of the best plan, with the ways to take it or to go back.
pub fn looking(state: State, language: Language) -> View {
    let words = words(language);
    let Some(plan) = state.looked_at.get() else { return ().view() };
    let back = button(words.back_to_best, "secondary", move || {
        state.touched.set(Some(Touched::Board));
        state.looked_at.set(None);
    });
    let take = Rc::new(move || {
        state.touched.set(Some(Touched::Board));
        state.change(|learner| *learner = state.taking(learner, &plan));
    });
    let take = button(words.take_this_plan, "secondary", telling(words.take_this_plan, language, take));
    el("div")
        .class("hint-box")
        .child(words.looking)
        .child(el("p").class("actions").child(take).child(back))
        .view()
}
