//! Profile, region and endpoints by flags, environment and files.

use super::chain::{Plan, Source};
use super::chain::{from_environment, source_of_environment};
use super::error::ProfileError;
use super::profiles::{Profile, Profiles};
use crate::call::{Endpoint, Endpoints};
use crate::limits::MAX_REGION_BYTES;
use crate::place::Environment;

/// Flags of the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// name of the profile, from `--profile`
    pub profile: Option<String>,
    /// name of the region, from `--region`
    pub region: Option<String>,
    /// URL of the endpoint, from `--endpoint`
    pub endpoint: Option<String>,
}

/// Decisions that are made before a person is asked or a request sent.
#[derive(Clone, Debug)]
pub struct Settings {
    /// name of the profile; `default` if none was named
    pub profile: String,
    /// steps to its credentials
    pub plan: Plan,
    /// the region, if one is known
    pub region: Option<String>,
    /// endpoints of IAM, STS and S3
    pub endpoints: Endpoints,
    /// AWS's own endpoints, by region and `use_fips_endpoint`
    pub own_endpoints: Endpoints,
    /// true if endpoints with cryptography validated under FIPS 140 are asked for
    pub fips: bool,
    /// endpoint of every service without one of its own, if it is not AWS's
    pub endpoint_of_all: Option<Endpoint>,
    /// file of the only trusted certificate authorities, in place of the machine's
    pub ca_bundle: Option<std::path::PathBuf>,
    /// `endpoint_url` of further services in the profile's `services` section, by their variables' names
    pub further_endpoints: Vec<(String, String)>,
    /// what programs without a profile take from the default one
    pub default_profile: DefaultProfile,
    /// hash of the source profile's values and of the files' names
    pub source_hash: String,
}

/// Values of the default profile that matter to programs started for another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DefaultProfile {
    /// true if it has credentials or a source of them, which every SDK prefers to a container endpoint
    pub credentials: bool,
    /// true if it has endpoints of its own
    pub endpoints: bool,
}

impl DefaultProfile {
    fn of(profiles: &Profiles, meant: Option<&str>, ignored: bool) -> Self {
        let Some(profile) = profiles.get("default") else { return Self::default() };
        let has = |keys: &[&str]| keys.iter().any(|key| profile.get(key).is_some());
        let ways = [
            "aws_access_key_id",
            "credential_process",
            "role_arn",
            "sso_account_id",
            "sso_session",
            "web_identity_token_file",
            "login_session",
        ];
        Self {
            credentials: has(&ways),
            // the profile's own endpoints are passed on; ignored ones must not count in other programs either
            endpoints: (meant != Some("default") || ignored) && has(&["endpoint_url", "services"]),
        }
    }
}

impl Settings {
    /// Settles on a profile: the flag's, else that of `AWS_PROFILE` or `AWS_DEFAULT_PROFILE`, else, where the environment
    /// has no credentials of its own, `default`.
    ///
    /// # Errors
    /// See [`ProfileError`].
    pub fn settle(
        profiles: &Profiles,
        environment: &Environment,
        choices: &Choices,
    ) -> Result<Self, ProfileError> {
        let named = choices.profile.as_deref();
        let of_environment = if named.is_none() { from_environment(environment)? } else { None };
        let name = named.or_else(|| environment.first(&["AWS_PROFILE", "AWS_DEFAULT_PROFILE"]));
        if let Some(name) = name.filter(|name| *name != "default") {
            // a profile that is named has to exist, even where the environment has credentials
            profiles.wanted(name)?;
        }
        let plan = match of_environment {
            // a profile that only the environment names gives way to the environment's credentials, as with the AWS CLI
            Some(credentials) => Plan {
                profile: None,
                source: Source::Static(credentials),
                source_profile: None,
                mfa_serial: None,
                roles: Vec::new(),
            },
            None => match profiles.plan(name.unwrap_or("default"), environment) {
                Err(ProfileError::Unknown { profile, .. } | ProfileError::NoCredentials { profile })
                    if name.is_none_or(|name| name == profile)
                        && (name.is_none() || profiles.get(&profile).is_some()) =>
                {
                    let given = source_of_environment(environment, named.is_some());
                    let source = given.ok_or(ProfileError::NoCredentials { profile: profile.clone() })?;
                    let its = name.map(str::to_owned);
                    Plan { profile: its, source, source_profile: None, mfa_serial: None, roles: Vec::new() }
                }
                plan => plan?,
            },
        };
        let name = name.unwrap_or("default");
        let empty = Profile::default();
        let profile = profiles.get(name).unwrap_or(&empty);
        let region = region(profile, environment, choices)?;
        let fips = environment.get("AWS_USE_FIPS_ENDPOINT").or_else(|| profile.get("use_fips_endpoint"));
        let fips = fips.is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let own_region = region.as_deref().unwrap_or("aws-global");
        let own = if fips { Endpoints::aws_fips(own_region) } else { Endpoints::aws(own_region) };
        let endpoints = endpoints(profiles, profile, environment, choices, region.as_deref(), own.clone())?;
        let endpoint_of_all = endpoint_of_all(profile, environment, choices, region.as_deref())?;
        let ca_bundle = environment.get("AWS_CA_BUNDLE").or_else(|| profile.get("ca_bundle"));
        let ignored = ignores_endpoints(profile, environment);
        // a flag, or a variable for all, comes before them, and so does each one's own variable
        let overruled = choices.endpoint.is_some() || environment.get("AWS_ENDPOINT_URL").is_some();
        let mut further_endpoints = profiles.further_endpoints(profile);
        further_endpoints.retain(|(name, _)| !ignored && !overruled && environment.get(name).is_none());
        let default_profile = DefaultProfile::of(profiles, plan.profile.as_deref(), ignored);
        Ok(Self {
            profile: name.to_owned(),
            further_endpoints,
            default_profile,
            source_hash: profiles.hash(plan.source_profile.as_deref(), environment),
            plan,
            region,
            endpoints,
            own_endpoints: own,
            fips,
            endpoint_of_all,
            ca_bundle: ca_bundle.map(|path| environment.path(path)),
        })
    }
}

impl Settings {
    /// Name of a source in the session cache. Profiles of the same name in other files, and changed ones, get other names.
    pub(crate) fn named(&self, source: &str) -> String {
        let profile = self.plan.source_profile.as_ref().unwrap_or(&self.profile);
        format!("{source}\n{profile}\n{}", self.source_hash)
    }
}

fn region(
    profile: &Profile,
    environment: &Environment,
    choices: &Choices,
) -> Result<Option<String>, ProfileError> {
    let of_environment = environment.first(&["AWS_REGION", "AWS_DEFAULT_REGION"]);
    let region = choices.region.as_deref().or(of_environment).or_else(|| profile.get("region"));
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    match region {
        Some(region) if !(1..=MAX_REGION_BYTES).contains(&region.len()) || !region.bytes().all(letter) => {
            Err(ProfileError::BadRegion { region: region.to_owned() })
        }
        region => Ok(region.map(str::to_owned)),
    }
}

fn ignores_endpoints(profile: &Profile, environment: &Environment) -> bool {
    let variable = environment.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    let said = variable.or_else(|| profile.get("ignore_configured_endpoint_urls"));
    said.is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// Endpoints in the order that AWS documents: flag, the service's variable, the variable for all, the profile's `services`
/// section, the profile, AWS.
fn endpoints(
    profiles: &Profiles,
    profile: &Profile,
    environment: &Environment,
    choices: &Choices,
    region: Option<&str>,
    mut endpoints: Endpoints,
) -> Result<Endpoints, ProfileError> {
    let ignored = ignores_endpoints(profile, environment);
    let services = [("iam", &mut endpoints.iam), ("sts", &mut endpoints.sts), ("s3", &mut endpoints.s3)];
    for (service, endpoint) in services {
        let variable = format!("AWS_ENDPOINT_URL_{}", service.to_uppercase());
        let of_variables = [variable.as_str(), "AWS_ENDPOINT_URL"]
            .into_iter()
            .find_map(|name| Some((name, environment.get(name)?)));
        let flag = choices.endpoint.as_deref().map(|url| ("--endpoint", url));
        let found = match (flag, ignored, of_variables) {
            (Some(flag), ..) => Some(flag),
            (None, true, _) => None,
            (None, false, Some(found)) => Some(found),
            (None, false, None) => {
                let section = profiles.service_endpoint(profile, service)?;
                section
                    .map(|url| ("endpoint_url of the profile's services section", url))
                    .or_else(|| Some(("endpoint_url of the profile", profile.said("endpoint_url")?)))
            }
        };
        if let Some((whence, url)) = found {
            *endpoint = parsed(whence, url, region)?;
        }
    }
    Ok(endpoints)
}

/// Endpoint of every service without one of its own: the flag's, that of the variable for all, or the profile's.
fn endpoint_of_all(
    profile: &Profile,
    environment: &Environment,
    choices: &Choices,
    region: Option<&str>,
) -> Result<Option<Endpoint>, ProfileError> {
    let flag = choices.endpoint.as_deref().map(|url| ("--endpoint", url));
    let variable = || Some(("AWS_ENDPOINT_URL", environment.get("AWS_ENDPOINT_URL")?));
    let its = || Some(("endpoint_url of the profile", profile.said("endpoint_url")?));
    let configured = || variable().or_else(its).filter(|_| !ignores_endpoints(profile, environment));
    flag.or_else(configured).map(|(whence, url)| parsed(whence, url, region)).transpose()
}

fn parsed(whence: &str, url: &str, region: Option<&str>) -> Result<Endpoint, ProfileError> {
    let signing = match region {
        None | Some("aws-global") => "us-east-1",
        Some(region) => region,
    };
    Endpoint::parse(url, signing)
        .map_err(|error| ProfileError::BadEndpoint { whence: whence.to_owned(), error })
}
