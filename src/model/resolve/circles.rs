//! An order in which everything comes after what it points to, and the circles that have none.

use std::collections::{BTreeMap, BTreeSet};

/// What points to what.
pub(super) type Edges = BTreeMap<usize, BTreeSet<usize>>;

/// How many circles are shown.
const MOST_CIRCLES: usize = 20;

/// Every node after those it points to (the smallest first where several may come); what is left stands in a
/// circle or points into one, and the circles (the first twenty).
pub(super) fn order(edges: &Edges) -> (Vec<usize>, BTreeSet<usize>, Vec<Vec<usize>>) {
    let mut waiting: BTreeMap<usize, usize> = BTreeMap::new();
    let mut pointed: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, to) in edges {
        let known = to.iter().filter(|one| edges.contains_key(one));
        waiting.insert(*from, known.clone().count());
        known.for_each(|one| pointed.entry(*one).or_default().push(*from));
    }
    let free = waiting.iter().filter(|(_, count)| **count == 0);
    let mut ready: BTreeSet<usize> = free.map(|(node, _)| *node).collect();
    let mut order = Vec::new();
    while let Some(next) = ready.pop_first() {
        order.push(next);
        waiting.remove(&next);
        for from in pointed.remove(&next).unwrap_or_default() {
            if let Some(count) = waiting.get_mut(&from) {
                *count -= 1;
                if *count == 0 {
                    ready.insert(from);
                }
            }
        }
    }
    let left: BTreeSet<usize> = waiting.into_keys().collect();
    let circles = circles(edges, left.clone());
    (order, left, circles)
}

fn circles(edges: &Edges, mut left: BTreeSet<usize>) -> Vec<Vec<usize>> {
    let mut all = Vec::new();
    for _ in 0..MOST_CIRCLES {
        let Some(start) = left.first().copied() else {
            break;
        };
        let circle = circle(edges, &left, start);
        left.remove(&start);
        for node in &circle {
            left.remove(node);
        }
        if !circle.is_empty() {
            all.push(circle);
        }
    }
    all
}

/// Follows the first node pointed to that is left until one comes again.
fn circle(edges: &Edges, left: &BTreeSet<usize>, start: usize) -> Vec<usize> {
    let mut path = vec![start];
    let mut seen = BTreeSet::from([start]);
    let mut at = start;
    let next_of = |at: &usize| {
        edges
            .get(at)
            .and_then(|to| to.iter().find(|node| left.contains(node)))
    };
    while let Some(next) = next_of(&at) {
        if !seen.insert(*next) {
            return path.into_iter().skip_while(|node| node != next).collect();
        }
        path.push(*next);
        at = *next;
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(all: &[(usize, &[usize])]) -> Edges {
        let sets = all
            .iter()
            .map(|(from, to)| (*from, to.iter().copied().collect()));
        sets.collect()
    }

    #[test]
    fn everything_comes_after_what_it_points_to() {
        let (order, left, circles) = order(&edges(&[(0, &[2]), (1, &[]), (2, &[1])]));
        assert_eq!((order, left.len(), circles.len()), (vec![1, 2, 0], 0, 0));
    }

    #[test]
    fn a_circle_is_found_behind_a_side_path() {
        let (order, left, circles) = order(&edges(&[(0, &[1]), (1, &[2, 3]), (2, &[]), (3, &[1])]));
        assert_eq!(order, [2]);
        assert_eq!(left, BTreeSet::from([0, 1, 3]));
        assert_eq!(circles, [vec![1, 3]]);
    }

    #[test]
    fn a_node_may_point_to_itself() {
        let (_, _, circles) = order(&edges(&[(0, &[0])]));
        assert_eq!(circles, [vec![0]]);
    }
}
