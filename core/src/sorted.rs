//! Maps and sets in the order of their keys, small.
//!
//! Every pair of types in a `BTreeMap` gets a copy of its code, some 5 KB of a page that has 200 KB. Here the order
//! is kept apart from the entries, as their places, by code that is there once; what is generic only compares.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::ops::Index;

use crate::sort::arrange;

/// How the key of an entry stands to one that is looked for. A trait of our own for the reason that `sort::Compare`
/// gives.
trait Compare {
    fn compare(&self, place: usize) -> Ordering;
}

struct Sought<'a, K, V, Q: ?Sized> {
    entries: &'a [(K, V)],
    key: &'a Q,
}

impl<K: Borrow<Q>, V, Q: Ord + ?Sized> Compare for Sought<'_, K, V, Q> {
    fn compare(&self, place: usize) -> Ordering {
        self.entries[place].0.borrow().cmp(self.key)
    }
}

/// The places of entries, ordered by their keys: in blocks, so that an entry in the midst of very many moves few.
#[derive(Debug, Clone, Default)]
struct Order {
    /// None is empty.
    blocks: Vec<Vec<u32>>,
}

/// A block of so many places is divided.
const FULL: usize = 512;

/// Where an entry belongs that is not there: the block, and the place in it.
type Gap = (usize, usize);

impl Order {
    /// The place of the entry that compares equal, or the gap where it belongs.
    fn find(&self, sought: &dyn Compare) -> Result<usize, Gap> {
        let after =
            self.blocks.partition_point(|block| sought.compare(block[0] as usize) != Ordering::Greater);
        let number = after.saturating_sub(1);
        let Some(block) = self.blocks.get(number) else { return Err((0, 0)) };
        match block.binary_search_by(|place| sought.compare(*place as usize)) {
            Ok(found) => Ok(block[found] as usize),
            Err(gap) => Err((number, gap)),
        }
    }

    fn insert(&mut self, (number, gap): Gap, place: usize) {
        if self.blocks.is_empty() {
            self.blocks.push(Vec::new());
        }
        let block = &mut self.blocks[number];
        block.insert(gap, place as u32);
        if block.len() == FULL {
            let upper = block.split_off(FULL / 2);
            self.blocks.insert(number + 1, upper);
        }
    }

    fn places(&self) -> Places<'_> {
        Places { blocks: &self.blocks, block: &[] }
    }
}

/// Places in order.
#[derive(Debug, Clone)]
struct Places<'a> {
    blocks: &'a [Vec<u32>],
    block: &'a [u32],
}

impl Iterator for Places<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.block.is_empty() {
            let (first, rest) = self.blocks.split_first()?;
            (self.block, self.blocks) = (first, rest);
        }
        let (first, rest) = self.block.split_first()?;
        self.block = rest;
        Some(*first as usize)
    }
}

/// A map in the order of its keys, as a `BTreeMap`.
#[derive(Debug, Clone)]
pub struct Map<K, V> {
    entries: Vec<(K, V)>,
    order: Order,
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self { entries: Vec::new(), order: Order::default() }
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<K, V> Map<K, V> {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> + Clone {
        let entries = &self.entries;
        self.order.places().map(|place| (&entries[place].0, &entries[place].1))
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> + Clone {
        self.iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> + Clone {
        self.iter().map(|(_, value)| value)
    }

    /// The values, to change each, in the order in which their keys came.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    /// The values, in the order of their keys.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.into_iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Map<K, V> {
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, Gap>
    where
        K: Borrow<Q>,
    {
        self.order.find(&Sought { entries: &self.entries, key })
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.find(key).ok().map(|place| &self.entries[place].1)
    }

    /// The value of a key, to change it.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.find(key).ok().map(|place| &mut self.entries[place].1)
    }

    /// Whether a key is there.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// Sets the value of a key; gives back the one that it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(place) => Some(std::mem::replace(&mut self.entries[place].1, value)),
            Err(gap) => {
                self.order.insert(gap, self.entries.len());
                self.entries.push((key, value));
                None
            }
        }
    }

    /// The value of a key, which may not be there yet.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        Entry { map: self, key }
    }
}

/// The value of a key, which may not be there yet.
#[derive(Debug)]
pub struct Entry<'a, K, V> {
    map: &'a mut Map<K, V>,
    key: K,
}

impl<'a, K: Ord, V> Entry<'a, K, V> {
    /// The value; made if it is not there.
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'a mut V {
        let Entry { map, key } = self;
        let place = map.find(&key).unwrap_or_else(|gap| {
            map.order.insert(gap, map.entries.len());
            map.entries.push((key, make()));
            map.entries.len() - 1
        });
        &mut map.entries[place].1
    }

    /// The value; this one if it is not there.
    pub fn or_insert(self, value: V) -> &'a mut V {
        self.or_insert_with(|| value)
    }

    /// The value; the type's default if it is not there.
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }
}

impl<K: Ord + Borrow<Q>, V, Q: Ord + ?Sized> Index<&Q> for Map<K, V> {
    type Output = V;

    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("the key is there")
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(mut self) -> Self::IntoIter {
        arrange(self.order.blocks.concat(), &mut &mut *self.entries);
        self.entries.into_iter()
    }
}

impl<K: Ord, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

/// A set in order, as a `BTreeSet`.
#[derive(Debug, Clone, PartialEq)]
pub struct Set<K>(Map<K, ()>);

impl<K> Default for Set<K> {
    fn default() -> Self {
        Self(Map::default())
    }
}

impl<K> Set<K> {
    /// An empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys, in order.
    pub fn iter(&self) -> impl Iterator<Item = &K> + Clone {
        self.0.keys()
    }
}

impl<K: Ord> Set<K> {
    /// Adds a key; whether it is new.
    pub fn insert(&mut self, key: K) -> bool {
        self.0.insert(key, ()).is_none()
    }

    /// Whether a key is there.
    pub fn contains<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains_key(key)
    }

    /// The keys, in order.
    pub fn into_keys(self) -> impl Iterator<Item = K> {
        self.0.into_iter().map(|(key, ())| key)
    }
}

impl<K: Ord> Extend<K> for Set<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, keys: I) {
        for key in keys {
            self.insert(key);
        }
    }
}

impl<K: Ord> FromIterator<K> for Set<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        let mut set = Self::new();
        set.extend(keys);
        set
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn holds_what_the_standard_map_holds(
            entries in proptest::collection::vec((0u16..3000, any::<u8>()), 0..3000),
            sought in proptest::collection::vec(0u16..3000, 20),
        ) {
            let mut ours = Map::new();
            let mut theirs = BTreeMap::new();
            for (key, value) in entries {
                prop_assert_eq!(ours.insert(key, value), theirs.insert(key, value));
            }
            for key in sought {
                prop_assert_eq!(ours.get(&key), theirs.get(&key));
                *ours.entry(key).or_default() ^= 1;
                *theirs.entry(key).or_default() ^= 1;
            }
            prop_assert_eq!(ours.len(), theirs.len());
            prop_assert!(ours.iter().eq(theirs.iter()));
            prop_assert!(ours.into_iter().eq(theirs));
        }
    }

    #[test]
    fn divides_what_comes_in_order() {
        for numbers in [(0..5000).collect::<Vec<u32>>(), (0..5000).rev().collect()] {
            let set: Set<u32> = numbers.into_iter().collect();
            assert!(set.iter().copied().eq(0..5000));
            assert!(set.contains(&4999) && !set.contains(&5000));
        }
    }
}
