//! `cargo xtask new-operation iam NAME`: the files and rows of an operation that is to be built.
//!
//! What is written compiles. Its test fails, and says what is to be filled in. Everything is an edit of text: [`plan`] gets the
//! files that are there and returns those that change.

mod text;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use text::{insert_sorted, snake};

/// Usage, shown for wrong arguments.
pub(crate) const USAGE: &str = "\
cargo xtask new-operation iam|sts NAME [--room ROOM] [--kind KIND]
           writes page, command, permission row and test of an operation of the service model that is not built;
           ROOM is the directory of the page (default: the one that NAME is about), KIND that of the command";

/// The files of an edit, by path from the root.
type Files = BTreeMap<String, String>;

/// An operation as the model has it.
struct Model {
    service: String,
    name: String,
    /// true if it takes a Marker
    pages: bool,
    /// required members of the input, by the model's names
    required: Vec<String>,
}

impl Model {
    /// Finds an operation in the generated shapes.
    fn find(service: &str, name: &str, shapes: &str) -> Result<Self, String> {
        let declared =
            shapes.lines().any(|line| line.trim_start().starts_with(&format!("{name}({name}Request) ->")));
        if !declared {
            return Err(format!(
                "the model of {service} has no operation {name:?}: names are AWS's, as in CreateUser"
            ));
        }
        let head = format!("    {name}Request {{");
        let members = shapes.lines().skip_while(|line| *line != head).skip(1);
        let members: Vec<&str> = members.take_while(|line| line.trim() != "}").collect();
        let optional = |line: &&&str| line.contains(": Option<") || line.contains(": Vec<");
        let wire_name = |line: &&str| line.split('"').nth(1).unwrap_or_default().to_owned();
        Ok(Self {
            service: service.to_owned(),
            name: name.to_owned(),
            pages: members.iter().any(|line| line.contains("\"Marker\"")),
            required: members.iter().filter(|line| !optional(line)).map(wire_name).collect(),
        })
    }

    fn reads(&self) -> bool {
        ["Get", "List", "Simulate"].iter().any(|verb| self.name.starts_with(verb))
    }

    fn effect(&self) -> &'static str {
        match (self.reads(), self.pages) {
            (true, true) => "pages",
            (true, false) => "read",
            (false, _) => "write",
        }
    }

    /// The request of the skeleton's test and permission row.
    fn request(&self) -> String {
        let parameters = self.required.iter().map(|name| format!(" {name}=FILL-IN"));
        format!("{}{}", self.name, parameters.collect::<String>())
    }
}

/// The places of an operation's parts. IAM has rooms; STS's pages and tests stand in one.
struct Places {
    /// directory of the page, below `crates/service/src`
    room: String,
    /// directory of the command, below `crates/identity/src/kind`
    kind: String,
    /// the function of the page, as the row names it
    answer: String,
    /// the permit to begin with
    permit: &'static str,
    /// the file of the tests
    test: String,
}

impl Places {
    fn of(model: &Model, room: &str, kind: &str) -> Self {
        let module = snake(&model.name);
        let kind = kind.to_owned();
        if model.service == "sts" {
            let (room, test) = ("sts".to_owned(), "crates/service/tests/sts.rs".to_owned());
            return Self { room, kind, answer: format!("{module}::{module}"), permit: "nothing", test };
        }
        let test = format!("crates/service/tests/iam/{module}.rs");
        Self {
            room: format!("iam/{room}"),
            kind,
            answer: format!("{room}::{module}"),
            permit: "account",
            test,
        }
    }

    /// Files that are read and perhaps changed.
    fn shared(&self, service: &str) -> [String; 7] {
        [
            format!("crates/service/src/{}/mod.rs", self.room),
            format!("crates/service/src/{service}/table.rs"),
            "crates/service/tests/iam/permissions.rs".to_owned(),
            "crates/service/tests/iam/mod.rs".to_owned(),
            "crates/service/tests/sts.rs".to_owned(),
            format!("crates/identity/src/kind/{}/commands.rs", self.kind),
            "crates/identity/src/command/mod.rs".to_owned(),
        ]
    }
}

/// Runs the chore with its arguments.
pub(crate) fn run(arguments: &[&str]) -> Result<(), String> {
    let (service, name, options) = match arguments {
        [service @ ("iam" | "sts"), name, options @ ..] if !name.starts_with('-') => {
            (*service, *name, options)
        }
        _ => return Err(format!("usage: {USAGE}")),
    };
    let (mut room, mut kind) = (None, None);
    for pair in options.chunks(2) {
        match pair {
            ["--room", value] => room = Some((*value).to_owned()),
            ["--kind", value] => kind = Some((*value).to_owned()),
            _ => return Err(format!("usage: {USAGE}")),
        }
    }
    let root = crate::root();
    let shapes = read(root, &format!("crates/wire/src/generated/{service}.rs"))?;
    let model = Model::find(service, name, &shapes)?;
    let kinds = directories(root, "crates/identity/src/kind")?;
    let room = match service {
        "iam" => chosen("room", room, name, &directories(root, "crates/service/src/iam")?)?,
        _ => String::new(),
    };
    let kind = if model.reads() { String::new() } else { chosen("kind", kind, name, &kinds)? };
    let places = Places::of(&model, &room, &kind);
    let mut files = Files::new();
    for file in places.shared(service).into_iter().filter(|file| root.join(file).is_file()) {
        let text = read(root, &file)?;
        files.insert(file, text);
    }
    let changed = plan(&model, &places, &files)?;
    for (file, text) in &changed {
        std::fs::write(root.join(file), text).map_err(|e| format!("{file}: {e}"))?;
        println!("{file}");
    }
    println!("{}", next_steps(&model, &places));
    let formatted = std::process::Command::new("cargo").args(["fmt", "--all"]).current_dir(root).status();
    formatted.map(drop).map_err(|e| format!("cargo fmt: {e}"))
}

fn read(root: &Path, file: &str) -> Result<String, String> {
    std::fs::read_to_string(root.join(file)).map_err(|e| format!("{file}: {e}"))
}

fn directories(root: &Path, place: &str) -> Result<Vec<String>, String> {
    let entries = std::fs::read_dir(root.join(place)).map_err(|e| format!("{place}: {e}"))?;
    let directories = entries.flatten().filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> =
        directories.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

/// The directory that was asked for, or the one with the longest name that the operation's name has in it.
fn chosen(what: &str, asked: Option<String>, name: &str, present: &[String]) -> Result<String, String> {
    let listed = || present.join(", ");
    if let Some(asked) = asked {
        let found = present.contains(&asked).then_some(asked.clone());
        return found.ok_or_else(|| format!("there is no {what} {asked:?}; there are: {}", listed()));
    }
    let name = snake(name);
    let about = present.iter().filter(|place| name.contains(place.trim_end_matches('s')));
    let found = about.max_by_key(|place| place.len()).cloned();
    found.ok_or_else(|| format!("name the {what} with --{what}: {}", listed()))
}

/// Every file that changes, as it is to be.
fn plan(model: &Model, places: &Places, files: &Files) -> Result<Files, String> {
    let (service, name, module) = (&model.service, &model.name, snake(&model.name));
    let file = |path: &str| files.get(path).cloned().ok_or_else(|| format!("{path} is not there"));
    let mut changed = Files::new();
    let table = format!("crates/service/src/{service}/table.rs");
    let room = format!("crates/service/src/{}/mod.rs", places.room);
    let with_module = insert_sorted(&file(&room)?, "mod ", &format!("mod {module};"));
    let with_row = with_row(model, places, &file(&table)?)?;
    if service == "sts" {
        changed.insert(table, with_row.replacen("use super::{", &format!("use super::{{{module}, "), 1));
        changed.insert(room, with_module);
        changed.insert(places.test.clone(), file(&places.test)? + &test_module(model, places));
    } else {
        let export = format!("pub(super) use {module}::{module};");
        changed.insert(table, with_row);
        changed.insert(room, insert_sorted(&with_module, "pub(super) use ", &export));
        let permissions = "crates/service/tests/iam/permissions.rs";
        changed.insert(permissions.to_owned(), with_permission(model, &file(permissions)?)?);
        let tests = "crates/service/tests/iam/mod.rs";
        changed.insert(tests.to_owned(), insert_sorted(&file(tests)?, "mod ", &format!("mod {module};")));
        changed.insert(places.test.clone(), test_module(model, places));
    }
    let page = if model.reads() { read_page(model) } else { write_page(model) };
    changed.insert(format!("crates/service/src/{}/{module}.rs", places.room), page);
    if !model.reads() {
        let kind = &places.kind;
        let commands = format!("crates/identity/src/kind/{kind}/commands.rs");
        changed.insert(commands.clone(), format!("{}\n{}", file(&commands)?, command(model)));
        let exports = "crates/identity/src/command/mod.rs";
        let line = format!("pub use crate::kind::{kind}::commands::{name};");
        changed.insert(exports.to_owned(), insert_sorted(&file(exports)?, "pub use ", &line));
    }
    Ok(changed)
}

/// The table with the operation's row: in its place in the alphabet, or for that of an operation on what is never there.
fn with_row(model: &Model, places: &Places, table: &str) -> Result<String, String> {
    let row = format!("    {}: {} {}() => {};", model.name, model.effect(), places.permit, places.answer);
    let begins = format!("    {}:", model.name);
    let unsigned =
        table.lines().find_map(|line| line.split_once("unsigned [")).map_or("", |(_, listed)| listed);
    if unsigned.split(|c: char| !c.is_alphanumeric()).any(|name| name == model.name) {
        return Err(format!("{} carries no signature: its row is no line like the others", model.name));
    }
    let present = table.lines().find(|line| line.starts_with(&begins));
    match present {
        Some(line) if line.contains("absent::") => Ok(table.replace(line, &row)),
        Some(_) => Err(format!("{} is built: it has a row in {}/table.rs", model.name, model.service)),
        None => Ok(insert_sorted(table, "    ", &row)),
    }
}

fn with_permission(model: &Model, text: &str) -> Result<String, String> {
    let row = format!("        on_nothing({:?}, \"*\".to_owned(), \"ok\"),", model.request());
    let last = text.lines().rfind(|line| line.trim_start().starts_with("on_nothing(\""));
    let last = last.ok_or("permissions.rs has no row on_nothing(…) to put the new one behind")?;
    Ok(text.replacen(last, &format!("{last}\n{row}"), 1))
}

fn read_page(model: &Model) -> String {
    let (service, name, module) = (&model.service, &model.name, snake(&model.name));
    format!(
        "use wire::fault::Fault;
use wire::{service}::{{{name}Request, {name}Response}};

use crate::call::Call;
use crate::permit::value::Permit;

/// FILL-IN: the thing that is returned.
pub(in crate::{service}) async fn {module}(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    _input: {name}Request,
) -> Result<{name}Response, Fault> {{
    let _state = call.read(&permit);
    Err(Fault::not_built(\"{name}\"))
}}
"
    )
}

fn write_page(model: &Model) -> String {
    let (service, name, module) = (&model.service, &model.name, snake(&model.name));
    format!(
        "use identity::command;
use wire::fault::Fault;
use wire::{service}::{{{name}Request, {name}Response}};

use crate::call::Call;
use crate::permit::value::Permit;

/// FILL-IN: the change that is made.
pub(in crate::{service}) async fn {module}(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    _input: {name}Request,
) -> Result<{name}Response, Fault> {{
    let command = command::{name} {{ account: permit.account() }};
    call.execute(&permit, command).await?;
    Err(Fault::not_built(\"{name}\"))
}}
"
    )
}

fn command(model: &Model) -> String {
    let name = &model.name;
    format!(
        "/// FILL-IN: the change that it makes.
pub struct {name} {{
    /// The account that it acts in.
    pub account: AccountId,
}}

impl Command for {name} {{
    type Answer = ();

    fn decide(&self, _tx: &mut Tx<'_>) -> Result<(), Refusal> {{
        Ok(())
    }}
}}
"
    )
}

fn test_module(model: &Model, places: &Places) -> String {
    let (name, module, request) = (&model.name, snake(&model.name), model.request());
    let steps = next_steps(model, places).replace('"', "\\\"").replace('\n', " ");
    let message = "\"FILL-IN: the answer that AWS gives\"";
    if model.service == "sts" {
        return format!(
            "
mod {module} {{
    use super::*;

    #[test]
    fn answers_as_aws_does() {{
        let mut plane = Plane::new();
        let admin = plane.admin.clone();
        let outcome = plane.sts(&admin, \"{request}\").outcome();
        assert_eq!(outcome, {message}, \"{steps}\");
    }}
}}
"
        );
    }
    format!(
        "//! {name}.

use crate::support::*;

#[test]
fn answers_as_aws_does() {{
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let outcome = plane.iam(&admin, \"{request}\").outcome();
    assert_eq!(outcome, {message}, \"{steps}\");
}}
"
    )
}

/// The places that are to be filled in.
fn next_steps(model: &Model, places: &Places) -> String {
    let (service, name, module) = (&model.service, &model.name, snake(&model.name));
    let Places { room, kind, permit, test, .. } = places;
    let command = match model.reads() {
        true => String::new(),
        false => format!("\n  the command {name} in crates/identity/src/kind/{kind}/commands.rs"),
    };
    let permission = match service.as_str() {
        "iam" => "\n  its row in crates/service/tests/iam/permissions.rs",
        _ => "",
    };
    format!(
        "{name} is to be filled in:\n  the permit of its row in crates/service/src/{service}/table.rs ({permit}() is a guess)\n  \
         its page crates/service/src/{room}/{module}.rs{command}{permission}\n  its test in {test}\n  \
         docs/compatibility.md, by UPDATE_DOCS=1 cargo test -p service compatibility"
    )
}
