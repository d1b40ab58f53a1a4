//! Results as JSON and as text, without secrets.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::broker::Granted;
use crate::cache::{Entry, Kind};
use crate::call::Identity;
use crate::person::{iso, left, printable};
use crate::profile::Settings;

/// A result: names and values in order.
#[derive(Clone, Debug, Default)]
pub struct Report(pub Vec<(&'static str, Value)>);

impl Report {
    /// The result as a JSON object on one line.
    pub fn json(&self) -> String {
        let map: serde_json::Map<String, Value> =
            self.0.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Value::Object(map).to_string()
    }

    /// The result as text, a line for each value that is not null.
    pub fn text(&self) -> String {
        let lines = || self.0.iter().filter(|(_, value)| !value.is_null());
        let width = lines().map(|(name, _)| name.len()).max().unwrap_or(0);
        lines().map(|(name, value)| format!("{name:width$}  {}", plain(value))).collect::<Vec<_>>().join("\n")
    }
}

/// Results of one kind.
#[derive(Clone, Debug, Default)]
pub struct Table(pub Vec<Report>);

impl Table {
    /// The results as a JSON array, an object a line.
    pub fn json(&self) -> String {
        let objects: Vec<String> = self.0.iter().map(Report::json).collect();
        format!("[{}]\n", objects.join(",\n "))
    }

    /// The results in columns with their names on top; empty without results.
    pub fn table(&self) -> String {
        let Some(first) = self.0.first() else { return String::new() };
        let mut rows: Vec<Vec<String>> = vec![first.0.iter().map(|(name, _)| name.to_uppercase()).collect()];
        rows.extend(self.0.iter().map(|report| report.0.iter().map(|(_, value)| plain(value)).collect()));
        let width = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
        };
        let widths: Vec<usize> = (0..first.0.len()).map(|column| width(column).unwrap_or(0)).collect();
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
            format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
        };
        rows.iter().map(line).collect()
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::String(text) => printable(text).into_owned(),
        other => other.to_string(),
    }
}

/// Result of `whoami`.
pub fn identity_report(
    identity: &Identity,
    granted: &Granted,
    settings: &Settings,
    now: Timestamp,
) -> Report {
    let kind = match (granted.credentials.is_temporary(), identity.arn.split(':').nth(5).unwrap_or_default())
    {
        (false, "root") => "root user's access key",
        (false, _) => "long-term access key",
        (true, name) if name.starts_with("assumed-role/") => "role session",
        (true, name) if name.starts_with("federated-user/") => "federated user session",
        (true, _) => "session",
    };
    let mut rows = vec![
        ("arn", Value::from(identity.arn.as_str())),
        ("account", identity.account.as_str().into()),
        ("user_id", identity.user_id.as_str().into()),
        ("kind", kind.into()),
    ];
    rows.extend(facts(granted, settings, now));
    let wrong = &identity.wrong_codes;
    rows.push(("mfa_failures", Some(wrong.count).filter(|count| *count > 0).into()));
    rows.push(("mfa_throttled_until", wrong.until.map(iso).into()));
    Report(rows)
}

/// Result of `session` and `assume`.
pub fn granted_report(granted: &Granted, settings: &Settings, now: Timestamp) -> Report {
    let mut rows = vec![("subject", granted.subject.as_deref().into()), ("cached", granted.cached.into())];
    rows.extend(facts(granted, settings, now));
    Report(rows)
}

fn facts(granted: &Granted, settings: &Settings, now: Timestamp) -> Vec<(&'static str, Value)> {
    let rest = granted.expires.map(|end| end.as_second().saturating_sub(now.as_second()));
    vec![
        ("access_key_id", granted.credentials.access_key_id.as_str().into()),
        ("mfa", granted.mfa.into()),
        ("expires", granted.expires.map(iso).into()),
        ("left", rest.map(left).into()),
        ("profile", settings.plan.profile.as_ref().map(|_| settings.profile.as_str()).into()),
        ("endpoint", settings.endpoints.sts.url().into()),
    ]
}

/// Result of `cache list`.
pub fn entries_table(entries: &[Entry], now: Timestamp) -> Table {
    let report = |entry: &Entry| {
        let kind = match entry.kind {
            Kind::MfaSession => "mfa session",
            Kind::Role => "role",
        };
        Report(vec![
            ("profile", entry.profile.as_deref().into()),
            ("kind", kind.into()),
            ("subject", entry.subject.as_str().into()),
            ("mfa", entry.mfa.into()),
            ("left", left(entry.expires.as_second().saturating_sub(now.as_second())).into()),
            ("expires", json!(iso(entry.expires))),
            ("endpoint", entry.endpoint.as_str().into()),
        ])
    };
    Table(entries.iter().map(report).collect())
}
