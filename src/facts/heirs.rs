//! Households that take the place of others.

use std::collections::BTreeSet;

use super::Household;
use crate::diagnostic::Code;
use crate::register::{FactError, cut};
use crate::value::Date;

/// Whether a household may name these as those that take its place.
pub(super) fn checked(id: &str, until: Option<Date>, heirs: &[&str]) -> Result<(), FactError> {
    let mut seen = BTreeSet::from([id]);
    if let Some(twice) = heirs.iter().find(|heir| !seen.insert(heir)) {
        return Err(FactError::new(
            Code::FactSuccession,
            format!("承继的户“{}”是本户自己，或者写了两次", cut(twice)),
            format!(
                "`{}` is the household itself, or stands twice among those that succeed it",
                cut(twice)
            ),
        ));
    }
    if until.is_none() && !heirs.is_empty() {
        return Err(FactError::new(
            Code::FactSuccession,
            "有承继的户，就要用 until 写明本户的最后一天",
            "a household that is succeeded needs its last day, `until`",
        ));
    }
    Ok(())
}

/// What is wrong with those that a household names, in the light of the whole file.
pub(super) fn known(
    household: &Household,
    find: impl Fn(&str) -> Option<Option<Date>>,
) -> Result<(), FactError> {
    let next = household.until.and_then(|until| until.succ_opt());
    for heir in &household.succeeded_by {
        match find(heir) {
            None => {
                return Err(FactError::new(
                    Code::FactSuccession,
                    format!("承继的户“{}”不在名册里", cut(heir)),
                    format!("there is no household `{}` to succeed it", cut(heir)),
                ));
            }
            Some(Some(from)) if Some(from) != next => {
                return Err(FactError::new(
                    Code::FactSuccession,
                    format!("承继的户“{}”应当从本户最后一天的次日起", cut(heir)),
                    format!(
                        "`{}` has to begin on the day after this household's last",
                        cut(heir)
                    ),
                ));
            }
            Some(_) => {}
        }
    }
    Ok(())
}
