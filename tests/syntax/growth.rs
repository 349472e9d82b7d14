//! Reading takes steps in proportion to the length of a text, whatever the text: counted rule by rule in an
//! interpreter of the same grammar files, never with a clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use pest_meta::optimizer::{OptimizedRule, optimize};
use pest_meta::parser::{Rule, consume_rules, parse};
use pest_vm::Vm;

/// A phrase that may be nested or repeated, and what stands around it: a row of `cases/growth.txt`.
struct Nest {
    rule: &'static str,
    before: String,
    open: String,
    core: String,
    close: String,
    after: String,
    /// Whether a sentence may nest it; else only the steps are counted.
    is_read: bool,
}

impl Nest {
    fn of(row: &'static str) -> Self {
        let (is_read, row) = row
            .strip_prefix('!')
            .map_or((true, row), |row| (false, row));
        let mut cells = row.split('¦');
        let rule = cells.next().expect("a row has a rule");
        let mut cell = || {
            cells
                .next()
                .expect("a row has six cells")
                .replace("\\n", "\n")
        };
        Self {
            rule,
            before: cell(),
            open: cell(),
            core: cell(),
            close: cell(),
            after: cell(),
            is_read,
        }
    }
}

#[test]
fn steps_grow_with_the_text() {
    let steps = Arc::new(AtomicU64::new(0));
    let machine = machine(&steps);
    let mut faults = Vec::new();
    let rows = include_str!("../cases/growth.txt").lines();
    let rows = rows.filter(|row| !row.is_empty() && !row.starts_with('#'));
    for nest in &rows.map(Nest::of).collect::<Vec<_>>() {
        for (kind, text) in [
            ("whole", whole as fn(&Nest, usize) -> String),
            ("open", open),
            ("broken", broken),
        ] {
            let count = |size| {
                steps.store(0, Ordering::Relaxed);
                let read = machine.parse(nest.rule, &text(nest, size)).is_ok();
                (steps.load(Ordering::Relaxed), read)
            };
            let ((small, _), (large, read)) = (count(8), count(16));
            if large > small * 5 / 2 {
                faults.push(format!(
                    "{kind} {}: {small} steps, then {large}",
                    text(nest, 2)
                ));
            }
            // A row that is never read would prove nothing.
            if kind == "whole" && nest.is_read && !read {
                faults.push(format!("not read: {}", text(nest, 2)));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn whole(nest: &Nest, size: usize) -> String {
    let (open, close) = (nest.open.repeat(size), nest.close.repeat(size));
    format!("{}{open}{}{close}{}", nest.before, nest.core, nest.after)
}

fn open(nest: &Nest, size: usize) -> String {
    format!("{}{}", nest.before, nest.open.repeat(size))
}

fn broken(nest: &Nest, size: usize) -> String {
    let (open, close) = (nest.open.repeat(size), nest.close.repeat(size));
    format!("{}{open}{}{close}%{}", nest.before, nest.core, nest.after)
}

/// The project's grammar in an interpreter that counts every rule it tries.
fn machine(steps: &Arc<AtomicU64>) -> Vm {
    let grammar = [
        include_str!("../../grammar/lexis.pest"),
        include_str!("../../grammar/layout.pest"),
        include_str!("../../grammar/zh.pest"),
        include_str!("../../grammar/en.pest"),
    ];
    let grammar = grammar.join("\n");
    let pairs = parse(Rule::grammar_rules, &grammar).expect("the grammar is a grammar");
    let rules: Vec<OptimizedRule> = optimize(consume_rules(pairs).expect("the rules are sound"));
    let steps = Arc::clone(steps);
    let count = move |_: String, _: &pest::Position<'_>| {
        steps.fetch_add(1, Ordering::Relaxed);
        false
    };
    Vm::new_with_listener(rules, Box::new(count))
}
