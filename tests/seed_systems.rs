//! The systems of old reports and plans in `rules/history`: what the command says of each folder is what was worked
//! out by hand in its `expected.yaml`. `rules/coverage.yaml` names these tests.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

mod worked;

use worked::asked::hold;

#[test]
fn town_2005_girl_care_differs_in_2003_2004_and_2005() {
    hold("rules/history/town-2005");
}

#[test]
fn community_2007_bodies_keep_or_miss_their_days() {
    hold("rules/history/community-2007");
}

#[test]
fn county_2007_inspections_meetings_and_the_veto() {
    hold("rules/history/county-2007");
}

#[test]
fn town_2010_villages_rise_from_qualified_to_model() {
    hold("rules/history/town-2010");
}

#[test]
fn housing_2009_votes_and_limits() {
    hold("rules/history/housing-2009");
}

#[test]
fn urban_village_pensions_wait_for_their_numbers() {
    hold("rules/history/urban-village");
}

#[test]
fn county_2012_rewards_with_and_without_their_rates() {
    hold("rules/history/county-2012");
}

#[test]
fn trust_2012_joining_is_free_and_who_keeps_the_agreement_comes_first() {
    hold("rules/history/trust-2012");
}

#[test]
fn association_elections_terms_and_help() {
    hold("rules/history/association");
}

#[test]
fn county_rollout_2006_meetings_hearings_and_records() {
    hold("rules/history/county-rollout-2006");
}
