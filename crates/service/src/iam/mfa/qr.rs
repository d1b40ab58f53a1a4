//! The QR code that an authenticator app scans.

use fast_qr::{ECL, QRBuilder};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use secret::Secret;

/// Issuer of the codes, shown by authenticator apps: AWS's own name, for which programs look.
const ISSUER: &str = "Amazon%20Web%20Services";
/// Everything but the unreserved characters of RFC 3986 is percent-encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Pixels on each side of one module.
const MODULE_PIXELS: usize = 6;
/// White modules around the code (ISO/IEC 18004 asks for four).
const QUIET_MODULES: usize = 4;
const BLACK: u8 = 0;
const WHITE: u8 = 255;

/// Content of the QR code: a key URI, as authenticator apps define it. Algorithm, digits and period are left to their defaults:
/// SHA-1, 6 and 30 s.
pub(super) fn key_uri(device_name: &str, account_name: &str, seed_base32: &Secret<String>) -> Secret<String> {
    let device = utf8_percent_encode(device_name, ENCODED);
    let account = utf8_percent_encode(account_name, ENCODED);
    let seed = seed_base32.expose();
    Secret::new(format!("otpauth://totp/{ISSUER}:{device}@{account}?secret={seed}&issuer={ISSUER}"))
}

/// A text as a QR code in a greyscale PNG; `None` for texts that are too long for one.
pub(super) fn png(text: &Secret<String>) -> Option<Vec<u8>> {
    let code = QRBuilder::new(text.expose().as_str()).ecl(ECL::M).build().ok()?;
    let modules = code.size + 2 * QUIET_MODULES;
    let side = modules * MODULE_PIXELS;
    let mut pixels = Vec::with_capacity(side * side);
    for y in 0..modules {
        let row: Vec<u8> = (0..modules).flat_map(|x| [pixel(&code, x, y); MODULE_PIXELS]).collect();
        for _ in 0..MODULE_PIXELS {
            pixels.extend_from_slice(&row);
        }
    }
    encode(side, &pixels)
}

/// The pixels of one module, counted from the corner of the quiet zone.
fn pixel(code: &fast_qr::QRCode, x: usize, y: usize) -> u8 {
    let inside = |n: usize| n.checked_sub(QUIET_MODULES).filter(|n| *n < code.size);
    let module = inside(x).zip(inside(y)).and_then(|(x, y)| code.data.get(y * code.size + x));
    if module.is_some_and(|module| module.value()) { BLACK } else { WHITE }
}

fn encode(side: usize, pixels: &[u8]) -> Option<Vec<u8>> {
    let side = u32::try_from(side).ok()?;
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(pixels).ok()?;
    writer.finish().ok()?;
    Some(out)
}

#[cfg(test)]
mod tests;
