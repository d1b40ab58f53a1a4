//! HTTP with TLS, through the proxy that the environment names.

use std::sync::Arc;

use hyper_util::client::proxy::matcher::Matcher;
use ureq::tls::TlsConfig;
use ureq::{Body, Proxy, ProxyProtocol, http};

use super::authorities::Authorities;
use crate::limits::{CALL_TIMEOUT, CONNECT_TIMEOUT};

const USER_AGENT: &str = concat!("ostiary/", env!("CARGO_PKG_VERSION"));

/// Sender of requests. Cheap to clone.
#[derive(Clone)]
pub(super) struct Transport {
    agent: ureq::Agent,
    proxies: Arc<Matcher>,
}

impl Transport {
    /// A sender that trusts these authorities.
    pub(super) fn new(authorities: &Authorities) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .timeout_global(Some(CALL_TIMEOUT))
            .user_agent(USER_AGENT)
            .tls_config(TlsConfig::builder().root_certs(authorities.roots()).build())
            // ureq takes one proxy for all requests; ours depends on the target
            .proxy(None)
            .build();
        Self { agent: config.into(), proxies: Arc::new(Matcher::from_env()) }
    }

    /// Sends a request through the proxy for its target.
    ///
    /// # Errors
    /// If no answer comes.
    pub(super) fn run(&self, request: http::Request<Vec<u8>>) -> Result<http::Response<Body>, ureq::Error> {
        let proxy = self.proxy(request.uri())?;
        self.agent.run(self.agent.configure_request(request).proxy(proxy).build())
    }

    /// The proxy for a target, by `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, with the SDK's rules.
    fn proxy(&self, target: &http::Uri) -> Result<Option<Proxy>, ureq::Error> {
        let Some(found) = self.proxies.intercept(target) else { return Ok(None) };
        let uri = found.uri();
        let (protocol, own_port) = match uri.scheme_str() {
            Some("https") => (ProxyProtocol::Https, 443),
            Some("http") | None => (ProxyProtocol::Http, 80),
            Some(_) => return Err(ureq::Error::InvalidProxyUrl),
        };
        let mut proxy = Proxy::builder(protocol)
            .host(uri.host().unwrap_or_default())
            .port(uri.port_u16().unwrap_or(own_port));
        if let Some((user, password)) = found.basic_auth().and_then(|header| basic(header.as_bytes())) {
            proxy = proxy.username(&user).password(&password);
        }
        proxy.build().map(Some)
    }
}

/// User and password of a `Basic` authorization header.
fn basic(header: &[u8]) -> Option<(String, String)> {
    let encoded = header.strip_prefix(b"Basic ")?;
    let text = String::from_utf8(data_encoding::BASE64.decode(encoded).ok()?).ok()?;
    text.split_once(':').map(|(user, password)| (user.to_owned(), password.to_owned()))
}
