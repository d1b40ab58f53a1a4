//! What the S3 front serves: buckets and objects in a local directory.
