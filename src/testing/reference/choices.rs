//! Of several benefits only the higher one.

use crate::evaluate::{AdjustmentKind, EntitlementState};
use crate::model::Choice;
use crate::value::Money;

use super::lines::Line;
use super::truth::Needs;
use super::versions::Law;
use super::world::World;

impl World<'_> {
    /// Applies every `按较高标准享受` in the order of the text.
    pub(super) fn choose(&self, lines: &mut [Line]) {
        for choice in self.meaning.choices.iter().filter(|choice| choice.higher) {
            let mut done: Vec<usize> = Vec::new();
            for start in 0..lines.len() {
                if done.contains(&start) {
                    continue;
                }
                let rivals = self.rivals(choice, lines, start);
                if !rivals.contains(&start) {
                    continue;
                }
                done.extend(rivals.iter().copied());
                settle(choice, lines, &rivals);
            }
        }
    }

    /// The lines of one holder and period that the sentence compares, in the order of the text.
    fn rivals(&self, choice: &Choice, lines: &[Line], start: usize) -> Vec<usize> {
        let Some(first) = lines.get(start) else {
            return Vec::new();
        };
        let key = |line: &Line| (line.who, line.period);
        let compared = |line: &&(usize, &Line)| {
            let (_, line) = line;
            let named = choice.among.iter().any(|norm| norm.index() == line.norm);
            let open = matches!(
                line.state,
                EntitlementState::Due | EntitlementState::Undetermined
            );
            named
                && open
                && key(line) == key(first)
                && self.is_law(choice.place, line.judged, Law::GRANT)
        };
        let mut found: Vec<(crate::model::Place, usize)> = lines
            .iter()
            .enumerate()
            .filter(|one| compared(&one))
            .map(|(index, line)| (self.in_text(line.place), index))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, index)| index).collect()
    }
}

fn settle(choice: &Choice, lines: &mut [Line], rivals: &[usize]) {
    let due: Vec<(usize, Money)> = rivals
        .iter()
        .filter_map(|index| Some((*index, lines.get(*index)?)))
        .filter(|(_, line)| line.state == EntitlementState::Due)
        .filter_map(|(index, line)| Some((index, line.amount?)))
        .collect();
    let mut best: Option<(usize, Money)> = None;
    for (index, amount) in &due {
        if best.is_none_or(|(_, most)| *amount > most) {
            best = Some((*index, *amount));
        }
    }
    let Some((best, most)) = best else {
        return;
    };
    for (index, _) in due.iter().filter(|(index, _)| *index != best) {
        if let Some(line) = lines.get_mut(*index) {
            line.take(choice.place, AdjustmentKind::Choice, line.payable);
        }
    }
    let Some(of_best) = lines.get(best).map(|line| line.norm) else {
        return;
    };
    let mut needs = Needs::new();
    for line in rivals.iter().filter_map(|index| lines.get(*index)) {
        let may_win = line
            .at_most
            .is_none_or(|high| high > most || high == most && line.norm < of_best);
        if line.state == EntitlementState::Undetermined && may_win {
            needs.extend(line.needs.iter().cloned());
        }
    }
    if let Some(line) = lines.get_mut(best).filter(|_| !needs.is_empty()) {
        line.leave_open(needs);
    }
}
