use super::*;
use crate::query::Params;
use crate::route::{BucketName, ObjectKey, S3Request};
use crate::s3::Operation;
use crate::s3::binding::Request;
use crate::sigv4::RequestHead;

type Planned = Result<Option<(Algorithm, ChecksumType)>, Fault>;

fn plan(headers: &[(&str, &str)]) -> Planned {
    let headers: Vec<(&str, &[u8])> = headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    let head = RequestHead { method: "POST", path: "/b/k", query: "", headers: &headers };
    let asked = S3Request {
        operation: Operation::CreateMultipartUpload,
        bucket: BucketName::parse("bucket"),
        bucket_in_host: false,
        key: ObjectKey::parse("k").ok(),
        params: Params::parse_unique("uploads").unwrap(),
    };
    planned_checksum(&CreateMultipartUploadRequest::bind(&head, &asked).unwrap())
}

#[test]
fn planned_checksums() {
    use ChecksumType::{Composite, FullObject};
    let (algorithm, kind) = ("x-amz-checksum-algorithm", "x-amz-checksum-type");
    for (name, headers, planned) in [
        ("none", vec![], Ok(None)),
        ("CRC32", vec![(algorithm, "CRC32")], Ok(Some((Algorithm::Crc32, Composite)))),
        (
            "CRC32 of the data",
            vec![(algorithm, "CRC32"), (kind, "FULL_OBJECT")],
            Ok(Some((Algorithm::Crc32, FullObject))),
        ),
        ("CRC64NVME", vec![(algorithm, "CRC64NVME")], Ok(Some((Algorithm::Crc64Nvme, FullObject)))),
        (
            "SHA256",
            vec![(algorithm, "SHA256"), (kind, "COMPOSITE")],
            Ok(Some((Algorithm::Sha256, Composite))),
        ),
        (
            "CRC64NVME of the parts",
            vec![(algorithm, "CRC64NVME"), (kind, "COMPOSITE")],
            Err("InvalidRequest"),
        ),
        ("SHA1 of the data", vec![(algorithm, "SHA1"), (kind, "FULL_OBJECT")], Err("InvalidRequest")),
        ("a type alone", vec![(kind, "COMPOSITE")], Err("InvalidRequest")),
        ("another type", vec![(algorithm, "CRC32"), (kind, "PARTIAL")], Err("InvalidRequest")),
        ("XXHASH3", vec![(algorithm, "XXHASH3")], Ok(Some((Algorithm::XxHash3, Composite)))),
        ("SHA512 of the data", vec![(algorithm, "SHA512"), (kind, "FULL_OBJECT")], Err("InvalidRequest")),
        ("another algorithm", vec![(algorithm, "XXHASH32")], Err("InvalidRequest")),
        ("small letters", vec![(algorithm, "crc32")], Err("InvalidRequest")),
    ] {
        let read = plan(&headers).map_err(|fault| fault.code().name);
        assert_eq!(read, planned, "{name}");
    }
}
