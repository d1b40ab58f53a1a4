use crate::support::Plane;
use crate::support::s3::{delete, get, head, put};

#[test]
fn a_bucket_from_beginning_to_end() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let made = plane.s3(&admin, &put("/photos", b""));
    assert_eq!((made.outcome().as_str(), made.header("location")), ("200", Some("/photos")));
    let there = plane.s3(&admin, &head("/photos"));
    assert_eq!((there.outcome().as_str(), there.header("x-amz-bucket-region")), ("200", Some("us-east-1")));
    assert_eq!(plane.s3(&admin, &get("/")).texts("Name"), ["photos"]);
    assert_eq!(plane.s3(&admin, &delete("/photos")).outcome(), "204");
    assert_eq!(plane.s3(&admin, &head("/photos")).outcome(), "404");
}
