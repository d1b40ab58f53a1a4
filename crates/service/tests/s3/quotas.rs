//! Quotas of the account that owns a bucket: what exceeds them is refused before it is read, and leaves nothing.

use identity::command::SetQuotas;
use identity::{AccountId, QuotaName};

use super::multiparts::{complete, listed, part, start, started};
use crate::support::s3::{Payload, copy, delete, put};
use crate::support::{ACCOUNT, Credentials, Plane};

fn plane(quotas: &[(QuotaName, u64)]) -> (Plane, Credentials) {
    let mut plane = Plane::new();
    plane.bucket("photos");
    let values = quotas.iter().map(|(quota, value)| (*quota, Some(*value))).collect();
    plane.execute(SetQuotas { account: AccountId::parse(ACCOUNT).unwrap(), values });
    let admin = plane.admin.clone();
    (plane, admin)
}

#[test]
fn bytes_of_objects() {
    let (mut plane, admin) = plane(&[(QuotaName::ObjectBytes, 100)]);
    plane.object("/photos/a", &[b'x'; 60]);
    let exceeded = "403 QuotaExceeded: The quota of the account that owns the bucket, 100 bytes of objects, does not \
                    leave room for this.";
    for payload in Payload::ALL {
        let asked = put("/photos/b", &[b'x'; 41]).payload(payload);
        assert_eq!(plane.s3(&admin, &asked).outcome(), exceeded, "{payload:?}");
    }
    assert_eq!(plane.stored("/photos/b"), None);
    assert_eq!(plane.s3(&admin, &copy("photos/a", "/photos/c")).outcome(), exceeded);
    let id = started(&mut plane, &start("/photos/m"));
    assert_eq!(plane.s3(&admin, &part("/photos/m", &id, 1, &[b'x'; 41])).outcome(), exceeded);
    let by_copy = part("/photos/m", &id, 1, b"").header("x-amz-copy-source", "photos/a");
    assert_eq!(plane.s3(&admin, &by_copy).outcome(), exceeded);
    let range = by_copy.header("x-amz-copy-source-range", "bytes=0-9");
    assert_eq!(plane.s3(&admin, &range).outcome(), "200");
    let uploaded = plane.s3(&admin, &part("/photos/m", &id, 1, &[b'x'; 30]));
    assert_eq!(uploaded.outcome(), "200");
    let done = plane.s3(&admin, &complete("/photos/m", &id, &[listed(1, &uploaded)]));
    assert_eq!(done.outcome(), "200", "its bytes are counted already");
    plane.object("/photos/b", &[b'x'; 10]);
    assert_eq!(plane.s3(&admin, &put("/photos/c", b"x")).outcome(), exceeded);
    assert_eq!(plane.s3(&admin, &delete("/photos/b")).status, 204);
    assert_eq!(plane.s3(&admin, &put("/photos/c", b"x")).outcome(), "200", "there is room again");
}

#[test]
fn numbers_of_objects_and_multipart_uploads() {
    let (mut plane, admin) = plane(&[(QuotaName::Objects, 2), (QuotaName::MultipartUploads, 1)]);
    plane.object("/photos/a", b"");
    plane.object("/photos/b", b"");
    assert_eq!(plane.s3(&admin, &put("/photos/c", b"")).code(), "403 QuotaExceeded");
    assert_eq!(plane.s3(&admin, &delete("/photos/b")).status, 204);
    assert_eq!(plane.s3(&admin, &put("/photos/c", b"")).outcome(), "200");
    started(&mut plane, &start("/photos/m"));
    assert_eq!(plane.s3(&admin, &start("/photos/n")).code(), "400 InvalidRequest");
}

/// A quota binds the owner of the bucket alone.
#[test]
fn another_account_has_its_own() {
    let (mut plane, admin) = plane(&[(QuotaName::ObjectBytes, 0)]);
    let (other, _) = plane.account("other", "210987654321");
    assert_eq!(plane.s3(&other, &put("/theirs", b"")).outcome(), "200");
    assert_eq!(plane.s3(&other, &put("/theirs/a", b"data")).outcome(), "200");
    assert_eq!(plane.s3(&admin, &put("/photos/a", b"data")).code(), "403 QuotaExceeded");
    assert_eq!(plane.s3(&admin, &put("/photos/a", b"")).outcome(), "200");
}
