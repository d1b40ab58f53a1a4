use wire::iam::{CreateVirtualMFADeviceResponse, ListVirtualMFADevicesResponse};

use crate::support::*;

const WRONG_CODES: &str = "403 InvalidAuthenticationCode: Authentication code for device is not valid.";

#[test]
fn create_virtual_mfa_device_shows_seed_and_qr_code() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.iam(&admin, "CreateAccountAlias AccountAlias=my-alias").xml();
    let tags = "Tags.member.1.Key=k Tags.member.1.Value=v";
    let call =
        format!("CreateVirtualMFADevice VirtualMFADeviceName=my.phone@home Path=/mfa/test//double/ {tags}");
    let made = plane.iam(&admin, &call);
    let device = made.parsed::<CreateVirtualMFADeviceResponse>().virtual_mfa_device;
    assert_eq!(device.serial_number, format!("arn:aws:iam::{ACCOUNT}:mfa/mfa/test//double/my.phone@home"));
    assert_eq!((&device.user, &device.enable_date), (&None, &None));
    assert_eq!(device.tags.unwrap()[0].key, "k");
    // on the wire the blob is base64 of the base32 text
    let seed = String::from_utf8(device.base32_string_seed.unwrap()).unwrap();
    assert_eq!(seed.len(), 64);
    assert!(data_encoding::BASE32_NOPAD.decode(seed.as_bytes()).is_ok(), "{seed}");
    assert_eq!(
        read_qr(&device.qr_code_png.unwrap()),
        format!(
            "otpauth://totp/Amazon%20Web%20Services:my.phone%40home@my-alias?secret={seed}&issuer=Amazon%20Web%20Services"
        )
    );
    let elements: Vec<&str> = ["SerialNumber", "Base32StringSeed", "QRCodePNG", "Tags"]
        .into_iter()
        .filter(|element| made.texts(element).len() == 1)
        .collect();
    assert_eq!(elements.len(), 4, "{}", made.xml());
    plane.iam(&admin, "DeleteAccountAlias AccountAlias=my-alias").xml();
    let made = plane.iam(&admin, "CreateVirtualMFADevice VirtualMFADeviceName=d");
    let device = made.parsed::<CreateVirtualMFADeviceResponse>().virtual_mfa_device;
    let uri = read_qr(&device.qr_code_png.unwrap());
    assert!(uri.starts_with("otpauth://totp/Amazon%20Web%20Services:d@123456789012?secret="), "{uri}");
    assert!(made.texts("Tags").is_empty());
}

fn read_qr(bytes: &[u8]) -> String {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let side = reader.next_frame(&mut pixels).unwrap().width as usize;
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| pixels[y * side + x]);
    image.detect_grids()[0].decode().unwrap().1
}

#[test]
fn create_virtual_mfa_device_makes_a_device_once() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let call = "CreateVirtualMFADevice VirtualMFADeviceName";
    let prefix = format!("arn:aws:iam::{ACCOUNT}:mfa/").len();
    let longest = format!("{call}={}", "n".repeat(256 - prefix));
    let too_long = format!("{call}={}", "n".repeat(257 - prefix));
    let long_path = format!("{call}=n Path=/{}/", "p".repeat(511));
    plane.outcomes(
        &admin,
        &[
            (&format!("{call}=d"), "ok"),
            (&format!("{call}=D"), "409 EntityAlreadyExists: MFA device already exists."),
            (&format!("{call}=d Path=/x/"), "ok"),
            (&longest, "ok"),
            (
                &too_long,
                "400 ValidationError: 1 validation error detected: Value at 'serialNumber' failed to satisfy constraint: Member must have length less than or equal to 256",
            ),
            (
                &long_path,
                "400 ValidationError: 1 validation error detected: Value at 'path' failed to satisfy constraint: Member must have length less than or equal to 512",
            ),
            (
                &format!("{call}=d2 Path=no-slash"),
                "400 ValidationError: The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.",
            ),
            (
                &format!("{call}=d2 Tags.member.1.Key=a Tags.member.1.Value=1 Tags.member.2.Key=a Tags.member.2.Value=2"),
                "400 InvalidInput: Duplicate tag keys found.",
            ),
            // their case counts, unlike that of users' tags
            (
                &format!("{call}=d2 Tags.member.1.Key=a Tags.member.1.Value=1 Tags.member.2.Key=A Tags.member.2.Value=2"),
                "ok",
            ),
        ],
    );
}

#[test]
fn enable_mfa_device_takes_two_codes() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.user("u", None);
    let device = plane.device("m");
    let now = plane.now;
    let wrong = device.wrong_code(now);
    let given = |first: &str, second: &str| {
        format!(
            "EnableMFADevice UserName=u SerialNumber={} AuthenticationCode1={first} AuthenticationCode2={second}",
            device.serial
        )
    };
    let (previous, present) = (device.code(now, -1), device.code(now, 0));
    let length = |name: &str, bound: &str| {
        format!(
            "400 ValidationError: 1 validation error detected: Value at '{name}' failed to satisfy constraint: Member must have length {bound} than or equal to 6"
        )
    };
    plane.outcomes(
        &admin,
        &[
            (&device.enable("x", now, [-1, 0]), "404 NoSuchEntity: The user with name x cannot be found."),
            (
                &device.enable("u", now, [-1, 0]).replace("mfa/m", "mfa/x"),
                "404 NoSuchEntity: MFA Device with serial number arn:aws:iam::123456789012:mfa/x does not exist.",
            ),
            (&given(&previous, &wrong), WRONG_CODES),
            (&given(&wrong, &present), WRONG_CODES),
            (&given(&present, &present), WRONG_CODES),
            (&given(&present, &previous), WRONG_CODES),
            (&given("12345", &present), &length("authenticationCode1", "greater")),
            (&given(&previous, "1234567"), &length("authenticationCode2", "less")),
            (
                &given("12345a", &present),
                r"400 ValidationError: 1 validation error detected: Value at 'authenticationCode1' failed to satisfy constraint: Member must satisfy regular expression pattern: [\d]+",
            ),
            (&given(&previous, &present), "ok"),
            (&given(&previous, &present), "409 EntityAlreadyExists: MFA Device is already in use."),
            (&device.enable("admin", now, [-1, 0]), "409 EntityAlreadyExists: MFA Device is already in use."),
            (
                "DeleteVirtualMFADevice SerialNumber=arn:aws:iam::123456789012:mfa/m",
                "409 DeleteConflict: MFA VirtualDevice in use. Must deactivate first.",
            ),
        ],
    );
}

#[test]
fn resync_mfa_device_deactivate_mfa_device_and_delete_virtual_mfa_device() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.user("u", None);
    plane.user("eve", None);
    let device = plane.enabled_device("m", "u");
    let serial = &device.serial;
    let now = plane.now;
    let unknown = format!("404 NoSuchEntity: MFA Device with serial number {serial} does not exist.");
    plane.outcomes(
        &admin,
        &[
            (&device.resync("u", now, [-1, 0]), WRONG_CODES),
            (&device.resync("u", now, [0, 1]), WRONG_CODES),
            (&device.resync("u", now, [20, 21]), WRONG_CODES),
            (&device.resync("u", now, [9, 10]), "ok"),
            (&device.resync("eve", now, [11, 12]), &unknown),
            (&device.resync("x", now, [11, 12]), "404 NoSuchEntity: The user with name x cannot be found."),
            (&format!("DeactivateMFADevice UserName=eve SerialNumber={serial}"), &unknown),
            (
                &format!("DeactivateMFADevice UserName=x SerialNumber={serial}"),
                "404 NoSuchEntity: The user with name x cannot be found.",
            ),
            (&format!("DeactivateMFADevice UserName=u SerialNumber={serial}"), "ok"),
            (&format!("DeactivateMFADevice UserName=u SerialNumber={serial}"), &unknown),
        ],
    );
    // it is still there, and what it was used for stays used
    assert_eq!(
        plane.iam(&admin, "ListVirtualMFADevices AssignmentStatus=Unassigned").texts("SerialNumber"),
        [serial.as_str()]
    );
    plane.outcomes(
        &admin,
        &[
            (&device.enable("eve", now, [9, 10]), WRONG_CODES),
            (&device.enable("eve", now, [11, 12]), "ok"),
            (&format!("DeactivateMFADevice UserName=eve SerialNumber={serial}"), "ok"),
            (&format!("DeleteVirtualMFADevice SerialNumber={serial}"), "ok"),
            (&format!("DeleteVirtualMFADevice SerialNumber={serial}"), &unknown),
        ],
    );
}

#[test]
fn list_mfa_devices_of_a_user_and_list_virtual_mfa_devices_of_the_account() {
    let mut plane = Plane::new();
    let (admin, root) = (plane.admin.clone(), plane.root.clone());
    plane.iam(&admin, "CreateUser UserName=Bob Path=/eng/ Tags.member.1.Key=k Tags.member.1.Value=v").xml();
    let id = plane.iam(&admin, "GetUser UserName=bob").text("UserId");
    plane.advance(60);
    let device = plane.enabled_device("on", "bob");
    let spare = plane.device("spare");
    plane
        .iam(
            &admin,
            &format!("TagMFADevice SerialNumber={} Tags.member.1.Key=k Tags.member.1.Value=v", spare.serial),
        )
        .xml();
    let enabled = "2027-01-15T08:01:00Z";
    let listed = plane.iam(&admin, "ListMFADevices UserName=BOB").xml();
    let expected = format!(
        "    <MFADevices>
      <member>
        <UserName>Bob</UserName>
        <SerialNumber>{}</SerialNumber>
        <EnableDate>{enabled}</EnableDate>
      </member>
    </MFADevices>
    <IsTruncated>false</IsTruncated>
",
        device.serial
    );
    assert!(listed.contains(&expected), "{listed}");
    let all = plane.iam(&admin, "ListVirtualMFADevices").xml();
    let assigned = format!(
        "      <member>
        <SerialNumber>{}</SerialNumber>
        <User>
          <Path>/eng/</Path>
          <UserName>Bob</UserName>
          <UserId>{id}</UserId>
          <Arn>arn:aws:iam::{ACCOUNT}:user/eng/Bob</Arn>
          <CreateDate>{START_SHOWN}</CreateDate>
        </User>
        <EnableDate>{enabled}</EnableDate>
      </member>
",
        device.serial
    );
    let unassigned = format!(
        "      <member>
        <SerialNumber>{}</SerialNumber>
      </member>
",
        spare.serial
    );
    assert!(
        all.contains(&format!("    <VirtualMFADevices>\n{assigned}{unassigned}    </VirtualMFADevices>\n")),
        "{all}"
    );
    let cases = [
        ("ListVirtualMFADevices AssignmentStatus=Any", vec![&device.serial, &spare.serial]),
        ("ListVirtualMFADevices AssignmentStatus=Assigned", vec![&device.serial]),
        ("ListVirtualMFADevices AssignmentStatus=Unassigned", vec![&spare.serial]),
        ("ListMFADevices", vec![]),
    ];
    for (call, serials) in cases {
        assert_eq!(
            plane.iam(&admin, call).texts("SerialNumber").iter().collect::<Vec<_>>(),
            serials,
            "{call}"
        );
    }
    let session = plane.role_session("r", &allow("*"));
    let no_name = "400 ValidationError: Must specify userName when calling with non-User credentials";
    plane.outcomes(
        &session,
        &[
            ("ListMFADevices", no_name),
            ("GetMFADevice SerialNumber=GAHT12345678", no_name),
            ("DeactivateMFADevice SerialNumber=GAHT12345678", no_name),
        ],
    );
    plane.outcomes(
        &root,
        &[
            ("ListMFADevices", "ok"),
            ("ListMFADevices UserName=x", "404 NoSuchEntity: The user with name x cannot be found."),
            (
                "DeactivateMFADevice SerialNumber=GAHT12345678",
                "404 NoSuchEntity: MFA Device with serial number GAHT12345678 does not exist.",
            ),
            (
                "GetMFADevice SerialNumber=GAHT12345678",
                "404 NoSuchEntity: MFA Device with serial number GAHT12345678 does not exist.",
            ),
            (
                "ListVirtualMFADevices AssignmentStatus=all",
                "400 ValidationError: 1 validation error detected: Value at 'assignmentStatus' failed to satisfy constraint: Member must satisfy enum value set",
            ),
        ],
    );
    let (other, _) = plane.account("other", "210987654321");
    assert!(
        plane
            .iam(&other, "ListVirtualMFADevices")
            .parsed::<ListVirtualMFADevicesResponse>()
            .virtual_mfa_devices
            .is_empty()
    );
}

#[test]
fn get_mfa_device_shows_security_keys_only() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.user("u", None);
    let device = plane.enabled_device("m", "u");
    let call = format!("GetMFADevice UserName=u SerialNumber={}", device.serial);
    let unknown =
        format!("404 NoSuchEntity: MFA Device with serial number {} does not exist.", device.serial);
    plane.outcomes(
        &admin,
        &[
            (&call, &unknown),
            (
                "GetMFADevice UserName=x SerialNumber=GAHT12345678",
                "404 NoSuchEntity: The user with name x cannot be found.",
            ),
        ],
    );
}

#[test]
fn tag_mfa_device_and_untag_mfa_device() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let device = format!("SerialNumber={}", plane.device("m").serial);
    let fifty: Vec<String> =
        (1..=50).map(|n| format!("Tags.member.{n}.Key=k{n} Tags.member.{n}.Value=v")).collect();
    let none = format!("SerialNumber=arn:aws:iam::{ACCOUNT}:mfa/none");
    let unknown = format!(
        "404 NoSuchEntity: MFA Device with serial number arn:aws:iam::{ACCOUNT}:mfa/none does not exist."
    );
    plane.outcomes(
        &admin,
        &[
            (&format!("TagMFADevice {device} {}", fifty.join(" ")), "ok"),
            (&format!("TagMFADevice {device} Tags.member.1.Key=k1 Tags.member.1.Value=w"), "ok"),
            (
                &format!("TagMFADevice {device} Tags.member.1.Key=K1 Tags.member.1.Value=w"),
                "409 LimitExceeded: The number of tags has reached the maximum limit.",
            ),
            (
                &format!("TagMFADevice {device} Tags.member.1.Key=k1 Tags.member.1.Value=w Tags.member.2.Key=k1 Tags.member.2.Value=x"),
                "400 InvalidInput: Duplicate tag keys found.",
            ),
            (&format!("UntagMFADevice {device} TagKeys.member.1=K2 TagKeys.member.2=k3"), "ok"),
            (&format!("TagMFADevice {none} Tags.member.1.Key=k Tags.member.1.Value=w"), &unknown),
            (&format!("UntagMFADevice {none} TagKeys.member.1=k"), &unknown),
            (&format!("ListMFADeviceTags {none}"), &unknown),
        ],
    );
    let tags = plane.iam(&admin, &format!("ListMFADeviceTags {device}"));
    assert_eq!(tags.texts("Key")[..3], ["k1", "k2", "k4"]);
    assert_eq!((tags.texts("Key").len(), tags.texts("Value")[0].as_str()), (49, "w"));
}

#[test]
fn enable_mfa_device_eight_of_a_user() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.user("u", None);
    for number in 0..8 {
        plane.enabled_device(&format!("m{number}"), "u");
    }
    let ninth = plane.device("ninth");
    let call = ninth.enable("u", plane.now, [-1, 0]);
    plane.outcomes(
        &admin,
        &[
            (&call, "409 LimitExceeded: Cannot exceed quota for MFADevicesPerUser: 8"),
            (&format!("DeactivateMFADevice UserName=u SerialNumber=arn:aws:iam::{ACCOUNT}:mfa/m0"), "ok"),
            (&call, "ok"),
        ],
    );
}

/// The scenario: denied without MFA, allowed with it, and each code once.
#[test]
fn what_is_conditioned_on_mfa_works_with_it_only() {
    let mut plane = Plane::new();
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}"#;
    let bob = plane.user("bob", Some(policy));
    let device = plane.enabled_device("m", "bob");
    let denied = format!(
        "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::{ACCOUNT}:user/ because no identity-based policy allows the iam:ListUsers action"
    );
    plane.outcomes(&bob, &[("ListUsers", &denied)]);
    let plain = plane.sts(&bob, "GetSessionToken").credentials();
    // AWS refuses such a session's token in IAM altogether
    plane.outcomes(
        &plain,
        &[("ListUsers", "403 InvalidClientTokenId: The security token included in the request is invalid.")],
    );
    let session = plane.sts(&bob, &device.session(plane.now, 1)).credentials();
    plane.outcomes(&session, &[("ListUsers", "ok")]);
}

#[test]
fn devices_of_another_account_are_not_there() {
    let mut plane = Plane::new();
    plane.user("u", None);
    let enabled = plane.enabled_device("on", "u");
    let spare = plane.device("spare");
    let (other, _) = plane.account("other", "210987654321");
    let unknown = |device: &Device| {
        format!("404 NoSuchEntity: MFA Device with serial number {} does not exist.", device.serial)
    };
    for device in [&enabled, &spare] {
        let serial = format!("SerialNumber={}", device.serial);
        plane.outcomes(
            &other,
            &[
                (&format!("ListMFADeviceTags {serial}"), &unknown(device)),
                (
                    &format!("TagMFADevice {serial} Tags.member.1.Key=k Tags.member.1.Value=v"),
                    &unknown(device),
                ),
                (&format!("UntagMFADevice {serial} TagKeys.member.1=k"), &unknown(device)),
                (&format!("DeactivateMFADevice UserName=admin {serial}"), &unknown(device)),
                (&format!("DeleteVirtualMFADevice {serial}"), &unknown(device)),
                (&device.enable("admin", plane.now, [-1, 0]), &unknown(device)),
                (&device.resync("admin", plane.now, [1, 2]), &unknown(device)),
            ],
        );
    }
}

#[test]
fn enable_mfa_device_with_too_many_wrong_codes() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.user("u", None);
    let device = plane.device("m");
    let wrong = device.wrong_code(plane.now);
    let codes = format!("AuthenticationCode1={wrong} AuthenticationCode2={wrong}");
    let guess = format!("EnableMFADevice UserName=u SerialNumber={} {codes}", device.serial);
    for _ in 0..10 {
        plane.outcomes(&admin, &[(&guess, WRONG_CODES)]);
    }
    let right = device.enable("u", plane.now, [-1, 0]);
    let throttled =
        format!("{WRONG_CODES} Too many wrong codes: no code is looked at before 2027-01-15T08:10:00Z.");
    plane.outcomes(&admin, &[(&right, &throttled), (&guess, &throttled)]);
    plane.advance(600);
    let right = device.enable("u", plane.now, [-1, 0]);
    plane.outcomes(&admin, &[(&right, "ok")]);
}
