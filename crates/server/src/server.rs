use std::fmt;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use service::share::Shares;
use service::{Config, Service};
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use wire::route::Hosts;

use crate::bootstrap::{self, FirstAccount, Keeping, OpenDataError};
use crate::config_files::{ConfigFiles, config_path, reached};
use crate::connection::Shared;
use crate::data_error::{DAMAGED_REMEDY, DataError};
use crate::entropy::OsEntropy;
use crate::handler::Handler;
use crate::request_ids::RequestIds;
use crate::room::Room;
use crate::seeding::SeedError;
use crate::tls::{CertificateName, Tls, TlsCertificate, TlsError};
use crate::{accept, accounts, clock, control, descriptors, directory, limits};

/// Settings of a server.
#[derive(Debug, Clone)]
pub struct Options {
    /// Data directory.
    pub data: PathBuf,
    /// Address to listen on; port 0 picks a free one.
    pub listen: String,
    /// The region that S3 names as its own.
    pub region: String,
    /// True if S3 takes requests that are signed with Signature Version 2, which covers neither host nor body.
    pub sigv2: bool,
    /// Host names under which S3 is reached, so that what stands before one is a bucket; `localhost` is always one.
    pub s3_hosts: Vec<String>,
    /// Certificate of the listener; without one it speaks plain HTTP.
    pub tls: Option<TlsCertificate>,
    /// First account of a new data directory.
    pub first_account: FirstAccount,
}

/// Reason why a server does not start.
#[derive(Debug)]
pub enum StartError {
    /// The data directory.
    Data(DataError),
    /// The seed of a new installation.
    Seed(SeedError),
    /// The address: which, and why not.
    Listen(String, io::Error),
    /// The certificate.
    Tls(TlsError),
    /// The operator's socket.
    Control(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Data(error) => write!(f, "{error}"),
            Self::Seed(error) => write!(f, "{error}"),
            Self::Listen(address, error) => {
                write!(f, "cannot listen on {address}: {}", listen_reason(address, error))
            }
            Self::Tls(error) => write!(f, "{error}"),
            Self::Control(error) => write!(f, "cannot open the operator's socket: {error}"),
        }
    }
}

impl std::error::Error for StartError {}

impl StartError {
    /// Remedy, if one can be named.
    pub fn remedy(&self) -> Option<String> {
        match self {
            Self::Data(error) => error.remedy.clone(),
            Self::Listen(address, error) => listen_remedy(address, error),
            Self::Seed(SeedError::Unreadable(..)) => {
                Some("name a file that this user may read, YAML or JSON".to_owned())
            }
            Self::Seed(SeedError::Faults(..)) => {
                Some("`ostiary seed check FILE` looks again; docs/seed.md has the form".to_owned())
            }
            Self::Tls(error) => error.remedy.clone(),
            Self::Control(_) => None,
        }
    }
}

fn listen_reason(address: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => "another program has that port".to_owned(),
        io::ErrorKind::AddrNotAvailable => "this machine has no such address".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "ports below 1024 need a privilege that this user has not".to_owned()
        }
        _ if port_of(address).is_none() => "it is not ADDRESS:PORT".to_owned(),
        _ => error.to_string(),
    }
}

fn listen_remedy(address: &str, error: &io::Error) -> Option<String> {
    let forms = "name one as 127.0.0.1:4747, [::1]:4747, or 0.0.0.0:4747 for all addresses of this machine";
    match (error.kind(), port_of(address)) {
        (io::ErrorKind::AddrInUse, Some(port)) => Some(format!(
            "choose another with --listen, or see who has it: ss -ltnp 'sport = :{port}'; port 0 picks a free one"
        )),
        (io::ErrorKind::PermissionDenied, _) => Some("choose a port from 1024 on, such as 4747".to_owned()),
        _ => Some(forms.to_owned()),
    }
}

fn port_of(address: &str) -> Option<u16> {
    let (host, port) = address.rsplit_once(':')?;
    let is_open = host.contains(':') && !(host.starts_with('[') && host.ends_with(']'));
    if host.is_empty() || is_open { None } else { port.parse().ok() }
}

/// A new installation, as its operator is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstStart {
    /// Id of the account that it begins with.
    pub account: identity::AccountId,
    /// File with the access key of that account's administrator.
    pub credentials_file: PathBuf,
    /// File with endpoint and region.
    pub config_file: PathBuf,
}

/// A server that answers.
pub struct Server {
    address: SocketAddr,
    first_start: Option<FirstStart>,
    service: Arc<Service>,
    data: PathBuf,
    tls: Option<Arc<Tls>>,
    stop: watch::Sender<bool>,
    listening: JoinHandle<()>,
    flushing: JoinHandle<()>,
    sealed: oneshot::Receiver<String>,
    /// The data directory is this server's as long as it is there.
    _lock: directory::Lock,
}

/// Reason why a server cannot go on. All that it acknowledged is safe, and a server that is started again takes it up from there.
#[derive(Debug)]
pub enum Failed {
    /// An identity change could not be made durable; the log says why.
    Identity,
    /// A file of an object could not be made durable: which, and why.
    Objects(String),
    /// The listener's task ended: no connection is accepted any more.
    Listener,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Identity => f.write_str("identity changes cannot be made durable"),
            Self::Objects(cause) => f.write_str(cause),
            Self::Listener => f.write_str("connections are not accepted any more"),
        }
    }
}

impl std::error::Error for Failed {}

impl Server {
    /// Opens the data directory and begins to answer. Must be called within a Tokio runtime. Raises the process's limit of open
    /// files.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        Self::start_keeping(options, Keeping::Durable).await
    }

    /// Begins to answer as [`Server::start`] does, with a new installation whose identity state and root key are in memory
    /// alone. `options.data` is an empty directory for the rest, which the caller removes once the server has stopped.
    pub async fn start_ephemeral(options: Options) -> Result<Self, StartError> {
        Self::start_keeping(options, Keeping::Ephemeral).await
    }

    async fn start_keeping(options: Options, keeping: Keeping) -> Result<Self, StartError> {
        let seats = descriptors::connections();
        let cannot_listen = |error| StartError::Listen(options.listen.clone(), error);
        let listener = TcpListener::bind(&options.listen).await.map_err(cannot_listen)?;
        let address = listener.local_addr().map_err(cannot_listen)?;
        if let Some(tls) = &options.tls {
            tls.check().map_err(StartError::Tls)?;
        } else if !address.ip().to_canonical().is_loopback() {
            tracing::warn!(
                %address,
                "listening beyond this machine without TLS: what is sent can be read and changed on the way"
            );
        }
        let (data, first) = (options.data.clone(), options.first_account.clone());
        let opened = tokio::task::spawn_blocking(move || bootstrap::open(&data, &first, keeping)).await;
        let opened = opened.map_err(|error| StartError::Data(panicked(&options.data, &error)))?;
        let opened = opened.map_err(|error| match error {
            OpenDataError::Data(error) => StartError::Data(error),
            OpenDataError::Seed(error) => StartError::Seed(error),
        })?;
        let config = Config { region: options.region.clone(), sigv2: options.sigv2 };
        let service = Arc::new(Service::new(opened.store, opened.objects, &opened.root_key, config));
        let tls = options.tls.as_ref().map(|certificate| {
            Tls::open(certificate, &options.data, own_names(address, &options.s3_hosts)).map(Arc::new)
        });
        let tls = tls.transpose().map_err(StartError::Tls)?;
        let socket = control::listen(&options.data).map_err(StartError::Control)?;
        let files = ConfigFiles::new(&options.data, address, &options.region, tls.as_deref());
        files.write_all();
        let for_control = service.clone();
        std::thread::spawn(move || control::serve(&socket, &for_control, &files));
        let (stop, stopped) = watch::channel(false);
        let handler = Handler {
            service: service.clone(),
            hosts: Hosts::new(options.s3_hosts.iter().map(String::as_str)),
            request_ids: RequestIds::new(&mut OsEntropy),
            data: options.data.clone(),
        };
        let room = Room::new(seats, (seats / limits::NETWORK_SHARE_OF_CONNECTIONS).max(1));
        let heads = Shares::new(limits::HEADS_BYTES, limits::HEADS_BYTES_PER_NETWORK);
        let shared = Arc::new(Shared { handler, heads, tls: tls.clone() });
        let listening = tokio::spawn(accept::serve(listener, room, shared, stopped));
        let flushing = tokio::spawn(flush_usage(service.clone()));
        let (tell, sealed) = oneshot::channel();
        service.objects().on_seal(move |cause| {
            // the receiver is gone once the server has stopped
            let _ = tell.send(cause.to_string());
        });
        let first_start = opened.made.map(|account| FirstStart {
            account,
            credentials_file: accounts::credentials_path(&options.data, bootstrap::FIRST_ACCOUNT),
            config_file: config_path(&options.data, bootstrap::FIRST_ACCOUNT),
        });
        Ok(Self {
            address,
            first_start,
            service,
            data: options.data,
            tls,
            stop,
            listening,
            flushing,
            sealed,
            _lock: opened.lock,
        })
    }

    /// Waits until the server cannot go on, and says why. Requests under way have [`limits::FAILED_GRACE`] to hear of it;
    /// the process had better end then, so that what supervises it starts another.
    pub async fn failed(&mut self) -> Failed {
        let failed = tokio::select! {
            () = self.service.store().ended() => Failed::Identity,
            Ok(cause) = &mut self.sealed => Failed::Objects(cause),
            _ = &mut self.listening => Failed::Listener,
        };
        tokio::time::sleep(limits::FAILED_GRACE).await;
        failed
    }

    /// Address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// True if it speaks TLS.
    pub fn is_secure(&self) -> bool {
        self.tls.is_some()
    }

    /// Shows the newest certificate to connections from now on; false if the listener has none. One that cannot be used is said in
    /// the log, and the one before it stays.
    pub fn reload_certificate(&self) -> bool {
        let Some(tls) = &self.tls else { return false };
        match tls.reload() {
            Ok(()) => tracing::info!("the TLS certificate was read again"),
            Err(error) => tracing::error!(%error, "the TLS certificate stays as it was"),
        }
        true
    }

    /// The new installation, if this start made one.
    pub fn first_start(&self) -> Option<&FirstStart> {
        self.first_start.as_ref()
    }

    /// The data directory.
    pub fn data(&self) -> &PathBuf {
        &self.data
    }

    /// Stops accepting, lets requests under way finish, writes down what is to be written down, and closes the store.
    pub async fn stop(self) {
        // the receivers are gone if the accept loop ended by itself
        let _ = self.stop.send(true);
        let _ = self.listening.await;
        self.flushing.abort();
        flush(&self.service).await;
        control::remove(&self.data);
        let service = self.service;
        let _ = tokio::task::spawn_blocking(move || service.store().close()).await;
    }
}

/// Names by which this machine is reached without anyone's doing, and those that S3 was given.
fn own_names(address: SocketAddr, s3_hosts: &[String]) -> Vec<CertificateName> {
    let addresses = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into(), reached(address).ip()];
    let hosts = s3_hosts.iter().map(String::as_str);
    let named = std::iter::once("localhost").chain(hosts).filter_map(CertificateName::parse);
    named.chain(addresses.map(CertificateName::from)).collect()
}

fn panicked(path: &std::path::Path, error: &tokio::task::JoinError) -> DataError {
    DataError::new(&path.join(directory::IDENTITY_FILE), format!("it is damaged ({error})"))
        .remedy(DAMAGED_REMEDY)
}

async fn flush_usage(service: Arc<Service>) {
    loop {
        tokio::time::sleep(limits::USAGE_FLUSH).await;
        flush(&service).await;
        service.store().maintain();
        let for_orphans = service.clone();
        // what is not removed now is tried again the next time
        let _ = tokio::task::spawn_blocking(move || {
            accounts::remove_orphans(for_orphans.store(), for_orphans.objects())
        })
        .await;
    }
}

async fn flush(service: &Service) {
    if !service.write_down_uses(clock::now(), &mut OsEntropy).await {
        tracing::warn!("uses of access keys could not be written down");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_server_that_no_longer_accepts_connections_has_failed() {
        let directory = tempfile::tempdir().unwrap();
        let options = Options {
            data: directory.path().join("data"),
            listen: "127.0.0.1:0".to_owned(),
            region: "us-east-1".to_owned(),
            sigv2: false,
            s3_hosts: Vec::new(),
            tls: None,
            first_account: FirstAccount::default(),
        };
        let mut server = Server::start(options).await.unwrap();
        // as a panic ends it
        server.listening.abort();
        assert!(matches!(server.failed().await, Failed::Listener));
    }
}
