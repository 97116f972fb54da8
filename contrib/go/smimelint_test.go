// SPDX-License-Identifier: Apache-2.0

// The binding over the folder $CERTIFICATES: NN.der and expected.ndjson, what the command says of them.
package smimelint

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

type certificate struct {
	source   Source
	der      []byte
	expected []byte
}

func read(t testing.TB) (all []certificate) {
	folder := os.Getenv("CERTIFICATES")
	names, err := filepath.Glob(filepath.Join(folder, "*.der"))
	if err != nil || len(names) < 20 {
		t.Fatal("CERTIFICATES names no folder of certificates")
	}
	text, err := os.ReadFile(filepath.Join(folder, "expected.ndjson"))
	lines := bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
	if err != nil || len(lines) != len(names) {
		t.Fatal("expected.ndjson is not of these certificates")
	}
	for i, name := range names {
		der, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, certificate{Source{Path: filepath.Base(name), Format: "der"}, der, lines[i]})
	}
	return all
}

func makeLinter(t testing.TB, options string) *Linter {
	linter, err := New(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(linter.Close)
	return linter
}

func TestJSONIsTheCommands(t *testing.T) {
	linter := makeLinter(t, "")
	for _, c := range read(t) {
		line, err := linter.LintJSON(c.der, c.source)
		if err != nil || !bytes.Equal(line, c.expected) {
			t.Errorf("%s: %v: %s", c.source.Path, err, line)
		}
	}
}

func text(p *string) any {
	if p == nil {
		return nil
	}
	return *p
}

func TestFindingsAreThoseOfTheJSON(t *testing.T) {
	found := 0
	for _, c := range read(t) {
		result, err := Lint(c.der)
		if err != nil {
			t.Fatal(err)
		}
		var line struct {
			Status   string
			Findings []map[string]any
		}
		if err := json.Unmarshal(c.expected, &line); err != nil {
			t.Fatal(err)
		}
		if result.Status != line.Status || len(result.Findings) != len(line.Findings) {
			t.Fatalf("%s: %s", c.source.Path, result.Status)
		}
		for i, f := range result.Findings {
			found++
			var since, offset any
			if f.Since != nil {
				since = f.Since.Format(time.DateOnly)
			}
			if f.Octets != nil {
				offset = float64(f.Octets.Offset)
			}
			for name, value := range map[string]any{
				"rule": f.Rule, "severity": f.Severity, "state": f.State, "section": f.Section, "message": f.Message, "since": since,
				"offset": offset, "value": text(f.Value), "path": text(f.Path), "reading": text(f.Reading),
			} {
				if line.Findings[i][name] != value {
					t.Errorf("%s: %s is %v, not %v", f.Rule, name, value, line.Findings[i][name])
				}
			}
			if !strings.HasSuffix(f.Citation, f.Section) {
				t.Error(f.Citation)
			}
		}
	}
	if found < 10 {
		t.Error("too few findings were seen")
	}
}

func TestGarbageIsUnreadableAndNeverClean(t *testing.T) {
	for _, octets := range [][]byte{nil, {}, {0}, []byte("garbage"), {0x30, 0x82, 1}} {
		result, err := Lint(octets)
		if err != nil || result.Status != "unreadable" || len(result.Findings) != 1 || result.Findings[0].Severity != "error" {
			t.Errorf("%q: %v %v", octets, result, err)
		}
	}
}

func TestWrongOptionsSayWhere(t *testing.T) {
	for options, why := range map[string]string{
		`{"at":"soon"}`: `1: /at: "soon" is no date YYYY-MM-DD`, `{"colour":"red"}`: "1: /colour: there is no such option",
		`[]`: "1: /: an object is expected",
	} {
		if _, err := New(options); !errors.Is(err, ErrOption) || err.Error() != why {
			t.Error(err)
		}
	}
	if result, err := makeLinter(t, `{"max-certificate":64}`).Lint(read(t)[0].der); err != nil || result.Status != "unreadable" {
		t.Error(result, err)
	}
}

func TestDocumentsAreRefusedWhole(t *testing.T) {
	linter := makeLinter(t, "")
	for i, err := range []error{
		linter.AddIssuer([]byte("garbage")), linter.AddIssuer(nil), linter.AddCertificate(nil), linter.AddPrevious([]byte("garbage")),
		linter.AddResponder([]byte("garbage")), linter.AddCAProfile([]byte("{")), linter.AddBaseline([]byte("{")),
		linter.AddWaivers([]byte("{"), time.Now()), linter.AddPSL(nil),
	} {
		if !errors.Is(err, ErrOption) {
			t.Error(i, err)
		}
	}
}

func TestEvidenceIsRecords(t *testing.T) {
	for _, garbage := range []string{"garbage", "{", "[1]", "{}\n{", "\x00"} {
		if err := makeLinter(t, "").AddEvidence("records", []byte(garbage)); !errors.Is(err, ErrOption) {
			t.Errorf("%q: %v", garbage, err)
		}
	}
}

func TestBaselineMakesFindingsKnown(t *testing.T) {
	linter, all := makeLinter(t, ""), read(t)
	var report []byte
	for _, c := range all {
		report = append(append(report, c.expected...), '\n')
	}
	if err := linter.AddBaseline(report); err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if line, err := linter.LintJSON(c.der, c.source); err != nil || bytes.Contains(line, []byte(`"state":"new"`)) {
			t.Error(c.source.Path, err)
		}
	}
	if err := linter.AddPSL([]byte("example")); err != ErrInUse {
		t.Error(err)
	}
	linter.Close()
	if _, err := linter.Lint(all[0].der); err != ErrClosed {
		t.Error(err)
	}
}

func TestGoroutinesShareALinter(t *testing.T) {
	linter, all := makeLinter(t, ""), read(t)
	var group sync.WaitGroup
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for k := 0; k < 20; k++ {
				for _, c := range all {
					if line, err := linter.LintJSON(c.der, c.source); err != nil || !bytes.Equal(line, c.expected) {
						t.Error(c.source.Path, err)
					}
				}
			}
		}()
	}
	group.Wait()
}

func TestLists(t *testing.T) {
	rules := Rules()
	if r, ok := FindRule("sbr.key-usage.rsa-bits"); len(rules) < 800 || !ok || r.Citation != "SBR 7.1.2.3.e" {
		t.Error(len(rules), r)
	}
	if _, ok := FindRule("no.such.rule"); ok || Version() == "" {
		t.Error("a rule that is none")
	}
	for _, o := range Options() {
		if o.Default != nil {
			makeLinter(t, fmt.Sprintf("{%q:%q}", o.Name, *o.Default))
		}
	}
}

func TestALinterOutOfUseIsFreed(t *testing.T) {
	var left *pool
	func() {
		linter, err := New("")
		if err != nil {
			t.Fatal(err)
		}
		linter.Lint(read(t)[0].der)
		left = linter.pool
	}()
	for i := 0; i < 100; i++ {
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
		left.mutex.Lock()
		freed := left.closed && left.ctx == nil && left.idle == nil
		left.mutex.Unlock()
		if freed {
			return
		}
	}
	t.Error("it is still there")
}

func resident() (pages int) {
	text, _ := os.ReadFile("/proc/self/statm")
	fmt.Sscan(string(text), new(int), &pages)
	return pages
}

func TestMemoryStays(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	der := read(t)[0].der
	work := func(n int) {
		for i := 0; i < n; i++ {
			linter, err := New("")
			if err != nil {
				t.Fatal(err)
			}
			linter.Lint(der)
			linter.Close()
		}
	}
	work(50)
	before := resident()
	work(300)
	if grown := (resident() - before) * os.Getpagesize(); grown > 8<<20 {
		t.Errorf("%d octets more", grown)
	}
}

func TestLatency(t *testing.T) {
	linter, all := makeLinter(t, ""), read(t)
	measure := func(name string, call func(certificate)) {
		best := time.Hour
		for i := 0; i < 50; i++ {
			start := time.Now()
			for _, c := range all {
				call(c)
			}
			best = min(best, time.Since(start))
		}
		fmt.Printf("go %s: %.1f us a call\n", name, float64(best.Nanoseconds())/1e3/float64(len(all)))
	}
	measure("Lint", func(c certificate) { linter.Lint(c.der) })
	measure("LintJSON", func(c certificate) { linter.LintJSON(c.der, c.source) })
}
