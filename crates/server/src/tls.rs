//! TLS of the listener: the certificate that it shows, given or made, and its exchange for a newer one while it serves.

mod authority;

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::clock;
use crate::limits;
use authority::Authority;

/// Origin of the certificate that a server shows.
#[derive(Debug, Clone)]
pub enum TlsCertificate {
    /// PEM files of the operator: the certificate with its chain, and its private key.
    Files {
        /// The certificate, then those that lead to its root.
        certificate: PathBuf,
        /// The private key: PKCS #8, PKCS #1 or SEC1.
        key: PathBuf,
    },
    /// Made by a certificate authority of the data directory's own, which can make none for other names.
    SelfSigned {
        /// Names and addresses beside those of this machine itself.
        names: Vec<CertificateName>,
    },
}

/// A host name or an address that a certificate can be for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateName(String);

impl CertificateName {
    /// A DNS name without wildcards, or an IP address; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        ServerName::try_from(text).ok().map(|_| Self(text.to_ascii_lowercase()))
    }

    fn address(&self) -> Option<IpAddr> {
        self.0.parse().ok()
    }
}

impl From<IpAddr> for CertificateName {
    fn from(address: IpAddr) -> Self {
        Self(address.to_string())
    }
}

/// Reason why a certificate cannot be used.
#[derive(Debug)]
pub struct TlsError {
    reason: String,
    /// Remedy, if one can be named.
    pub(crate) remedy: Option<String>,
}

impl TlsError {
    fn new(reason: String) -> Self {
        Self { reason, remedy: None }
    }

    fn remedy(mut self, remedy: &str) -> Self {
        self.remedy = Some(remedy.to_owned());
        self
    }
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

/// A certificate as it is now, and where a newer one comes from.
pub(crate) struct Tls {
    source: Source,
    now: RwLock<TlsAcceptor>,
    /// Host name of the operator's certificate, if it is for one.
    host: Option<String>,
    /// File of certificates by which clients know the server, unless their systems do.
    pub(crate) bundle: Option<PathBuf>,
}

enum Source {
    Files { certificate: PathBuf, key: PathBuf },
    SelfSigned { authority: Box<Authority>, names: Vec<CertificateName> },
}

impl TlsCertificate {
    /// Looks at what the operator gave, before anything is made.
    pub(crate) fn check(&self) -> Result<(), TlsError> {
        match self {
            Self::Files { certificate, key } => Given::read(certificate, key).map(drop),
            Self::SelfSigned { .. } => Ok(()),
        }
    }
}

impl Tls {
    /// The certificate for a listener; `names` are those that this machine is known by. An authority of its own is kept in
    /// `directory`.
    pub(crate) fn open(
        certificate: &TlsCertificate,
        directory: &Path,
        names: impl IntoIterator<Item = CertificateName>,
    ) -> Result<Self, TlsError> {
        match certificate {
            TlsCertificate::Files { certificate, key } => {
                let given = Given::read(certificate, key)?;
                let bundle = given.is_rooted.then(|| certificate.clone());
                let source = Source::Files { certificate: certificate.clone(), key: key.clone() };
                Ok(Self { source, now: RwLock::new(given.acceptor), host: given.host, bundle })
            }
            TlsCertificate::SelfSigned { names: more } => {
                let mut all: Vec<CertificateName> = Vec::new();
                for name in more.iter().cloned().chain(names) {
                    if !all.contains(&name) {
                        all.push(name);
                    }
                }
                let authority = Box::new(Authority::open(directory, &all, clock::now())?);
                let acceptor = authority.certificate(&all, clock::now())?;
                let bundle = Some(authority.bundle.clone());
                let source = Source::SelfSigned { authority, names: all };
                Ok(Self { source, now: RwLock::new(acceptor), host: None, bundle })
            }
        }
    }

    /// Reads the operator's files again, or makes another certificate. Connections that there are keep theirs. After an error
    /// all is as it was.
    pub(crate) fn reload(&self) -> Result<(), TlsError> {
        let newer = match &self.source {
            Source::Files { certificate, key } => Given::read(certificate, key)?.acceptor,
            Source::SelfSigned { authority, names } => authority.certificate(names, clock::now())?,
        };
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = newer;
        Ok(())
    }

    /// The server's end of a handshake.
    pub(crate) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        let acceptor = self.now.read().unwrap_or_else(PoisonError::into_inner).clone();
        let mut stream = acceptor.accept(stream).await?;
        stream.get_mut().1.set_buffer_limit(Some(limits::TLS_HELD_BYTES));
        Ok(stream)
    }

    /// The host name that the operator's certificate is for, if it is for one.
    pub(crate) fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }
}

/// Files of the operator, read.
struct Given {
    acceptor: TlsAcceptor,
    host: Option<String>,
    /// The last certificate is a root.
    is_rooted: bool,
}

impl Given {
    fn read(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let text = read(certificate, "certificate")?;
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
        let chain = chain.ok().filter(|chain| !chain.is_empty()).ok_or_else(|| {
            TlsError::new(format!("{} holds no certificate in PEM form", certificate.display()))
        })?;
        let text = secret::Secret::new(read(key, "key")?);
        let private = PrivateKeyDer::from_pem_slice(text.expose());
        let private = private
            .map_err(|_| TlsError::new(format!("{} holds no private key in PEM form", key.display())))?;
        let host = first_host(&chain);
        let is_rooted = chain.last().is_some_and(|last| {
            webpki::EndEntityCert::try_from(last).is_ok_and(|last| last.issuer() == last.subject())
        });
        let acceptor = acceptor(chain, private).map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => TlsError::new(format!(
                "the key in {} is not the one of the certificate in {}",
                key.display(),
                certificate.display()
            ))
            .remedy("give the private key that the certificate was made for; in a chain the server's own certificate comes first"),
            error => TlsError::new(format!(
                "cannot use the certificate in {} with the key in {}: {error}",
                certificate.display(),
                key.display()
            )),
        })?;
        Ok(Self { acceptor, host, is_rooted })
    }
}

/// The first host name of a certificate that is no wildcard.
fn first_host(chain: &[CertificateDer<'_>]) -> Option<String> {
    let own = webpki::EndEntityCert::try_from(chain.first()?).ok()?;
    own.valid_dns_names().find(|name| !name.starts_with("*.")).map(str::to_owned)
}

fn read(path: &Path, what: &str) -> Result<Vec<u8>, TlsError> {
    let cannot =
        |error: io::Error| TlsError::new(format!("cannot read the TLS {what} {}: {error}", path.display()));
    let mut text = Vec::new();
    let file = File::open(path).map_err(cannot)?;
    file.take(limits::PEM_FILE_BYTES).read_to_end(&mut text).map_err(cannot)?;
    Ok(text)
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// TLS 1.2 and 1.3, for HTTP/1.1 and without certificates of clients.
fn acceptor(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<TlsAcceptor, rustls::Error> {
    let config = ServerConfig::builder_with_provider(provider()).with_safe_default_protocol_versions()?;
    let mut config = config.with_no_client_auth().with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

#[cfg(test)]
mod tests;
