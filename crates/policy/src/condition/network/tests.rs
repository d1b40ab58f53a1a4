use super::*;

#[test]
fn membership() {
    let table = [
        ("10.0.0.0/8", "10.255.0.1", true),
        ("10.0.0.0/8", "11.0.0.1", false),
        ("10.9.8.7/8", "10.0.0.1", true),
        ("10.0.0.1", "10.0.0.1", true),
        ("10.0.0.1", "10.0.0.2", false),
        ("0.0.0.0/0", "255.255.255.255", true),
        ("10.0.0.1/32", "10.0.0.1", true),
        ("::/0", "2001:db8::1", true),
        ("::/0", "10.0.0.1", false),
        ("0.0.0.0/0", "::1", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("2001:db8::/32", "2001:db9::1", false),
        ("2001:0db8:0:0::1", "2001:db8::1", true),
        ("::ffff:10.0.0.1", "10.0.0.1", true),
        ("::ffff:10.0.0.1", "10.0.0.2", false),
        ("::ffff:10.0.0.1/128", "10.0.0.1", true),
        ("::ffff:0a00:0001", "10.0.0.1", true),
        ("0:0:0:0:0:ffff:10.0.0.0/104", "10.9.9.9", true),
        ("::ffff:10.0.0.0/104", "::ffff:10.9.9.9", true),
        ("::ffff:10.0.0.0/104", "::ffff:11.0.0.1", false),
        ("::ffff:10.0.0.0/104", "10.9.9.9", true),
        ("::ffff:10.0.0.0/104", "11.0.0.1", false),
        ("::ffff:0.0.0.0/96", "203.0.113.9", true),
        ("::ffff:0.0.0.0/96", "2001:db8::1", false),
        ("10.0.0.0/8", "::ffff:10.1.2.3", true),
        ("10.0.0.0/8", "::ffff:11.1.2.3", false),
        ("0.0.0.0/0", "::ffff:203.0.113.9", true),
        ("10.0.0.1", "::10.0.0.1", false),
        ("64:ff9b::/96", "::ffff:10.0.0.1", false),
        // Networks of version 6 that lie around the mapped addresses hold none of them.
        ("::ffff:10.0.0.0/95", "::ffff:10.0.0.1", false),
        ("::ffff:10.0.0.0/95", "::fffe:0:1", true),
        ("::/0", "::ffff:10.0.0.1", false),
        ("2001:db8::1/128", "2001:db8::2", false),
    ];
    for (network, address, expected) in table {
        let network_read = Network::parse(network).expect(network);
        assert_eq!(network_read.contains(address.parse().unwrap()), expected, "{network} {address}");
    }
}

#[test]
fn what_is_no_network() {
    for text in [
        "",
        "x",
        "10.0.0",
        "10.0.0.256",
        "010.0.0.1",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/+8",
        "10.0.0.0/0008",
        "::/129",
        "10.0.0.0/255.0.0.0",
        "10.0.0.0/8/8",
        "1::2::3",
        "[::1]",
        "::1%eth0",
    ] {
        assert_eq!(Network::parse(text), None, "{text}");
    }
}
