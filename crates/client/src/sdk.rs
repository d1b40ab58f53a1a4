//! AWS's own SDK, called from code that waits: STS, and the credential sources that are services of their own.

mod wrong_codes;

pub(crate) use wrong_codes::ADVICE;
pub use wrong_codes::WrongCodes;

use std::time::{Duration, SystemTime};

use aws_config::provider_config::ProviderConfig;
use aws_credential_types::provider::ProvideCredentials;
use aws_sdk_sts::config::{BehaviorVersion, Region, SharedCredentialsProvider};
use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sts::operation::RequestId;
use aws_sdk_sts::types::Tag;
use aws_smithy_async::time::TimeSource;
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{self, TlsContext, TrustStore, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use http_body_util::Limited;
use jiff::Timestamp;
use secret::Secret;
use secret::totp::Code;
use wire::sigv4::RequestDate;

use crate::api::{
    self, Authorities, CALL_TIMEOUT, CONNECT_TIMEOUT, Clock, Credentials, Endpoints, MAX_ANSWER_BYTES,
    ServiceError, TransportError,
};
use crate::error::Error;
use crate::profile::{CredentialSource, Role, Settings};

/// How long the endpoint may take to answer before a person is asked for a code.
const REACH_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a source such as SSO or a metadata service may take.
const SOURCE_TIMEOUT: Duration = Duration::from_secs(30);

/// Credentials with their end, as STS gives them.
pub(crate) struct Issued {
    pub credentials: Credentials,
    pub expires: Option<Timestamp>,
    /// `AssumedRoleUser`: id and ARN
    pub assumed: Option<(String, String)>,
}

/// Who one is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// twelve digits
    pub account: String,
    /// of the user, or of the role's session
    pub arn: String,
    /// the unique id
    pub user_id: String,
    /// wrong MFA codes that are held against the user
    pub wrong_codes: WrongCodes,
}

/// The device and its code, where a call has them.
pub(crate) type Mfa<'a> = Option<(&'a str, Code)>;

pub(crate) struct Sdk {
    runtime: tokio::runtime::Runtime,
    http: SharedHttpClient,
    /// for addresses of the machine itself, which no proxy reaches
    direct: SharedHttpClient,
    region: Region,
    /// `None` lets the SDK's own rules find STS
    endpoint: Option<String>,
    shown_endpoint: String,
    clock: Clock,
}

impl Sdk {
    pub fn new(settings: &Settings, clock: Clock) -> Result<Self, Error> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Error::Io { what: "cannot start".to_owned(), error })?;
        let authorities = crate::authorities_of(settings)?;
        let sts = &settings.endpoints.sts;
        let own = Endpoints::aws(settings.region.as_deref().unwrap_or("aws-global")).sts == *sts;
        Ok(Self {
            runtime,
            http: http_client(&authorities, ProxyConfig::from_env())?,
            direct: http_client(&authorities, ProxyConfig::disabled())?,
            region: Region::new(sts.region.clone()),
            // without a region there are no rules to go by
            endpoint: (!own || settings.region.is_none()).then(|| sts.url()),
            shown_endpoint: sts.url(),
            clock,
        })
    }

    /// GetSessionToken.
    pub fn session_token(
        &self,
        caller: &Credentials,
        mfa: Mfa<'_>,
        seconds: Option<i32>,
    ) -> Result<Issued, api::Error> {
        let call = self.sts(caller, mfa.is_none()).get_session_token().set_duration_seconds(seconds);
        let call = call
            .set_serial_number(mfa.map(|(serial, _)| serial.to_owned()))
            .set_token_code(mfa.map(|(_, code)| code.digits().to_owned()));
        let answer =
            self.runtime.block_on(call.send()).map_err(|error| self.failed("GetSessionToken", &error))?;
        issued(answer.credentials(), "GetSessionToken", self.clock.now())
    }

    /// AssumeRole.
    pub fn assume_role(
        &self,
        caller: &Credentials,
        role: &Role,
        session_name: &str,
        mfa: Mfa<'_>,
    ) -> Result<Issued, api::Error> {
        let mut call = self
            .sts(caller, mfa.is_none())
            .assume_role()
            .role_arn(&role.arn)
            .role_session_name(session_name)
            .set_external_id(role.external_id.clone())
            .set_duration_seconds(role.duration_seconds)
            .set_policy(role.policy.clone())
            .set_serial_number(mfa.map(|(serial, _)| serial.to_owned()))
            .set_token_code(mfa.map(|(_, code)| code.digits().to_owned()));
        for (key, value) in &role.tags {
            if let Ok(tag) = Tag::builder().key(key).value(value).build() {
                call = call.tags(tag);
            }
        }
        let answer = self.runtime.block_on(call.send()).map_err(|error| self.failed("AssumeRole", &error))?;
        let mut issued = issued(answer.credentials(), "AssumeRole", self.clock.now())?;
        issued.assumed =
            answer.assumed_role_user().map(|user| (user.assumed_role_id().to_owned(), user.arn().to_owned()));
        Ok(issued)
    }

    /// AssumeRoleWithWebIdentity, which nobody signs: the token is the proof.
    pub fn web_identity(
        &self,
        role_arn: &str,
        session_name: &str,
        token: &Secret<String>,
    ) -> Result<Issued, api::Error> {
        const OPERATION: &str = "AssumeRoleWithWebIdentity";
        let sts = aws_sdk_sts::Client::from_conf(self.config(true).build());
        let call = sts
            .assume_role_with_web_identity()
            .role_arn(role_arn)
            .role_session_name(session_name)
            .web_identity_token(token.expose());
        let answer = self.runtime.block_on(call.send()).map_err(|error| self.failed(OPERATION, &error))?;
        issued(answer.credentials(), OPERATION, self.clock.now())
    }

    /// Sees that something answers at STS, by the way that every call takes: proxy, TLS and all. What is sent is a GET of the
    /// root, unsigned, which means nothing and changes nothing.
    ///
    /// # Errors
    /// If nothing answers, or a proxy says so.
    pub fn reach(&self) -> Result<(), api::Error> {
        const OPERATION: &str = "GET /";
        let timeouts =
            TimeoutConfig::builder().connect_timeout(CONNECT_TIMEOUT).operation_timeout(REACH_TIMEOUT);
        let sts = aws_sdk_sts::Client::from_conf(self.config(false).timeout_config(timeouts.build()).build());
        // the one operation that nobody signs, made into nothing
        let call =
            sts.assume_role_with_web_identity().role_arn("-").role_session_name("-").web_identity_token("-");
        let emptied = call.customize().mutate_request(|request| {
            // both are well formed
            let _ = request.set_method("GET");
            request.headers_mut().remove("content-length");
            request.headers_mut().remove("content-type");
            *request.body_mut() = SdkBody::empty();
        });
        let Err(error) = self.runtime.block_on(emptied.send()) else { return Ok(()) };
        match self.failed(OPERATION, &error) {
            transport @ api::Error::Transport(_) => Err(transport),
            // by a proxy or load balancer that finds nobody, or wants to know who asks
            api::Error::Answer { status: status @ (407 | 502..=504), .. } => {
                Err(api::Error::Answer { operation: OPERATION, status })
            }
            // whatever it is, it answers
            _ => Ok(()),
        }
    }

    /// GetCallerIdentity.
    pub fn identity(&self, caller: &Credentials) -> Result<Identity, api::Error> {
        let reader = wrong_codes::Reader::default();
        let call =
            self.sts(caller, true).get_caller_identity().customize().interceptor(reader.clone()).send();
        let answer = self.runtime.block_on(call).map_err(|error| self.failed("GetCallerIdentity", &error))?;
        let text = |text: Option<&str>| {
            let broken = api::Error::Answer { operation: "GetCallerIdentity", status: 200 };
            text.filter(|text| !text.is_empty()).map(str::to_owned).ok_or(broken)
        };
        Ok(Identity {
            account: text(answer.account())?,
            arn: text(answer.arn())?,
            user_id: text(answer.user_id())?,
            wrong_codes: reader.read(),
        })
    }

    /// Credentials of a profile that only the SDK knows to ask for.
    pub fn profile(&self, profile: &str) -> Result<Issued, Error> {
        let builder = aws_config::profile::ProfileFileCredentialsProvider::builder();
        let provider = builder.profile_name(profile).configure(&self.provider_config(&self.http)).build();
        self.provide(profile, provider)
    }

    /// Credentials of the machine that this runs on.
    pub fn machine(&self, source: CredentialSource, profile: &str) -> Result<Issued, Error> {
        let config = self.provider_config(&self.direct);
        match source {
            CredentialSource::Ec2InstanceMetadata => {
                let builder = aws_config::imds::credentials::ImdsCredentialsProvider::builder();
                self.provide(profile, builder.configure(&config).build())
            }
            CredentialSource::EcsContainer => {
                let builder = aws_config::ecs::EcsCredentialsProvider::builder();
                self.provide(profile, builder.configure(&config).build())
            }
        }
    }

    fn provide(&self, profile: &str, provider: impl ProvideCredentials) -> Result<Issued, Error> {
        let failed = |reason: String| Error::Provider { profile: profile.to_owned(), reason };
        let given = self
            .runtime
            .block_on(async { tokio::time::timeout(SOURCE_TIMEOUT, provider.provide_credentials()).await });
        let given = given
            .map_err(|_| failed("its source does not answer".to_owned()))?
            .map_err(|error| failed(api::innermost(&error)))?;
        let expires = given.expiry().and_then(|at| Timestamp::try_from(at).ok());
        if expires.is_some_and(|end| end <= self.clock.now()) {
            return Err(failed("its source gives a session whose time is over".to_owned()));
        }
        let credentials = Credentials {
            session_token: given.session_token().map(|token| Secret::new(token.to_owned())),
            ..Credentials::long_term(given.access_key_id(), given.secret_access_key())
        };
        Ok(Issued { credentials, expires, assumed: None })
    }

    fn provider_config(&self, http: &SharedHttpClient) -> ProviderConfig {
        ProviderConfig::without_region()
            .with_region(Some(self.region.clone()))
            .with_behavior_version(Some(BehaviorVersion::latest()))
            .with_http_client(http.clone())
            .with_time_source(Time(self.clock.clone()))
    }

    fn sts(&self, caller: &Credentials, retry: bool) -> aws_sdk_sts::Client {
        let credentials = aws_sdk_sts::config::Credentials::new(
            &caller.access_key_id,
            caller.secret_access_key.expose(),
            caller.session_token.as_ref().map(|token| token.expose().clone()),
            None,
            "ostiary",
        );
        let config = self.config(retry).credentials_provider(SharedCredentialsProvider::new(credentials));
        aws_sdk_sts::Client::from_conf(config.build())
    }

    fn config(&self, retry: bool) -> aws_sdk_sts::config::Builder {
        // a code works once: a second try with it could only hide why the first one failed
        let retry = if retry { RetryConfig::standard() } else { RetryConfig::disabled() };
        let timeouts =
            TimeoutConfig::builder().connect_timeout(CONNECT_TIMEOUT).operation_timeout(CALL_TIMEOUT);
        let mut config = aws_sdk_sts::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(self.region.clone())
            .http_client(self.http.clone())
            .time_source(Time(self.clock.clone()))
            .retry_config(retry)
            .timeout_config(timeouts.build());
        if let Some(endpoint) = &self.endpoint {
            config = config.endpoint_url(endpoint);
        }
        config
    }

    fn failed<E>(&self, operation: &'static str, error: &SdkError<E, HttpResponse>) -> api::Error
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let SdkError::ServiceError(context) = error else {
            return match error {
                SdkError::ResponseError(context) => {
                    api::Error::Answer { operation, status: context.raw().status().as_u16() }
                }
                error => api::Error::Transport(TransportError {
                    endpoint: self.shown_endpoint.clone(),
                    timeout: matches!(error, SdkError::TimeoutError(_)),
                    reason: match error {
                        SdkError::TimeoutError(_) => {
                            format!("nothing came within {} s", CALL_TIMEOUT.as_secs())
                        }
                        error => api::innermost(error),
                    },
                }),
            };
        };
        let (raw, status) = (context.raw(), context.raw().status().as_u16());
        let Some(code) = context.err().code() else { return api::Error::Answer { operation, status } };
        let date = raw.headers().get("date").and_then(RequestDate::parse_http);
        api::Error::Service(ServiceError {
            operation,
            status,
            code: code.to_owned(),
            message: context.err().message().unwrap_or_default().to_owned(),
            request_id: context.err().meta().request_id().map(str::to_owned),
            skew_seconds: date.map(|date| date.timestamp().as_second() - self.clock.now().as_second()),
        })
    }
}

fn issued(
    given: Option<&aws_sdk_sts::types::Credentials>,
    operation: &'static str,
    now: Timestamp,
) -> Result<Issued, api::Error> {
    // the SDK fills in what an answer lacks; credentials with a part missing are none
    let broken = || api::Error::Answer { operation, status: 200 };
    let given = given.ok_or_else(broken)?;
    let parts = [given.access_key_id(), given.secret_access_key(), given.session_token()];
    let expires = Timestamp::from_second(given.expiration().secs()).map_err(|_| broken())?;
    // they go into files, shells and other programs
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=_-.~:".contains(&byte);
    let fit = |part: &&str| !part.is_empty() && part.bytes().all(letter);
    if !parts.iter().all(fit) || expires <= Timestamp::UNIX_EPOCH {
        return Err(broken());
    }
    if expires <= now {
        return Err(api::Error::Over {
            operation,
            since: now.as_second().saturating_sub(expires.as_second()),
        });
    }
    let credentials = Credentials {
        session_token: Some(Secret::new(given.session_token().to_owned())),
        ..Credentials::long_term(given.access_key_id(), given.secret_access_key())
    };
    Ok(Issued { credentials, expires: Some(expires), assumed: None })
}

/// HTTP with TLS by rustls and ring, by way of a proxy where there is one.
///
/// No connection is kept for a second call: a person may take minutes for a code, and a server closes what is idle that long.
fn http_client(authorities: &Authorities, proxy: ProxyConfig) -> Result<SharedHttpClient, Error> {
    let trusted = TrustStore::empty().with_pem_certificate(authorities.pem());
    let failed = |error| Error::Io { what: "cannot use TLS".to_owned(), error: std::io::Error::other(error) };
    let context = TlsContext::builder().with_trust_store(trusted).build().map_err(failed)?;
    Ok(http_client_fn(move |settings, components| {
        let connector = Connector::builder()
            .connector_settings(settings.clone())
            .tls_provider(tls::Provider::Rustls(CryptoMode::Ring))
            .tls_context(context.clone())
            .proxy_config(proxy.clone());
        let connector = match components.sleep_impl() {
            Some(sleep) => connector.sleep_impl(sleep),
            None => connector,
        };
        SharedHttpConnector::new(Bounded(SharedHttpConnector::new(connector.build())))
    }))
}

/// Answers are read as far as those of IAM and S3: a server that never stops must not fill the memory.
#[derive(Debug)]
struct Bounded(SharedHttpConnector);

impl HttpConnector for Bounded {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let answer = self.0.call(request);
        let most = usize::try_from(MAX_ANSWER_BYTES).unwrap_or(usize::MAX);
        HttpConnectorFuture::new(async move {
            Ok(answer.await?.map(|body| SdkBody::from_body_1_x(Limited::new(body, most))))
        })
    }
}

/// Our clock, in the SDK's words.
#[derive(Clone)]
struct Time(Clock);

impl TimeSource for Time {
    fn now(&self) -> SystemTime {
        SystemTime::from(self.0.now())
    }
}

impl std::fmt::Debug for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Time")
    }
}
