use super::{Authenticator, SeedError, otpauth_url};

/// RFC 6238, appendix B: the ASCII seed 12345678901234567890; codes cut to six digits.
const SEED: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

#[test]
fn codes_of_the_rfc() {
    let authenticator = Authenticator::read(SEED.as_bytes()).unwrap();
    let cases = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
    ];
    for (at, want) in cases {
        assert_eq!(authenticator.at(at).code.digits(), want, "{at}");
    }
    let shown = authenticator.at(59);
    assert_eq!((shown.left, shown.next.digits()), (1, authenticator.at(60).code.digits()));
    let [before, now] = authenticator.pair(60);
    assert_eq!((before.digits(), now.digits()), ("287082", authenticator.at(60).code.digits()));
}

#[test]
fn seeds() {
    type Want = Result<Option<&'static str>, SeedError>;
    let cases: &[(&str, &str, Want)] = &[
        ("base32", SEED, Ok(None)),
        ("small letters, spaces, dashes, newline", "gezd gnbv-gy3t qojq\ngezdgnbvgy3tqojq\n", Ok(None)),
        ("padding", "GEZDGNBVGY3TQOJQGE======", Ok(None)),
        ("ten bytes", "GEZDGNBVGY3TQOJQ", Ok(None)),
        ("nine bytes", "GEZDGNBVGY3TQOI", Err(SeedError::TooShort)),
        ("nothing", "", Err(SeedError::TooShort)),
        ("no base32", "GEZDGNBV!", Err(SeedError::NotUnderstood)),
        (
            "a URL",
            "otpauth://totp/Amazon%20Web%20Services:ana@1?secret=GEZDGNBVGY3TQOJQ&issuer=A",
            Ok(Some("Amazon Web Services:ana@1")),
        ),
        (
            "what is usual, said",
            "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&digits=6&period=30&algorithm=sha1",
            Ok(Some("x")),
        ),
        ("eight digits", "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&digits=8", Err(SeedError::OtherKind)),
        ("a minute", "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&period=60", Err(SeedError::OtherKind)),
        ("SHA-256", "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&algorithm=SHA256", Err(SeedError::OtherKind)),
        ("counters", "otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQ&counter=1", Err(SeedError::OtherKind)),
        ("no secret", "otpauth://totp/x?issuer=A", Err(SeedError::NotUnderstood)),
        ("no parameters", "otpauth://totp/x", Err(SeedError::NotUnderstood)),
    ];
    for (what, text, want) in cases {
        let got = Authenticator::read(text.as_bytes()).map(|authenticator| authenticator.label);
        assert_eq!(got, want.map(|label| label.map(str::to_owned)), "{what}");
    }
    assert_eq!(Authenticator::read(b"\xFF").err(), Some(SeedError::NotUnderstood));
    assert_eq!(Authenticator::read(b"\x89PNG\r\n").err(), Some(SeedError::NoQrCode));
}

#[test]
fn what_is_drawn_can_be_read() {
    let text = otpauth_url("ana", "111122223333", SEED);
    assert_eq!(
        text.expose(),
        &format!(
            "otpauth://totp/Amazon%20Web%20Services:ana@111122223333?secret={SEED}&issuer=Amazon%20Web%20Services"
        )
    );
    let picture = picture(text.expose());
    assert_eq!(super::super::qr::read_png(&picture).unwrap().expose(), text.expose());
    let authenticator = Authenticator::read(&picture).unwrap();
    assert_eq!(authenticator.at(59).code.digits(), "287082");
    let drawn = crate::person::draw_qr(text.expose()).unwrap();
    let lines: Vec<&str> = drawn.expose().lines().collect();
    // two rows a line, and each line says its colours itself
    assert!(lines.iter().all(|line| line.starts_with("\x1b[30;107m") && line.ends_with("\x1b[0m")));
    assert!(lines[0].contains("                "), "there is a white border");
}

/// The code as the PNG that a service would give.
fn picture(text: &str) -> Vec<u8> {
    const SCALE: usize = 4;
    let code = fast_qr::QRBuilder::new(text).build().unwrap();
    let side = (code.size + 8) * SCALE;
    let pixel = |x: usize, y: usize| {
        let (x, y) = ((x / SCALE).wrapping_sub(4), (y / SCALE).wrapping_sub(4));
        if x < code.size && y < code.size && code.data[y * code.size + x].value() { 0 } else { 255 }
    };
    let pixels: Vec<u8> = (0..side * side).map(|at| pixel(at % side, at / side)).collect();
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, side as u32, side as u32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    out
}
