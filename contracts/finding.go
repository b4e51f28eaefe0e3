package contracts

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Side is who a finding blames.
type Side string

// The sides.
const (
	Provider  Side = "provider"
	Client    Side = "client"
	Simulator Side = "simulator"
	Contracts Side = "contract"
	Unknown   Side = "unknown"
)

// Severity is what a finding means to somebody who depends on the provider.
type Severity string

// The severities, the worst first.
const (
	Breaking Severity = "breaking"
	Risky    Severity = "risky"
	Info     Severity = "info"
)

// Finding is one way an exchange leaves the contract: one shape for everybody
// who judges, reports or replays.
type Finding struct {
	ID         string   `json:"id"` // the same in every run
	Rule       string   `json:"rule"`
	Provider   string   `json:"provider"`
	Operation  string   `json:"operation,omitempty"`
	Side       Side     `json:"side"`
	Severity   Severity `json:"severity"`
	Reason     string   `json:"reason"` // of the severity
	Confidence string   `json:"confidence"`
	Direction  string   `json:"direction"` // request or answer
	Location   string   `json:"location"`  // query, form, header, body, status, line
	Pointer    string   `json:"pointer,omitempty"`
	Expected   string   `json:"expected"`
	Actual     string   `json:"actual"` // redacted
	Contract   string   `json:"contractRef"`
	Evidence   Evidence `json:"seedRef,omitempty"`
	Profile    string   `json:"profile"`
	Cases      []string `json:"cases,omitempty"`
	FirstSeen  string   `json:"firstSeen,omitempty"`
	LastSeen   string   `json:"lastSeen,omitempty"`
	Suggestion string   `json:"suggestion,omitempty"`

	// Status, Samples and Needed are of findings that many exchanges show: the
	// answer's status, how many showed it, and how many it takes to believe it.
	Status  int `json:"status,omitempty"`
	Samples int `json:"samples,omitempty"`
	Needed  int `json:"needed,omitempty"`
}

// Suspected reports whether too few exchanges showed it to believe it.
func (f Finding) Suspected() bool { return f.Samples < f.Needed }

// String is the finding in one sentence.
func (f Finding) String() string {
	where := f.Location
	if f.Pointer != "" {
		where += " " + f.Pointer
	}
	s := fmt.Sprintf("%s %s: %s: got %s, contract (profile %s) wants %s", f.Severity, f.Rule, where, f.Actual, f.Profile, f.Expected)
	if f.Evidence != "" {
		s += "; " + f.Contract + ", " + string(f.Evidence)
	} else {
		s += "; " + f.Contract
	}
	if f.Suggestion != "" {
		s += "; " + f.Suggestion
	}
	return s
}

var (
	digitRun = regexp.MustCompile(`[0-9*]+`)
	indexKey = regexp.MustCompile(`/[0-9]+(/|$)`)
)

// identify names the finding by what is wrong, not by the value that showed it.
func (f *Finding) identify() {
	class := digitRun.ReplaceAllString(f.Actual, "9")
	if isWord(f.Rule) {
		class = f.Actual // a new word of an enum is a finding of its own
	}
	if f.Rule == "error.http.changed" { // of one code it says nothing about another
		_, code, _ := strings.Cut(f.Expected, " for ")
		class += " " + code
	}
	where := indexKey.ReplaceAllString(f.Pointer, "/*$1")
	sum := sha256.Sum256([]byte(strings.Join([]string{f.Rule, f.Provider, f.Operation, f.Location, where, class}, "\x00")))
	f.ID = hex.EncodeToString(sum[:8])
}

func isWord(rule string) bool {
	return rule == "resp.enum.new" || rule == "resp.enum.unseen" || strings.HasPrefix(rule, "error.")
}

// sortFindings puts them in one order and drops what is said twice.
func sortFindings(list []Finding) []Finding {
	slices.SortFunc(list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Direction, b.Direction), cmp.Compare(a.Location, b.Location), cmp.Compare(a.Pointer, b.Pointer),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Expected, b.Expected), cmp.Compare(a.Actual, b.Actual))
	})
	return slices.CompactFunc(list, func(a, b Finding) bool { return a.ID == b.ID && a.Pointer == b.Pointer })
}
