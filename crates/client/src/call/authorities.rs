use std::path::Path;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use ureq::tls::{Certificate, RootCerts};

use crate::place;

/// Trusted certificate authorities. Certificates that rustls cannot use, as bundles of companies and machines hold some, are
/// left out, as OpenSSL does.
#[derive(Clone, Debug)]
pub(crate) struct Authorities(Vec<CertificateDer<'static>>);

impl Authorities {
    /// The machine's certificate authorities.
    pub(crate) fn of_machine() -> Self {
        Self(usable(rustls_native_certs::load_native_certs().certs))
    }

    /// The certificate authorities of a PEM file, and no others, as `AWS_CA_BUNDLE` and `ca_bundle` ask.
    ///
    /// # Errors
    /// If the file cannot be read, or has no certificate that can be used.
    pub(crate) fn of_file(path: &Path) -> std::io::Result<Self> {
        Self::of_pem(&place::read(path)?).map_err(std::io::Error::other)
    }

    /// The certificate authorities of a text in PEM form.
    ///
    /// # Errors
    /// If it has no certificate that can be used.
    pub(super) fn of_pem(pem: &[u8]) -> Result<Self, NoCertificate> {
        match usable(CertificateDer::pem_slice_iter(pem).filter_map(Result::ok)) {
            none if none.is_empty() => Err(NoCertificate),
            found => Ok(Self(found)),
        }
    }

    /// The certificates in PEM form.
    pub(super) fn pem(&self) -> Vec<u8> {
        let mut out = String::new();
        for certificate in &self.0 {
            let text = data_encoding::BASE64.encode(certificate);
            out.push_str(&format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n"));
        }
        out.into_bytes()
    }

    /// The certificates for ureq; without any, those of Mozilla's list.
    pub(super) fn roots(&self) -> RootCerts {
        if self.0.is_empty() {
            return RootCerts::WebPki;
        }
        let certificates: Vec<Certificate<'static>> =
            self.0.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect();
        RootCerts::new_with_certs(&certificates)
    }
}

fn usable(certificates: impl IntoIterator<Item = CertificateDer<'static>>) -> Vec<CertificateDer<'static>> {
    let can_be_used =
        |certificate: &CertificateDer<'static>| RootCertStore::empty().add(certificate.clone()).is_ok();
    certificates.into_iter().filter(can_be_used).collect()
}

/// A file of certificate authorities that has no certificate that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoCertificate;

impl std::fmt::Display for NoCertificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("there is no certificate in PEM form in it that can be used")
    }
}

impl std::error::Error for NoCertificate {}
