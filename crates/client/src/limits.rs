//! Every bound of the client: sizes, counts and times, each with its unit and the reason for its value.

use std::ops::RangeInclusive;
use std::time::Duration;

// Files, programs and pictures.

/// Longest file that is read, bytes.
pub(crate) const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;
/// Longest output of a program that prints credentials or a code, bytes.
pub(crate) const MAX_PROGRAM_OUTPUT_BYTES: u64 = 64 * 1024;
/// Longest answer of the person at the terminal, bytes.
pub(crate) const MAX_ANSWER_BYTES: u64 = 4096;
/// Largest file of the AWS CLI's cache that is read, bytes.
pub(crate) const MAX_AWS_CLI_FILE_BYTES: u64 = 256 * 1024;
/// Largest file that may hold a seed, bytes.
pub const MAX_SEED_FILE_BYTES: u64 = 4 * 1024 * 1024;
/// Shortest seed, bytes. RFC 4226 asks for 128 bits; some services give 80.
pub(crate) const MIN_SEED_BYTES: usize = 10;
/// Largest side of a picture that is searched for a QR code, pixels.
pub(crate) const MAX_PICTURE_SIDE: u32 = 8192;
/// Age from which a temporary file left by a killed process is removed. Replacing a file takes milliseconds.
pub(crate) const STALE_TEMP_AFTER: Duration = Duration::from_secs(600);

// Locks, signals and other processes.

/// Interval at which a busy lock is tried again.
pub(crate) const LOCK_POLL_INTERVAL: Duration = Duration::from_millis(20);
/// Wait for a lock after which the person is told who holds it.
pub(crate) const LOCK_NOTICE_AFTER: Duration = Duration::from_secs(1);
/// Longest wait for another process's question on the same terminal.
pub(crate) const QUESTION_TURN_TIMEOUT: Duration = Duration::from_secs(300);
/// Longest wait for another process's change to a configuration file.
pub(crate) const EDIT_LOCK_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest wait for another key rotation.
pub const ROTATION_LOCK_TIMEOUT: Duration = Duration::from_secs(60);
/// Longest wait for another process that gets the same session, where a person is asked.
pub(crate) const PERSON_LOCK_TIMEOUT: Duration = Duration::from_secs(300);
/// Longest wait for another process that gets the same session, where a program prints the code: three time steps.
pub(crate) const PROGRAM_LOCK_TIMEOUT: Duration = Duration::from_secs(90);
/// Longest wait for another process that gets the same session, where no person is asked.
pub(crate) const UNATTENDED_LOCK_TIMEOUT: Duration = Duration::from_secs(5);
/// Time after which a browser's opener that still runs has become the browser.
pub(crate) const OPENER_TIMEOUT: Duration = Duration::from_secs(5);
/// Interval at which the opener is checked for its end.
pub(crate) const OPENER_POLL_INTERVAL: Duration = Duration::from_millis(20);

// Calls of services.

/// Longest wait for a connection.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Longest time of one call, retries included.
pub(crate) const CALL_TIMEOUT: Duration = Duration::from_secs(30);
/// Longest wait for the endpoint before a person is asked for a code.
pub(crate) const REACH_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest wait for a credential source such as SSO or a metadata service.
pub(crate) const SOURCE_TIMEOUT: Duration = Duration::from_secs(30);
/// Longest answer that is read, bytes.
pub(crate) const MAX_CALL_ANSWER_BYTES: u64 = 16 * 1024 * 1024;
/// Most elements of an S3 answer. A page of a thousand objects has fewer.
pub(crate) const MAX_XML_ELEMENTS: usize = 50_000;
/// Most pages of an S3 listing that are followed.
pub(crate) const MAX_LISTING_PAGES: usize = 1_000;
/// Most pages of a listing of MFA devices that are followed. A user has [`MAX_MFA_DEVICES`].
pub(crate) const MAX_DEVICE_PAGES: usize = 10;
/// Most MFA devices of a user (IAM's quota).
pub(crate) const MAX_MFA_DEVICES: usize = 8;
/// Most of a server's own text that is shown, characters.
pub(crate) const MAX_SERVER_TEXT_CHARS: usize = 300;
/// Clock difference from which a signature is refused, seconds. AWS allows 15 minutes.
pub(crate) const SIGNATURE_SKEW_SECONDS: i64 = 900;
/// Clock difference from which an MFA code can miss every time step that a server accepts, seconds.
pub(crate) const CODE_SKEW_SECONDS: i64 = 30;

// Profiles.

/// Longest name of a region, bytes.
pub(crate) const MAX_REGION_BYTES: usize = 64;
/// Most profiles that `source_profile` leads through. People use two or three.
pub(crate) const MAX_SOURCE_PROFILES: usize = 100;
/// Longest name that is compared with a mistyped one, characters. The comparison's time grows with the product of both lengths.
pub(crate) const MAX_COMPARED_CHARS: usize = 128;
/// Characters of a name per mistyped one that is forgiven; one always is.
pub(crate) const CHARS_PER_SLIP: usize = 3;

// Sessions.

/// Life of an MFA session, seconds (GetSessionToken).
pub const SESSION_SECONDS: RangeInclusive<i32> = 900..=129_600;
/// Life of a role's session, seconds (AssumeRole).
pub const ROLE_SECONDS: RangeInclusive<i32> = 900..=43_200;
/// Longest life of a role's session that credentials of another session assume, seconds. AWS's limit on role chaining, which
/// counts for sessions of GetSessionToken too (Temporary security credentials, "Role chaining").
pub const CHAINED_ROLE_SECONDS: i32 = 3_600;
/// Rest of a session's life, seconds, with which it counts as over.
pub(crate) const LEAST_LEFT_SECONDS: i64 = 60;
/// Rest of a role session's life, seconds, at which it is renewed where that costs no code. SDKs refresh at the same age.
pub(crate) const RENEW_AT_SECONDS: i64 = 900;
/// Longest name of a role's session, bytes (AssumeRole).
pub(crate) const MAX_SESSION_NAME_BYTES: usize = 64;
/// Times that a person is asked for one code.
pub(crate) const MAX_CODE_ATTEMPTS: usize = 3;

// The session cache.

/// Most entries that `cache list` and `cache clear` look through.
pub(crate) const MAX_CACHE_ENTRIES: usize = 10_000;
/// Largest entry that is read, bytes. Session tokens may be a few kilobytes.
pub(crate) const MAX_CACHE_ENTRY_BYTES: u64 = 256 * 1024;
/// Wait for the keyring after which the person is told that it waits to be unlocked.
#[cfg(feature = "keyring")]
pub(crate) const KEYRING_NOTICE_AFTER: Duration = Duration::from_secs(1);
/// Longest wait for a person to unlock the keyring; the key file takes its place then.
#[cfg(feature = "keyring")]
pub(crate) const KEYRING_UNLOCK_TIMEOUT: Duration = Duration::from_secs(60);

// Progress on stderr.

/// Time that one picture of the spinner stands.
pub(crate) const SPINNER_FRAME_TIME: Duration = Duration::from_millis(120);
/// Work shorter than this gets no spinner.
pub(crate) const SPINNER_AFTER: Duration = Duration::from_millis(400);
/// Columns that a spinner takes beside its text: the frame, two spaces, and the last column, at which some terminals wrap.
pub(crate) const SPINNER_COLUMNS: usize = 4;
/// Columns of a terminal that does not tell its width.
pub(crate) const DEFAULT_COLUMNS: usize = 80;

// The container credentials endpoint.

/// Longest request head that is read, bytes: the least that hyper takes as a bound.
pub(crate) const MAX_REQUEST_BYTES: usize = 8 * 1024;
/// Longest time for a request head to arrive. SDKs give up after two seconds themselves.
pub(crate) const REQUEST_TIMEOUT: Duration = Duration::from_secs(2);
/// Longest life of a connection, answer included.
pub(crate) const CONNECTION_TIMEOUT: Duration = Duration::from_secs(5);
/// Longest wait of a request for credentials. SDKs wait one or two seconds, and ask again.
pub(crate) const CREDENTIALS_TIMEOUT: Duration = Duration::from_millis(900);
/// Most connections at a time; further ones are closed.
pub(crate) const MAX_CONNECTIONS: usize = 64;
/// Interval at which the endpoint looks whether to end.
pub(crate) const STOP_POLL_INTERVAL: Duration = Duration::from_millis(10);
/// Pause after a connection that could not be accepted, for lack of file descriptors perhaps.
pub(crate) const ACCEPT_RETRY_INTERVAL: Duration = Duration::from_millis(10);
/// Life that SDKs are told of credentials without an end, seconds: they ask again then.
pub(crate) const ENDLESS_CREDENTIALS_SECONDS: i64 = 3600;
/// Random bytes of the endpoint's token.
pub(crate) const ENDPOINT_TOKEN_BYTES: usize = 32;

// Keys.

/// Age of an access key from which `doctor` advises a new one, days.
pub(crate) const OLD_KEY_DAYS: i64 = 90;
/// Times that a new key is tried. AWS takes some seconds to know it everywhere.
pub(crate) const MAX_KEY_VERIFICATIONS: u32 = 15;
/// Pause between two tries of a new key.
pub(crate) const KEY_VERIFICATION_INTERVAL: Duration = Duration::from_secs(2);
/// Times that a new key is written where another program writes as well.
pub(crate) const MAX_KEY_WRITES: usize = 3;
/// Difference between a rotation's beginning and its key's creation that clocks may explain, seconds.
pub(crate) const KEY_CREATION_SKEW_SECONDS: i64 = 120;
