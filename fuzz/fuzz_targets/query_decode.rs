//! A form, from bytes to a typed request and back.
//!
//! What is accepted is written again and must then be accepted with the same outcome: nothing is read that a client
//! could not have meant. The first line of the input is the URL's query, the rest is the body.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::query::{Format, dispatch};
use wire::sigv4::RequestHead;

const FORM: &[u8] = b"application/x-www-form-urlencoded";

fn head<'a>(query: &'a str, headers: &'a [(&'a str, &'a [u8])]) -> RequestHead<'a> {
    RequestHead { method: "POST", path: "/", query, headers }
}

fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|b| *b == b'\n').unwrap_or(0);
    let (query, body) = input.split_at(end);
    let query = String::from_utf8_lossy(query);
    let body = body.strip_prefix(b"\n").unwrap_or(body);
    let headers = [("content-type", FORM)];
    match dispatch(None, &head(&query, &headers), body) {
        Ok(call) => match call.operation.canonical_form(&call.params) {
            Ok(form) => {
                let again =
                    dispatch(None, &head("", &headers), form.as_bytes()).expect("a form of ours is a form");
                assert_eq!(again.operation, call.operation);
                assert_eq!(again.operation.canonical_form(&again.params), Ok(form));
            }
            Err(error) => {
                let fault = wire::fault::Fault::from(error);
                assert!(fault.status() == 400);
            }
        },
        Err(error) => {
            for format in [Format::Xml, Format::Json] {
                let status = error.answer(format, "request").status;
                assert!(matches!(status, 302 | 400));
            }
        }
    }
});
