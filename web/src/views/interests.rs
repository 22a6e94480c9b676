//! Not sure yet: thirty statements, what stands out in the answers, and the jobs that fit.

use crate::dom::{Child, View, el, group, live};
use rungs_core::interest::{self, Answer, Profile, STATEMENTS};
use rungs_core::model::Node;
use rungs_core::words::Language;

use super::part::{button, go_button, heading, link, section};
use crate::state::{Place, State, state};
use crate::words::words;

/// The statements and what comes of them.
pub fn interests(language: Language) -> View {
    let state = state();
    let words = words(language);
    let mut rows = Vec::new();
    for place in 0..STATEMENTS.len() {
        rows.push(statement(state, place, language));
    }
    let count = move || {
        let answers = state.interests.read();
        (words.answered)(answers.iter().flatten().count(), answers.len())
    };
    let again = button(words.start_again, "quiet", move || {
        state.interests.update(|answers| answers.fill(None));
    });
    group([
        heading(words.interests_title.view(), "big").view(),
        el("p").class("muted").child(words.interests_lead).view(),
        el("p").class("row").child(el("span").attr("role", "status").child(live(count))).child(again).view(),
        el("div")
            .class("two")
            .child(el("ol").class("statements").child(rows))
            .child(el("div").class("stays").child(live(move || outcome(state, language))))
            .view(),
        el("p").class("muted small").child(words.interests_note).view(),
    ])
    .view()
}

fn statement(state: State, place: usize, language: Language) -> View {
    let words = words(language);
    let said = match language {
        Language::Chinese => STATEMENTS[place].zh,
        Language::English => STATEMENTS[place].en,
    };
    let choices =
        [(Answer::Like, words.like), (Answer::Unsure, words.unsure), (Answer::Dislike, words.dislike)];
    let mut options = Vec::new();
    for (answer, label) in choices {
        let input = el("input")
            .attr("type", "radio")
            .attr("name", format!("statement-{place}"))
            .live_checked(move || state.interests.read()[place] == Some(answer))
            .on("change", move |_| state.interests.update(|answers| answers[place] = Some(answer)));
        options.push(el("label").class("choice").child(input).child(label));
    }
    el("li")
        .child(
            el("fieldset")
                .class("statement")
                .child(el("legend").child(said))
                .child(el("div").class("row").child(options)),
        )
        .view()
}

fn outcome(state: State, language: Language) -> View {
    let words = words(language);
    let profile = Profile::of(&state.interests.read());
    if !profile.stands_out() {
        // Whoever has answered all is not asked to answer more.
        let all = state.interests.read().iter().all(Option::is_some);
        let said = if all { words.profile_even } else { words.no_profile };
        let browse =
            all.then(|| el("p").child(go_button(state, Place::Find, words.browse_jobs, "secondary")));
        return section(
            words.your_profile,
            group([el("p").class("muted").child(said).view(), browse.view()]),
        );
    }
    let mut bars = Vec::new();
    for one in profile.ranked() {
        let share = profile.liking(one).unwrap_or(0) * 100 / interest::WHOLE;
        let bar = el("span")
            .class("meter")
            .attr("aria-hidden", "true")
            .child(el("span").style("width", &format!("{share}%")));
        let name = (words.interest_names)(one);
        bars.push(el("li").child(el("span").child(name).child(format!(" {share}%"))).child(bar));
    }
    let mut jobs = Vec::new();
    for fit in interest::fits(&state.catalogue(), &profile).into_iter().take(12) {
        let mut liked = Vec::new();
        for one in &fit.liked {
            liked.push((words.interest_names)(*one));
        }
        jobs.push(
            el("li")
                .class("near")
                .child(link(Node::Job(fit.job), language))
                .child(el("span").class("badge").child((words.fit)(fit.fit)))
                .child(el("small").class("muted").child(liked.join(" · "))),
        );
    }
    group([
        section(words.your_profile, el("ul").class("bars").child(bars)),
        section(words.jobs_that_fit, el("ol").class("plain").child(jobs)),
    ])
    .view()
}
