//! Which types lead to one another.

use std::{collections::hash_map::Entry, hash::Hash};

use rustc_hash::{FxHashMap, FxHashSet};

/// The circles (strongly connected components, as Kosaraju finds them) of types that hold one another, in whatever way is
/// asked for. They are found once: to ask for each property what is behind it would take the square of the time.
pub(crate) struct Circles<T>(FxHashMap<T, usize>);

impl<T: Copy + Eq + Hash> Circles<T> {
    /// Two types are in one circle if each holds the other, over others, too.
    pub(crate) fn new<H: IntoIterator<Item = T>>(types: impl IntoIterator<Item = T>, held: impl Fn(T) -> H) -> Self {
        let types: Vec<T> = types.into_iter().collect();
        let mut holders: FxHashMap<T, Vec<T>> = FxHashMap::default();
        for ty in &types {
            for held in held(*ty) {
                holders.entry(held).or_default().push(*ty);
            }
        }
        // First in the order in which all that a type holds is done, then backwards: what is reached and not yet known
        // is the circle.
        let (mut order, mut seen) = (Vec::new(), FxHashSet::default());
        for ty in types {
            let mut open = vec![(ty, false)];
            while let Some((ty, is_done)) = open.pop() {
                if is_done {
                    order.push(ty);
                } else if seen.insert(ty) {
                    open.push((ty, true));
                    open.extend(held(ty).into_iter().map(|held| (held, false)));
                }
            }
        }
        let mut circles = FxHashMap::default();
        for (number, ty) in order.into_iter().rev().enumerate() {
            let mut open = vec![ty];
            while let Some(ty) = open.pop() {
                if let Entry::Vacant(unknown) = circles.entry(ty) {
                    unknown.insert(number);
                    open.extend(holders.get(&ty).into_iter().flatten());
                }
            }
        }
        Self(circles)
    }

    /// Whether `target`, which `owner` holds, can hold an `owner`.
    pub(crate) fn holds(&self, target: T, owner: T) -> bool {
        self.0.get(&target) == self.0.get(&owner)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::Circles;

    #[test]
    fn what_holds_itself_over_others() {
        // 0 holds 1 and 2, 1 holds 0 and 3, 3 holds itself.
        let held = [vec![1, 2], vec![0, 3], vec![], vec![3]];
        let circles = Circles::new(0..4, |ty: usize| held[ty].clone());
        let holds = |owner: usize| held[owner].iter().map(|target| circles.holds(*target, owner)).collect::<Vec<_>>();
        assert_eq!([holds(0), holds(1), holds(3)], [vec![true, false], vec![true, false], vec![true]]);
    }

    /// Asked for each property, what it leads to would be looked through as often as there are types.
    #[test]
    fn each_type_is_looked_at_twice() {
        let looks = Cell::new(0);
        let held = |ty: usize| {
            looks.set(looks.get() + 1);
            (ty < 999).then_some(ty + 1)
        };
        let circles = Circles::new(0..1_000, held);
        assert!((0..999).all(|ty| !circles.holds(ty + 1, ty)));
        assert_eq!(looks.get(), 2_000);
    }
}
