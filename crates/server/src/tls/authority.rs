//! A certificate authority of the installation's own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use data_encoding::HEXLOWER;
use identity::Time;
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, NameConstraints, PublicKeyData,
};
use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use secret::Secret;
use sha2::{Digest, Sha256};
use store::private_file;
use time::OffsetDateTime;
use tokio_rustls::TlsAcceptor;

use super::{CertificateName, TlsError, provider};
use crate::limits;

/// The authority's certificate, for clients.
pub(crate) const CERTIFICATE_FILE: &str = "tls-ca.pem";
/// Its private key.
pub(crate) const KEY_FILE: &str = "tls-ca.key";

/// An authority whose certificates are good for some names only: a client that trusts it trusts it for nothing else.
pub(super) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    pub(super) bundle: PathBuf,
}

impl Authority {
    /// The authority of a data directory; one for `names` is made if there is none.
    pub(super) fn open(directory: &Path, names: &[CertificateName], now: Time) -> Result<Self, TlsError> {
        let (bundle, key_path) = (directory.join(CERTIFICATE_FILE), directory.join(KEY_FILE));
        if !bundle.exists() {
            make(&bundle, &key_path, names, now)?;
        }
        let unusable = |path: &Path| {
            let reason = format!("{} is not what this server wrote", path.display());
            TlsError::new(reason).remedy(AFRESH)
        };
        let key = Secret::new(super::read(&key_path, "key").map_err(|error| error.remedy(AFRESH))?);
        let key = std::str::from_utf8(key.expose()).ok().and_then(|text| KeyPair::from_pem(text).ok());
        let key = key.ok_or_else(|| unusable(&key_path))?;
        let certificate = CertificateDer::from_pem_slice(&super::read(&bundle, "certificate")?);
        let certificate = certificate.map_err(|_| unusable(&bundle))?;
        let issuer = Issuer::new(params(&key, names, now)?, key);
        Ok(Self { issuer, certificate, bundle })
    }

    /// A certificate for these names, with a key that is kept in memory only.
    pub(super) fn certificate(&self, names: &[CertificateName], now: Time) -> Result<TlsAcceptor, TlsError> {
        let key = KeyPair::generate().map_err(cannot_make)?;
        let mut asked: Vec<String> = Vec::new();
        for name in names {
            asked.push(name.0.clone());
            if name.address().is_none() && name.0.contains('.') {
                // buckets' own host names; clients take no wildcard below a name of one label
                asked.push(format!("*.{}", name.0));
            }
        }
        let mut params = CertificateParams::new(asked).map_err(cannot_make)?;
        (params.not_before, params.not_after) = validity(now, limits::CERTIFICATE_LIFE)?;
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "Ostiary");
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let made = params.signed_by(&key, &self.issuer).map_err(cannot_make)?;
        let own: CertificateDer<'static> = made.der().clone();
        self.prove(&own, names, now)?;
        let private = PrivatePkcs8KeyDer::from(key.serialize_der());
        super::acceptor(vec![own, self.certificate.clone()], private.into())
            .map_err(|error| TlsError::new(format!("cannot make a TLS certificate: {error}")))
    }

    /// Judges a certificate as clients will: by what is in the authority's file, and for each name.
    fn prove(&self, own: &CertificateDer<'_>, names: &[CertificateName], now: Time) -> Result<(), TlsError> {
        let refused = |reason: String| {
            TlsError::new(format!("the certificate authority {} {reason}", self.bundle.display()))
                .remedy(AFRESH)
        };
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.clone()).map_err(|error| refused(format!("cannot be used: {error}")))?;
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider()).build();
        let verifier = verifier.map_err(|error| refused(format!("cannot be used: {error}")))?;
        let at = UnixTime::since_unix_epoch(Duration::from_millis(now.millis()));
        for name in names {
            let server = ServerName::try_from(name.0.as_str());
            let server = server.map_err(|_| refused(format!("is for no such name as {}", name.0)))?;
            verifier
                .verify_server_cert(own, &[], &server, &[], at)
                .map_err(|error| refused(format!("does not vouch for {}: {error}", name.0)))?;
        }
        Ok(())
    }
}

/// Remedy of an authority that does not serve.
const AFRESH: &str = "an authority is made for the names of its first start: remove tls-ca.pem and tls-ca.key for another one, and give \
                      clients the new tls-ca.pem";

fn make(bundle: &Path, key_path: &Path, names: &[CertificateName], now: Time) -> Result<(), TlsError> {
    let key = KeyPair::generate().map_err(cannot_make)?;
    let certificate = params(&key, names, now)?.self_signed(&key).map_err(cannot_make)?;
    let cannot_write =
        |path: &Path, error| TlsError::new(format!("cannot write {}: {error}", path.display()));
    let private = Secret::new(key.serialize_pem());
    // the certificate comes last: without it all is made again
    private_file::write_over(key_path, private.expose().as_bytes())
        .map_err(|error| cannot_write(key_path, error))?;
    private_file::write_over(bundle, certificate.pem().as_bytes())
        .map_err(|error| cannot_write(bundle, error))
}

/// The authority's own certificate. Its name follows from its key, so that no other authority has the same.
fn params(key: &KeyPair, names: &[CertificateName], now: Time) -> Result<CertificateParams, TlsError> {
    let mut params = CertificateParams::default();
    (params.not_before, params.not_after) = validity(now, limits::AUTHORITY_LIFE)?;
    let hash = Sha256::digest(key.der_bytes());
    let short = hash.get(..8).unwrap_or_default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, format!("Ostiary {}", HEXLOWER.encode(short)));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let permitted_subtrees = names.iter().map(|name| match name.address() {
        Some(address) => GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(
            address,
            if address.is_ipv4() { 32 } else { 128 },
        )),
        None => GeneralSubtree::DnsName(name.0.clone()),
    });
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: permitted_subtrees.collect(),
        excluded_subtrees: Vec::new(),
    });
    Ok(params)
}

/// From a day ago on, for clients whose clocks are behind.
fn validity(now: Time, life: Duration) -> Result<(OffsetDateTime, OffsetDateTime), TlsError> {
    let seconds = i64::try_from(now.millis() / 1000).ok();
    let now = seconds.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    let ends = now.and_then(|now| now.checked_add(life.try_into().ok()?));
    let begins = now.and_then(|now| now.checked_sub(time::Duration::DAY));
    begins
        .zip(ends)
        .ok_or_else(|| TlsError::new("the clock shows no date that a certificate can have".to_owned()))
}

fn cannot_make(error: rcgen::Error) -> TlsError {
    TlsError::new(format!("cannot make a TLS certificate: {error}"))
}
