//! Where on a grid of seven by six each province of Iran stands.
//!
//! Placed by hand so that as many neighbours as possible touch; the tests compare with the borders and with where the
//! provincial capitals are.

use sajam_aggregates::Province;

/// Columns of the grid, from west to east.
pub(super) const COLUMNS: u8 = 7;
/// Rows of the grid, from north to south.
pub(super) const ROWS: u8 = 6;

/// A province's column and row.
pub(super) const fn place(province: Province) -> (u8, u8) {
    match province {
        Province::WestAzerbaijan => (0, 0),
        Province::EastAzerbaijan => (1, 0),
        Province::Ardabil => (2, 0),
        Province::Kurdistan => (0, 1),
        Province::Zanjan => (1, 1),
        Province::Gilan => (2, 1),
        Province::Mazandaran => (3, 1),
        Province::Golestan => (4, 1),
        Province::NorthKhorasan => (5, 1),
        Province::Kermanshah => (0, 2),
        Province::Hamadan => (1, 2),
        Province::Qazvin => (2, 2),
        Province::Alborz => (3, 2),
        Province::Tehran => (4, 2),
        Province::Semnan => (5, 2),
        Province::RazaviKhorasan => (6, 2),
        Province::Ilam => (0, 3),
        Province::Lorestan => (1, 3),
        Province::Markazi => (2, 3),
        Province::Qom => (3, 3),
        Province::Isfahan => (4, 3),
        Province::Yazd => (5, 3),
        Province::SouthKhorasan => (6, 3),
        Province::Khuzestan => (1, 4),
        Province::ChaharmahalAndBakhtiari => (2, 4),
        Province::KohgiluyehAndBoyerAhmad => (3, 4),
        Province::Fars => (4, 4),
        Province::Kerman => (5, 4),
        Province::SistanAndBaluchestan => (6, 4),
        Province::Bushehr => (3, 5),
        Province::Hormozgan => (5, 5),
    }
}

#[cfg(test)]
#[path = "provinces_tests.rs"]
mod tests;
