//! What everybody may read, through a real server on a real PostgreSQL.

mod api;
mod attacks;
mod away;
mod explained;
mod feed;
mod hand_over;
mod kept;
mod pages;
mod publishing;
mod renamed;
mod screens;
mod untold;
