// SPDX-License-Identifier: Apache-2.0
use crate::{maybe, text};
use smimelint_sys as sys;
use std::ffi::{CStr, CString};
use std::ptr::null_mut;

/// One row of the rule table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub id: String,
    pub source: String,
    pub section: String,
    /// The section with its document: "SBR 7.1.2.3.e".
    pub citation: String,
    pub title: String,
    pub requires: String,
    pub explanation: String,
    pub remedy: String,
}

/// One option of a linter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opt {
    pub name: String,
    /// The kind of its value: "yes-no", "word", "day" and so on.
    pub value: String,
    /// The words that its value may be.
    pub words: Vec<String>,
    pub default: Option<String>,
    pub repeats: bool,
    pub text: String,
}

/// The version of the library: "0.1.0".
pub fn version() -> String {
    // SAFETY: it takes nothing.
    text(unsafe { sys::smimelint_version() })
}

fn read_rule(row: *const sys::smimelint_rule) -> Rule {
    // SAFETY: the row is one of the table, which lives as long as the program; the names end with NUL.
    let column = |name: &CStr| text(unsafe { sys::smimelint_rule_text(row, name.as_ptr()) });
    let mut citation = vec![0u8; unsafe { sys::smimelint_rule_citation(row, null_mut(), 0) } + 1];
    unsafe { sys::smimelint_rule_citation(row, citation.as_mut_ptr().cast(), citation.len()) };
    citation.pop();
    Rule {
        id: column(c"id"),
        source: column(c"source"),
        section: column(c"section"),
        citation: String::from_utf8_lossy(&citation).into_owned(),
        title: column(c"title"),
        requires: column(c"requires"),
        explanation: column(c"explanation"),
        remedy: column(c"remedy"),
    }
}

/// All rules.
pub fn rules() -> Vec<Rule> {
    // SAFETY: the numbers are below the count.
    (0..unsafe { sys::smimelint_rule_count() }).map(|i| read_rule(unsafe { sys::smimelint_rule_at(i) })).collect()
}

/// The rule of this id.
pub fn rule(id: &str) -> Option<Rule> {
    let id = CString::new(id).ok()?;
    // SAFETY: the id ends with NUL.
    let row = unsafe { sys::smimelint_rule_find(id.as_ptr()) };
    (!row.is_null()).then(|| read_rule(row))
}

/// The options that a linter takes.
pub fn options() -> Vec<Opt> {
    // SAFETY: the numbers are below the count; the rows live as long as the program.
    (0..unsafe { sys::smimelint_option_count() })
        .map(|i| {
            let row = unsafe { sys::smimelint_option_at(i) };
            let column = |name: &CStr| maybe(unsafe { sys::smimelint_option_text(row, name.as_ptr()) });
            Opt {
                name: column(c"name").unwrap_or_default(),
                value: column(c"value").unwrap_or_default(),
                words: (0..).map_while(|k| maybe(unsafe { sys::smimelint_option_word(row, k) })).collect(),
                default: column(c"default"),
                repeats: column(c"repeats").as_deref() == Some("yes"),
                text: column(c"text").unwrap_or_default(),
            }
        })
        .collect()
}
