// SPDX-License-Identifier: Apache-2.0
//! The functions of `smimelint.h` that the crate `smimelint` uses; the header says what each does.
#![no_std]
#![allow(non_camel_case_types)]

use core::ffi::{c_char, c_int, c_uint, c_void};

pub const SMIMELINT_OK: c_int = 0;
pub const SMIMELINT_ERR_NOMEM: c_int = 1;
pub const SMIMELINT_ERR_ARG: c_int = 2;
pub const SMIMELINT_ERR_OPTION: c_int = 3;
pub const SMIMELINT_ERR_INPUT: c_int = 4;
pub const SMIMELINT_ERR_LIMIT: c_int = 5;
pub const SMIMELINT_ERR_CRYPTO: c_int = 6;

#[repr(C)]
pub struct smimelint_ctx(c_void);
#[repr(C)]
pub struct smimelint_run(c_void);
#[repr(C)]
pub struct smimelint_rule(c_void);
#[repr(C)]
pub struct smimelint_option(c_void);

#[repr(C)]
pub struct smimelint_finding {
    pub size: usize,
    pub rule: *const smimelint_rule,
    pub severity: c_int,
    pub since: i32,
    pub message: *const c_char,
    pub value: *const c_char,
    pub path: *const c_char,
    pub offset: u32,
    pub length: u32,
    pub reading: *const c_char,
    pub record_file: *const c_char,
    pub record_line: u64,
    pub record_id: *const c_char,
    pub basis: *const c_char,
    pub state: c_int,
    pub waiver: *const c_char,
    pub section: *const c_char,
    pub citation: *const c_char,
}

#[repr(C)]
pub struct smimelint_source {
    pub size: usize,
    pub path: *const c_char,
    pub index: u64,
    pub format: *const c_char,
    pub line: u64,
    pub fault: *const c_char,
}

extern "C" {
    pub fn smimelint_version() -> *const c_char;
    pub fn smimelint_strerror(status: c_int) -> *const c_char;
    pub fn smimelint_level_name(level: c_int) -> *const c_char;
    pub fn smimelint_state_name(state: c_int) -> *const c_char;

    pub fn smimelint_ctx_new(out: *mut *mut smimelint_ctx) -> c_int;
    pub fn smimelint_ctx_free(ctx: *mut smimelint_ctx);
    pub fn smimelint_ctx_error(ctx: *const smimelint_ctx) -> *const c_char;
    pub fn smimelint_ctx_set_json(ctx: *mut smimelint_ctx, json: *const c_char, len: usize) -> c_int;
    pub fn smimelint_ctx_add_issuer(ctx: *mut smimelint_ctx, der: *const u8, len: usize) -> c_int;
    pub fn smimelint_ctx_add_certificate(ctx: *mut smimelint_ctx, der: *const u8, len: usize) -> c_int;
    pub fn smimelint_ctx_add_previous(ctx: *mut smimelint_ctx, der: *const u8, len: usize) -> c_int;
    pub fn smimelint_ctx_add_responder(ctx: *mut smimelint_ctx, der: *const u8, len: usize) -> c_int;
    pub fn smimelint_ctx_add_ca_profile(ctx: *mut smimelint_ctx, json: *const c_char, len: usize) -> c_int;
    pub fn smimelint_ctx_add_waivers(ctx: *mut smimelint_ctx, json: *const c_char, len: usize, day: i32) -> c_int;
    pub fn smimelint_ctx_add_baseline(ctx: *mut smimelint_ctx, json: *const c_char, len: usize) -> c_int;
    pub fn smimelint_ctx_add_evidence(ctx: *mut smimelint_ctx, name: *const c_char, json: *const c_char, len: usize) -> c_int;
    pub fn smimelint_ctx_check_evidence(ctx: *mut smimelint_ctx) -> c_int;
    pub fn smimelint_ctx_add_perspectives(ctx: *mut smimelint_ctx, json: *const c_char, len: usize) -> c_int;
    pub fn smimelint_ctx_add_psl(ctx: *mut smimelint_ctx, text: *const c_char, len: usize) -> c_int;
    pub fn smimelint_ctx_add_weak_keys(ctx: *mut smimelint_ctx, list: *const c_char, len: usize) -> c_int;

    pub fn smimelint_run_new(out: *mut *mut smimelint_run, ctx: *const smimelint_ctx) -> c_int;
    pub fn smimelint_run_free(run: *mut smimelint_run);
    pub fn smimelint_run_error(run: *const smimelint_run) -> c_int;
    pub fn smimelint_lint(run: *mut smimelint_run, der: *const u8, len: usize) -> c_int;
    pub fn smimelint_result_source(run: *mut smimelint_run, source: *const smimelint_source) -> c_int;
    pub fn smimelint_result_status(run: *const smimelint_run) -> c_int;
    pub fn smimelint_result_json(run: *mut smimelint_run, with: c_uint, len: *mut usize) -> *const c_char;
    pub fn smimelint_finding_count(run: *const smimelint_run) -> usize;
    pub fn smimelint_finding_get(run: *mut smimelint_run, i: usize, out: *mut smimelint_finding) -> c_int;

    pub fn smimelint_rule_count() -> usize;
    pub fn smimelint_rule_at(i: usize) -> *const smimelint_rule;
    pub fn smimelint_rule_find(id: *const c_char) -> *const smimelint_rule;
    pub fn smimelint_rule_text(rule: *const smimelint_rule, field: *const c_char) -> *const c_char;
    pub fn smimelint_rule_citation(rule: *const smimelint_rule, text: *mut c_char, size: usize) -> usize;

    pub fn smimelint_option_count() -> usize;
    pub fn smimelint_option_at(i: usize) -> *const smimelint_option;
    pub fn smimelint_option_text(option: *const smimelint_option, field: *const c_char) -> *const c_char;
    pub fn smimelint_option_word(option: *const smimelint_option, i: usize) -> *const c_char;
}
