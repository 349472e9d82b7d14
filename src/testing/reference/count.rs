//! At which breach a count is reached, where some breaches are only possible.

use crate::model::BreachCount;

use super::truth::Needs;

/// One step of a count: a breach, or the end of an unbroken run.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// A breach with the number of its item and what would decide it.
    Breach(usize, Needs),
    /// Not a breach: a run ends here.
    Kept,
    /// It is not decided whether a run ends here; what would decide it.
    Unclear(Needs),
}

/// What a count comes to at one breach.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reached {
    /// The consequence follows this breach.
    At(usize),
    /// It may follow this one; what would decide it.
    Perhaps(usize, Needs),
}

/// Walks the breaches in order. An uncertain count ends the walk.
pub(super) fn reached(count: BreachCount, steps: &[Step]) -> Vec<Reached> {
    let mut found = Vec::new();
    let (mut sure, mut all) = (0_u32, 0_u32);
    let mut needs = Needs::new();
    for step in steps {
        let (item, doubt) = match step {
            Step::Kept => {
                (sure, all) = (0, 0);
                needs.clear();
                continue;
            }
            Step::Unclear(doubt) => {
                sure = 0;
                needs.extend(doubt.iter().cloned());
                continue;
            }
            Step::Breach(item, doubt) => (*item, doubt),
        };
        all += 1;
        sure = match (doubt.is_empty(), count.in_a_row) {
            (true, _) => sure + 1,
            (false, true) => 0,
            (false, false) => sure,
        };
        needs.extend(doubt.iter().cloned());
        if sure == all {
            if hits(count, all) {
                found.push(Reached::At(item));
            }
            if all >= count.times && !count.every && !count.in_a_row {
                break;
            }
        } else if hits(count, all) {
            found.push(Reached::Perhaps(item, needs));
            break;
        }
    }
    found
}

fn hits(count: BreachCount, number: u32) -> bool {
    let full = number >= count.times && count.times > 0;
    full && (number == count.times || count.every && number.is_multiple_of(count.times))
}
