use super::{CodeSource, ask_code};
use crate::error::{Error, MfaError};
use crate::limits::MAX_CODE_ATTEMPTS;
use crate::person::{PromptError, Terminal};

/// Answers in turn, and keeps what it was asked and told.
#[derive(Default)]
struct Script {
    answers: Vec<&'static str>,
    heard: Vec<String>,
}

impl Terminal for Script {
    fn ask(&mut self, question: &str) -> Result<String, PromptError> {
        self.heard.push(question.to_owned());
        if self.answers.is_empty() {
            Err(PromptError::Cancelled)
        } else {
            Ok(self.answers.remove(0).to_owned())
        }
    }

    fn answers(&self) -> bool {
        true
    }

    fn draw(&mut self, line: &str) {
        self.heard.push(line.to_owned());
    }
}

fn script(answers: &[&'static str]) -> Script {
    Script { answers: answers.to_vec(), heard: Vec::new() }
}

#[test]
fn six_digits_or_asked_again() {
    let cases: &[(&str, &[&'static str], Option<&str>, usize)] = &[
        ("at once", &["123456"], Some("123456"), 1),
        ("in two groups", &["123 456"], Some("123456"), 1),
        ("after a slip", &["12345", "123456"], Some("123456"), 2),
        ("seven digits", &["1234567", "123456"], Some("123456"), 2),
        ("digits of another script", &["１２３４５６", "123456"], Some("123456"), 2),
        ("letters, thrice", &["abcdef", "", "12345a"], None, MAX_CODE_ATTEMPTS),
    ];
    for (what, answers, want, asked) in cases {
        let mut terminal = script(answers);
        let got = ask_code("? ", &mut terminal).ok();
        assert_eq!(got.map(|code| code.digits().to_owned()), want.map(str::to_owned), "{what}");
        assert_eq!(terminal.heard.iter().filter(|line| *line == "? ").count(), *asked, "{what}");
    }
    let cancelled = ask_code("? ", &mut script(&[])).err().unwrap();
    assert_eq!(cancelled.exit(), crate::EXIT_CANCELLED);
}

#[test]
fn codes_of_programs() {
    let code = |command: &str| CodeSource::Process(command.to_owned()).code("arn:m", &mut script(&[]));
    assert_eq!(code("printf '%s\\n' hello 123456").unwrap().digits(), "123456", "the last line");
    assert_eq!(
        code("sh -c 'test \"$OSTIARY_MFA_SERIAL\" = arn:m && echo 111111'").unwrap().digits(),
        "111111"
    );
    let cases = [
        ("echo 12345", "six digits"),
        ("false", "--mfa-process: false ended with"),
        ("", "a quote is left open"),
        ("'", "a quote is left open"),
        ("/no/such", "/no/such"),
    ];
    for (command, want) in cases {
        let error = code(command).err().unwrap().to_string();
        assert!(error.contains(want), "{command}: {error}");
    }
    let given = CodeSource::given("12345");
    assert!(matches!(given, Err(Error::Mfa(MfaError::NotSixDigits))));
    assert!(!format!("{:?}", CodeSource::given("123456").unwrap()).contains("123456"));
}
