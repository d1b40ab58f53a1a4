use super::*;

const HEAD: &str = "GET / HTTP/1.1\r\nHost: h\r\n";

/// Everything at once, and byte by byte: the position of the byte that was refused, if one was.
fn judge(bytes: &[u8]) -> Option<usize> {
    let whole = Framing::default().take(bytes).err();
    let mut framing = Framing::default();
    let single = bytes.iter().position(|byte| framing.take(std::slice::from_ref(byte)).is_err());
    assert_eq!(whole, single, "{}", bytes.escape_ascii());
    whole
}

#[test]
fn what_may_be_read_in_two_ways_is_refused() {
    let cases = [
        ("a bare line feed behind the request line", "GET / HTTP/1.1\nHost: h\r\n\r\n"),
        ("a bare line feed behind a header", "GET / HTTP/1.1\r\nHost: h\nA: b\r\n\r\n"),
        ("a bare line feed as the empty line", "GET / HTTP/1.1\r\nHost: h\r\n\n"),
        ("a bare line feed before the request", "\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("no host", "GET / HTTP/1.1\r\nA: b\r\n\r\n"),
        ("two hosts", "GET / HTTP/1.1\r\nHost: h\r\nhost: h\r\n\r\n"),
        ("equal lengths", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"),
        ("different lengths", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n"),
        ("a list of lengths", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 3, 3\r\n\r\nabc"),
        ("a length with a sign", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: +3\r\n\r\nabc"),
        ("an empty length", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: \r\n\r\n"),
        ("a length in hexadecimal", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x3\r\n\r\n"),
        (
            "a length of twenty digits",
            "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 00000000000000000003\r\n\r\n",
        ),
        (
            "chunks and a length",
            "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
        ),
        (
            "a length and chunks",
            "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        ),
        (
            "chunks twice",
            "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        ),
        (
            "another coding before chunks",
            "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity, chunked\r\n\r\n",
        ),
        ("another coding", "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n"),
        ("no coding", "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding:\r\n\r\n"),
        ("a coding with a tab inside", "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\x0b\r\n\r\n"),
        ("chunks in HTTP/1.0", "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
    ];
    for (name, bytes) in cases {
        assert!(judge(bytes.as_bytes()).is_some(), "{name}");
    }
}

#[test]
fn a_head_is_refused_before_its_end_is_passed_on() {
    let cases = [
        ("no host", "GET / HTTP/1.1\r\nA: b\r\n\r\nrest", "GET / HTTP/1.1\r\nA: b\r\n\r\n".len() - 1),
        ("a bare line feed", "GET / HTTP/1.1\nHost: h\r\n\r\n", "GET / HTTP/1.1\n".len() - 1),
    ];
    for (name, bytes, position) in cases {
        assert_eq!(judge(bytes.as_bytes()), Some(position), "{name}");
    }
}

#[test]
fn chunks_are_framed_to_the_letter() {
    let cases = [
        ("no size", "\r\n", true),
        ("a sign", "+3\r\nabc\r\n", true),
        ("a prefix", "0x3\r\nabc\r\n", true),
        ("a space before the size", " 3\r\nabc\r\n", true),
        ("a bare line feed behind the size", "3\nabc\r\n", true),
        ("a bare line feed in an extension", "3;a\nabc\r\n", true),
        ("a bare line feed behind the data", "3\r\nabc\n", true),
        ("data longer than it says", "3\r\nabcd\r\n", true),
        ("a size beyond 64 bits", "10000000000000000\r\n", true),
        ("a bare line feed in a trailer", "0\r\na: b\n\r\n", true),
        ("a bare line feed as the end", "0\r\n\n", true),
        ("whole", "3\r\nabc\r\n0\r\n\r\n", false),
        ("extensions", "3;a=b;c\r\nabc\r\n0;d\r\n\r\n", false),
        ("leading zeros and upper case", "000A\r\n0123456789\r\n0\r\n\r\n", false),
        ("line feeds in data", "3\r\n\n\n\n\r\n0\r\n\r\n", false),
        ("trailers", "0\r\nx-amz-checksum-crc32: AAAAAA==\r\n\r\n", false),
    ];
    for (name, chunks, refused) in cases {
        let request = format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n{chunks}");
        assert_eq!(judge(request.as_bytes()).is_some(), refused, "{name}");
    }
}

#[test]
fn bodies_are_counted_and_never_taken_for_heads() {
    let bad = "GET / HTTP/1.1\nno host\n\n";
    let length = bad.len();
    let cases = [
        ("by length", format!("{HEAD}Content-Length: {length}\r\n\r\n{bad}{HEAD}\r\n"), 2),
        ("by length, padded", format!("{HEAD}content-length: \t {length} \t\r\n\r\n{bad}{HEAD}\r\n"), 2),
        (
            "in chunks",
            format!("{HEAD}Transfer-Encoding: CHUNKED\r\n\r\n{length:x}\r\n{bad}\r\n0\r\n\r\n{HEAD}\r\n"),
            2,
        ),
        ("of nothing", format!("{HEAD}Content-Length: 0\r\n\r\n{HEAD}\r\n"), 2),
        ("absent", format!("{HEAD}\r\n{HEAD}\r\n\r\n\r\n{HEAD}\r\n"), 3),
        ("of HTTP/1.0, which needs no host", "GET / HTTP/1.0\r\nContent-Length: 1\r\n\r\n\n".to_owned(), 1),
        ("behind a long line", format!("{HEAD}A: {}\r\nContent-Length: 1\r\n\r\n\n", "x".repeat(60_000)), 1),
        ("a long request line", format!("GET /{} HTTP/1.0\r\n\r\n", "x".repeat(60_000)), 1),
    ];
    for (name, bytes, heads) in cases {
        assert_eq!(judge(bytes.as_bytes()), None, "{name}");
        let mut framing = Framing::default();
        framing.take(bytes.as_bytes()).unwrap();
        assert_eq!(framing.heads(), heads, "{name}");
        assert!(framing.is_between_messages(), "{name}");
    }
}

#[test]
fn a_message_under_way_is_not_between_messages() {
    let cases = [
        ("nothing", "", true),
        ("one byte", "G", false),
        ("an empty line before", "\r\n", false),
        ("a head", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", true),
        ("a body that is owed", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n", false),
    ];
    for (name, bytes, expected) in cases {
        let mut framing = Framing::default();
        framing.take(bytes.as_bytes()).unwrap();
        assert_eq!(framing.is_between_messages(), expected, "{name}");
    }
}
