//! AWS Identity and Access Management, version 2010-05-08.

mod access;
mod tags;

use wire::fault::Fault;
use wire::iam::Operation;
use wire::query::Params;

use crate::call::Call;

/// Decodes the input of the operation that was asked for, runs it and writes its output. Input is checked against the
/// service model before anything else, also for operations that are not built.
macro_rules! operations {
    ($call:expr, $operation:expr, $params:expr; $($name:ident => $function:path,)*) => {
        match $operation {
            $(Operation::$name => {
                let input = wire::query::Request::decode($params)?;
                let output = $function($call, input).await?;
                Ok(wire::query::Response::to_xml(&output, &$call.request.request_id))
            })*
            #[allow(unreachable_patterns, reason = "one day all are built")]
            other => {
                other.check($params)?;
                Err(Fault::not_built(other.name()))
            }
        }
    };
}
pub(crate) use operations;

/// Runs one operation: the body of its answer.
pub(crate) async fn run(
    call: &mut Call<'_, '_>,
    operation: Operation,
    params: &Params,
) -> Result<String, Fault> {
    operations! {
        call, operation, params;
    }
}
