// SPDX-License-Identifier: Apache-2.0

// Package smimelint makes smimelint one of pkimetal's linters. It runs "smimelint --serve pkimetal" and writes the
// requests itself: pkimetal's own loop would send the number of a profile, which differs between builds, and drop
// the messages of the answers.
package smimelint

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/pkimetal/pkimetal/linter"
)

const (
	ready        = "[Ready]"
	endOfResults = "[EndOfResults]"
	patience     = 30 * time.Second // for one answer, where the request has no deadline
)

// What smimelint lints beside sbr_*: pkimetal has no other names for the CRLs and OCSP responses of S/MIME CAs.
var others = map[string]bool{
	"rfc5280_crl": true, "rfc5280_arl": true, "rfc6960_ocspresponse": true, "rfc5280_leaf_ocspsigning": true,
}

// Version is that of the program which answers; pkimetal shows it.
var Version = linter.NOT_INSTALLED

// Where the program is, and what it is started with beside --serve: "--issuer cas.pem", separated by blanks.
var program, arguments = environment("SMIMELINT", "smimelint"), strings.Fields(os.Getenv("SMIMELINT_ARGUMENTS"))

func environment(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func init() {
	processes, err := strconv.Atoi(environment("SMIMELINT_PROCESSES", "1"))
	if err != nil || processes < 0 {
		panic("SMIMELINT_PROCESSES is no number of processes")
	}
	// "smimelint 0.1.0, rule set of ..."
	if out, err := exec.Command(program, "--version").Output(); err != nil {
		processes = 0
	} else if words := strings.Fields(string(out)); len(words) > 1 {
		Version = strings.TrimSuffix(words[1], ",")
	}
	var unsupported []linter.ProfileId
	for id, profile := range linter.AllProfiles {
		if !strings.HasPrefix(profile.Name, "sbr_") && !others[profile.Name] {
			unsupported = append(unsupported, id)
		}
	}
	(&linter.Linter{
		Name:         "smimelint",
		Version:      Version,
		Unsupported:  unsupported,
		NumInstances: processes,
		Interface:    func() linter.LinterInterface { return &Smimelint{} },
	}).Register()
}

// Smimelint is one instance: it has at most one process, started by its first request and again after a failure.
type Smimelint struct {
	process *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Scanner
}

// StartInstance says that requests are handled here, and starts nothing.
func (l *Smimelint) StartInstance() (useHandleRequest bool, directory, cmd string, args []string) {
	return true, "", "", nil
}

// StopInstance has nothing to do: the process ends with its standard input, and that with pkimetal.
func (l *Smimelint) StopInstance(lin *linter.LinterInstance) {}

// ProcessResult leaves results as they are.
func (l *Smimelint) ProcessResult(lresult linter.LintingResult) linter.LintingResult { return lresult }

// HandleRequest answers one request; instances get one at a time. What went wrong is a fatal result.
func (l *Smimelint) HandleRequest(ctx context.Context, lin *linter.LinterInstance, lreq *linter.LintingRequest) []linter.LintingResult {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	profile, pem := linter.AllProfiles[lreq.ProfileId].Name, strings.TrimSpace(lreq.B64Input)
	idle := l.process != nil
	results, err := l.ask(ctx, profile, pem)
	if err != nil && idle && results == nil && ctx.Err() == nil {
		// It may have ended since the request before.
		l.stop()
		results, err = l.ask(ctx, profile, pem)
	}
	if err != nil {
		l.stop()
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		results = append(results, fatal(err.Error()))
	}
	return results
}

func fatal(why string) linter.LintingResult {
	return linter.LintingResult{Severity: linter.SEVERITY_FATAL, Finding: why}
}

func (l *Smimelint) start() (err error) {
	process := exec.Command(program, append([]string{"--serve", "pkimetal"}, arguments...)...)
	process.Stderr = os.Stderr
	if l.in, err = process.StdinPipe(); err != nil {
		return err
	}
	out, err := process.StdoutPipe()
	if err != nil {
		return err
	}
	if err = process.Start(); err != nil {
		return err
	}
	l.process, l.out = process, bufio.NewScanner(out)
	return nil
}

// stop ends a process that failed: the next request starts another.
func (l *Smimelint) stop() {
	if l.process == nil {
		return
	}
	_ = l.process.Process.Kill()
	_ = l.in.Close()
	_ = l.process.Wait()
	l.process = nil
}

// line is the next line of the answer.
func (l *Smimelint) line() (string, error) {
	if l.out.Scan() {
		return l.out.Text(), nil
	}
	if err := l.out.Err(); err != nil {
		return "", err
	}
	return "", errors.New("smimelint ended")
}

func (l *Smimelint) ask(ctx context.Context, profile, pem string) (results []linter.LintingResult, err error) {
	fresh := l.process == nil
	if fresh {
		if err = l.start(); err != nil {
			return nil, err
		}
	}
	// At the deadline the process is killed, which ends whatever is waited for below.
	process := l.process.Process
	deadline := context.AfterFunc(ctx, func() { _ = process.Kill() })
	defer func() {
		if !deadline() {
			l.stop()
		}
	}()
	if fresh {
		if first, err := l.line(); err != nil || first != ready {
			return nil, errors.Join(fmt.Errorf("smimelint is not ready: %q", first), err)
		}
	}
	if _, err = fmt.Fprintf(l.in, "%s\n%s\n", profile, pem); err != nil {
		return nil, err
	}
	for {
		line, err := l.line()
		if err != nil || line == endOfResults {
			return results, err
		}
		found, err := parse(line)
		if err != nil {
			return results, err
		}
		results = append(results, found...)
	}
}

// parse reads one line: a report of findings in JSON, or "F: " and why the request cannot be answered.
func parse(line string) (results []linter.LintingResult, err error) {
	if why, found := strings.CutPrefix(line, "F: "); found {
		return []linter.LintingResult{fatal(why)}, nil
	}
	var report struct {
		Results []struct {
			NodePath string                                     `json:"node_path"`
			Findings []struct{ Severity, Code, Message string } `json:"finding_descriptions"`
		}
	}
	if err = json.Unmarshal([]byte(line), &report); err != nil {
		return nil, err
	}
	for _, place := range report.Results {
		for _, f := range place.Findings {
			severity, known := linter.Severity[strings.ToLower(f.Severity)]
			if !known {
				return nil, fmt.Errorf("%q is no severity", f.Severity)
			}
			results = append(results, linter.LintingResult{
				Finding: f.Message, Field: place.NodePath, Code: f.Code, Severity: severity,
			})
		}
	}
	return results, nil
}
