package report_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/report"
)

// noon is when all runs of these tests began.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// small has one result of each kind: of conformance, and of two other commands.
func small() *conformance.Report {
	r := &conformance.Report{
		Tool: "contract run", Target: "the built-in simulator", Began: noon, TookMS: 1500, Seed: 3, FailOn: "breaking", Exit: 1, ExitWhy: "3 of 4 rules are broken",
	}
	r.Add(conformance.Result{ID: "ksyun.batch.happy.many", Provider: "ksyun", Rule: "many numbers are answered", Source: "document 001:1", Target: r.Target, Outcome: conformance.Passed})
	r.Add(typed())
	r.Add(mismatched())
	r.Add(conformance.Result{
		ID: "exec.expect.1", Rule: "nobody is charged twice", Source: "scenario", Where: "scenarios/paid-lost.yaml:12", Outcome: conformance.Failed,
		Failures: []conformance.Failure{{Expected: "one charge", Actual: "two charges"}},
	})
	r.Add(conformance.Result{ID: "ksyun.batch.dup.merged", Provider: "ksyun", Rule: "a number that is asked twice", Outcome: conformance.Skipped, Reason: "the target cannot be set"})
	r.Add(conformance.Result{ID: "probe", Rule: "a client retries", Outcome: conformance.Stopped, Reason: "nobody called"})
	return r
}

// typed left the contract in one field.
func typed() conformance.Result {
	return conformance.Result{
		ID: "aliyun.status.shape.serialid-string", Provider: "aliyun", Rule: "SerialId is a string of 13 digits", Source: "document 000:155", Target: "the built-in simulator", Outcome: conformance.Failed,
		Findings: []contracts.Finding{{
			ID: "0123456789abcdef", Rule: "resp.field.type", Provider: "aliyun", Operation: "DescribePhoneNumberStatus", Side: contracts.Simulator, Severity: contracts.Breaking,
			Reason: "a typed client cannot decode it", Confidence: "high", Direction: "answer", Location: "body", Pointer: "/PhoneStatus/SerialId",
			Expected: "string", Actual: "number", Contract: "aliyun/openapi.yaml:1344", Evidence: "document 000:155", Profile: "2020",
		}},
		Exchanges: []conformance.Shown{{
			Request: "GET http://127.0.0.1/?PhoneNumber=139****0200", Curl: "curl -i 'http://127.0.0.1/'", CurlNote: "sign it again",
			Answer: "HTTP 200\nContent-Type: application/json\n\n" + `{"PhoneStatus":{"Status":"NORMAL","SerialId":111****5431},"Code":"OK"}`,
		}},
	}
}

// mismatched is a signature that failed.
func mismatched() conformance.Result {
	return conformance.Result{
		ID: "aliyun.status.sig.wrong-secret", Provider: "aliyun", Rule: "a wrong secret is refused", Source: "document 000:108", Target: "the built-in simulator", Outcome: conformance.Failed,
		Failures: []conformance.Failure{{Step: 1, Expected: `/Code is "OK"`, Actual: `/Code is "SignatureDoesNotMatch"`}},
		Exchanges: []conformance.Shown{{
			Request: "GET http://127.0.0.1/", Answer: "HTTP 400\n\n" + `{"Code":"SignatureDoesNotMatch"}`,
			Signed: &conformance.Signed{Client: "GET&%2F&Note%3Da%2Bb%26Version%3D1", Provider: "GET&%2F&Note%3Da%2520b%26Version%3D1"},
		}},
	}
}

// kinds are the writers by the names of their goldens.
func kinds() map[string]func(io.Writer, *conformance.Report) error {
	return map[string]func(io.Writer, *conformance.Report) error{
		"report.json": report.JSON, "report.xml": report.JUnit, "report.md": report.Markdown, "report.sarif": report.SARIF,
		"codequality.json": report.CodeQuality, "annotations.txt": report.Annotations,
		"terminal.txt": func(w io.Writer, r *conformance.Report) error { report.Terminal(w, r); return nil },
		"report.html":  func(w io.Writer, r *conformance.Report) error { return report.HTML(w, nil, r) },
	}
}

func written(t *testing.T, write func(io.Writer, *conformance.Report) error, r *conformance.Report) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, write(&b, r))
	return b.String()
}

// golden is a file of testdata. UPDATE=1 writes it again.
func golden(t *testing.T, name, got string) string {
	t.Helper()
	file := filepath.Join("testdata", name)
	if os.Getenv("UPDATE") != "" {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
	}
	text, err := os.ReadFile(file)
	require.NoError(t, err, "UPDATE=1 go test ./internal/report writes it")
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}
