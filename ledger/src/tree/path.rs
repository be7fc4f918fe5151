//! Where tiles and entry bundles lie on the web, and in a folder laid out like it (C2SP tlog-tiles).

use super::{TILE_WIDTH, TilePlace};

/// Levels 0 to 63 are all a path can name.
const LEVELS: u8 = 64;

/// A path of C2SP tlog-tiles: of a tile or of an entry bundle, whole or partial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogPath {
    /// `tile/<L>/<N>[.p/<W>]`.
    Tile(TilePlace, u16),
    /// `tile/entries/<N>[.p/<W>]`: the number of the bundle and how many entries it has.
    Entries(u64, u16),
}

impl TilePlace {
    /// `tile/<L>/<N>`, and `.p/<width>` unless the tile is whole.
    ///
    /// # Panics
    /// Unless `width` is 1 to 256: there is no such tile.
    #[must_use]
    pub fn path(&self, width: u16) -> String {
        format!("tile/{}/{}", self.level, numbered(self.tile, width))
    }

    /// How many hashes the tile holds in a tree of `size` entries: 0 to 256.
    #[must_use]
    pub fn width(&self, size: u64) -> u16 {
        let shift = u32::from(self.level).saturating_mul(8);
        let hashes = size.checked_shr(shift).unwrap_or(0);
        let before = self.tile.saturating_mul(TILE_WIDTH);
        let width = hashes.saturating_sub(before).min(TILE_WIDTH);
        u16::try_from(width).expect("at most 256")
    }
}

/// `tile/entries/<N>`, and `.p/<width>` unless the bundle is whole.
///
/// # Panics
/// Unless `width` is 1 to 256: there is no such bundle.
#[must_use]
pub fn entries_path(bundle: u64, width: u16) -> String {
    format!("tile/entries/{}", numbered(bundle, width))
}

impl LogPath {
    /// Reads a path, without a slash before it; only the one text that C2SP tlog-tiles gives it.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let rest = path.strip_prefix("tile/")?;
        let (kind, rest) = rest.split_once('/')?;
        let (number, width) = match rest.split_once(".p/") {
            None => (rest, 256),
            Some((number, width)) => (number, width.parse().ok()?),
        };
        let number = number.split('/').try_fold(0_u64, |number, digits| {
            let digits = digits.strip_prefix('x').unwrap_or(digits);
            number.checked_mul(1000)?.checked_add(digits.parse().ok()?)
        })?;
        if !(1..=256).contains(&width) {
            return None;
        }
        let parsed = if kind == "entries" {
            Self::Entries(number, width)
        } else {
            let level = kind.parse().ok().filter(|level| *level < LEVELS)?;
            let place = TilePlace {
                level,
                tile: number,
            };
            Self::Tile(place, width)
        };
        // Writing it again refuses plus signs, leading zeros, missing digits and a width that says "whole".
        (parsed.to_string() == path).then_some(parsed)
    }
}

impl std::fmt::Display for LogPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tile(place, width) => f.write_str(&place.path(*width)),
            Self::Entries(bundle, width) => f.write_str(&entries_path(*bundle, *width)),
        }
    }
}

/// 1234067 is `x001/x234/067`: no folder holds more than some thousand names.
fn numbered(mut number: u64, width: u16) -> String {
    assert!((1..=256).contains(&width), "a tile has 1 to 256 hashes");
    let mut path = format!("{:03}", number % 1000);
    while number >= 1000 {
        number /= 1000;
        path = format!("x{:03}/{path}", number % 1000);
    }
    if width < 256 {
        path.push_str(&format!(".p/{width}"));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specification_s_examples() {
        let place = |level, tile| TilePlace { level, tile };
        assert_eq!(place(0, 1_234_067).path(256), "tile/0/x001/x234/067");
        assert_eq!(place(0, 273).path(112), "tile/0/273.p/112");
        assert_eq!(place(2, 0).path(1), "tile/2/000.p/1");
        assert_eq!(entries_path(1000, 7), "tile/entries/x001/000.p/7");
        // A tree of 70 000 entries, as the specification counts its tiles.
        for (level, tile, width) in [(0, 272, 256), (0, 273, 112), (0, 274, 0)]
            .into_iter()
            .chain([(1, 0, 256), (1, 1, 17), (2, 0, 1), (3, 0, 0), (63, 0, 0)])
        {
            assert_eq!(place(level, tile).width(70_000), width, "{level}/{tile}");
        }
    }

    #[test]
    fn one_text_for_each_path() {
        for tile in [0, 7, 999, 1000, 999_999, 1_000_000, u64::MAX] {
            for width in [1, 255, 256] {
                for path in [
                    LogPath::Tile(TilePlace { level: 63, tile }, width),
                    LogPath::Entries(tile, width),
                ] {
                    assert_eq!(LogPath::parse(&path.to_string()), Some(path));
                }
            }
        }
        for bad in [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "tile/0/0",
            "tile/0/0000",
            "tile/00/000",
            "tile/64/000",
            "tile/-1/000",
            "tile/+1/000",
            "tile/0/+00",
            "tile/0/x000/000",
            "tile/0/001/000",
            "tile/0/x001/x000",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/000.p/+1",
            "tile/0/000.p/",
            "tile/0/000.p/1/",
            "tile/0/000.p/1.p/1",
            "/tile/0/000",
            "tile/0/000/",
            "tile/data/000",
            "tile/entries/x000",
            "tile/0/../000",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
        ] {
            assert_eq!(LogPath::parse(bad), None, "{bad}");
        }
    }
}
