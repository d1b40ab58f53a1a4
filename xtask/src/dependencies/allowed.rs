//! Lists of what is accepted of dependencies.

/// Licences that ask for no more than their text: SPDX names, exceptions included.
pub(super) const LICENCES: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-3-Clause",
    "BSL-1.0",
    // the certificates of webpki-roots
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    // libFuzzer
    "NCSA",
    // tables of Unicode
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages that must not come into the product, and why.
pub(super) const BANNED: [(&str, &str); 5] = [
    ("openssl-sys", "TLS is rustls with ring"),
    ("native-tls", "TLS is rustls with ring"),
    ("aws-lc-sys", "ring is the one provider of TLS and ciphers; a second one adds 4 MB"),
    ("chrono", "dates are jiff's"),
    ("async-std", "tokio is the runtime"),
];

/// Packages of the product that are there in several versions. This list may only shrink.
pub(super) const DUPLICATES: [&str; 12] = [
    // RustCrypto's older line, by aws-config
    "block-buffer",
    "cpufeatures",
    "crypto-common",
    "digest",
    "sha1",
    // the older one by ring
    "getrandom",
    // the older one by rqrr, in tests
    "hashbrown",
    // the older one by png
    "miniz_oxide",
    // macros that have not moved yet
    "syn",
    // the older ones by parts of rcgen that are not built
    "bit-vec",
    "synstructure",
    // Windows only
    "windows-sys",
];
