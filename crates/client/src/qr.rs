//! QR codes: drawn in a terminal, and read from a picture.

use fast_qr::{ECL, QRBuilder};
use secret::Secret;

/// Modules of white around a code (ISO/IEC 18004 asks for four; in a terminal two are enough for every camera tried).
const QUIET: usize = 2;
/// Largest picture that is read, pixels a side.
const MAX_SIDE: u32 = 4096;

/// A code of a text, two rows of modules a line, dark on light whatever the terminal's colours are.
pub fn draw(text: &str) -> Option<Secret<String>> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let size = code.size;
    let dark = |x: usize, y: usize| {
        let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < size);
        match (inside(x), inside(y)) {
            (Some(x), Some(y)) => code.data.get(y * size + x).is_some_and(|module| module.value()),
            _ => false,
        }
    };
    let mut out = String::new();
    let whole = size + 2 * QUIET;
    for y in (0..whole).step_by(2) {
        // black on white, whatever the theme
        out.push_str("\x1b[30;107m");
        for x in 0..whole {
            out.push(match (dark(x, y), dark(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        out.push_str("\x1b[0m\n");
    }
    Some(Secret::new(out))
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
