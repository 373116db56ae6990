//! Work on many things at once: printing is most of what a large crate costs.

use std::{
    num::NonZero,
    panic::resume_unwind,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// Fewer things than this are not worth a thread.
const FEW: usize = 32;

/// What a function makes of each item, in the order of the items, whichever is done first.
pub(super) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    map_on(thread::available_parallelism().map_or(1, NonZero::get).min(items.len() / FEW), items, work)
}

fn map_on<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let share = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return done };
            done.push((at, work(item)));
        }
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        // Where the system has no thread to give, those that there are do the work.
        let spawn = |_| thread::Builder::new().spawn_scoped(scope, share).ok();
        let others: Vec<_> = (1..threads).filter_map(spawn).collect();
        let mut done = share();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_order() {
        let items: Vec<usize> = (0..1000).collect();
        let uneven = |item: &usize| (0..item % 7 * 1000).fold(*item, |sum, more| sum.wrapping_add(more) ^ 1);
        let expected: Vec<usize> = items.iter().map(uneven).collect();
        assert_eq!(map(&items, uneven), expected);
        for threads in [0, 1, 2, 7, 64, 5000] {
            assert_eq!(map_on(threads, &items, uneven), expected, "{threads} threads");
        }
    }
}
