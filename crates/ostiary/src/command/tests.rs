use clap::CommandFactory;

use super::Arguments;

/// Names of a command's subcommands.
fn below(command: &clap::Command) -> Vec<&str> {
    command.get_subcommands().map(clap::Command::get_name).collect()
}

/// A build without the client has the commands of the server and its operator, and no others.
#[test]
fn commands_of_a_server() {
    let tree = Arguments::command();
    let (all, mfa) = (below(&tree), below(tree.find_subcommand("mfa").unwrap()));
    let of_server = [
        "serve",
        "account",
        "check",
        "health",
        "seed",
        "policy",
        "mfa",
        "completions",
        "complete",
        "man",
        "version",
    ];
    if cfg!(feature = "client") {
        assert!(of_server.iter().all(|name| all.contains(name)), "{all:?}");
        assert!(all.contains(&"exec") && mfa.contains(&"enroll") && mfa.contains(&"unlock"), "{all:?}");
    } else {
        assert_eq!(all, of_server);
        assert_eq!(mfa, ["unlock"]);
    }
}

#[cfg(feature = "client")]
mod of_client {
    use std::ffi::OsString;

    use clap::{CommandFactory, Parser};

    use super::super::{Arguments, Command, complete};

    /// Profile and command of `exec`, as people type them.
    #[test]
    fn profiles_and_commands_of_exec() {
        let cases: &[(&[&str], Option<&str>, &[&str])] = &[
            (&[], None, &[]),
            (&["admin"], Some("admin"), &[]),
            (&["admin", "--"], Some("admin"), &[]),
            (&["admin", "--", "aws", "s3", "ls"], Some("admin"), &["aws", "s3", "ls"]),
            (&["admin", "aws", "s3", "ls"], Some("admin"), &["aws", "s3", "ls"]),
            (
                &["admin", "aws", "s3", "ls", "--recursive", "-h"],
                Some("admin"),
                &["aws", "s3", "ls", "--recursive", "-h"],
            ),
            (&["admin", "--region", "r", "aws", "--json"], Some("admin"), &["aws", "--json"]),
            (&["admin", "--", "aws", "--", "x"], Some("admin"), &["aws", "--", "x"]),
            (&["admin", "aws", "--", "x"], Some("admin"), &["aws", "--", "x"]),
            (&["--", "aws"], None, &["aws"]),
            (&["--", "aws", "s3", "ls"], None, &["aws", "s3", "ls"]),
            (&["--", "aws", "--", "ls"], None, &["aws", "--", "ls"]),
            (&["-p", "work", "--", "aws", "ls"], None, &["aws", "ls"]),
            (&["--code", "123456", "-p", "work", "--", "aws"], None, &["aws"]),
            (&["aws", "aws", "aws"], Some("aws"), &["aws", "aws"]),
        ];
        for (words, target, command) in cases {
            let typed: Vec<OsString> = ["ostiary", "exec"].iter().chain(*words).map(Into::into).collect();
            let parsed = Arguments::try_parse_from(&typed).map(|arguments| arguments.command);
            let Ok(Command::Exec(mut exec)) = parsed else { panic!("{words:?}") };
            exec.settle(&typed);
            assert_eq!(exec.target.target.as_deref(), *target, "{words:?}");
            assert_eq!(exec.command, *command, "{words:?}");
        }
        // what is no flag of ours is no command either
        assert!(Arguments::try_parse_from(["ostiary", "exec", "admin", "--jsno"]).is_err());
    }

    fn found(words: &[&str]) -> Vec<String> {
        let words = words.iter().map(Into::into).collect();
        let candidates = complete::candidates(words, &mut Arguments::command());
        candidates.iter().map(complete::value).collect()
    }

    #[test]
    fn commands_and_flags() {
        assert_eq!(found(&["ostiary", "whoa"]), ["whoami"]);
        assert_eq!(found(&["ostiary", "whoami", "--js"]), ["--json"]);
        assert_eq!(found(&["ostiary", "completions", ""]), ["bash", "zsh", "fish", "powershell"]);
        assert!(found(&["ostiary", "mfa", ""]).contains(&"enroll".to_owned()));
        // what is for scripts is not offered to people
        assert!(!found(&["ostiary", ""]).contains(&"complete".to_owned()));
        assert_eq!(found(&[]), Vec::<String>::new());
        assert_eq!(found(&["ostiary", "nonsense", "x"]), Vec::<String>::new());
    }
}
