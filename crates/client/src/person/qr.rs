//! QR codes: drawn in a terminal, and read from a picture.

use fast_qr::{ECL, QRBuilder, QRCode};
use secret::Secret;

use crate::limits::MAX_PICTURE_SIDE;

/// Light modules around a code (ISO/IEC 18004 asks for four).
const QUIET_MODULES: usize = 4;
/// Escape sequence for black on white, in every colour scheme.
const BLACK_ON_WHITE: &str = "\x1b[30;107m";
const PLAIN: &str = "\x1b[0m";

/// The QR code of a text, two rows of modules a line, dark on light in any colour scheme. `None` if the text is too long for
/// one.
pub fn draw_qr(text: &str) -> Option<Secret<String>> {
    drawn(text, true)
}

/// The QR code of a text without escape sequences: light modules are drawn, as suits a dark terminal. On a light one it is the
/// inverse of a code, which most apps read too.
pub fn draw_qr_plain(text: &str) -> Option<Secret<String>> {
    drawn(text, false)
}

/// Columns that the QR code of a text takes, and twice its lines.
pub(crate) fn qr_side(text: &str) -> Option<usize> {
    Some(code(text)?.size + 2 * QUIET_MODULES)
}

/// The code with the least error correction: a screen is neither dirty nor torn, and the code stays small.
fn code(text: &str) -> Option<QRCode> {
    QRBuilder::new(text).ecl(ECL::L).build().ok()
}

fn drawn(text: &str, colour: bool) -> Option<Secret<String>> {
    let code = code(text)?;
    let (before, after) = if colour { (BLACK_ON_WHITE, PLAIN) } else { ("", "") };
    let side = code.size + 2 * QUIET_MODULES;
    let mut out = String::new();
    for y in (0..side).step_by(2) {
        out.push_str(before);
        for x in 0..side {
            // the character draws dark modules on white, or light ones on the terminal's background
            let ink = |y| is_dark(&code, x, y) == colour;
            // a side is odd, so the last line has an upper half only
            out.push(match (ink(y), y + 1 < side && ink(y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        out.push_str(after);
        out.push('\n');
    }
    Some(Secret::new(out))
}

/// Reports whether a module is dark, counted from the corner of the quiet zone.
fn is_dark(code: &QRCode, x: usize, y: usize) -> bool {
    let inside = |at: usize| at.checked_sub(QUIET_MODULES).filter(|at| *at < code.size);
    let module = inside(x).zip(inside(y)).and_then(|(x, y)| code.data.get(y * code.size + x));
    module.is_some_and(|module| module.value())
}

/// Text of the only QR code in a PNG picture.
pub(super) fn read_png(bytes: &[u8]) -> Option<Secret<String>> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let info = reader.info();
    if info.width > MAX_PICTURE_SIDE || info.height > MAX_PICTURE_SIDE {
        return None;
    }
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    let samples = frame.color_type.samples();
    let (width, line) = (usize::try_from(frame.width).ok()?, frame.line_size);
    let light = |x: usize, y: usize| {
        let at = y * line + x * samples;
        let colours = if samples >= 3 { 3 } else { 1 };
        let opaque = match samples {
            2 | 4 => pixels.get(at + samples - 1).copied().unwrap_or(255) >= 128,
            _ => true,
        };
        let sum: u32 = (at..at + colours).map(|at| u32::from(pixels.get(at).copied().unwrap_or(255))).sum();
        // transparent pixels are paper
        if opaque { u8::try_from(sum / colours as u32).unwrap_or(255) } else { 255 }
    };
    let height = usize::try_from(frame.height).ok()?;
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, light);
    let grids = image.detect_grids();
    let [grid] = grids.as_slice() else { return None };
    grid.decode().ok().map(|(_, text)| Secret::new(text))
}

#[cfg(test)]
mod tests;
