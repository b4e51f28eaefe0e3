package client_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/serve"
)

// trouble is what the two clients are expected to report while a scenario is
// on: the kinds of error, each by name. What is not there is answered.
type trouble struct{ ksyun, ywjisu string }

// What every embedded scenario does to the two providers, after what it says of
// itself. A scenario that is not here does nothing to them.
var troubles = map[string]trouble{
	"action-withdrawn":              {}, // about Alibaba Cloud alone, as are others below that are left out
	"broke-mid-run":                 {ywjisu: "balance"},
	"carrier-outage":                {ywjisu: "late"}, // ksyun: an answer, 服务器异常
	"clock-skew":                    {ksyun: "clock", ywjisu: "auth"},
	"closed-after-headers":          {ksyun: "transport", ywjisu: "transport"},
	"dead-list":                     {},
	"disabled-account":              {ywjisu: "auth"},
	"drip":                          {},
	"dropped-from-batch":            {ksyun: "malformed", ywjisu: "late"},
	"duplicate-and-reordered-batch": {},
	"expired-sts":                   {ksyun: "auth"},
	"failover-day":                  {ksyun: "outage", ywjisu: "outage"},
	"field-type-flips":              {},
	"first-try-fails":               {}, // a retry helps
	"flaky-five-percent":            {}, // likewise
	"flapping-provider":             {},
	"garbled-body":                  {ksyun: "malformed", ywjisu: "malformed"},
	"hang":                          {ksyun: "transport", ywjisu: "transport"},
	"html-from-a-proxy":             {ksyun: "malformed", ywjisu: "malformed"},
	"https-only":                    {ywjisu: "bad-request"},
	"ip-not-allowed":                {ywjisu: "auth"},
	"late-carrier":                  {ywjisu: "late"},
	"new-enum-tomorrow":             {},
	"new-error-tomorrow":            {ywjisu: "other"}, // the only one that is in no document
	"null-fields":                   {ksyun: "malformed", ywjisu: "malformed"},
	"paid-but-lost":                 {ksyun: "transport", ywjisu: "transport"},
	"quota-smaller-than-batch":      {ywjisu: "balance"},
	"ram-denied-midday":             {ksyun: "auth"},
	"reset-before-charge":           {ksyun: "transport", ywjisu: "transport"},
	"revoked-key":                   {ksyun: "auth", ywjisu: "auth"},
	"slow-provider":                 {},
	"success-code-changes":          {},
	"throttle-storm":                {ksyun: "throttled"},
	"truncated-body":                {ksyun: "malformed transport", ywjisu: "malformed transport"},
	"unknown-fields":                {},
	"unsubscribed-then-subscribed":  {ywjisu: "auth"}, // 账户未激活
}

// askedAt are when the clients ask, since the beginning.
var askedAt = []time.Duration{
	0, 30 * time.Second, 2 * time.Minute, 11 * time.Minute, 61 * time.Minute, 3*time.Hour + 30*time.Minute,
	4*time.Hour + 30*time.Minute, 5*time.Hour + 30*time.Minute, 25 * time.Hour, 49 * time.Hour,
}

func TestClientsKeepTheirHeadInEveryScenario(t *testing.T) {
	names := scenarios.Names()
	require.GreaterOrEqual(t, len(names), 46)
	for name := range troubles {
		if !slices.Contains(names, name) {
			assert.Fail(t, "there is no such scenario", name)
		}
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			draft, findings, err := serve.Scenario(scenarios.Library(), name+".yaml")
			require.NoError(t, err)
			require.Empty(t, findings.Errors())
			var d *duo
			if len(draft.Settings) == 0 {
				d = startPatientDuo(t, draft)
			} else {
				d = startDuo(t, serve.Config{Scenario: draft})
			}
			met := trouble{}
			for client, kinds := range map[string]*string{"ksyun": &met.ksyun, "ywjisu": &met.ywjisu} {
				*kinds = strings.Join(slices.Sorted(maps.Keys(d.ask(client))), " ")
			}
			assert.Equal(t, troubles[name], met)
		})
	}
}

// ask asks one provider at each moment, in every way its client has, and
// returns the kinds of error met.
func (d *duo) ask(provider string) map[string]bool {
	d.t.Helper()
	known := documentedCodes(provider)
	// Three tries within half a second: what a second's limit refuses stays so.
	hasty := func(o *client.Options) { o.Retry.Wait = 100 * time.Millisecond }
	other := d.ywjisuConfig("numsim")
	hasty(&other.Options)
	sources := map[string]client.Source{"default": d.newYwjisu(other)}
	if provider == "ksyun" {
		plain, aws4, sts := d.ksyunConfig("numsim"), d.ksyunConfig("numsim"), d.ksyunConfig("numsim-sts")
		for _, c := range []*client.KsyunConfig{&plain, &aws4, &sts} {
			hasty(&c.Options)
		}
		aws4.AWS4, aws4.Realtime = true, true
		sts.Signer.SecurityToken = "numsim-sts-token"
		sources = map[string]client.Source{"default": d.newKsyun(plain), "AWS4, in real time": d.newKsyun(aws4), "temporary": d.newKsyun(sts)}
	}
	met := map[string]bool{}
	for _, at := range askedAt {
		for _, name := range slices.Sorted(maps.Keys(sources)) {
			for _, numbers := range [][]numsim.Number{
				{"13900000200"},
				{"13900001001", "13000000200", "13300000200", "13900001002", "18900000404", "13000000200"},
				lines(51),
			} {
				if len(numbers) > 50 && sources[name].MostNumbers() == 1 {
					continue // the same call again and again
				}
				d.forget()
				d.after(at)
				results := sources[name].Check(d.t.Context(), numbers...)
				d.judge(numbers, results, known)
				for _, r := range results {
					if r.Err != nil {
						met[errorIn(d.t, r.Err).Kind.String()] = true
					}
				}
			}
		}
	}
	return met
}

// Last comes first, and some are there twice: an answer is whose number it has.
func TestReorderedAndRepeatedBatches(t *testing.T) {
	draft, _, err := serve.Scenario(scenarios.Library(), "duplicate-and-reordered-batch.yaml")
	require.NoError(t, err)
	d := startPatientDuo(t, draft)
	numbers := []numsim.Number{"13900000404", "13300000200", "13900000402", "13000000304", "13900000404"}
	for name, source := range map[string]client.Source{"ksyun": d.ksyun(), "ywjisu": d.ywjisu()} {
		d.forget()
		var status []numsim.Status
		for i, r := range source.Check(t.Context(), numbers...) {
			require.NoError(t, r.Err)
			assert.Equal(t, numbers[i], r.Number)
			status = append(status, r.Status)
		}
		assert.Equal(t, []numsim.Status{numsim.Vacant, numsim.Active, numsim.Suspended, numsim.Silent, numsim.Vacant}, status, name)
		require.Len(t, d.seen, 1)
		assert.Equal(t, 2, strings.Count(d.seen[0].body, "13900000404"), "the answer has it twice")
		assert.Less(t, strings.Index(d.seen[0].body, "13000000304"), strings.Index(d.seen[0].body, "13300000200"), "and backwards")
	}
}

func documentedCodes(provider string) map[string]bool {
	classes := client.YwjisuClasses()
	if provider == "ksyun" {
		classes = client.KsyunClasses()
	}
	known := map[string]bool{}
	for _, c := range classes {
		known[c.Code] = true
	}
	return known
}

// judge holds one Check to what is always true of it.
func (d *duo) judge(numbers []numsim.Number, results []client.Result, known map[string]bool) {
	t := d.t
	t.Helper()
	require.Len(t, results, len(numbers))
	for i, r := range results {
		assert.Equal(t, numbers[i], r.Number)
		if r.Err == nil {
			assert.NotEmpty(t, r.Word, "a success has a status")
			continue
		}
		e := errorIn(t, r.Err)
		assert.Empty(t, r.Word)
		assert.NotEmpty(t, e.Message)
		if e.Kind == numsim.Other {
			assert.NotEmpty(t, e.Code)
			assert.False(t, known[e.Code], "%s is documented and has a kind", e.Code)
		}
		assert.NotContains(t, r.Err.Error(), string(r.Number))
	}
	for i, earlier := range d.seen {
		for _, n := range earlier.numbers {
			for _, later := range d.seen[i+1:] {
				if slices.Contains(later.numbers, n) {
					assert.True(t, earlier.free(n), "asked again about what was perhaps paid for: HTTP %d %s %v", earlier.status, earlier.body, earlier.err)
				}
			}
		}
	}
	for _, a := range d.attempts {
		if a.Wait > 0 {
			assert.Equal(t, client.NotCharged, a.Charged)
		}
	}
}

// free reports whether nothing of n was paid for, as far as the wire shows: the
// answer came whole, and is a refusal or a list without n.
func (e exchanged) free(n numsim.Number) bool {
	var said struct {
		Error      *struct{ Code string }
		ResultCode string `json:"resultCode"`
		ResultObj  []struct {
			Mobile string `json:"mobile"`
		} `json:"resultObj"`
	}
	if e.err != nil || json.Unmarshal([]byte(e.body), &said) != nil {
		return false
	}
	if said.Error != nil {
		return said.Error.Code != "" && e.status >= 400
	}
	if said.ResultCode != "000000" && said.ResultCode != "200000" {
		return said.ResultCode != ""
	}
	for _, one := range said.ResultObj {
		if one.Mobile == string(n) {
			return false
		}
	}
	return said.ResultObj != nil
}
