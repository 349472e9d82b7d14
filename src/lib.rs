#![doc = include_str!("../README.md")]

pub mod calendar;
pub mod check;
pub mod compile;
pub mod diagnostic;
pub mod evaluate;
pub mod facts;
pub mod law;
pub mod located;
pub mod model;
pub mod register;
pub mod report;
pub mod review;
pub mod span;
pub mod syntax;
pub mod value;
