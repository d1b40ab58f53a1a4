//! Enrolling a virtual device: made, shown, enabled by two codes. A device that does not get that far is deleted again.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use secret::totp::Code;

use super::device;
use super::pair::PairSource;
use crate::broker::note_spent;
use crate::cache::Cache;
use crate::call::{self, Client, Identity, mfa_devices};
use crate::error::{Error, MfaError};
use crate::limits::MAX_MFA_DEVICES;
use crate::person::{
    Authenticator, Progress, Terminal, draw_qr, draw_qr_plain, on_interrupt, otpauth_url, qr_side,
};
use crate::place::write_private;

/// An enrolment and everything that it needs.
pub struct Enrolling<'a> {
    /// caller of IAM with the user's credentials
    pub client: &'a Client,
    /// the user, who is the caller
    pub identity: &'a Identity,
    /// name of the device; `None` for the user's name
    pub device: Option<&'a str>,
    /// file for the QR code, PNG
    pub png: Option<&'a Path>,
    /// file for the seed; the codes are then computed from it, and no person is asked
    pub seed_file: Option<&'a Path>,
    /// cache for the note of spent codes
    pub cache: &'a Cache,
    /// terminal for QR code and questions
    pub terminal: &'a mut dyn Terminal,
    /// receiver of progress messages
    pub progress: &'a mut dyn Progress,
    /// true if the terminal shows colours
    pub colours: bool,
}

/// A device that is made and not enabled, with the files that hold its seed.
#[derive(Clone)]
struct Begun {
    client: Client,
    serial: String,
    files: Vec<PathBuf>,
}

impl Begun {
    /// Deletes the device and the files. Returns false if the device could not be deleted: it may be enabled, if the answer that
    /// says so was lost, so the files stay, from which its codes come.
    fn take_back(&self) -> bool {
        let request = wire::iam::DeleteVirtualMFADeviceRequest { serial_number: self.serial.clone() };
        match self.client.call(&request) {
            Err(error) if !error.is("NoSuchEntity") => false,
            _ => {
                for file in &self.files {
                    let _ = std::fs::remove_file(file);
                }
                true
            }
        }
    }
}

impl Enrolling<'_> {
    /// Enrols the device and returns its serial number.
    ///
    /// # Errors
    /// See [`Error`]. The device is then deleted again, if possible.
    pub fn run(mut self) -> Result<String, Error> {
        let user = user_of(self.identity)?.to_owned();
        let name = self.device.unwrap_or(&user).to_owned();
        for file in [self.png, self.seed_file].into_iter().flatten() {
            new_file(file)?;
        }
        if self.seed_file.is_none() && !self.terminal.answers() {
            return Err(MfaError::TwoCodesNeedTerminal.into());
        }
        self.room_for_one_more()?;
        let begun: Arc<Mutex<Option<Begun>>> = Arc::default();
        let unfinished = Arc::clone(&begun);
        let interrupt = on_interrupt(move || {
            if let Some(begun) = unfinished.lock().ok().and_then(|mut begun| begun.take()) {
                begun.take_back();
            }
        })
        .map_err(|error| Error::Io { what: "cannot hear signals".to_owned(), error })?;
        // a signal waits until it is known whether a device was made
        let mut making = begun.lock().unwrap_or_else(PoisonError::into_inner);
        let start = || device::start_enrolment(self.client, &name);
        let enrolment =
            self.progress.during("making the device", start).map_err(|error| self.taken(error, &name))?;
        let files = [self.png, self.seed_file].into_iter().flatten().map(Path::to_owned).collect();
        let this = Begun { client: self.client.clone(), serial: enrolment.serial.clone(), files };
        *making = Some(this.clone());
        drop(making);
        let finished = self.finish(&user, &name, &enrolment);
        let taken_back =
            finished.is_err() && self.progress.during("deleting the device again", || this.take_back());
        drop(interrupt);
        let codes = match (finished, self.seed_file) {
            (Err(error), Some(file)) if !taken_back && file.exists() => {
                return Err(Error::refused(
                    format!(
                        "{error}; the device may be enabled all the same, so its seed stays in {}",
                        file.display()
                    ),
                    "`ostiary mfa list` shows whether it is",
                ));
            }
            (finished, _) => finished?,
        };
        note_spent(self.cache, &self.client.endpoints().sts, &enrolment.serial, &codes);
        Ok(enrolment.serial)
    }

    /// Refuses a further device beyond the quota, which IAM would refuse only after the codes. A caller who may not list passes.
    fn room_for_one_more(&mut self) -> Result<(), Error> {
        let listed =
            self.progress.during("looking for the user's MFA devices", || mfa_devices(self.client, None));
        match listed {
            Ok(devices) if devices.len() >= MAX_MFA_DEVICES => Err(Error::refused(
                format!("the user has {} MFA devices, and may have {MAX_MFA_DEVICES} at most", devices.len()),
                "`ostiary mfa list` shows them, `ostiary mfa remove SERIAL` makes room",
            )),
            _ => Ok(()),
        }
    }

    /// The error of a creation. A name that is taken may belong to a device that a killed enrolment left.
    fn taken(&self, error: call::Error, name: &str) -> Error {
        match error {
            error if error.is("EntityAlreadyExists") => {
                let partition = self.identity.arn.split(':').nth(1).unwrap_or("aws");
                let serial = format!("arn:{partition}:iam::{}:mfa/{name}", self.identity.account);
                Error::refused(
                    error.to_string(),
                    format!(
                        "`--name` gives the new device another name; `ostiary mfa remove {serial}` deletes one that is no \
                         longer used, or that an enrolment left which was broken off"
                    ),
                )
            }
            error => error.into(),
        }
    }

    /// Enables the device, and returns the codes that did it.
    fn finish(&mut self, user: &str, name: &str, enrolment: &device::Enrolment) -> Result<[Code; 2], Error> {
        if let Some(file) = self.png {
            write_private(file, enrolment.png.expose())?;
        }
        let serial = &enrolment.serial;
        let Some(file) = self.seed_file else {
            self.show(name, enrolment)?;
            let enable = |codes| device::enable(self.client, user, serial, codes);
            return PairSource::Prompt.with(
                serial,
                self.client.clock(),
                self.terminal,
                self.progress,
                enable,
            );
        };
        let authenticator = Authenticator::read(enrolment.seed.expose().as_bytes())
            .map_err(|error| Error::refused(format!("the service's seed: {error}"), "try again"))?;
        write_private(file, enrolment.seed.expose().as_bytes())?;
        let now = self.client.clock().now().as_second();
        let codes = authenticator.pair(u64::try_from(now).unwrap_or(0));
        self.progress.during("enabling the device", || device::enable(self.client, user, serial, codes))?;
        Ok(codes)
    }

    /// Draws the QR code on the terminal and nowhere else: a copy of it is a copy of the device.
    fn show(&mut self, name: &str, enrolment: &device::Enrolment) -> Result<(), Error> {
        let seed = enrolment.seed.expose();
        let url = otpauth_url(name, &self.identity.account, seed);
        let drawn = if self.colours { draw_qr(url.expose()) } else { draw_qr_plain(url.expose()) };
        let drawn = drawn.ok_or_else(|| Error::refused("the QR code cannot be drawn", "use --png FILE"))?;
        self.terminal.draw(&format!("Scan this with an authenticator app:\n\n{}", drawn.expose()));
        let side = qr_side(url.expose()).unwrap_or(0);
        if self.terminal.size().is_some_and(|(columns, lines)| columns < side || lines < side.div_ceil(2)) {
            self.terminal.tell(
                "The window is too small for the code: enlarge it, or write a picture with --png FILE.",
            );
        }
        self.terminal.tell(&format!("or type it in: {seed}\n"));
        Ok(())
    }
}

/// Refuses a file that exists, whose content would be lost, or whose directory is missing.
fn new_file(file: &Path) -> Result<(), Error> {
    if file.symlink_metadata().is_ok() {
        return Err(Error::refused(
            format!("{} is there already", file.display()),
            "what is in it would be lost; name another file",
        ));
    }
    let directory = file.parent().filter(|directory| !directory.as_os_str().is_empty());
    match directory.filter(|directory| !directory.is_dir()) {
        Some(directory) => Err(Error::refused(
            format!("there is no directory {}", directory.display()),
            "make it, or name another file",
        )),
        None => Ok(()),
    }
}

/// Name of the user that an identity is.
///
/// # Errors
/// If the identity is a role's session or the root user.
pub fn user_of(identity: &Identity) -> Result<&str, Error> {
    let name = identity.arn.split_once(":user/").and_then(|(_, path)| path.rsplit('/').next());
    name.ok_or_else(|| {
        Error::refused(
            format!("{} is no user, and only users have MFA devices that can be managed here", identity.arn),
            "take the profile with the user's long-term key",
        )
    })
}
