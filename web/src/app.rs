//! What stands inside the element.

use leptos::prelude::*;

/// What the host page decides: the element's attributes.
#[derive(Debug, Clone, Default, serde::Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// The pack is on its way.
    Waiting,
    /// A pack of so many bytes has been read.
    Pack(usize),
    /// There is nothing to show; a code and a detail say why.
    Trouble(String, String),
}

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
}

/// The whole explorer.
#[component]
pub fn App(
    /// What is written from outside.
    handle: Handle,
) -> impl IntoView {
    let (options, shown) = (RwSignal::from(handle.options), RwSignal::from(handle.shown));
    let chinese = move || options.read().lang.as_deref().is_none_or(|tag| tag.starts_with("zh"));
    let say = move |zh: &'static str, en: &'static str| if chinese() { zh } else { en };
    let presses = RwSignal::new(0_u32);
    let body = move || match shown.get() {
        Shown::Waiting => view! { class = "pe", <p>{move || say("正在载入……", "Loading…")}</p> }.into_any(),
        Shown::Pack(bytes) => view! {
            class = "pe",
            <p>{bytes}" "{move || say("字节", "bytes")}</p>
            <button type="button" on:click=move |_| presses.update(|count| *count += 1)>
                {move || say("计数", "Count")}" "{presses}
            </button>
        }
        .into_any(),
        Shown::Trouble(code, detail) => view! {
            class = "pe",
            <section class="panel" role="alert">
                <h3>{move || say("暂时无法显示学习路径", "The pathways cannot be shown")}</h3>
                <p>{code}": "{detail}</p>
            </section>
        }
        .into_any(),
    };
    view! {
        class = "pe",
        <section lang=move || if chinese() { "zh-Hans" } else { "en" } aria-labelledby="title">
            <h2 id="title">{move || say("学习路径", "Pathways")}</h2>
            {body}
        </section>
    }
}
