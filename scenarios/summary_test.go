package scenarios_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
)

// What a rule does is said in the words its document has for it.
func TestARuleInAWord(t *testing.T) {
	for then, want := range map[string]string{
		"error: OperatorLimit":                  "error OperatorLimit",
		"status: 空号":                            "status vacant",
		"status: unknown":                       "status unknown",
		"late: 90s":                             "late 1m30s",
		"drop: true":                            "drop",
		"duplicate: true, reorder: true":        "duplicate, reorder",
		"delay: 2s":                             "delay 2s",
		"delay: 1m":                             "delay 1m",
		"late: 2h":                              "late 2h",
		"delay: {min: 0s, max: 500ms}":          "delay 0s-500ms",
		"delay: {p50: 200ms, p99: 2s}":          "delay p50 200ms p99 2s",
		"fault: reset-before-charge":            "reset-before-charge",
		"fault: reset-after-charge":             "reset-after-charge",
		"fault: close":                          "close",
		"fault: hang":                           "hang",
		"fault: drip":                           "drip",
		"body: {replace: \"<html>\\n</html>\"}": "body replace",
		"body: {replace: x, status: 502}":       "body replace status 502",
		"body: {truncate: 50%, short: true}":    "body truncate 50% short",
		"body: {add: {TraceId: x}, set: {a.b: 1, c: 2}}":          "body add TraceId set a.b…",
		"error: X, status: busy, delay: 1s, body: {garble: true}": "error X, status busy, delay 1s, body garble",
	} {
		d, found := scenarios.Read(document("scenario: x\nrules: [{then: {"+then+"}}]\n"), "s.yaml")
		require.Empty(t, found, then)
		assert.Equal(t, want, d.Rules[0].Then.String(), then)
	}
}
