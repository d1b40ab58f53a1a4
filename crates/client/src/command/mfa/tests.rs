use super::pair::asked_pair;
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
fn the_same_code_twice_is_no_pair() {
    let mut terminal = script(&["111111", "111111", "222222"]);
    let [first, second] = asked_pair(&mut terminal).unwrap();
    assert_eq!((first.digits(), second.digits()), ("111111", "222222"));
    assert!(asked_pair(&mut script(&["1"; 3])).is_err());
    assert!(asked_pair(&mut script(&["111111"; 4])).is_err());
}
