//! Where requests to the query services come in.

use wire::Answer;
use wire::fault::{Code, Fault, Form, codes};
use wire::query::{self, Format, Operation, Service as QueryService};
use wire::sigv4::{AuthError, Endpoint, Family};

use crate::call::Call;
use crate::caller::Caller;
use crate::places::{Held, Tenant};
use crate::request::Request;
use crate::service::Service;
use crate::{iam, sts};

/// The error that a service family gives for a request that is not authenticated.
pub(crate) fn auth_fault(error: &AuthError, family: Family) -> Fault {
    let fault = error.fault(family);
    let plain = Fault::new(Code { name: fault.code, status: fault.status }, fault.message);
    fault.details.into_iter().fold(plain, |fault, (name, value)| fault.with(name, value))
}

impl Service {
    /// Answers a request to IAM or STS: `service` if the head names one of them, else whichever its `Version` does. What comes
    /// with the answer is held until that is sent.
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
            Err(error) => return (error.answer(format, &request.request_id), Held::default()),
        };
        let service = called.operation.service();
        match self.run(&called, request, body).await {
            Ok((text, headers, held)) => {
                let answer = match format {
                    Format::Xml => Answer::query(200, text, &request.request_id),
                    Format::Json => Answer::query_json(200, text, &request.request_id),
                };
                (headers.into_iter().fold(answer, |answer, (name, value)| answer.header(name, value)), held)
            }
            Err(fault) => {
                (fault.answer(Form::of_query(service, format), &request.request_id), Held::default())
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
        let caller = self
            .authenticate(&request.head, endpoint, request.now)
            .map_err(|error| auth_fault(&error, Family::Query))?
            .ok_or_else(|| anonymous(called))?;
        let caller = &caller;
        refuse_without_mfa(caller, called.operation)?;
        let mut held = self.places.begin(caller.account()).ok_or_else(Fault::throttling)?;
        let tenant = Tenant::proved(caller.account(), request.head.source_ip);
        let mut call = Call { service: self, caller, request, headers: Vec::new() };
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

/// The error of an unsigned request. Those operations that are not to be signed are not built; their callers must not be
/// told to sign.
fn anonymous(called: &query::Call) -> Fault {
    use wire::sts::Operation::{AssumeRoleWithSAML, AssumeRoleWithWebIdentity};
    match called.operation {
        Operation::Sts(operation @ (AssumeRoleWithSAML | AssumeRoleWithWebIdentity)) => {
            operation.check(&called.params).map_or_else(Fault::from, |()| Fault::not_built(operation.name()))
        }
        _ => auth_fault(&AuthError::Missing, Family::Query),
    }
}

/// Sessions of GetSessionToken made without MFA cannot call IAM: AWS says that their token is invalid there.
fn refuse_without_mfa(caller: &Caller, operation: Operation) -> Result<(), Fault> {
    let without_mfa = caller.token_session().is_some_and(|session| session.mfa.is_none());
    if without_mfa && matches!(operation, Operation::Iam(_)) {
        let message = "The security token included in the request is invalid.";
        return Err(Fault::new(codes::query::INVALID_CLIENT_TOKEN_ID, message));
    }
    Ok(())
}
