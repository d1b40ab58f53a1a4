use super::Writer;

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
