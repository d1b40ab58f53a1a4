//! A form, from bytes to a typed request and back.
//!
//! What is accepted is written again and must then be accepted with the same outcome: nothing is read that a client
//! could not have meant. The first line of the input is the URL's query, the rest is the body.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::query::{DispatchError, dispatch};

const FORM: Option<&str> = Some("application/x-www-form-urlencoded");

fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|b| *b == b'\n').unwrap_or(0);
    let (query, body) = input.split_at(end);
    let query = String::from_utf8_lossy(query);
    let body = body.strip_prefix(b"\n").unwrap_or(body);
    match dispatch(None, "POST", FORM, &query, body) {
        Ok(call) => match call.operation.canonical_form(&call.params) {
            Ok(form) => {
                let again =
                    dispatch(None, "POST", FORM, "", form.as_bytes()).expect("a form of ours is a form");
                assert_eq!(again.operation, call.operation);
                assert_eq!(again.operation.canonical_form(&again.params), Ok(form));
            }
            Err(error) => {
                let fault = wire::fault::Fault::from(error);
                assert!(fault.status() == 400);
            }
        },
        Err(error) => {
            let status = DispatchError::answer(&error, "request").status;
            assert!(matches!(status, 302 | 400));
        }
    }
});
