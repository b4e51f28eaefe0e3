package report

import (
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string       `json:"id"`
		Short sarifText    `json:"shortDescription"`
		Full  sarifText    `json:"fullDescription"`
		Help  sarifText    `json:"help"`
		Level sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifInvocation struct {
		Successful bool        `json:"executionSuccessful"`
		Exit       int         `json:"exitCode"`
		ExitWhy    string      `json:"exitCodeDescription,omitempty"`
		Notices    []sarifNote `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNote struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifResult struct {
		Rule      string            `json:"ruleId"`
		Index     int               `json:"ruleIndex"`
		Level     string            `json:"level"`
		Message   sarifText         `json:"message"`
		Locations []sarifLocation   `json:"locations,omitempty"`
		Prints    map[string]string `json:"partialFingerprints"`
		More      sarifMore         `json:"properties"`
	}
	sarifMore struct {
		Side    string   `json:"side"`
		Results []string `json:"results"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		Line int `json:"startLine"`
	}
)

// SARIF is version 2.1.0, for code scanning: what is wrong, at lines of contracts
// and scenarios. Of exchanges it has nothing.
func SARIF(w io.Writer, r *conformance.Report) error {
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: "numsim", InformationURI: "https://github.com/numsim/numsim", Rules: []sarifRule{}}},
		Invocations: []sarifInvocation{invocation(r)}, Results: []sarifResult{},
	}
	for _, one := range issues(&atlas{}, r) {
		rules := &run.Tool.Driver.Rules
		i := slices.IndexFunc(*rules, func(known sarifRule) bool { return known.ID == one.rule })
		if i < 0 {
			i = len(*rules)
			*rules = append(*rules, sarifRule{one.rule, sarifText{brackets(one.words)}, sarifText{brackets(one.words)}, sarifText{brackets(help(one))}, sarifDefault{level(one.severity)}})
		}
		run.Results = append(run.Results, sarifOf(one, i))
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func sarifOf(one issue, index int) sarifResult {
	result := sarifResult{
		Rule: one.rule, Index: index, Level: level(one.severity), Message: sarifText{brackets(one.message)},
		Prints: map[string]string{"numsim/v1": one.print}, More: sarifMore{string(one.side), one.results},
	}
	if one.file == "" {
		one.file, one.line = nowhere, 1
	}
	result.Locations = []sarifLocation{{sarifPhysical{artifact(one.file), sarifRegion{one.line}}}}
	return result
}

// nowhere stands for the place of what has none: GitHub takes no result without.
const nowhere = "docs/contract-testing.md"

// artifact is a file below the repository, or of the machine it stands on.
func artifact(file string) sarifArtifact {
	if strings.HasPrefix(file, "/") {
		return sarifArtifact{(&url.URL{Scheme: "file", Path: "/" + strings.TrimLeft(file, "/")}).String(), ""}
	}
	return sarifArtifact{(&url.URL{Path: file}).String(), "%SRCROOT%"}
}

// invocation has what got no answer: it proves nothing and is no finding.
func invocation(r *conformance.Report) sarifInvocation {
	v := sarifInvocation{Successful: r.Exit == 0 || r.Exit == 1 || r.Exit == 3, Exit: r.Exit, ExitWhy: told(r.ExitWhy)}
	for _, one := range r.Of(conformance.Stopped) {
		v.Notices = append(v.Notices, sarifNote{"error", sarifText{brackets(told(one.ID) + ": " + told(one.Reason))}})
	}
	return v
}

func level(s contracts.Severity) string {
	switch s {
	case contracts.Risky:
		return "warning"
	case contracts.Info:
		return "note"
	}
	return "error"
}

// help is what somebody who sees the rule for the first time reads.
func help(one issue) string {
	if words := ruleWords(one.rule); words.EN != one.rule {
		return words.EN + ". Look at the line of the contract: either the side that is named is wrong, or the contract is."
	}
	return one.words + ". The message says what was expected and what came."
}

// brackets keeps a text from being a link.
func brackets(text string) string { return strings.NewReplacer("[", `\[`, "]", `\]`).Replace(text) }
