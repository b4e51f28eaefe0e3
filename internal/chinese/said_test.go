package chinese_test

import (
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/chinese"
	"github.com/numsim/numsim/internal/drift"
	"github.com/numsim/numsim/internal/verdict"
	"github.com/numsim/numsim/probe"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
)

// said are the fixed texts of reports beside the rules of conformance, by where
// each is said.
func said(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, c := range conformance.Cases() {
		all[c.Forced] = c.ID
	}
	for _, provider := range probe.Providers() {
		for _, m := range probe.Modules(provider) {
			all[m.Rule], all[m.Do], all[m.Asks] = m.ID(), m.ID(), m.ID()
		}
	}
	for _, r := range verdict.Judge(called()) {
		all[r.Rule] = r.ID
	}
	doc, flaws := contracts.Builtin("aliyun")
	require.Empty(t, flaws)
	for _, rule := range contracts.Rules() {
		all[drift.Drift{Finding: contracts.Finding{Rule: rule}}.Result("", contracts.Breaking).Rule] = "drift." + rule
		all[doc.Severities().Rule(rule).Why] = "severity.yaml, " + rule
	}
	for _, change := range contracts.Changes() {
		all[doc.Severities().Change(change).Why] = "severity.yaml, " + change
	}
	delete(all, "")
	return all
}

// called is a run in which each provider was called once, and one rule never had
// a hand in it.
func called() verdict.Input {
	in := verdict.Input{Scenario: "s", Rules: []scenarios.Rule{{Name: "never", Where: "s.yaml:3"}}}
	for i, p := range contracts.Providers() {
		in.Calls = append(in.Calls, verdict.Call{
			Entry:    journal.Entry{Seq: uint64(i + 1), Provider: p, HTTP: http.StatusOK, Delivered: true},
			Exchange: &contracts.Exchange{Method: http.MethodGet, URL: &url.URL{Path: "/"}, Status: http.StatusOK},
		})
	}
	return in
}

func TestEveryTextIsThere(t *testing.T) {
	all := said(t)
	require.Greater(t, len(all), 150)
	for en, where := range all {
		keeps(t, en, chinese.Text(en), where)
	}
}

// Each entry is of a text that is said, or stands in the sources: in pieces,
// where it has placeholders.
func TestEveryTextIsSaid(t *testing.T) {
	all, written := said(t), sources(t)
	placeholder := regexp.MustCompile(`\{[1-9]#?\}`)
	for en, zh := range chinese.Texts() {
		assert.Regexp(t, `\p{Han}`, zh, en)
		assert.ElementsMatch(t, strings.Fields(strings.ReplaceAll(strings.Join(placeholder.FindAllString(en, -1), " "), "#", "")), slices.Compact(slices.Sorted(slices.Values(placeholder.FindAllString(zh, -1)))), en)
		if all[en] != "" || len(placeholder.FindAllString(en, -1)) > 0 && frames(all, placeholder.Split(en, -1)) {
			continue
		}
		for _, part := range placeholder.Split(en, -1) {
			quoted := strings.ReplaceAll(strings.Trim(part, " :;"), "\n", `\n`)
			assert.True(t, strings.Contains(written, quoted), "nobody says %q", en)
		}
	}
}

// frames reports whether a text has all the parts in order.
func frames(all map[string]string, parts []string) bool {
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	frame := regexp.MustCompile("^" + strings.Join(parts, ".+") + "$")
	for en := range all {
		if frame.MatchString(en) {
			return true
		}
	}
	return false
}

// sources are the packages' files as one text, tests left out.
func sources(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, room := range []string{"cmd/contract", "conformance", "contracts", "internal/drift", "internal/replay", "internal/verdict", "probe"} {
		require.NoError(t, fs.WalkDir(os.DirFS("../.."), room, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") || filepath.Ext(name) != ".go" {
				return err
			}
			text, err := os.ReadFile(filepath.Join("../..", name))
			b.Write(text)
			return err
		}))
	}
	return b.String()
}
