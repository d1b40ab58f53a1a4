use fast_qr::{ECL, QRBuilder};

use super::{BLACK_ON_WHITE, PLAIN, QUIET_MODULES, draw_qr, draw_qr_plain};

const TEXT: &str = "otpauth://totp/Ostiary:demo?secret=ABCDEFGH";

/// The modules of a drawing, dark ones true, with the quiet zone.
fn modules(drawn: &str, colour: bool) -> Vec<Vec<bool>> {
    let mut rows = Vec::new();
    for line in drawn.lines() {
        let line = match colour {
            true => line.strip_prefix(BLACK_ON_WHITE).unwrap().strip_suffix(PLAIN).unwrap(),
            false => line,
        };
        let dark = |character: char, upper: bool| {
            let ink = match character {
                '█' => true,
                '▀' => upper,
                '▄' => !upper,
                ' ' => false,
                other => panic!("{other:?}"),
            };
            ink == colour
        };
        for upper in [true, false] {
            rows.push(line.chars().map(|character| dark(character, upper)).collect());
        }
    }
    rows
}

#[test]
fn drawn_is_the_code_with_its_quiet_zone() {
    let code = QRBuilder::new(TEXT).ecl(ECL::L).build().unwrap();
    for colour in [true, false] {
        let drawn = if colour { draw_qr(TEXT) } else { draw_qr_plain(TEXT) }.unwrap();
        let rows = modules(drawn.expose(), colour);
        let side = code.size + 2 * QUIET_MODULES;
        // the side is odd, and lines hold two rows each
        assert_eq!(rows.len(), side + 1);
        for (y, row) in rows.iter().take(side).enumerate() {
            assert_eq!(row.len(), side);
            for (x, dark) in row.iter().enumerate() {
                let want = (QUIET_MODULES..side - QUIET_MODULES).contains(&x)
                    && (QUIET_MODULES..side - QUIET_MODULES).contains(&y)
                    && code.data[(y - QUIET_MODULES) * code.size + x - QUIET_MODULES].value();
                assert_eq!(*dark, want, "{x}, {y}, colour {colour}");
            }
        }
    }
}

#[test]
fn too_long_a_text() {
    assert!(draw_qr(&"x".repeat(3000)).is_none());
}
