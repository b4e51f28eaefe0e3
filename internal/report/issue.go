package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

// issue is one thing that is wrong at one line of one file, whoever met it. It
// has nothing of an exchange but what was expected and what came.
type issue struct {
	rule     string // a rule of the contracts, or the result's name
	words    string
	chinese  string // the same, where somebody translated it
	severity contracts.Severity
	side     contracts.Side
	file     string // empty where nobody knows
	line     int
	message  string
	print    string   // the same in every run
	results  []string // names
}

// mostOfMessage is how much of a value is told, in characters: it may be a whole
// answer.
const mostOfMessage = 600

// told is a text that is a part of a message.
func told(text string) string { return visible(short(text, mostOfMessage)) }

// issues are the worst first, then in the order of the files.
func issues(a *atlas, r *conformance.Report) (list []issue) {
	at := map[string]int{}
	add := func(one issue, id string) {
		i, there := at[one.print]
		if !there {
			i = len(list)
			at[one.print], list = i, append(list, one)
		}
		list[i].results = once(list[i].results, told(id))
	}
	for _, result := range r.Results {
		for _, f := range result.Findings {
			add(found(f), result.ID)
		}
		if result.Outcome == conformance.Failed && (len(result.Failures) > 0 || len(result.Findings) == 0) {
			add(a.failed(result), result.ID)
		}
	}
	slices.SortStableFunc(list, func(a, b issue) int {
		return cmp.Or(cmp.Compare(worse(a.severity), worse(b.severity)), cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line),
			cmp.Compare(a.rule, b.rule), cmp.Compare(a.print, b.print))
	})
	return list
}

// worse is less for what is worse; what is not graded is breaking.
func worse(s contracts.Severity) int {
	return max(0, slices.Index([]contracts.Severity{contracts.Breaking, contracts.Risky, contracts.Info}, s))
}

// found is a finding of the contracts.
func found(f contracts.Finding) issue {
	where := strings.TrimSpace(short(f.Direction+" "+f.Location+" "+f.Pointer, mostOfMessage))
	text := fmt.Sprintf("%s: expected %s; got %s (%s, profile %s)", where, short(f.Expected, mostOfMessage), cmp.Or(short(f.Actual, mostOfMessage), "nothing"), told(string(f.Side)), told(f.Profile))
	for _, more := range []string{string(f.Evidence), f.Suggestion} {
		if more != "" {
			text += "; " + short(more, mostOfMessage)
		}
	}
	one := issue{rule: told(f.Rule), words: ruleWords(f.Rule).EN, severity: f.Severity, side: contracts.Side(told(string(f.Side))), message: visible(text), print: told(f.ID)}
	one.file, one.line = place(f.Contract)
	one.file = repositoryPath(one.file)
	if one.print == "" {
		one.print = fingerprint(f.Rule, f.Provider, f.Operation, f.Location, f.Pointer)
	}
	return one
}

// failed is a result whose own checks do not hold.
func (a *atlas) failed(r conformance.Result) issue {
	var text []string
	for _, f := range r.Failures {
		one := "expected " + short(f.Expected, mostOfMessage) + "; got " + short(f.Actual, mostOfMessage)
		if f.Step > 0 {
			one = fmt.Sprintf("call %d: %s", f.Step, one)
		}
		text = append(text, one)
	}
	if r.Reason != "" {
		text = append(text, short(r.Reason, mostOfMessage))
	}
	one := issue{rule: told(r.ID), words: told(r.Rule), chinese: ruleOf(r).ZH, severity: contracts.Breaking, side: contracts.Unknown, print: fingerprint(r.ID)}
	one.message = fmt.Sprintf("%s: %s (%s)", one.words, visible(strings.Join(text, "\n")), told(r.Source))
	if one.file, one.line = place(r.Where); one.file == "" {
		one.file, one.line = a.line(r)
	}
	one.file = repositoryPath(one.file)
	return one
}

// place reads FILE:LINE, and FILE:LINE:COLUMN.
func place(text string) (file string, line int) {
	parts := strings.Split(told(text), ":")
	for i, part := range parts {
		if n, err := strconv.Atoi(part); i > 0 && err == nil && n > 0 {
			return strings.Join(parts[:i], ":"), n
		}
	}
	return told(text), 1
}

// repositoryPath is a path as it is from the root of the repository: findings
// have it from the folder of the contracts, and somebody's scenario may be named
// from the root of the machine.
func repositoryPath(file string) string {
	if here, err := os.Getwd(); err == nil && filepath.IsAbs(file) {
		if near, err := filepath.Rel(here, file); err == nil && filepath.IsLocal(near) {
			file = near
		}
	}
	file = filepath.ToSlash(file)
	first, _, _ := strings.Cut(file, "/")
	if slices.Contains(contracts.Providers(), first) || file == "severity.yaml" {
		return "contracts/" + file
	}
	return file
}

func fingerprint(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}
