//! Words of a first start, on stderr: places of data and keys, and the next commands. No secret is among them.

use std::path::Path;

use server::FirstStart;

use super::arguments::LogForm;
use super::logs;

const KEPT: &str = "Keep a copy of root.key elsewhere: nothing in there opens without it.";
const EPHEMERAL: &str = "Nothing is kept: the directory goes when the server ends.";

/// Tells of a new installation. In a log of JSON lines it is one of them.
pub(super) fn tell(data: &Path, first: &FirstStart, is_ephemeral: bool, form: LogForm) {
    let data = absolute(data);
    let (credentials, config) = (absolute(&first.credentials_file), absolute(&first.config_file));
    match form {
        LogForm::Human => {
            let end = if is_ephemeral { EPHEMERAL } else { KEPT };
            logs::tell(&text(&data, &first.account.to_string(), &credentials, &config, end));
        }
        LogForm::Json => tracing::info!(
            target: logs::FIRST_START,
            data,
            account = %first.account,
            credentials,
            config,
            ephemeral = is_ephemeral,
            "a new installation was made"
        ),
    }
}

fn text(data: &str, account: &str, credentials: &str, config: &str, end: &str) -> String {
    let (quoted_credentials, quoted_config) = (quoted(credentials), quoted(config));
    format!(
        "\
A new installation was made in {data}
  account      {account}, with an IAM user admin that may do everything
  access key   {credentials}
  settings     {config} (endpoint and region)

To use it, in another shell:
  export AWS_CONFIG_FILE={quoted_config}
  export AWS_SHARED_CREDENTIALS_FILE={quoted_credentials}
  aws sts get-caller-identity

{end}
"
    )
}

/// A path that holds from every directory, without control characters.
fn absolute(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.to_string_lossy().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// A word for a POSIX shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=@%:,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_a_shell() {
        let cases = [
            ("/data/admin.config", "/data/admin.config"),
            ("/my data/x", "'/my data/x'"),
            ("/it's/$HOME", r"'/it'\''s/$HOME'"),
            ("", "''"),
        ];
        for (word, shell) in cases {
            assert_eq!(quoted(word), shell);
        }
    }

    #[test]
    fn places_and_commands_of_a_first_start() {
        let told = text("/d", "111122223333", "/d/admin.credentials", "/d/admin.config", KEPT);
        assert_eq!(
            told,
            "\
A new installation was made in /d
  account      111122223333, with an IAM user admin that may do everything
  access key   /d/admin.credentials
  settings     /d/admin.config (endpoint and region)

To use it, in another shell:
  export AWS_CONFIG_FILE=/d/admin.config
  export AWS_SHARED_CREDENTIALS_FILE=/d/admin.credentials
  aws sts get-caller-identity

Keep a copy of root.key elsewhere: nothing in there opens without it.
"
        );
        assert_eq!(absolute(Path::new("/a\nb")), "/a\u{fffd}b");
    }
}
