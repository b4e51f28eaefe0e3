package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

// The members that SARIF 2.1.0 requires, with its own names and values; what it
// has no name for is an error.
type sarif struct {
	Schema  string `json:"$schema"`
	Version string `json:"version"`
	Runs    []struct {
		Tool struct {
			Driver struct {
				Name           string `json:"name"`
				InformationURI string `json:"informationUri"`
				Rules          []struct {
					ID               string            `json:"id"`
					ShortDescription map[string]string `json:"shortDescription"`
					FullDescription  map[string]string `json:"fullDescription"`
					Help             map[string]string `json:"help"`
					Default          map[string]string `json:"defaultConfiguration"`
				} `json:"rules"`
			} `json:"driver"`
		} `json:"tool"`
		Invocations []struct {
			Successful    bool             `json:"executionSuccessful"`
			ExitCode      int              `json:"exitCode"`
			ExitWhy       string           `json:"exitCodeDescription"`
			Notifications []map[string]any `json:"toolExecutionNotifications"`
		} `json:"invocations"`
		Results []struct {
			RuleID    string            `json:"ruleId"`
			RuleIndex int               `json:"ruleIndex"`
			Level     string            `json:"level"`
			Message   map[string]string `json:"message"`
			Locations []struct {
				Physical struct {
					Artifact struct {
						URI  string `json:"uri"`
						Base string `json:"uriBaseId"`
					} `json:"artifactLocation"`
					Region struct {
						StartLine int `json:"startLine"`
					} `json:"region"`
				} `json:"physicalLocation"`
			} `json:"locations"`
			Fingerprints map[string]string `json:"partialFingerprints"`
			Properties   map[string]any    `json:"properties"`
		} `json:"results"`
	} `json:"runs"`
}

func readSARIF(t *testing.T, text string) (log sarif) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&log))
	return log
}

func TestSARIFIsSARIF(t *testing.T) {
	log := readSARIF(t, written(t, kinds()["report.sarif"], small()))
	assert.Equal(t, "2.1.0", log.Version)
	assert.Contains(t, log.Schema, "sarif-2.1.0")
	require.Len(t, log.Runs, 1)
	run := log.Runs[0]
	assert.Equal(t, "numsim", run.Tool.Driver.Name)
	require.Len(t, run.Invocations, 1)
	assert.Equal(t, 1, run.Invocations[0].ExitCode)
	require.Len(t, run.Invocations[0].Notifications, 1, "the result without an answer")
	require.Len(t, run.Results, 3)
	at := map[string]string{}
	for _, r := range run.Results {
		rule := run.Tool.Driver.Rules[r.RuleIndex]
		assert.Equal(t, r.RuleID, rule.ID)
		assert.NotEmpty(t, rule.ShortDescription["text"])
		assert.NotEmpty(t, rule.Help["text"])
		assert.Equal(t, r.Level, rule.Default["level"])
		assert.Contains(t, []string{"error", "warning", "note"}, r.Level)
		assert.NotEmpty(t, r.Message["text"])
		assert.Len(t, r.Fingerprints["numsim/v1"], 16)
		require.Len(t, r.Locations, 1)
		at[r.RuleID] = r.Locations[0].Physical.Artifact.URI
		assert.Positive(t, r.Locations[0].Physical.Region.StartLine)
	}
	assert.Equal(t, map[string]string{
		"resp.field.type": "contracts/aliyun/openapi.yaml", "exec.expect.1": "scenarios/paid-lost.yaml", "aliyun.status.sig.wrong-secret": "contracts/aliyun/openapi.yaml",
	}, at)
}

// The line is the one that the row of the error table begins at.
func TestSARIFPointsAtTheRow(t *testing.T) {
	for _, r := range readSARIF(t, written(t, kinds()["report.sarif"], small())).Runs[0].Results {
		if r.RuleID != "aliyun.status.sig.wrong-secret" {
			continue
		}
		place := r.Locations[0].Physical
		text, err := os.ReadFile(filepath.Join("../..", place.Artifact.URI))
		require.NoError(t, err)
		lines := strings.Split(string(text), "\n")
		require.Greater(t, len(lines), place.Region.StartLine)
		assert.Contains(t, strings.Join(lines[place.Region.StartLine-2:place.Region.StartLine+1], "\n"), "SignatureDoesNotMatch")
	}
}

// The severity decides the level, and what is found twice is one result.
func TestSARIFLevels(t *testing.T) {
	r := &conformance.Report{}
	for _, severity := range []contracts.Severity{contracts.Breaking, contracts.Risky, contracts.Info} {
		for _, id := range []string{"drift.one", "drift.two"} {
			r.Add(conformance.Result{ID: id, Outcome: conformance.Failed, Findings: []contracts.Finding{{ID: string(severity), Rule: "drift." + string(severity), Severity: severity, Contract: "ksyun/openapi.yaml:7"}}})
		}
	}
	var levels []string
	for _, one := range readSARIF(t, written(t, kinds()["report.sarif"], r)).Runs[0].Results {
		levels = append(levels, one.Level)
		assert.Equal(t, []any{"drift.one", "drift.two"}, one.Properties["results"])
	}
	assert.Equal(t, []string{"error", "warning", "note"}, levels)
}

// What GitHub's code scanning asks for: each rule with both descriptions, each
// result with a place, named from the root of the repository.
func TestSARIFForCodeScanning(t *testing.T) {
	here, err := os.Getwd()
	require.NoError(t, err)
	r := &conformance.Report{}
	for where, want := range map[string]string{
		"": "docs/contract-testing.md", "my/outage.yaml:3": "my/outage.yaml", here + "/my/outage.yaml:3": "my/outage.yaml", "/elsewhere/a.yaml:3": "file:///elsewhere/a.yaml",
		"javascript:alert(1):3": "./javascript:alert%281%29", "a b#c.yaml:3": "a%20b%23c.yaml", "//evil.example/a:3": "file:///evil.example/a",
	} {
		r.Results = nil
		r.Add(conformance.Result{ID: "exec.a.expect.1", Where: where, Rule: "nobody is charged twice", Outcome: conformance.Failed, Failures: []conformance.Failure{{Expected: "a", Actual: "b"}}})
		run := readSARIF(t, written(t, kinds()["report.sarif"], r)).Runs[0]
		require.Len(t, run.Results[0].Locations, 1, where)
		place := run.Results[0].Locations[0].Physical
		assert.Equal(t, want, place.Artifact.URI)
		assert.Equal(t, !strings.HasPrefix(want, "file:"), place.Artifact.Base == "%SRCROOT%", where)
		assert.Positive(t, place.Region.StartLine)
		assert.Equal(t, "nobody is charged twice", run.Tool.Driver.Rules[0].FullDescription["text"])
	}
}

// What exec refuses is written on exec's page, and in no contract.
func TestWhatIsNoCaseNamesItsPage(t *testing.T) {
	r := &conformance.Report{}
	r.Add(conformance.Result{ID: "exec.default.refusals", Provider: "aliyun", Source: "docs/exec.md", Outcome: conformance.Failed, Failures: []conformance.Failure{{Expected: "a", Actual: "b"}}})
	place := readSARIF(t, written(t, kinds()["report.sarif"], r)).Runs[0].Results[0].Locations[0].Physical
	assert.Equal(t, "docs/exec.md", place.Artifact.URI)
}

// A job's summary has what was noticed, and neither links nor pictures of others.
func TestMarkdownIsCalm(t *testing.T) {
	r := &conformance.Report{Tool: "contract probe", ExitWhy: "![x](https://evil.example/a.png)"}
	r.Add(conformance.Result{ID: "a`b", Rule: "[y](https://evil.example) <img src=x>\u202e", Outcome: conformance.Passed, Remarks: []string{"3 more | calls", "late"}})
	text := written(t, kinds()["report.md"], r)
	assert.Contains(t, text, "### Noticed, and not counted")
	assert.Contains(t, text, `3 more \| calls; late`)
	assert.NotContains(t, text, "](")
	assert.NotContains(t, text, "<img")
	assert.NotContains(t, text, "\u202e")
	assert.Contains(t, text, "`a'b`")
}
