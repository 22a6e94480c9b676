//! What is drawn: one part of the page a file. A view draws what it is given and asks core for the rest.

pub mod badges;
pub mod booth;
pub mod certificates;
pub mod compare;
pub mod control;
pub mod demand;
pub mod facts;
pub mod families;
pub mod feedback;
pub mod find;
pub mod goal;
pub mod interests;
pub mod item;
pub mod ladder;
pub mod levels;
pub mod matrix;
pub mod me;
pub mod near;
pub mod needs;
pub mod part;
pub mod plan;
pub mod shell;
pub mod trouble;
