//! The operation table: for each operation that is built, its authentication, the permission that it needs, and the function
//! that answers it.
//!
//! The rows stand in `iam/table.rs`, `sts/table.rs` and `s3/table.rs`. One row is one line:
//!
//! ```text
//! operation     effect  permit(members of the input)                                    answer
//! CreateUser:   write   new_user(path, user_name, tags, permissions_boundary) + "iam:TagUser" => users::create_user;
//! GetUser:      read    user_or_caller(user_name)                               => users::get_user;
//! ListUsers:    pages   users(path_prefix)                                      => users::list_users;
//! ```
//!
//! * `operation` is the model's name. The action is `iam:` or `sts:` and that name; further actions that some requests need
//!   follow the permit after `+`.
//! * `effect` is `read`, `pages` (reads, and takes a Marker) or `write`.
//! * `permit` is a function of `permit/iam` or `permit/sts`. It gets the call, the row and the members listed, authorises what
//!   it finds, and returns the permit for it. `permit(..)` gets the whole input.
//! * `answer` gets the call, the permit and the input.
//!
//! To add an operation on an entity that is there: write its function in the room of the entity, `iam/ROOM/`, and its row. To
//! add one on a new kind of entity, write its permit in `permit/` too. The coverage test names what is still missing: the
//! request that shows the permission, and the row of docs/compatibility.md.

/// Proof of the caller that an operation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authentication {
    /// A signature in headers.
    Signed,
    /// A signature in headers or in the URL.
    SignedOrPresigned,
    /// None: the operation itself proves the caller, by what the request carries.
    Unsigned,
}

/// The effect of an operation on what is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Reads, and answers in one piece.
    Read,
    /// Reads a list page by page.
    Pages,
    /// Changes what is stored.
    Write,
}

/// One operation that is built, or whose authentication is known before it is.
#[derive(Debug)]
pub struct Row {
    /// The service, as signatures name it.
    pub service: &'static str,
    /// The model's name.
    pub operation: &'static str,
    /// Proof of the caller.
    pub authentication: Authentication,
    /// The effect.
    pub effect: Effect,
    /// The action that every request needs, then those that some requests need too.
    pub actions: &'static [&'static str],
    /// Name of the permit: the resource that the action is on.
    pub resource: &'static str,
    /// Path of the function that answers; empty where none is built.
    pub answer: &'static str,
}

impl Row {
    /// False where the operation is refused as not built.
    pub fn is_built(&self) -> bool {
        !self.answer.is_empty()
    }

    /// True where the operation is on an entity that cannot be made here yet, and finds none.
    pub fn is_absent(&self) -> bool {
        self.answer.starts_with("absent::")
    }

    /// The action that every request needs.
    pub fn action(&self) -> &'static str {
        self.actions.first().copied().unwrap_or_default()
    }

    /// The actions that some requests need too.
    pub fn further_actions(&self) -> &'static [&'static str] {
        self.actions.get(1..).unwrap_or_default()
    }
}

/// The [`Effect`] that a row names.
macro_rules! effect {
    (read) => {
        $crate::operation::Effect::Read
    };
    (pages) => {
        $crate::operation::Effect::Pages
    };
    (write) => {
        $crate::operation::Effect::Write
    };
}
pub(crate) use effect;

/// One row of an operation that is built.
macro_rules! row {
    ($service:literal, $name:ident, $effect:ident, $permit:ident, [$($further:literal),*], $answer:path) => {
        $crate::operation::Row {
            service: $service,
            operation: stringify!($name),
            authentication: $crate::operation::Authentication::Signed,
            effect: $crate::operation::effect!($effect),
            actions: &[concat!($service, ":", stringify!($name)) $(, $further)*],
            resource: stringify!($permit),
            answer: stringify!($answer),
        }
    };
}
pub(crate) use row;

/// The permit that a row names, of the members of the input that it lists.
macro_rules! permit {
    ($permit:ident, $call:ident, $row:ident, $input:ident, (..)) => {
        permit::$permit($call, $row, &$input)
    };
    ($permit:ident, $call:ident, $row:ident, $input:ident, ($($member:ident),*)) => {
        permit::$permit($call, $row, $(&$input.$member),*)
    };
}
pub(crate) use permit;

/// Defines the table of a query service: `ROWS`, and `run`, which decodes the input of the operation that was asked for,
/// authorises it, answers it and writes its output. Expects the names of permits in a module `permit`.
macro_rules! operations {
    (
        $service:literal, $model:ident, unsigned [$($unsigned:ident),*];
        $($name:ident: $effect:ident $permit:ident $members:tt $(+ $further:literal)* => $answer:path;)*
    ) => {
        /// The rows of the service.
        pub(crate) static ROWS: &[$crate::operation::Row] = &[
            $($crate::operation::row!($service, $name, $effect, $permit, [$($further),*], $answer),)*
            $($crate::operation::Row {
                service: $service,
                operation: stringify!($unsigned),
                authentication: $crate::operation::Authentication::Unsigned,
                effect: $crate::operation::Effect::Read,
                actions: &[concat!($service, ":", stringify!($unsigned))],
                resource: "",
                answer: "",
            },)*
        ];

        /// Runs one operation: the body of its answer. Input is checked against the service model before anything else,
        /// also for operations that are not built.
        pub(crate) async fn run(
            call: &mut $crate::call::Call<'_, '_>,
            operation: wire::$model::Operation,
            params: &wire::query::Params,
        ) -> Result<String, wire::fault::Fault> {
            use wire::query::{Request, Response};
            match operation {
                $(wire::$model::Operation::$name => {
                    static ROW: &$crate::operation::Row = &$crate::operation::row!($service, $name, $effect, $permit, [$($further),*], $answer);
                    let input = <wire::$model::input::$name as Request>::decode(params)?;
                    let permit = $crate::operation::permit!($permit, call, ROW, input, $members)?;
                    let output: <wire::$model::input::$name as Request>::Response =
                        $answer(call, permit, input).await?;
                    let format = wire::query::Format::of_accept(call.request.head.header("accept"));
                    Ok(output.to_text(format, call.request.request_id))
                })*
                #[allow(unreachable_patterns, reason = "one day all are built")]
                other => {
                    other.check(params)?;
                    Err(wire::fault::Fault::not_built(other.name()))
                }
            }
        }
    };
}
pub(crate) use operations;
