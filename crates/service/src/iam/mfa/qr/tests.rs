use super::*;

fn decode(png_bytes: &[u8]) -> (u32, String) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png_bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Grayscale, png::BitDepth::Eight));
    let (side, height) = (info.width as usize, info.height as usize);
    assert_eq!(side, height);
    // the first dark line is the upper edge of a finder pattern, seven modules wide; four modules around it are white
    let first = pixels.iter().position(|pixel| *pixel == BLACK).unwrap();
    let module = pixels[first..].iter().take_while(|pixel| **pixel == BLACK).count() / 7;
    for (index, pixel) in pixels.iter().enumerate() {
        let distance = [index % side, index / side].map(|n| n.min(side - 1 - n));
        assert!(*pixel == WHITE || distance.iter().all(|n| *n >= 4 * module), "the quiet zone is white");
    }
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| pixels[y * side + x]);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    (info.width, grids[0].decode().unwrap().1)
}

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

#[test]
fn the_uri_is_what_authenticator_apps_read() {
    let seed = secret("JBSWY3DPEHPK3PXP");
    let cases = [
        (
            "phone",
            "123456789012",
            "otpauth://totp/Amazon%20Web%20Services:phone@123456789012?secret=JBSWY3DPEHPK3PXP&issuer=Amazon%20Web%20Services",
        ),
        (
            "a+b=c,d.e@f-g_h",
            "my-alias",
            "otpauth://totp/Amazon%20Web%20Services:a%2Bb%3Dc%2Cd.e%40f-g_h@my-alias?secret=JBSWY3DPEHPK3PXP&issuer=Amazon%20Web%20Services",
        ),
    ];
    for (device, account, uri) in cases {
        assert_eq!(key_uri(device, account, &seed).expose(), uri);
    }
}

#[test]
fn a_decoder_reads_back_what_the_code_says() {
    let seed = secret(&"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(2));
    let names = ["d", "phone", &"n".repeat(64), &"+".repeat(226)];
    for name in names {
        let uri = key_uri(name, &"a".repeat(63), &seed);
        let (side, text) = decode(&png(&uri).unwrap());
        assert_eq!(text, *uri.expose(), "{name}");
        assert!((200..1200).contains(&side), "{name}: {side} pixels");
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    // version 40 with medium error correction holds 2,331 bytes (ISO/IEC 18004)
    assert!(png(&secret(&"x".repeat(2331))).is_some());
    assert!(png(&secret(&"x".repeat(2332))).is_none());
}
