//! Sorting, small.
//!
//! Every list type that the standard library sorts gets a copy of its sort, some 5 KB of a page that has 200 KB.
//! Here one merge sort orders places, and what is generic only compares and swaps.

use std::cmp::Ordering;

/// Sorts a list; what compares equal keeps its order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts a list by a key; what has equal keys keeps its order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], mut key: impl FnMut(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts a list with a comparison; what compares equal keeps its order.
pub fn sort_by<T>(items: &mut [T], compare: impl FnMut(&T, &T) -> Ordering) {
    let order = order(items.len(), &mut Comparison { items, compare });
    arrange(order, &mut &mut *items);
}

/// How what stands at one place is ordered to what stands at another.
///
/// A trait of our own, as [`Swap`] is: for each closure behind a `dyn FnMut`, code comes along that nobody calls.
trait Compare {
    fn compare(&mut self, a: usize, b: usize) -> Ordering;
}

struct Comparison<'a, T, F> {
    items: &'a [T],
    compare: F,
}

impl<T, F: FnMut(&T, &T) -> Ordering> Compare for Comparison<'_, T, F> {
    fn compare(&mut self, a: usize, b: usize) -> Ordering {
        (self.compare)(&self.items[a], &self.items[b])
    }
}

/// A list in which two places can be swapped.
pub trait Swap {
    /// Swaps what stands there.
    fn swap(&mut self, a: usize, b: usize);
}

impl<T> Swap for &mut [T] {
    fn swap(&mut self, a: usize, b: usize) {
        <[T]>::swap(self, a, b);
    }
}

/// The places of a list in the order in which what stands there is to come.
fn order(len: usize, items: &mut dyn Compare) -> Vec<u32> {
    let mut order: Vec<u32> = (0..len as u32).collect();
    let mut merged = order.clone();
    let mut run = 1;
    while run < len {
        for start in (0..len).step_by(2 * run) {
            let (middle, end) = ((start + run).min(len), (start + 2 * run).min(len));
            let (mut left, mut right) = (start, middle);
            let mut is_after = |a: u32, b: u32| items.compare(a as usize, b as usize) == Ordering::Greater;
            if middle == end || !is_after(order[middle - 1], order[middle]) {
                // In order already.
                merged[start..end].copy_from_slice(&order[start..end]);
                continue;
            }
            for place in &mut merged[start..end] {
                let from_right = left == middle || right < end && is_after(order[left], order[right]);
                let next = if from_right { &mut right } else { &mut left };
                *place = order[*next];
                *next += 1;
            }
        }
        std::mem::swap(&mut order, &mut merged);
        run *= 2;
    }
    order
}

/// Brings a list into an order of its places, by swaps.
pub fn arrange(mut order: Vec<u32>, items: &mut dyn Swap) {
    for start in 0..order.len() {
        let mut here = start;
        loop {
            let from = std::mem::replace(&mut order[here], here as u32) as usize;
            if from == start {
                break;
            }
            items.swap(here, from);
            here = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(
            items in proptest::collection::vec((0u8..20, any::<u8>()), 0..200),
        ) {
            let (mut ours, mut theirs) = (items.clone(), items.clone());
            sort_by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(&ours, &theirs);
            sort(&mut ours);
            theirs.sort();
            prop_assert_eq!(&ours, &theirs);
            sort_by(&mut ours, |a, b| b.cmp(a));
            theirs.sort_by(|a, b| b.cmp(a));
            prop_assert_eq!(ours, theirs);
        }
    }
}
