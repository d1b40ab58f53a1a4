use proptest::prelude::*;

use super::{Reader, Writer, XmlError};
use crate::limits;

#[test]
fn query_layout() {
    let mut w = Writer::indented();
    w.open_in("R", "urn:x");
    w.open("Empty");
    w.close();
    w.open("List");
    w.element("member", "1 < 2 & \"3\"");
    w.element("member", "");
    w.close();
    w.close();
    assert_eq!(
        w.finish(),
        "<R xmlns=\"urn:x\">\n  <Empty/>\n  <List>\n    <member>1 &lt; 2 &amp; &quot;3&quot;</member>\n    <member></member>\n  </List>\n</R>\n"
    );
}

#[test]
fn s3_layout() {
    let mut w = Writer::one_line();
    w.open("A");
    w.open("B");
    w.element("C", "x");
    w.open("D");
    assert_eq!(w.finish(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<A><B><C>x</C><D/></B></A>");
}

#[test]
fn characters_that_xml_cannot_carry() {
    for (given, plain, key) in [
        ("a\u{1}b", "a\u{FFFD}b", "a&#x1;b"),
        ("\0", "\u{FFFD}", "&#x0;"),
        ("\u{FFFF}", "\u{FFFD}", "&#xffff;"),
        ("\r\n\t", "&#13;\n\t", "&#13;\n\t"),
        ("ünï😀", "ünï😀", "ünï😀"),
        ("]]>", "]]&gt;", "]]&gt;"),
    ] {
        let mut w = Writer::indented();
        w.element("T", given);
        assert_eq!(w.finish(), format!("<T>{plain}</T>\n"));
        let mut w = Writer::indented();
        w.key_element("T", given);
        assert_eq!(w.finish(), format!("<T>{key}</T>\n"));
    }
}

/// The texts of the children of `<R>`, read to the end.
fn texts(document: &str) -> Result<Vec<String>, XmlError> {
    let mut reader = Reader::new(document.as_bytes(), 10)?;
    reader.root("R")?;
    let mut texts = Vec::new();
    while reader.child()?.is_some() {
        texts.push(reader.text()?);
    }
    reader.end()?;
    Ok(texts)
}

#[test]
fn documents() {
    type Texts = Result<&'static [&'static str], XmlError>;
    let cases: &[(&str, &str, Texts)] = &[
        ("empty root", "<R/>", Ok(&[])),
        ("empty root, long form", "<R></R>", Ok(&[])),
        ("declaration", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<R><A>x</A></R>\n", Ok(&["x"])),
        ("byte order mark", "\u{FEFF}<R><A>x</A></R>", Ok(&["x"])),
        ("namespace", "<R xmlns=\"urn:x\"><A>x</A></R>", Ok(&["x"])),
        ("prefix", "<s:R xmlns:s=\"urn:x\"><s:A>x</s:A></s:R>", Ok(&["x"])),
        ("attributes", "<R a='1'><A b=\"2\">x</A></R>", Ok(&["x"])),
        ("empty child", "<R><A/><B></B></R>", Ok(&["", ""])),
        ("entities", "<R><A>&amp;&lt;&gt;&quot;&apos;</A></R>", Ok(&["&<>\"'"])),
        ("numbers", "<R><A>&#65;&#x1F600;&#x1;&#13;</A></R>", Ok(&["A😀\u{1}\r"])),
        ("CDATA", "<R><A>a<![CDATA[<&>]]>b</A></R>", Ok(&["a<&>b"])),
        ("white space in a text is kept", "<R><A> a\n b </A></R>", Ok(&[" a\n b "])),
        ("line ends", "<R><A>a\r\nb\rc</A></R>", Ok(&["a\nb\nc"])),
        ("comments", "<!-- c --><R><!-- c --><A>a<!-- c -->b</A></R><!-- c -->", Ok(&["ab"])),
        ("nothing", "", Err(XmlError::Unexpected)),
        ("only text", "x", Err(XmlError::Unexpected)),
        ("another root", "<X/>", Err(XmlError::Unexpected)),
        ("two roots", "<R/><R/>", Err(XmlError::Unexpected)),
        ("text behind", "<R/>x", Err(XmlError::Unexpected)),
        ("text between", "<R>x<A/></R>", Err(XmlError::Unexpected)),
        ("child in a text", "<R><A>x<B/></A></R>", Err(XmlError::Unexpected)),
        ("not closed", "<R><A>", Err(XmlError::Syntax)),
        ("closed by another", "<R><A></B></R>", Err(XmlError::Syntax)),
        ("closed too often", "<R></R></R>", Err(XmlError::Syntax)),
        ("bare ampersand", "<R><A>a & b</A></R>", Err(XmlError::Syntax)),
        ("document type", "<!DOCTYPE R><R/>", Err(XmlError::DocumentType)),
        ("document type inside", "<R><!DOCTYPE R></R>", Err(XmlError::DocumentType)),
        ("unknown entity", "<R><A>&nbsp;</A></R>", Err(XmlError::Entity)),
        ("surrogate", "<R><A>&#xD800;</A></R>", Err(XmlError::Syntax)),
        ("beyond Unicode", "<R><A>&#x110000;</A></R>", Err(XmlError::Syntax)),
        ("signed number", "<R><A>&#+65;</A></R>", Err(XmlError::Syntax)),
        ("other encoding", "<?xml version=\"1.0\" encoding=\"UTF-16\"?><R/>", Err(XmlError::Syntax)),
        ("ten elements", "<R><A/><A/><A/><A/><A/><A/><A/><A/><A/></R>", Ok(&[""; 9])),
        ("eleven elements", "<R><A/><A/><A/><A/><A/><A/><A/><A/><A/><A/></R>", Err(XmlError::TooMany)),
    ];
    for (name, document, want) in cases {
        let want = want.map(|texts| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        assert_eq!(texts(document), want, "{name}");
    }
    assert_eq!(Reader::new(b"<R>\xFF</R>", 1).err(), Some(XmlError::Syntax));
}

#[test]
fn adv_64_depth_is_bounded_without_recursion() {
    let nested = |depth: usize| format!("{}{}", "<R>".repeat(depth), "</R>".repeat(depth));
    let skip = |document: &str| {
        let mut reader = Reader::new(document.as_bytes(), usize::MAX)?;
        reader.root("R")?;
        reader.skip()?;
        reader.end()
    };
    assert_eq!(skip(&nested(limits::XML_DEPTH)), Ok(()));
    assert_eq!(skip(&nested(limits::XML_DEPTH + 1)), Err(XmlError::TooDeep));
    assert_eq!(skip(&"<R>".repeat(1_000_000)), Err(XmlError::TooDeep));
}

#[test]
fn adv_63_entities_are_not_expanded() {
    let laughs = "<!DOCTYPE R [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><R><A>&b;</A></R>";
    assert_eq!(texts(laughs), Err(XmlError::DocumentType));
    let external = "<!DOCTYPE R SYSTEM \"file:///etc/passwd\"><R/>";
    assert_eq!(texts(external), Err(XmlError::DocumentType));
}

proptest! {
    #[test]
    fn what_is_written_is_read(text in "(?s:.){0,60}") {
        let mut w = Writer::one_line();
        w.open("R");
        w.key_element("K", &text);
        prop_assert_eq!(texts(&w.finish()), Ok(vec![text]));
    }

    #[test]
    fn no_document_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[<>/A&;#!\\[\\]x-]{0,60}") {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            if let Ok(mut reader) = Reader::new(bytes, 100) {
                let _ = reader.root("A");
                while let Ok(Some(_)) = reader.child() {}
                let _ = reader.skip();
                let _ = reader.end();
            }
        }
    }
}
