// SPDX-License-Identifier: Apache-2.0
use crate::{check, maybe, text, Error, Finding, Findings, Record};
use smimelint_sys as sys;
use std::ffi::{c_char, c_int, CString};
use std::ptr::{null, null_mut, NonNull};
use std::sync::{Mutex, PoisonError};

/// Where a certificate was found, as [`Linter::lint_json`] says it; what is `None` or 0 is not known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Source<'a> {
    pub path: Option<&'a str>,
    pub index: u64,
    pub format: Option<&'a str>,
    pub line: u64,
}

/// The buffers of one lint at work.
struct Run(NonNull<sys::smimelint_run>);

// SAFETY: a run is bound to no thread; one at a time uses it.
unsafe impl Send for Run {}

impl Drop for Run {
    fn drop(&mut self) {
        // SAFETY: it is ours; its context lives, since the linter drops its runs first.
        unsafe { sys::smimelint_run_free(self.0.as_ptr()) }
    }
}

struct Context(NonNull<sys::smimelint_ctx>);

// SAFETY: once there are runs a context is read-only, and what changes it takes &mut Linter.
unsafe impl Send for Context {}
unsafe impl Sync for Context {}

impl Drop for Context {
    fn drop(&mut self) {
        // SAFETY: it is ours, and has no runs any more.
        unsafe { sys::smimelint_ctx_free(self.0.as_ptr()) }
    }
}

/// Options, issuers and what else stands beside the certificates. Threads may share it.
pub struct Linter {
    idle: Mutex<Vec<Run>>, // before the context: fields are dropped in this order
    ctx: Context,
}

type Add = unsafe extern "C" fn(*mut sys::smimelint_ctx, *const c_char, usize) -> c_int;
type AddDer = unsafe extern "C" fn(*mut sys::smimelint_ctx, *const u8, usize) -> c_int;

impl Linter {
    pub fn new() -> Result<Linter, Error> {
        let mut ctx = null_mut();
        // SAFETY: the pointer is written to.
        check(unsafe { sys::smimelint_ctx_new(&mut ctx) }, String::new)?;
        let ctx = NonNull::new(ctx).ok_or(Error::Memory)?;
        Ok(Linter { idle: Mutex::new(Vec::new()), ctx: Context(ctx) })
    }

    /// With options as one JSON object, which [`crate::options`] lists.
    pub fn with_options(json: &str) -> Result<Linter, Error> {
        let mut linter = Linter::new()?;
        linter.add(sys::smimelint_ctx_set_json, json.as_bytes())?;
        Ok(linter)
    }

    /// Calls what changes the context, which is free of runs then.
    fn change(&mut self, call: impl FnOnce(*mut sys::smimelint_ctx) -> c_int) -> Result<(), Error> {
        self.idle.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
        let ctx = self.ctx.0.as_ptr();
        // SAFETY: the context lives.
        check(call(ctx), || text(unsafe { sys::smimelint_ctx_error(ctx) }))
    }

    fn add(&mut self, function: Add, octets: &[u8]) -> Result<(), Error> {
        // SAFETY: so many octets are there.
        self.change(|ctx| unsafe { function(ctx, octets.as_ptr().cast(), octets.len()) })
    }

    fn add_der(&mut self, function: AddDer, der: &[u8]) -> Result<(), Error> {
        // SAFETY: as in add().
        self.change(|ctx| unsafe { function(ctx, der.as_ptr(), der.len()) })
    }

    /// The certificate of an issuing CA, in DER.
    pub fn add_issuer(&mut self, der: &[u8]) -> Result<(), Error> {
        self.add_der(sys::smimelint_ctx_add_issuer, der)
    }

    /// A certificate whose status CRLs and OCSP responses may tell.
    pub fn add_certificate(&mut self, der: &[u8]) -> Result<(), Error> {
        self.add_der(sys::smimelint_ctx_add_certificate, der)
    }

    /// A CRL or an OCSP response of before.
    pub fn add_previous(&mut self, der: &[u8]) -> Result<(), Error> {
        self.add_der(sys::smimelint_ctx_add_previous, der)
    }

    /// The certificate of an OCSP responder, for responses that leave it out.
    pub fn add_responder(&mut self, der: &[u8]) -> Result<(), Error> {
        self.add_der(sys::smimelint_ctx_add_responder, der)
    }

    /// The CA's own limits, as smimelint(1) describes them for --ca-profile.
    pub fn add_ca_profile(&mut self, json: &str) -> Result<(), Error> {
        self.add(sys::smimelint_ctx_add_ca_profile, json.as_bytes())
    }

    /// Accepted findings, as smimelint(1) describes them for --waivers, judged on this day (since 1970-01-01).
    pub fn add_waivers(&mut self, json: &str, day: i32) -> Result<(), Error> {
        // SAFETY: as in add().
        self.change(|ctx| unsafe { sys::smimelint_ctx_add_waivers(ctx, json.as_ptr().cast(), json.len(), day) })
    }

    /// A json or ndjson report whose findings are known.
    pub fn add_baseline(&mut self, json: &str) -> Result<(), Error> {
        self.add(sys::smimelint_ctx_add_baseline, json.as_bytes())
    }

    /// Records of validation evidence; findings call them by the name.
    pub fn add_evidence(&mut self, name: &str, json: &str) -> Result<(), Error> {
        let name = c_text(name)?;
        // SAFETY: as in add(); the name ends with NUL.
        self.change(|ctx| unsafe { sys::smimelint_ctx_add_evidence(ctx, name.as_ptr(), json.as_ptr().cast(), json.len()) })?;
        // SAFETY: the context lives.
        self.change(|ctx| unsafe { sys::smimelint_ctx_check_evidence(ctx) })
    }

    /// A table of Network Perspectives, for records that lack theirs.
    pub fn add_perspectives(&mut self, json: &str) -> Result<(), Error> {
        self.add(sys::smimelint_ctx_add_perspectives, json.as_bytes())
    }

    /// The Public Suffix List.
    pub fn add_psl(&mut self, list: &str) -> Result<(), Error> {
        self.add(sys::smimelint_ctx_add_psl, list.as_bytes())
    }

    /// A list of keys that are known to be weak.
    pub fn add_weak_keys(&mut self, list: &[u8]) -> Result<(), Error> {
        self.add(sys::smimelint_ctx_add_weak_keys, list)
    }

    fn take(&self) -> Result<Run, Error> {
        if let Some(run) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            return Ok(run);
        }
        let mut run = null_mut();
        let ctx = self.ctx.0.as_ptr();
        // SAFETY: the context lives as long as its runs.
        check(unsafe { sys::smimelint_run_new(&mut run, ctx) }, || text(unsafe { sys::smimelint_ctx_error(ctx) }))?;
        NonNull::new(run).map(Run).ok_or(Error::Memory)
    }

    /// Lints, and reads the result while the octets and the run are there.
    fn with_result<T>(&self, der: &[u8], read: impl FnOnce(*mut sys::smimelint_run) -> Result<T, Error>) -> Result<T, Error> {
        let run = self.take()?;
        let p = run.0.as_ptr();
        // SAFETY: the octets stay where they are until the result has been read.
        let result = match unsafe { sys::smimelint_lint(p, der.as_ptr(), der.len()) } {
            sys::SMIMELINT_OK | sys::SMIMELINT_ERR_INPUT | sys::SMIMELINT_ERR_LIMIT => read(p),
            status => check(status, String::new).and_then(|()| read(p)),
        };
        // SAFETY: the run lives.
        let error = check(unsafe { sys::smimelint_run_error(p) }, String::new);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(run);
        error.and(result)
    }

    /// What the rules say of one certificate, CRL or OCSP response in DER.
    ///
    /// What cannot be read is no error: its status is "unreadable", and one finding says why.
    pub fn lint(&self, der: &[u8]) -> Result<Findings, Error> {
        self.with_result(der, |run| {
            // SAFETY: the run has a result.
            let (count, status) = unsafe { (sys::smimelint_finding_count(run), sys::smimelint_result_status(run)) };
            let findings = (0..count).map(|i| finding(run, i)).collect::<Result<_, _>>()?;
            // SAFETY: any number is taken.
            Ok(Findings { status: text(unsafe { sys::smimelint_level_name(status) }), findings })
        })
    }

    /// The same as one JSON object, octet for octet a line of the command's ndjson report.
    pub fn lint_json(&self, der: &[u8], source: Source<'_>) -> Result<String, Error> {
        let path = source.path.map(c_text).transpose()?;
        let format = source.format.map(c_text).transpose()?;
        let source = sys::smimelint_source {
            size: size_of::<sys::smimelint_source>(),
            path: path.as_ref().map_or(null(), |p| p.as_ptr()),
            index: source.index,
            format: format.as_ref().map_or(null(), |f| f.as_ptr()),
            line: source.line,
            fault: null(),
        };
        self.with_result(der, |run| {
            let mut len = 0;
            // SAFETY: what the source points to lives until the text is copied.
            check(unsafe { sys::smimelint_result_source(run, &source) }, String::new)?;
            let json = unsafe { sys::smimelint_result_json(run, 0, &mut len) };
            if json.is_null() {
                return Err(Error::Memory);
            }
            // SAFETY: so many octets are there.
            let json = unsafe { std::slice::from_raw_parts(json.cast::<u8>(), len) };
            Ok(String::from_utf8_lossy(json).into_owned())
        })
    }
}

fn c_text(text: &str) -> Result<CString, Error> {
    CString::new(text).map_err(|_| Error::Other("a NUL stands in a name".into()))
}

fn finding(run: *mut sys::smimelint_run, i: usize) -> Result<Finding, Error> {
    // SAFETY: all members may be zero.
    let mut f: sys::smimelint_finding = unsafe { std::mem::zeroed() };
    f.size = size_of::<sys::smimelint_finding>();
    // SAFETY: the run has a result, and the size is true.
    check(unsafe { sys::smimelint_finding_get(run, i, &mut f) }, String::new)?;
    let record = maybe(f.record_file).map(|file| Record { file, line: f.record_line, id: maybe(f.record_id) });
    let path = maybe(f.path);
    let start = f.offset as usize;
    Ok(Finding {
        // SAFETY: the rule is one of the table, the names end with NUL, and any number is taken.
        rule: text(unsafe { sys::smimelint_rule_text(f.rule, c"id".as_ptr()) }),
        severity: text(unsafe { sys::smimelint_level_name(f.severity) }),
        state: text(unsafe { sys::smimelint_state_name(f.state) }),
        section: text(f.section),
        citation: text(f.citation),
        since: (f.since != i32::MIN).then_some(f.since),
        message: text(f.message),
        value: maybe(f.value),
        octets: (path.is_some() && record.is_none()).then(|| start..start + f.length as usize),
        path,
        reading: maybe(f.reading),
        waiver: maybe(f.waiver),
        record,
        basis: maybe(f.basis),
    })
}
