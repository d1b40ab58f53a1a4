//! A QR code drawn in the terminal, two modules to a character.

use fast_qr::{ECL, QRBuilder, QRCode};
use secret::Secret;

/// Light modules around the code (ISO/IEC 18004 asks for four).
const QUIET_MODULES: usize = 4;
/// Black on white, by palette entries that colour schemes leave alone, so that it does not matter what the terminal's own
/// colours are.
const BLACK_ON_WHITE: &str = "\x1b[38;5;16;48;5;231m";
const PLAIN: &str = "\x1b[0m";

/// The code of a text as lines for a terminal; `None` for texts that are too long for one. Without colours light modules
/// are drawn and dark ones left out, as suits the more common dark terminal; apps read the inverse too, most of them.
pub fn draw(text: &Secret<String>, colour: bool) -> Option<Secret<String>> {
    let code = QRBuilder::new(text.expose().as_str()).ecl(ECL::L).build().ok()?;
    let side = code.size + 2 * QUIET_MODULES;
    let mut drawn = String::new();
    for y in (0..side).step_by(2) {
        if colour {
            drawn.push_str(BLACK_ON_WHITE);
        }
        for x in 0..side {
            // ink is what the character draws: the dark modules on white paper, the light ones on whatever is there
            let ink = |y| is_dark(&code, x, y) == colour;
            // a side is odd, so the last line has only an upper half of its own
            let lower = if y + 1 < side { ink(y + 1) } else { false };
            drawn.push(half_block(ink(y), lower));
        }
        if colour {
            drawn.push_str(PLAIN);
        }
        drawn.push('\n');
    }
    Some(Secret::new(drawn))
}

fn half_block(upper: bool, lower: bool) -> char {
    match (upper, lower) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    }
}

/// Whether the module is dark, counted from the corner of the quiet zone.
fn is_dark(code: &QRCode, x: usize, y: usize) -> bool {
    let inside = |n: usize| n.checked_sub(QUIET_MODULES).filter(|n| *n < code.size);
    let module = inside(x).zip(inside(y)).and_then(|(x, y)| code.data.get(y * code.size + x));
    module.is_some_and(|module| module.value())
}

#[cfg(test)]
mod tests;
