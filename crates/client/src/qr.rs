//! QR codes: drawn in a terminal, and read from a picture.

use fast_qr::{ECL, QRBuilder, QRCode};
use secret::Secret;

/// Light modules around a code (ISO/IEC 18004 asks for four).
const QUIET: usize = 4;
/// Black on white, whatever the theme.
const BLACK_ON_WHITE: &str = "\x1b[30;107m";
const PLAIN: &str = "\x1b[0m";
/// Largest picture that is read, pixels a side.
const MAX_SIDE: u32 = 8192;

/// A code of a text, two rows of modules a line, dark on light whatever the terminal's colours are; `None` for texts that
/// are too long for one.
pub fn draw(text: &str) -> Option<Secret<String>> {
    drawn(text, true)
}

/// The same without a word about colours: light modules are drawn and dark ones left out, as suits a dark terminal. On a
/// light one it is the inverse of a code, which most apps read, too.
pub fn draw_plain(text: &str) -> Option<Secret<String>> {
    drawn(text, false)
}

/// Columns that the picture of a text takes; half as many lines.
pub fn side(text: &str) -> Option<usize> {
    Some(code(text)?.size + 2 * QUIET)
}

/// Nothing on a screen is dirty or torn, so the least correction will do, and the code stays small.
fn code(text: &str) -> Option<QRCode> {
    QRBuilder::new(text).ecl(ECL::L).build().ok()
}

fn drawn(text: &str, colour: bool) -> Option<Secret<String>> {
    let code = code(text)?;
    let (before, after) = if colour { (BLACK_ON_WHITE, PLAIN) } else { ("", "") };
    let side = code.size + 2 * QUIET;
    let mut out = String::new();
    for y in (0..side).step_by(2) {
        out.push_str(before);
        for x in 0..side {
            // what the character draws: dark modules on white, light ones on whatever is there
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

/// Whether a module is dark, counted from the corner of the quiet zone.
fn is_dark(code: &QRCode, x: usize, y: usize) -> bool {
    let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < code.size);
    let module = inside(x).zip(inside(y)).and_then(|(x, y)| code.data.get(y * code.size + x));
    module.is_some_and(|module| module.value())
}

/// The text of the one QR code in a PNG picture.
pub fn read_png(bytes: &[u8]) -> Option<Secret<String>> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let info = reader.info();
    if info.width > MAX_SIDE || info.height > MAX_SIDE {
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
        // what is see-through is paper
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
