use super::text::{insert_sorted, snake};
use super::{Files, Model, Places, chosen};

const SHAPES: &str = "\
operations! {
    CreateUser(CreateUserRequest) -> CreateUserResponse, true, [\"NoSuchEntity\": 404];
    GetThing(GetThingRequest) -> GetThingResponse, true, [];
    ListUsers(ListUsersRequest) -> ListUsersResponse, true, [];
}

structure! {
    CreateUserRequest {
        path: Option<String> = \"Path\", &PATH;
        user_name: String = \"UserName\", &NAME;
        tags: Vec<Tag> = \"Tags\", &TAGS;
    }
}

structure! {
    ListUsersRequest {
        marker: Option<String> = \"Marker\", &MARKER;
    }
}
";

const TABLE: &str = "\
operations! {
    \"iam\", iam, unsigned [];
    AddUserToGroup: write membership(group_name, user_name) => groups::add_user_to_group;
    GetThing: read account() => absent::thing;
    ListUsers: pages users(path_prefix) => users::list_users;
}
";

fn model(name: &str) -> Model {
    Model::find("iam", name, SHAPES).unwrap()
}

fn plan(model: &Model, room: &str, kind: &str, files: &Files) -> Result<Files, String> {
    super::plan(model, &Places::of(model, room, kind), files)
}

fn files() -> Files {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    Files::from([
        file("crates/service/src/iam/table.rs", TABLE),
        file(
            "crates/service/src/iam/users/mod.rs",
            "//! Users.\n\nmod view;\n\npub(super) use view::view;\n",
        ),
        file(
            "crates/service/tests/iam/permissions.rs",
            "        on_nothing(\"ListUsers\", a, \"ok\"),\n    ]\n",
        ),
        file("crates/service/tests/iam/mod.rs", "mod absent;\nmod users;\n"),
        file("crates/identity/src/kind/user/commands.rs", "struct A;\n"),
        file(
            "crates/identity/src/command/mod.rs",
            "pub use crate::kind::account::commands::A;\npub use tag::Tag;\n",
        ),
    ])
}

#[test]
fn names() {
    for (name, want) in [
        ("CreateUser", "create_user"),
        ("EnableMFADevice", "enable_mfa_device"),
        ("ListMFADevices", "list_mfa_devices"),
        ("AssumeRoleWithSAML", "assume_role_with_saml"),
        ("GetSSHPublicKey", "get_ssh_public_key"),
    ] {
        assert_eq!(snake(name), want);
    }
}

#[test]
fn lines_go_where_the_alphabet_has_them() {
    let text = "//! x\n\nmod a;\nmod c;\n\nuse a::A;\n";
    assert_eq!(insert_sorted(text, "mod ", "mod b;"), "//! x\n\nmod a;\nmod b;\nmod c;\n\nuse a::A;\n");
    assert_eq!(insert_sorted(text, "mod ", "mod d;"), "//! x\n\nmod a;\nmod c;\nmod d;\n\nuse a::A;\n");
    assert_eq!(insert_sorted(text, "use ", "use b::B;"), format!("{text}use b::B;\n"));
    assert_eq!(insert_sorted("//! x\n", "mod ", "mod b;"), "//! x\nmod b;\n");
}

#[test]
fn only_what_the_model_has_and_the_table_has_not() {
    let unknown = Model::find("iam", "CreateUsers", SHAPES).err().unwrap();
    assert!(unknown.contains("the model of iam has no operation \"CreateUsers\""), "{unknown}");
    let built = plan(&model("ListUsers"), "users", "user", &files()).unwrap_err();
    assert!(built.contains("ListUsers is built"), "{built}");
}

#[test]
fn rooms_and_kinds_are_guessed_by_name() {
    let present = ["account", "users", "user_tags"].map(str::to_owned);
    let choose = |asked: Option<&str>, name: &str| chosen("room", asked.map(str::to_owned), name, &present);
    assert_eq!(choose(None, "CreateUser").unwrap(), "users");
    assert_eq!(choose(None, "GetAccountPasswordPolicy").unwrap(), "account");
    assert_eq!(choose(Some("account"), "CreateUser").unwrap(), "account");
    assert!(
        choose(Some("groups"), "CreateUser").unwrap_err().contains("there are: account, users, user_tags")
    );
    assert!(choose(None, "GetThing").unwrap_err().contains("--room"));
}

#[test]
fn a_write_has_page_command_rows_and_test() {
    let made = plan(&model("CreateUser"), "users", "user", &files()).unwrap();
    let table = &made["crates/service/src/iam/table.rs"];
    assert!(
        table.contains("group;\n    CreateUser: write account() => users::create_user;\n    GetThing:"),
        "{table}"
    );
    let page = &made["crates/service/src/iam/users/create_user.rs"];
    assert!(page.contains("command::CreateUser { account: permit.account() }"), "{page}");
    let room = &made["crates/service/src/iam/users/mod.rs"];
    assert_eq!(
        room,
        "//! Users.\n\nmod create_user;\nmod view;\n\npub(super) use create_user::create_user;\npub(super) use view::view;\n"
    );
    let commands = &made["crates/identity/src/kind/user/commands.rs"];
    assert!(
        commands.starts_with("struct A;\n\n///") && commands.contains("impl Command for CreateUser"),
        "{commands}"
    );
    let exports = &made["crates/identity/src/command/mod.rs"];
    assert!(
        exports.contains("pub use crate::kind::user::commands::CreateUser;\npub use tag::Tag;"),
        "{exports}"
    );
    // required members are asked for, optional ones are not
    let permissions = &made["crates/service/tests/iam/permissions.rs"];
    assert!(
        permissions.contains("on_nothing(\"CreateUser UserName=FILL-IN\", \"*\".to_owned(), \"ok\"),\n    ]")
    );
    assert_eq!(made["crates/service/tests/iam/mod.rs"], "mod absent;\nmod create_user;\nmod users;\n");
    let test = &made["crates/service/tests/iam/create_user.rs"];
    for place in [
        "table.rs",
        "users/create_user.rs",
        "kind/user/commands.rs",
        "permissions.rs",
        "tests/iam/create_user.rs",
    ] {
        assert!(test.contains(place), "{place}: {test}");
    }
    assert_eq!(made.len(), 8);
}

#[test]
fn a_read_takes_the_row_of_what_is_never_there_and_needs_no_command() {
    let made = plan(&model("GetThing"), "users", "", &files()).unwrap();
    let table = &made["crates/service/src/iam/table.rs"];
    assert!(table.contains("    GetThing: read account() => users::get_thing;\n    ListUsers:"), "{table}");
    assert!(!table.contains("absent::"));
    assert!(made["crates/service/src/iam/users/get_thing.rs"].contains("call.read(&permit)"));
    assert!(!made.keys().any(|file| file.starts_with("crates/identity")));
}

#[test]
fn sts_has_one_room() {
    let shapes = "    AssumeRoot(AssumeRootRequest) -> AssumeRootResponse, true, [];\n    GetThing(GetThingRequest) -> GetThingResponse, true, [];\n";
    let table = "use super::{assume_role};\n    \"sts\", sts, unsigned [AssumeRoot];\n    AssumeRole: write a(..) => assume_role::assume_role;\n";
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let files = Files::from([
        file("crates/service/src/sts/table.rs", table),
        file("crates/service/src/sts/mod.rs", "mod assume_role;\n"),
        file("crates/service/tests/sts.rs", "//! STS.\n"),
    ]);
    let made = plan(&Model::find("sts", "GetThing", shapes).unwrap(), "", "", &files).unwrap();
    let table = &made["crates/service/src/sts/table.rs"];
    assert!(table.contains("use super::{get_thing, assume_role};"), "{table}");
    assert!(table.ends_with("    GetThing: read nothing() => get_thing::get_thing;\n"), "{table}");
    assert_eq!(made["crates/service/src/sts/mod.rs"], "mod assume_role;\nmod get_thing;\n");
    assert!(made["crates/service/tests/sts.rs"].starts_with("//! STS.\n\nmod get_thing {"));
    assert!(made["crates/service/src/sts/get_thing.rs"].contains("pub(in crate::sts) async fn get_thing("));
    assert_eq!(made.len(), 4);
    let unsigned = plan(&Model::find("sts", "AssumeRoot", shapes).unwrap(), "", "", &files).unwrap_err();
    assert!(unsigned.contains("carries no signature"), "{unsigned}");
}
