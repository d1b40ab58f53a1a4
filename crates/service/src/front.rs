//! Path of a request to IAM or STS: dispatch, authentication, operation, answer.

use store::Snapshot;
use wire::Answer;
use wire::fault::{Fault, Form};
use wire::query::{self, Format, Operation, Service as QueryService};
use wire::sigv4::{AuthError, Endpoint, Family};

use crate::call::Call;
use crate::caller::Caller;
use crate::operation::Authentication;
use crate::places::{Held, Tenant};
use crate::request::Request;
use crate::service::Service;
use crate::{iam, sts, table};

impl Service {
    /// Answers a request to IAM or STS: `service` if the head names one of them, else the one that its `Version` does. The places
    /// beside the answer are held until it is sent.
    pub async fn answer_query(
        &self,
        service: Option<QueryService>,
        request: &mut Request<'_>,
        body: &[u8],
    ) -> (Answer, Held) {
        let head = request.head;
        let format = Format::of_accept(head.header("accept"));
        let called = match query::dispatch(service, &head.signed, body) {
            Ok(called) => called,
            Err(error) => return (error.answer(format, request.request_id), Held::default()),
        };
        let service = called.operation.service();
        request.record.service = Some(service.signing_name());
        request.record.operation = Some(called.operation.name());
        match self.run(&called, request, body).await {
            Ok((text, headers, held)) => {
                let answer = match format {
                    Format::Xml => Answer::query(200, text, request.request_id),
                    Format::Json => Answer::query_json(200, text, request.request_id),
                };
                (headers.into_iter().fold(answer, |answer, (name, value)| answer.header(name, value)), held)
            }
            Err(fault) => {
                request.record.fault = Some(fault.code().name);
                (fault.answer(Form::of_query(service, format), request.request_id), Held::default())
            }
        }
    }

    async fn run(
        &self,
        called: &query::Call,
        request: &mut Request<'_>,
        body: &[u8],
    ) -> Result<(String, Vec<(&'static str, String)>, Held), Fault> {
        let service = called.operation.service().signing_name();
        let endpoint = Endpoint::Query { service, body, allow_v2: false };
        // taken when all of the request is there: what was revoked while its body came in does not count any more
        let state = self.store.snapshot();
        let caller = self
            .authenticate(&state, request, endpoint)
            .map_err(|error| error.fault(Family::Query))?
            .ok_or_else(|| anonymous(called))?;
        let answered = self.operate_query(called, state, &caller, request).await;
        request.record.called_by(caller);
        answered
    }

    async fn operate_query(
        &self,
        called: &query::Call,
        state: Snapshot,
        caller: &Caller,
        request: &mut Request<'_>,
    ) -> Result<(String, Vec<(&'static str, String)>, Held), Fault> {
        let mut held = self.places.begin(caller.account()).ok_or_else(Fault::throttling)?;
        let tenant = Tenant::proved(caller.account(), request.head.source_ip);
        let mut call = Call::new(self, state, caller, request, Family::Query);
        let text = match called.operation {
            Operation::Iam(operation) => iam::run(&mut call, operation, &called.params).await?,
            Operation::Sts(operation) => sts::run(&mut call, operation, &called.params).await?,
        };
        let headers = call.headers;
        if !held.hold_answer(&self.places.memory, tenant, text.len()) {
            return Err(Fault::service_unavailable());
        }
        Ok((text, headers, held))
    }
}

/// The error of an unsigned request. Callers of operations that are not to be signed must not be told to sign; none of these is
/// built yet.
fn anonymous(called: &query::Call) -> Fault {
    let (service, name) = (called.operation.service().signing_name(), called.operation.name());
    let is_unsigned =
        table::find(service, name).is_some_and(|row| row.authentication == Authentication::Unsigned);
    if !is_unsigned {
        return AuthError::Missing.fault(Family::Query);
    }
    called.operation.check(&called.params).map_or_else(Fault::from, |()| Fault::not_built(name))
}
