// SPDX-License-Identifier: Apache-2.0

// Package linter has what a handler uses of pkimetal's package of this name, so that the handler is tested where
// pkimetal's source is not.
package linter

import "context"

type (
	ProfileId     int
	SeverityLevel int
	Profile       struct{ Name string }

	LintingRequest struct {
		B64Input  string
		ProfileId ProfileId
	}
	LintingResult struct {
		Finding, Field, Code string
		Severity             SeverityLevel
	}
	LinterInstance  struct{}
	LinterInterface interface {
		StartInstance() (useHandleRequest bool, directory, cmd string, args []string)
		StopInstance(lin *LinterInstance)
		HandleRequest(ctx context.Context, lin *LinterInstance, lreq *LintingRequest) []LintingResult
		ProcessResult(lresult LintingResult) LintingResult
	}
	Linter struct {
		Name, Version, Url string
		Unsupported        []ProfileId
		NumInstances       int
		Interface          func() LinterInterface
	}
)

const (
	NOT_INSTALLED  = "not installed"
	SEVERITY_FATAL = SeverityLevel(7)
)

// Names are severities by their number.
var Names = []string{"meta", "debug", "info", "notice", "warning", "error", "bug", "fatal"}

var (
	Severity    = map[string]SeverityLevel{}
	AllProfiles = map[ProfileId]Profile{
		0: {"autodetect"}, 11: {"rfc5280_crl"}, 25: {"tbr_leaf_tlsserver_dv"}, 40: {"sbr_root_smime"},
		48: {"sbr_leaf_smime_sv_legacy"}, 50: {"sbr_leaf_smime_sv_strict"},
	}
	Registered []*Linter
)

func init() {
	for i, name := range Names {
		Severity[name] = SeverityLevel(i)
	}
}

func (l *Linter) Register() { Registered = append(Registered, l) }
