// SPDX-License-Identifier: Apache-2.0
//! Lint S/MIME certificates, CRLs and OCSP responses in DER.
//!
//! ```no_run
//! let der = std::fs::read("certificate.der")?;
//! for finding in smimelint::lint(&der)? {
//!     println!("{} [{}] {}", finding.severity, finding.citation, finding.message);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod linter;
mod table;

pub use linter::{Linter, Source};
pub use table::{options, rule, rules, version, Opt, Rule};

use smimelint_sys as sys;
use std::ffi::{c_char, c_int, CStr};
use std::fmt;

/// What the library refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// Memory is out.
    Memory,
    /// An option, or a document beside the options, is wrong; the text says where and why.
    Option(String),
    /// Anything else.
    Other(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Memory => f.write_str("out of memory"),
            Error::Option(why) | Error::Other(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Error {}

/// A status of the library, with what it said beside it.
fn check(status: c_int, why: impl FnOnce() -> String) -> Result<(), Error> {
    match status {
        sys::SMIMELINT_OK => Ok(()),
        sys::SMIMELINT_ERR_NOMEM => Err(Error::Memory),
        _ => {
            let why = Some(why()).filter(|why| !why.is_empty());
            // SAFETY: any number is taken.
            let why = why.unwrap_or_else(|| text(unsafe { sys::smimelint_strerror(status) }));
            match status {
                sys::SMIMELINT_ERR_OPTION | sys::SMIMELINT_ERR_INPUT | sys::SMIMELINT_ERR_LIMIT => Err(Error::Option(why)),
                _ => Err(Error::Other(why)),
            }
        }
    }
}

/// A copy of a text of the library, which is UTF-8 and not NULL.
fn text(p: *const c_char) -> String {
    maybe(p).unwrap_or_default()
}

fn maybe(p: *const c_char) -> Option<String> {
    // SAFETY: the library's texts end with NUL and live at least until the call returns.
    (!p.is_null()).then(|| unsafe { CStr::from_ptr(p) }.to_string_lossy().into_owned())
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: String,
    pub severity: String,
    pub state: String,
    pub section: String,
    /// The section with its document: "SBR 7.1.2.3.e".
    pub citation: String,
    /// Days since 1970-01-01 from which the requirement binds so; `None`: always.
    pub since: Option<i32>,
    pub message: String,
    pub value: Option<String>,
    pub path: Option<String>,
    /// The octets of the input that it is about.
    pub octets: Option<std::ops::Range<usize>>,
    pub reading: Option<String>,
    pub waiver: Option<String>,
    pub record: Option<Record>,
    pub basis: Option<String>,
}

/// The record of validation evidence that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub file: String,
    pub line: u64,
    pub id: Option<String>,
}

/// The findings of one certificate, and its status: the worst severity, "out-of-scope" or "unreadable".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings {
    pub status: String,
    pub findings: Vec<Finding>,
}

impl std::ops::Deref for Findings {
    type Target = [Finding];

    fn deref(&self) -> &[Finding] {
        &self.findings
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.findings.into_iter()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.findings.iter()
    }
}

/// Lints one certificate without options; for more than one make a [`Linter`].
pub fn lint(der: &[u8]) -> Result<Findings, Error> {
    Linter::new()?.lint(der)
}
