//! `条件是…`: the condition of what is permitted, said once for all that its part permits.

use crate::span::Located;
use crate::syntax::ast::{Act, Expr};

/// Puts what is permitted under a condition; false where nothing is.
pub(super) fn under(acts: &mut [Located<Act>], said: &Expr) -> bool {
    let mut found = false;
    for act in acts {
        if let Act::May { condition, .. } | Act::Waive { condition, .. } = &mut act.value {
            *condition = Some(said.clone());
            found = true;
        }
    }
    found
}
