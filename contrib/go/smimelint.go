// SPDX-License-Identifier: Apache-2.0

// Package smimelint lints S/MIME certificates, CRLs and OCSP responses in DER.
//
//	result, err := smimelint.Lint(der)
//	for _, finding := range result.Findings {
//		fmt.Println(finding.Severity, finding.Citation, finding.Message)
//	}
package smimelint

/*
#cgo pkg-config: smimelint
#include <smimelint.h>
#include <stdlib.h>
*/
import "C"

import (
	"errors"
	"strings"
	"time"
	"unsafe"
)

// Errors that the library tells apart; errors.Is finds them.
var (
	// ErrMemory: memory is out.
	ErrMemory = errors.New("smimelint: out of memory")
	// ErrOption: an option, or a document beside the options, is wrong. The text of the error says where and why.
	ErrOption = errors.New("smimelint: wrong option")
	// ErrClosed: the linter was closed.
	ErrClosed = errors.New("smimelint: the linter is closed")
	// ErrInUse: a linter that has linted takes nothing more.
	ErrInUse = errors.New("smimelint: a linter that has linted takes nothing more")
)

var errName = errors.New("smimelint: a NUL stands in a name")

// refusal is an error with the library's own words.
type refusal struct {
	kind error
	why  string
}

func (r *refusal) Error() string { return r.why }
func (r *refusal) Unwrap() error { return r.kind }

func check(status C.smimelint_status, why string) error {
	switch status {
	case C.SMIMELINT_OK:
		return nil
	case C.SMIMELINT_ERR_NOMEM:
		return ErrMemory
	}
	if why == "" {
		why = C.GoString(C.smimelint_strerror(status))
	}
	switch status {
	case C.SMIMELINT_ERR_OPTION, C.SMIMELINT_ERR_INPUT, C.SMIMELINT_ERR_LIMIT:
		return &refusal{ErrOption, why}
	}
	return errors.New("smimelint: " + why)
}

// Finding is one finding. Absent texts are nil.
type Finding struct {
	Rule, Severity, State string
	Section               string
	Citation              string     // the section with its document: "SBR 7.1.2.3.e"
	Since                 *time.Time // from when the requirement binds so; nil: always
	Message               string
	Value, Path           *string
	Octets                *Octets // of the input; nil: it is not about octets
	Reading, Waiver       *string
	Record                *Record
	Basis                 *string
}

// Octets are a part of the input.
type Octets struct{ Offset, Length int }

// Record is the record of validation evidence that a finding is about.
type Record struct {
	File string
	Line uint64
	ID   *string
}

// Result is what the rules say of one certificate. Its status is the worst severity, "out-of-scope" or "unreadable".
type Result struct {
	Status   string
	Findings []Finding
}

// Source is where a certificate was found, as LintJSON says it; what is empty or 0 is not known.
type Source struct {
	Path   string
	Index  uint64
	Format string
	Line   uint64
}

func maybe(p *C.char) *string {
	if p == nil {
		return nil
	}
	text := C.GoString(p)
	return &text
}

func day(days C.int32_t) *time.Time {
	if days == -1<<31 {
		return nil
	}
	t := time.Unix(int64(days)*86400, 0).UTC()
	return &t
}

var columnID = C.CString("id")

func readFinding(run *C.smimelint_run, i C.size_t) (Finding, error) {
	var f C.smimelint_finding
	f.size = C.size_t(unsafe.Sizeof(f))
	if err := check(C.smimelint_finding_get(run, i, &f), ""); err != nil {
		return Finding{}, err
	}
	found := Finding{
		Rule: C.GoString(C.smimelint_rule_text(f.rule, columnID)), Severity: C.GoString(C.smimelint_level_name(f.severity)),
		State: C.GoString(C.smimelint_state_name(f.state)), Section: C.GoString(f.section), Citation: C.GoString(f.citation),
		Since: day(f.since), Message: C.GoString(f.message), Value: maybe(f.value), Path: maybe(f.path),
		Reading: maybe(f.reading), Waiver: maybe(f.waiver), Basis: maybe(f.basis),
	}
	if f.record_file != nil {
		found.Record = &Record{C.GoString(f.record_file), uint64(f.record_line), maybe(f.record_id)}
	} else if f.path != nil {
		found.Octets = &Octets{int(f.offset), int(f.length)}
	}
	return found, nil
}

func readResult(run *C.smimelint_run) (Result, error) {
	count := C.smimelint_finding_count(run)
	result := Result{Status: C.GoString(C.smimelint_level_name(C.smimelint_result_status(run)))}
	if count > 0 {
		result.Findings = make([]Finding, 0, int(count))
	}
	for i := C.size_t(0); i < count; i++ {
		finding, err := readFinding(run, i)
		if err != nil {
			return Result{}, err
		}
		result.Findings = append(result.Findings, finding)
	}
	return result, nil
}

func readJSON(run *C.smimelint_run, source Source) ([]byte, error) {
	if strings.ContainsRune(source.Path+source.Format, 0) {
		return nil, errName
	}
	s := (*C.smimelint_source)(C.calloc(1, C.sizeof_smimelint_source))
	if s == nil {
		return nil, ErrMemory
	}
	defer C.free(unsafe.Pointer(s))
	s.size, s.index, s.line = C.sizeof_smimelint_source, C.uint64_t(source.Index), C.uint64_t(source.Line)
	if source.Path != "" {
		s.path = C.CString(source.Path)
		defer C.free(unsafe.Pointer(s.path))
	}
	if source.Format != "" {
		s.format = C.CString(source.Format)
		defer C.free(unsafe.Pointer(s.format))
	}
	if err := check(C.smimelint_result_source(run, s), ""); err != nil {
		return nil, err
	}
	var n C.size_t
	text := C.smimelint_result_json(run, 0, &n)
	if text == nil {
		return nil, ErrMemory
	}
	return C.GoBytes(unsafe.Pointer(text), C.int(n)), nil
}
