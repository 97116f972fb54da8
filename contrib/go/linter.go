// SPDX-License-Identifier: Apache-2.0

package smimelint

/*
#include <smimelint.h>
#include <stdlib.h>
*/
import "C"

import (
	"runtime"
	"strings"
	"sync"
	"time"
	"unsafe"
)

// Linter has the options, issuers and what else stands beside the certificates. Goroutines may share it.
type Linter struct{ *pool }

// pool is a context and its runs: one for each lint at work, kept for the next. The context is freed when the last is back.
type pool struct {
	mutex  sync.Mutex
	ctx    *C.smimelint_ctx
	idle   []*C.smimelint_run
	busy   int
	closed bool
}

// New makes a linter with options as one JSON object, which Options lists; "" for none.
func New(options string) (*Linter, error) {
	p := new(pool)
	if err := check(C.smimelint_ctx_new(&p.ctx), ""); err != nil {
		return nil, err
	}
	linter := &Linter{p}
	runtime.SetFinalizer(linter, (*Linter).Close)
	if options != "" {
		if err := linter.change([]byte(options), func(text *C.char, n C.size_t) C.smimelint_status {
			return C.smimelint_ctx_set_json(p.ctx, text, n)
		}); err != nil {
			linter.Close()
			return nil, err
		}
	}
	return linter, nil
}

// Close frees what the linter holds, at the latest when nobody refers to it any more.
func (l *Linter) Close() {
	runtime.SetFinalizer(l, nil)
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.closed {
		return
	}
	l.closed = true
	for _, run := range l.idle {
		C.smimelint_run_free(run)
	}
	l.idle = nil
	l.end()
}

// end frees the context of a closed linter that no lint uses.
func (p *pool) end() {
	if p.closed && p.busy == 0 {
		C.smimelint_ctx_free(p.ctx)
		p.ctx = nil
	}
}

func (p *pool) take() (*C.smimelint_run, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.closed {
		return nil, ErrClosed
	}
	if n := len(p.idle); n > 0 {
		run := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.busy++
		return run, nil
	}
	var run *C.smimelint_run
	if err := check(C.smimelint_run_new(&run, p.ctx), C.GoString(C.smimelint_ctx_error(p.ctx))); err != nil {
		return nil, err
	}
	p.busy++
	return run, nil
}

func (p *pool) give(run *C.smimelint_run) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.busy--
	if !p.closed {
		p.idle = append(p.idle, run)
		return
	}
	C.smimelint_run_free(run)
	p.end()
}

// change calls what changes the context, with the octets where C may read them.
func (l *Linter) change(octets []byte, call func(text *C.char, n C.size_t) C.smimelint_status) error {
	defer runtime.KeepAlive(l)
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.closed {
		return ErrClosed
	}
	if l.busy+len(l.idle) > 0 {
		return ErrInUse
	}
	text := C.CBytes(octets)
	defer C.free(text)
	status := call((*C.char)(text), C.size_t(len(octets)))
	return check(status, C.GoString(C.smimelint_ctx_error(l.ctx)))
}

// AddIssuer adds the certificate of an issuing CA, in DER. This and what follows comes before the first lint.
func (l *Linter) AddIssuer(der []byte) error {
	return l.change(der, func(text *C.char, n C.size_t) C.smimelint_status {
		return C.smimelint_ctx_add_issuer(l.ctx, (*C.uint8_t)(unsafe.Pointer(text)), n)
	})
}

// AddCertificate adds a certificate whose status CRLs and OCSP responses may tell.
func (l *Linter) AddCertificate(der []byte) error {
	return l.change(der, func(text *C.char, n C.size_t) C.smimelint_status {
		return C.smimelint_ctx_add_certificate(l.ctx, (*C.uint8_t)(unsafe.Pointer(text)), n)
	})
}

// AddPrevious adds a CRL or an OCSP response of before.
func (l *Linter) AddPrevious(der []byte) error {
	return l.change(der, func(text *C.char, n C.size_t) C.smimelint_status {
		return C.smimelint_ctx_add_previous(l.ctx, (*C.uint8_t)(unsafe.Pointer(text)), n)
	})
}

// AddResponder adds the certificate of an OCSP responder, for responses that leave it out.
func (l *Linter) AddResponder(der []byte) error {
	return l.change(der, func(text *C.char, n C.size_t) C.smimelint_status {
		return C.smimelint_ctx_add_responder(l.ctx, (*C.uint8_t)(unsafe.Pointer(text)), n)
	})
}

// AddCAProfile adds the CA's own limits, as smimelint(1) describes them for --ca-profile.
func (l *Linter) AddCAProfile(json []byte) error {
	return l.change(json, func(text *C.char, n C.size_t) C.smimelint_status {
		return C.smimelint_ctx_add_ca_profile(l.ctx, text, n)
	})
}

// AddWaivers adds accepted findings, as smimelint(1) describes them for --waivers, judged on the day of t in UTC.
func (l *Linter) AddWaivers(json []byte, t time.Time) error {
	day := t.UTC().Truncate(24*time.Hour).Unix() / 86400
	return l.change(json, func(text *C.char, n C.size_t) C.smimelint_status {
		return C.smimelint_ctx_add_waivers(l.ctx, text, n, C.int32_t(day))
	})
}

// AddBaseline adds a json or ndjson report whose findings are known.
func (l *Linter) AddBaseline(json []byte) error {
	return l.change(json, func(text *C.char, n C.size_t) C.smimelint_status { return C.smimelint_ctx_add_baseline(l.ctx, text, n) })
}

// AddEvidence adds records of validation evidence; findings call them by the name.
func (l *Linter) AddEvidence(name string, json []byte) error {
	if strings.ContainsRune(name, 0) {
		return errName
	}
	called := C.CString(name)
	defer C.free(unsafe.Pointer(called))
	return l.change(json, func(text *C.char, n C.size_t) C.smimelint_status {
		status := C.smimelint_ctx_add_evidence(l.ctx, called, text, n)
		if status == C.SMIMELINT_OK {
			status = C.smimelint_ctx_check_evidence(l.ctx)
		}
		return status
	})
}

// AddPerspectives adds a table of Network Perspectives, for records that lack theirs.
func (l *Linter) AddPerspectives(json []byte) error {
	return l.change(json, func(text *C.char, n C.size_t) C.smimelint_status {
		return C.smimelint_ctx_add_perspectives(l.ctx, text, n)
	})
}

// AddPSL adds the Public Suffix List.
func (l *Linter) AddPSL(list []byte) error {
	return l.change(list, func(text *C.char, n C.size_t) C.smimelint_status { return C.smimelint_ctx_add_psl(l.ctx, text, n) })
}

// AddWeakKeys adds a list of keys that are known to be weak.
func (l *Linter) AddWeakKeys(list []byte) error {
	return l.change(list, func(text *C.char, n C.size_t) C.smimelint_status {
		return C.smimelint_ctx_add_weak_keys(l.ctx, text, n)
	})
}

// with lints, and reads the result while the octets and the run are there.
func (l *Linter) with(der []byte, read func(*C.smimelint_run) error) error {
	defer runtime.KeepAlive(l)
	run, err := l.take()
	if err != nil {
		return err
	}
	defer l.give(run)
	// The run keeps a pointer to the octets behind the call: they stay where they are.
	var pins runtime.Pinner
	defer pins.Unpin()
	octets := unsafe.SliceData(der)
	if len(der) > 0 {
		pins.Pin(octets)
	} else {
		octets = nil
	}
	switch status := C.smimelint_lint(run, (*C.uint8_t)(octets), C.size_t(len(der))); status {
	case C.SMIMELINT_OK, C.SMIMELINT_ERR_INPUT, C.SMIMELINT_ERR_LIMIT:
	default:
		return check(status, "")
	}
	if err := read(run); err != nil {
		return err
	}
	return check(C.smimelint_run_error(run), "")
}

// Lint says what the rules say of one certificate, CRL or OCSP response in DER. What cannot be read is no error: its status is
// "unreadable", and one finding says why.
func (l *Linter) Lint(der []byte) (result Result, err error) {
	err = l.with(der, func(run *C.smimelint_run) (err error) {
		result, err = readResult(run)
		return err
	})
	return result, err
}

// LintJSON gives the same as one JSON object, octet for octet a line of the command's ndjson report.
func (l *Linter) LintJSON(der []byte, source Source) (json []byte, err error) {
	err = l.with(der, func(run *C.smimelint_run) (err error) {
		json, err = readJSON(run, source)
		return err
	})
	return json, err
}

var plain = sync.OnceValues(func() (*Linter, error) { return New("") })

// Lint lints one certificate without options.
func Lint(der []byte) (Result, error) {
	linter, err := plain()
	if err != nil {
		return Result{}, err
	}
	return linter.Lint(der)
}
