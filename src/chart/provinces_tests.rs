use std::collections::BTreeSet;

use sajam_aggregates::Province::{self, *};

use super::*;

/// Each border between two provinces, once.
const BORDERS: [(Province, &[Province]); 30] = [
    (WestAzerbaijan, &[EastAzerbaijan, Zanjan, Kurdistan]),
    (EastAzerbaijan, &[Ardabil, Zanjan]),
    (Ardabil, &[Gilan, Zanjan]),
    (Gilan, &[Zanjan, Qazvin, Mazandaran]),
    (Zanjan, &[Qazvin, Hamadan, Kurdistan]),
    (Kurdistan, &[Hamadan, Kermanshah]),
    (Kermanshah, &[Hamadan, Lorestan, Ilam]),
    (Hamadan, &[Qazvin, Markazi, Lorestan]),
    (Qazvin, &[Alborz, Markazi, Mazandaran]),
    (Alborz, &[Tehran, Markazi, Mazandaran]),
    (Tehran, &[Mazandaran, Semnan, Qom, Markazi]),
    (Mazandaran, &[Golestan, Semnan]),
    (Golestan, &[Semnan, NorthKhorasan]),
    (NorthKhorasan, &[Semnan, RazaviKhorasan]),
    (RazaviKhorasan, &[Semnan, SouthKhorasan]),
    (
        SouthKhorasan,
        &[Semnan, Isfahan, Yazd, Kerman, SistanAndBaluchestan],
    ),
    (Semnan, &[Qom, Isfahan]),
    (Qom, &[Markazi, Isfahan]),
    (Markazi, &[Isfahan, Lorestan]),
    (
        Lorestan,
        &[Isfahan, Khuzestan, Ilam, ChaharmahalAndBakhtiari],
    ),
    (Ilam, &[Khuzestan]),
    (
        Khuzestan,
        &[ChaharmahalAndBakhtiari, KohgiluyehAndBoyerAhmad, Bushehr],
    ),
    (ChaharmahalAndBakhtiari, &[Isfahan, KohgiluyehAndBoyerAhmad]),
    (Isfahan, &[Yazd, Fars, KohgiluyehAndBoyerAhmad]),
    (Yazd, &[Kerman, Fars]),
    (KohgiluyehAndBoyerAhmad, &[Fars, Bushehr]),
    (Fars, &[Kerman, Hormozgan, Bushehr]),
    (Bushehr, &[Hormozgan]),
    (Kerman, &[SistanAndBaluchestan, Hormozgan]),
    (Hormozgan, &[SistanAndBaluchestan]),
];

/// A province's capital in tenths of a degree: east, north.
const fn capital(province: Province) -> (i16, i16) {
    match province {
        Markazi => (497, 341),
        Gilan => (496, 373),
        Mazandaran => (531, 366),
        EastAzerbaijan => (463, 381),
        WestAzerbaijan => (451, 376),
        Kermanshah => (471, 343),
        Khuzestan => (487, 313),
        Fars => (525, 296),
        Kerman => (571, 303),
        RazaviKhorasan => (596, 363),
        Isfahan => (517, 327),
        SistanAndBaluchestan => (609, 295),
        Kurdistan => (470, 353),
        Hamadan => (485, 348),
        ChaharmahalAndBakhtiari => (509, 323),
        Lorestan => (484, 335),
        Ilam => (464, 336),
        KohgiluyehAndBoyerAhmad => (516, 307),
        Bushehr => (508, 289),
        Zanjan => (485, 367),
        Semnan => (534, 356),
        Yazd => (544, 319),
        Hormozgan => (563, 272),
        Tehran => (514, 357),
        Ardabil => (483, 382),
        Qom => (509, 346),
        Qazvin => (500, 363),
        Golestan => (544, 368),
        NorthKhorasan => (573, 375),
        SouthKhorasan => (592, 329),
        Alborz => (510, 358),
    }
}

fn steps(a: Province, b: Province) -> u8 {
    let ((ax, ay), (bx, by)) = (place(a), place(b));
    ax.abs_diff(bx).max(ay.abs_diff(by))
}

#[test]
fn each_province_has_a_place_of_its_own_on_the_grid() {
    let places: BTreeSet<_> = Province::ALL
        .iter()
        .map(|province| place(*province))
        .collect();
    assert_eq!(places.len(), 31);
    assert!(places.iter().all(|(x, y)| *x < COLUMNS && *y < ROWS));
}

#[test]
fn neighbours_are_near_each_other() {
    let borders: Vec<_> = BORDERS
        .iter()
        .flat_map(|(a, others)| others.iter().map(|b| (*a, *b)))
        .collect();
    let touching = borders.iter().filter(|(a, b)| steps(*a, *b) == 1).count();
    assert!(
        touching * 10 >= borders.len() * 8,
        "{touching} of {}",
        borders.len()
    );
    for (a, b) in borders {
        assert!(
            steps(a, b) <= 3,
            "{a:?} and {b:?} are {} apart",
            steps(a, b)
        );
    }
}

#[test]
fn what_is_far_to_the_east_or_south_is_so_on_the_grid() {
    for a in Province::ALL {
        for b in Province::ALL {
            let ((a_east, a_north), (b_east, b_north)) = (capital(*a), capital(*b));
            let ((ax, ay), (bx, by)) = (place(*a), place(*b));
            // Two degrees and a half are about a tile.
            assert!(a_east < b_east + 25 || ax >= bx, "{a:?} is east of {b:?}");
            assert!(
                a_north < b_north + 25 || ay <= by,
                "{a:?} is north of {b:?}"
            );
        }
    }
}
