//! AWS's SDK behind blocking calls: STS, and the credential sources that are services of their own.

use std::time::SystemTime;

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

use super::authorities::Authorities;
use super::credentials::Credentials;
use super::endpoint::{Endpoint, Endpoints};
use super::error::{Error, ServiceError, TransportError, innermost};
use super::identity::Identity;
use super::wrong_codes;
use crate::limits::{CALL_TIMEOUT, CONNECT_TIMEOUT, MAX_CALL_ANSWER_BYTES, REACH_TIMEOUT, SOURCE_TIMEOUT};
use crate::place::Clock;

/// Credentials as STS or a credential source issues them.
pub(crate) struct Issued {
    pub(crate) credentials: Credentials,
    /// end of their life, where they have one
    pub(crate) expires: Option<Timestamp>,
    /// `AssumedRoleUser`: id and ARN
    pub(crate) assumed: Option<(String, String)>,
}

/// Parameters of AssumeRole, but for the device and its code.
pub(crate) struct RoleRequest<'a> {
    pub(crate) arn: &'a str,
    pub(crate) session_name: &'a str,
    pub(crate) external_id: Option<&'a str>,
    pub(crate) duration_seconds: Option<i32>,
    /// session policy, JSON
    pub(crate) policy: Option<&'a str>,
    /// session tags
    pub(crate) tags: &'a [(String, String)],
}

/// Serial number of a device and its code, where a call has them.
pub(crate) type Mfa<'a> = Option<(&'a str, Code)>;

/// Caller of STS and of credential sources.
pub(crate) struct Sts {
    runtime: tokio::runtime::Runtime,
    http: SharedHttpClient,
    /// for the machine's own addresses, which are never asked through a proxy
    direct: SharedHttpClient,
    region: Region,
    /// `None` lets the SDK's own rules find STS
    endpoint: Option<String>,
    shown_endpoint: String,
    clock: Clock,
}

impl Sts {
    /// A caller of an STS endpoint, in the profile's region if it names one.
    ///
    /// # Errors
    /// If the runtime or TLS cannot be set up.
    pub(crate) fn new(
        sts: &Endpoint,
        region: Option<&str>,
        authorities: &Authorities,
        clock: Clock,
    ) -> std::io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let own = Endpoints::aws(region.unwrap_or("aws-global")).sts == *sts;
        Ok(Self {
            runtime,
            http: http_client(authorities, ProxyConfig::from_env())?,
            direct: http_client(authorities, ProxyConfig::disabled())?,
            region: Region::new(sts.region.clone()),
            // without a region there are no rules to go by
            endpoint: (!own || region.is_none()).then(|| sts.url()),
            shown_endpoint: sts.url(),
            clock,
        })
    }

    /// GetSessionToken.
    ///
    /// # Errors
    /// See [`Error`].
    pub(crate) fn session_token(
        &self,
        caller: &Credentials,
        mfa: Mfa<'_>,
        seconds: Option<i32>,
    ) -> Result<Issued, Error> {
        let call = self.sts(caller, mfa.is_none()).get_session_token().set_duration_seconds(seconds);
        let call = call
            .set_serial_number(mfa.map(|(serial, _)| serial.to_owned()))
            .set_token_code(mfa.map(|(_, code)| code.digits().to_owned()));
        let answer =
            self.runtime.block_on(call.send()).map_err(|error| self.failed("GetSessionToken", &error))?;
        issued(answer.credentials(), "GetSessionToken", self.clock.now())
    }

    /// AssumeRole.
    ///
    /// # Errors
    /// See [`Error`].
    pub(crate) fn assume_role(
        &self,
        caller: &Credentials,
        role: &RoleRequest<'_>,
        mfa: Mfa<'_>,
    ) -> Result<Issued, Error> {
        let mut call = self
            .sts(caller, mfa.is_none())
            .assume_role()
            .role_arn(role.arn)
            .role_session_name(role.session_name)
            .set_external_id(role.external_id.map(str::to_owned))
            .set_duration_seconds(role.duration_seconds)
            .set_policy(role.policy.map(str::to_owned))
            .set_serial_number(mfa.map(|(serial, _)| serial.to_owned()))
            .set_token_code(mfa.map(|(_, code)| code.digits().to_owned()));
        for (key, value) in role.tags {
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

    /// AssumeRoleWithWebIdentity, unsigned: the token is the proof.
    ///
    /// # Errors
    /// See [`Error`].
    pub(crate) fn web_identity(
        &self,
        role_arn: &str,
        session_name: &str,
        token: &Secret<String>,
    ) -> Result<Issued, Error> {
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

    /// Checks that STS answers, through the same proxy and TLS as every call: an unsigned GET of the root, which changes nothing.
    ///
    /// # Errors
    /// If nothing answers, or a proxy or load balancer says so.
    pub(crate) fn reach(&self) -> Result<(), Error> {
        const OPERATION: &str = "GET /";
        let timeouts =
            TimeoutConfig::builder().connect_timeout(CONNECT_TIMEOUT).operation_timeout(REACH_TIMEOUT);
        let sts = aws_sdk_sts::Client::from_conf(self.config(false).timeout_config(timeouts.build()).build());
        // the only unsigned operation, emptied
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
            transport @ Error::Transport(_) => Err(transport),
            // of a proxy that asks for credentials, or finds no server behind it
            Error::Answer { status: status @ (407 | 502..=504), .. } => {
                Err(Error::Answer { operation: OPERATION, status })
            }
            // any other answer shows that the endpoint is there
            _ => Ok(()),
        }
    }

    /// GetCallerIdentity.
    ///
    /// # Errors
    /// See [`Error`].
    pub(crate) fn identity(&self, caller: &Credentials) -> Result<Identity, Error> {
        let reader = wrong_codes::Reader::default();
        let call =
            self.sts(caller, true).get_caller_identity().customize().interceptor(reader.clone()).send();
        let answer = self.runtime.block_on(call).map_err(|error| self.failed("GetCallerIdentity", &error))?;
        let text = |text: Option<&str>| {
            let broken = Error::Answer { operation: "GetCallerIdentity", status: 200 };
            text.filter(|text| !text.is_empty()).map(str::to_owned).ok_or(broken)
        };
        Ok(Identity {
            account: text(answer.account())?,
            arn: text(answer.arn())?,
            user_id: text(answer.user_id())?,
            wrong_codes: reader.read(),
        })
    }

    /// Credentials of a profile by the SDK's own provider: SSO.
    ///
    /// # Errors
    /// The reason, if there are none.
    pub(crate) fn profile(&self, profile: &str) -> Result<Issued, String> {
        let builder = aws_config::profile::ProfileFileCredentialsProvider::builder();
        let provider = builder.profile_name(profile).configure(&self.provider_config(&self.http)).build();
        self.provide(provider)
    }

    /// Credentials of EC2's instance metadata, without a proxy.
    ///
    /// # Errors
    /// The reason, if there are none.
    pub(crate) fn instance_metadata(&self) -> Result<Issued, String> {
        let builder = aws_config::imds::credentials::ImdsCredentialsProvider::builder();
        self.provide(builder.configure(&self.provider_config(&self.direct)).build())
    }

    /// Credentials of the container credentials endpoint, without a proxy.
    ///
    /// # Errors
    /// The reason, if there are none.
    pub(crate) fn container(&self) -> Result<Issued, String> {
        let builder = aws_config::ecs::EcsCredentialsProvider::builder();
        self.provide(builder.configure(&self.provider_config(&self.direct)).build())
    }

    fn provide(&self, provider: impl ProvideCredentials) -> Result<Issued, String> {
        let given = self
            .runtime
            .block_on(async { tokio::time::timeout(SOURCE_TIMEOUT, provider.provide_credentials()).await });
        let given =
            given.map_err(|_| "its source does not answer".to_owned())?.map_err(|error| innermost(&error))?;
        let expires = given.expiry().and_then(|at| Timestamp::try_from(at).ok());
        if expires.is_some_and(|end| end <= self.clock.now()) {
            return Err("its source gives a session whose time is over".to_owned());
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
        // a code works once: a second try would only hide the reason of the first failure
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

    fn failed<E>(&self, operation: &'static str, error: &SdkError<E, HttpResponse>) -> Error
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let SdkError::ServiceError(context) = error else {
            return match error {
                SdkError::ResponseError(context) => {
                    Error::Answer { operation, status: context.raw().status().as_u16() }
                }
                error => Error::Transport(TransportError {
                    endpoint: self.shown_endpoint.clone(),
                    timeout: matches!(error, SdkError::TimeoutError(_)),
                    reason: match error {
                        SdkError::TimeoutError(_) => {
                            format!("nothing came within {} s", CALL_TIMEOUT.as_secs())
                        }
                        error => innermost(error),
                    },
                }),
            };
        };
        let (raw, status) = (context.raw(), context.raw().status().as_u16());
        let Some(code) = context.err().code() else { return Error::Answer { operation, status } };
        let date = raw.headers().get("date").and_then(RequestDate::parse_http);
        Error::Service(ServiceError {
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
) -> Result<Issued, Error> {
    // the SDK fills in what an answer lacks; credentials with a part missing are none
    let broken = || Error::Answer { operation, status: 200 };
    let given = given.ok_or_else(broken)?;
    let parts = [given.access_key_id(), given.secret_access_key(), given.session_token()];
    let expires = Timestamp::from_second(given.expiration().secs()).map_err(|_| broken())?;
    // the parts go into files, shells and other programs
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=_-.~:".contains(&byte);
    let fit = |part: &&str| !part.is_empty() && part.bytes().all(letter);
    if !parts.iter().all(fit) || expires <= Timestamp::UNIX_EPOCH {
        return Err(broken());
    }
    if expires <= now {
        return Err(Error::Over { operation, since: now.as_second().saturating_sub(expires.as_second()) });
    }
    let credentials = Credentials {
        session_token: Some(Secret::new(given.session_token().to_owned())),
        ..Credentials::long_term(given.access_key_id(), given.secret_access_key())
    };
    Ok(Issued { credentials, expires: Some(expires), assumed: None })
}

/// HTTP client with TLS by rustls and ring, through a proxy if there is one.
///
/// No connection is kept for a second call: a person may take minutes for a code, and servers close idle connections.
fn http_client(authorities: &Authorities, proxy: ProxyConfig) -> std::io::Result<SharedHttpClient> {
    let trusted = TrustStore::empty().with_pem_certificate(authorities.pem());
    let context = TlsContext::builder().with_trust_store(trusted).build().map_err(std::io::Error::other)?;
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

/// Connector that reads answers up to [`MAX_CALL_ANSWER_BYTES`]: an endless one must not fill the memory.
#[derive(Debug)]
struct Bounded(SharedHttpConnector);

impl HttpConnector for Bounded {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let answer = self.0.call(request);
        let most = usize::try_from(MAX_CALL_ANSWER_BYTES).unwrap_or(usize::MAX);
        HttpConnectorFuture::new(async move {
            Ok(answer.await?.map(|body| SdkBody::from_body_1_x(Limited::new(body, most))))
        })
    }
}

/// The client's clock as the SDK's time source.
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
