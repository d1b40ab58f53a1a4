use super::Console;

#[test]
fn each_partition_has_its_own() {
    let cases = [
        (None, "https://signin.aws.amazon.com/", "https://console.aws.amazon.com/"),
        (Some("eu-west-1"), "https://signin.aws.amazon.com/", "https://console.aws.amazon.com/"),
        (Some("cn-north-1"), "https://signin.amazonaws.cn/", "https://console.amazonaws.cn/"),
        (
            Some("us-gov-west-1"),
            "https://signin.amazonaws-us-gov.com/",
            "https://console.amazonaws-us-gov.com/",
        ),
    ];
    for (region, federation, destination) in cases {
        let found = Console::of(region);
        assert_eq!(found.federation.strip_suffix("federation"), Some(federation), "{region:?}");
        assert_eq!(found.destination, destination, "{region:?}");
    }
}
