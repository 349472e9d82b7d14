//! Who is related to whom in a household.

use std::collections::BTreeSet;

use super::Member;
use super::builder::no_member;
use crate::diagnostic::Code;
use crate::register::{FactError, cut};

/// Says who a member's parents are.
pub(super) fn parents(
    members: &mut [Member],
    member: u16,
    parents: &[u16],
) -> Result<(), FactError> {
    for parent in parents {
        let id = &members.get(usize::from(*parent)).ok_or_else(no_member)?.id;
        if *parent == member {
            return Err(own_relative(id));
        }
        if ancestors(members, *parent).contains(&member) {
            return Err(FactError::new(
                Code::FactKinship,
                format!("“{}”是本人的后代，不能又是父母", cut(id)),
                format!(
                    "`{}` descends from this member and cannot be a parent too",
                    cut(id)
                ),
            ));
        }
        if are_married(members, member, *parent) {
            return Err(parent_and_spouse(id));
        }
    }
    let row = members.get_mut(usize::from(member)).ok_or_else(no_member)?;
    row.parents = Some(parents.to_vec());
    Ok(())
}

/// Says who a member's spouse is.
pub(super) fn spouse(
    members: &mut [Member],
    member: u16,
    spouse: Option<u16>,
) -> Result<(), FactError> {
    if let Some(spouse) = spouse {
        let row = members.get(usize::from(spouse)).ok_or_else(no_member)?;
        if spouse == member {
            return Err(own_relative(&row.id));
        }
        let either = |one: u16, other: u16| ancestors(members, one).contains(&other);
        if either(member, spouse) || either(spouse, member) {
            return Err(parent_and_spouse(&row.id));
        }
    }
    let others = (0_u16..).zip(members.iter());
    for (at, other) in others.filter(|(at, _)| *at != member) {
        // What the one says of the other must be what the other says.
        let says_me = other.spouse == Some(Some(member));
        let i_say = spouse == Some(at);
        if (says_me && !i_say) || (i_say && other.spouse.is_some() && !says_me) {
            return Err(FactError::new(
                Code::FactKinship,
                format!("“{}”的配偶另有登记，两处不一致", cut(&other.id)),
                format!(
                    "the file says something else of the spouse of `{}`",
                    cut(&other.id)
                ),
            ));
        }
    }
    // What one side says holds for both.
    let sides = [
        (member, spouse),
        (spouse.unwrap_or(member), spouse.and(Some(member))),
    ];
    for (one, of) in sides {
        let row = members.get_mut(usize::from(one)).ok_or_else(no_member)?;
        row.spouse = Some(of);
    }
    Ok(())
}

/// All recorded ancestors.
fn ancestors(members: &[Member], of: u16) -> BTreeSet<u16> {
    let mut found = BTreeSet::new();
    let mut open = vec![of];
    while let Some(next) = open.pop() {
        let parents = members
            .get(usize::from(next))
            .and_then(|member| member.parents.as_deref());
        open.extend(
            parents
                .unwrap_or_default()
                .iter()
                .filter(|parent| found.insert(**parent)),
        );
    }
    found
}

fn are_married(members: &[Member], one: u16, other: u16) -> bool {
    let spouse = |member: u16| members.get(usize::from(member)).and_then(|row| row.spouse);
    spouse(one) == Some(Some(other)) || spouse(other) == Some(Some(one))
}

fn own_relative(id: &str) -> FactError {
    FactError::new(
        Code::FactKinship,
        format!("“{}”不能是自己的亲属", cut(id)),
        format!("`{}` cannot be their own relative", cut(id)),
    )
}

fn parent_and_spouse(id: &str) -> FactError {
    FactError::new(
        Code::FactKinship,
        format!("“{}”不能既是长辈又是配偶", cut(id)),
        format!("`{}` cannot be both an ancestor and the spouse", cut(id)),
    )
}
