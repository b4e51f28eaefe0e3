package harness

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// whole is a witness whose table says something about every case.
func whole() Witness {
	w := Witness{Name: "w", Itself: "something", Expect: map[string]Expect{}, Cannot: map[string]string{"xml": "no parser"}}
	for _, p := range plans() {
		if p.Name != "xml" {
			w.Expect[p.Name] = Expect{ErrorCode: "SomeCode"}
		}
	}
	return w
}

func TestCheckFindsTablesWithHoles(t *testing.T) {
	tests := map[string]struct {
		spoil func(*Witness)
		says  string
	}{
		"a case in neither map would be skipped unseen": {
			func(w *Witness) { delete(w.Expect, "broke") }, "case broke must be either in Expect or in Cannot"},
		"a case in both is a contradiction": {
			func(w *Witness) { w.Cannot["broke"] = "why not" }, "case broke must be either in Expect or in Cannot"},
		"a case that cannot be performed has a reason": {
			func(w *Witness) { w.Cannot["xml"] = "" }, "say why case xml"},
		"an error without a name is no expectation": {
			func(w *Witness) { w.Expect["broke"] = Expect{Attempts: 1} }, "does not say which"},
		"an answer without a status is no expectation": {
			func(w *Witness) { w.Expect["success"] = Expect{OK: true} }, "does not say which"},
		"a case nobody performs is a slip of the pen": {
			func(w *Witness) { w.Expect["sucess"] = Expect{ErrorCode: "X"} }, "it has no case sucess"},
		"a case of an operation the SDK lacks is not performed": {
			func(w *Witness) { w.Lacks = Public }, "it has no case"},
		"the page has a paragraph for every SDK": {
			func(w *Witness) { w.Itself = "" }, "Itself is empty"},
	}
	require.NoError(t, whole().check(), "a whole table is accepted")
	for why, tt := range tests {
		t.Run(why, func(t *testing.T) {
			w := whole()
			tt.spoil(&w)
			assert.ErrorContains(t, w.check(), tt.says)
		})
	}
}

func TestReadyLine(t *testing.T) {
	tests := map[string]struct{ line, aliyun, fails string }{
		"the line as documented": {
			"ready control=http://127.0.0.1:1 aliyun=http://127.0.0.1:2 ksyun=http://127.0.0.1:3 ywjisu=http://127.0.0.1:4", "127.0.0.1:2", ""},
		"later providers add words": {
			"ready control=http://127.0.0.1:1 ksyun=http://127.0.0.1:3 fourth=http://127.0.0.1:5 ywjisu=http://127.0.0.1:4 aliyun=http://127.0.0.1:2",
			"127.0.0.1:2", ""},
		"a simulator that died says why":   {"", "", `first line is ""`},
		"without the provider's own word":  {"ready control=http://127.0.0.1:1 aliyun=http://127.0.0.1:2 ywjisu=http://127.0.0.1:4", "", "lacks ksyun="},
		"a banner where the line belongs ": {"numsim 1.0", "", "want one that starts with ready"},
	}
	for why, tt := range tests {
		t.Run(why, func(t *testing.T) {
			var sim Sim
			err := sim.parse(tt.line)
			if tt.fails != "" {
				assert.ErrorContains(t, err, tt.fails)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tt.aliyun, sim.Aliyun)
		})
	}
}

func TestEnvironLeavesProxiesAndCredentialsOut(t *testing.T) {
	for _, name := range []string{"HTTP_PROXY", "https_proxy", "NO_PROXY", "ALIBABA_CLOUD_ACCESS_KEY_ID", "NUMSIM_ALIYUN"} {
		t.Setenv(name, "something")
	}
	t.Setenv("KEPT_FOR_THE_WITNESS", "yes")
	env := environ("NUMSIM_E2E_CACHE=/cache")
	assert.Contains(t, env, "KEPT_FOR_THE_WITNESS=yes")
	assert.Contains(t, env, "NUMSIM_E2E_CACHE=/cache", "what is given on top stays")
	for _, entry := range env {
		assert.NotContains(t, entry, "something")
	}
}

func TestGenerationCell(t *testing.T) {
	tests := []struct {
		name, want, why string
		seen            outcome
	}{
		{"today-success", "✓", "the documented answer", outcome{Status: "NORMAL", Attempts: 1}},
		{"2021-bad-number", "answer", "a code the SDK does not look at", outcome{Code: "isv.MOBILE_NUMBER_ILLEGAL", Attempts: 1}},
		{"2021-bad-number", "error", "a code the SDK throws", outcome{ErrorCode: "isv.MOBILE_NUMBER_ILLEGAL", Attempts: 1}},
		{"2021-bad-number", "`NORMAL`", "a refusal lost", outcome{Status: "NORMAL", Attempts: 1}},
		{"today-withdrawn", "✓", "an envelope's code", outcome{ErrorCode: "InvalidAction.NotFound", Attempts: 1}},
		{"today-success", "–", "an operation the SDK lacks", outcome{}},
	}
	for _, tt := range tests {
		t.Run(tt.why, func(t *testing.T) { assert.Equal(t, tt.want, generationCell(tt.name, tt.seen)) })
	}
}

func TestCell(t *testing.T) {
	tests := []struct {
		name, want, why string
		seen            outcome
	}{
		{"success", "✓", "the documented answer", outcome{Status: "NORMAL", Attempts: 1}},
		{"broke", "✓", "the documented code", outcome{ErrorType: "T", ErrorCode: "Insufficient.Balance", Attempts: 1}},
		{"unavailable-retry", "✓ ×4", "requests beyond the first are shown", outcome{ErrorCode: "ServiceUnavailable", Attempts: 4}},
		{"xml", "`SyntaxError`", "a success the SDK made an error of", outcome{ErrorType: "SyntaxError", Attempts: 1}},
		{"wrong-secret", "`InvalidAccessKeySecret`", "a code the SDK rewrote", outcome{ErrorType: "T", ErrorCode: "InvalidAccessKeySecret", Attempts: 1}},
		{"broke", "`NORMAL`", "an error the SDK made a success of", outcome{Status: "NORMAL", Attempts: 1}},
		{"xml", "–", "not performed", outcome{Cannot: "no parser"}},
	}
	for _, tt := range tests {
		t.Run(tt.why, func(t *testing.T) { assert.Equal(t, tt.want, cell(tt.name, tt.seen)) })
	}
}
