//! Values that views watch.
//!
//! Leptos's own signals and memos are compiled anew for every type that they hold; with some twenty types that is
//! 120 kB before compression (measured). Here all of them are one type underneath. What is read and what must be
//! drawn again is Leptos's to know, as are scopes and clean-up.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::signal::ArcTrigger;
use reactive_graph::traits::{GetValue, Notify, Track};

use crate::browser;
use crate::dom::watch;

/// A value that views watch, as long as the scope lives in which it was made.
///
/// What is read is a picture of the moment: whoever holds it is not disturbed by a later change.
pub struct Signal<T> {
    slot: Store,
    holds: PhantomData<fn() -> T>,
}

type Store = StoredValue<Rc<Slot>, LocalStorage>;

struct Slot {
    value: RefCell<Rc<dyn Any>>,
    changed: ArcTrigger,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T> std::fmt::Debug for Signal<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Signal")
    }
}

fn store(value: Rc<dyn Any>) -> Store {
    let slot = Slot { value: RefCell::new(value), changed: ArcTrigger::new() };
    StoredValue::new_local(Rc::new(slot))
}

fn look(slot: Store, watched: bool) -> Option<Rc<dyn Any>> {
    let slot = slot.try_get_value()?;
    if watched {
        slot.changed.track();
    }
    let value = slot.value.borrow();
    Some(Rc::clone(&value))
}

fn replace(slot: Store, value: Rc<dyn Any>) {
    // Its scope may be gone by the time that something slow has an answer; then nobody waits for it.
    let Some(slot) = slot.try_get_value() else { return };
    slot.value.replace(value);
    slot.changed.notify();
}

impl<T: 'static> Signal<T> {
    /// A signal that holds `value`.
    pub fn new(value: T) -> Self {
        Self::of(Rc::new(value))
    }

    /// A signal that holds what others hold too.
    pub fn of(value: Rc<T>) -> Self {
        Self { slot: store(value), holds: PhantomData }
    }

    /// A signal that holds what `compute` gives, worked out again when a signal that it read has changed. Who
    /// watches it is disturbed only when the outcome is another.
    pub fn memo(compute: impl Fn() -> T + 'static) -> Self
    where
        T: PartialEq,
    {
        // Filled by the watch before anybody can look: it runs at once.
        let signal = Self { slot: store(Rc::new(())), holds: PhantomData };
        watch(Box::new(move || {
            let value = compute();
            let before = look(signal.slot, false).and_then(|before| before.downcast::<T>().ok());
            if before.is_none_or(|before| *before != value) {
                signal.set(value);
            }
        }));
        signal
    }

    fn look(self, watched: bool) -> Rc<T> {
        let value = look(self.slot, watched).expect("views read signals of scopes that live");
        value.downcast().expect("a signal holds its own type")
    }

    /// The value, watched.
    pub fn read(self) -> Rc<T> {
        self.look(true)
    }

    /// The value as it is now.
    pub fn read_untracked(self) -> Rc<T> {
        self.look(false)
    }

    /// Sets the value.
    pub fn set(self, value: T) {
        replace(self.slot, Rc::new(value));
    }
}

/// Lets one signal follow another, each value so many milliseconds after it came.
fn follow(from: Store, to: Store, wait: Box<dyn Fn() -> Option<f64>>) {
    watch(Box::new(move || {
        let Some(value) = look(from, true) else { return };
        let is_shown = look(to, false).is_none_or(|shown| Rc::ptr_eq(&shown, &value));
        let Some(time) = wait().filter(|_| !is_shown) else { return };
        let pass_on = async move {
            if time > 0.0 {
                browser::wait(time).await;
            }
            browser::after_paint(Box::new(move || {
                if look(from, false).is_some_and(|latest| Rc::ptr_eq(&latest, &value)) {
                    replace(to, value);
                }
            }));
        };
        wasm_bindgen_futures::spawn_local(pass_on);
    }));
}

impl<T: 'static> Signal<T> {
    /// A signal that follows this one a paint later, each value after so many milliseconds as `wait` says when it
    /// comes, unless another has come by then; where `wait` says nothing, the value is left out.
    pub fn follow(self, wait: impl Fn() -> Option<f64> + 'static) -> Self {
        let later = Self::of(self.read_untracked());
        follow(self.slot, later.slot, Box::new(wait));
        later
    }

    /// Whether both hold the very same value. Both are watched.
    pub fn is_at(self, other: Self) -> bool {
        Rc::ptr_eq(&self.read(), &other.read())
    }

    /// Whether the scope still lives in which it was made.
    pub fn lives(self) -> bool {
        look(self.slot, false).is_some()
    }

    /// A signal that follows this one a paint later.
    pub fn after_paint(self) -> Self {
        self.follow(|| Some(0.0))
    }
}

impl<T: Clone + 'static> Signal<T> {
    /// A copy of the value, watched.
    pub fn get(self) -> T {
        (*self.read()).clone()
    }

    /// A copy of the value as it is now.
    pub fn get_untracked(self) -> T {
        (*self.read_untracked()).clone()
    }

    /// Changes the value.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }
}
