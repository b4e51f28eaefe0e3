package client_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/serve"
	"github.com/numsim/numsim/sim/setup"
)

// mustSee is what a client has to see of each scenario at Alibaba Cloud: the
// kinds of failed attempts, and the status words and statuses of answers.
// Scenarios without an entry of their own are about other providers.
var mustSee = map[string][]string{
	"action-withdrawn":              {"NORMAL", "withdrawn"},
	"asked-too-often":               {"NORMAL", "throttled"},
	"blocked-after-hammering":       {"NORMAL", "throttled", "auth"},
	"broke-mid-run":                 {"NORMAL", "balance"},
	"brownout":                      {"NORMAL", "transport"},
	"carrier-limited":               {"NORMAL", "throttled"},
	"carrier-outage":                {"NORMAL", "throttled"},
	"clock-skew":                    {"NORMAL", "clock"},
	"closed-after-headers":          {"NORMAL", "transport"},
	"dead-list":                     {"NOT_EXIST", "SHUTDOWN"},
	"disabled-account":              {"NORMAL", "unsubscribed"},
	"drip":                          {"transport"},
	"duplicate-and-reordered-batch": {"NORMAL"},
	"expired-sts":                   {"NORMAL", "auth"},
	"failover-day":                  {"NORMAL", "outage", "transport"},
	"field-type-flips":              {"NORMAL"},
	"first-try-fails":               {"NORMAL", "outage"},
	"flaky-five-percent":            {"NORMAL", "outage"},
	"flapping-provider":             {"NORMAL", "outage"},
	"garbled-body":                  {"NORMAL", "malformed"},
	"generation-change-2020-2022":   {"NORMAL", "UNKNOWN", "POWER_OFF"},
	"hang":                          {"NORMAL", "transport"},
	"html-from-a-proxy":             {"malformed"},
	"https-only":                    {"bad-request"},
	"late-carrier":                  {"NORMAL", "UNKNOWN"},
	"new-enum-tomorrow":             {"NORMAL", "RESTRICTED"},
	"new-error-tomorrow":            {"NORMAL", "other"},
	"nonce-replay-on-retry":         {"NORMAL", "transport"},
	"null-fields":                   {"NORMAL", "malformed"},
	"number-recycled":               {"NORMAL"},
	"paid-but-lost":                 {"NORMAL", "transport"},
	"price-rise":                    {"NORMAL", "balance"},
	"ram-denied-midday":             {"NORMAL", "auth"},
	"reset-before-charge":           {"NORMAL", "transport"},
	"revoked-key":                   {"NORMAL", "auth"},
	"slow-provider":                 {"transport"},
	"stale-library-vs-real-time":    {"NORMAL"},
	"throttle-storm":                {"NORMAL", "throttled"},
	"truncated-body":                {"NORMAL", "malformed", "transport"},
	"unknown-fields":                {"NORMAL"},
	"unknown-is-billed":             {"NORMAL", "UNKNOWN", "balance"},
	"unsubscribed-then-subscribed":  {"NORMAL", "unsubscribed"},
}

// madeUp is the one code that is in no document, of new-error-tomorrow.
const madeUp = "Forbidden.RiskControl"

// moments of a scenario at which all numbers are asked about.
var moments = []time.Duration{0, 6 * time.Minute, 12 * time.Minute, 62 * time.Minute, 270 * time.Minute, 330 * time.Minute, 25 * time.Hour}

// heldBack are scenarios whose answers are waited for in real time. They have
// short timeouts, and fewer moments and numbers.
var heldBack = map[string][]time.Duration{"hang": {0, time.Hour}, "brownout": {0, 6 * time.Minute, 12 * time.Minute}, "drip": {0}, "slow-provider": {0}}

// player asks by one client and notes what comes of each attempt.
type player struct {
	t    *testing.T
	rig  *rig
	mu   sync.Mutex
	seen []string
	// try and dear are of the attempt before: its number, and whether it was
	// perhaps charged.
	try  int
	dear bool
}

func (p *player) see(word string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !slices.Contains(p.seen, word) {
		p.seen = append(p.seen, word)
	}
}

func (p *player) observe(ctx context.Context, a client.Attempt) (context.Context, func(client.Attempt)) {
	assert.False(p.t, a.Try > 1 && p.dear, "an attempt that was perhaps charged is not made again")
	return ctx, func(a client.Attempt) {
		p.try, p.dear = a.Try, a.Err != nil && a.Charged != client.NotCharged
		if a.Err == nil {
			return
		}
		p.see(a.Err.Kind.String())
		if a.Err.Kind == numsim.Other {
			assert.Equal(p.t, madeUp, a.Err.Code, "every documented code has a kind")
		}
	}
}

func (p *player) ask(a *client.Aliyun, prefixes ...string) {
	var numbers []numsim.Number
	for _, prefix := range prefixes {
		numbers = append(numbers, numsim.Number(prefix+"0200"), numsim.Number(prefix+"0408"), numsim.Number(prefix+"7777"))
	}
	for _, got := range a.Check(context.Background(), numbers...) {
		if got.Err == nil {
			assert.NotEmpty(p.t, got.Word, "a success has a status")
			p.see(got.Word)
			continue
		}
		failed := asError(p.t, got.Err)
		assert.Equal(p.t, failed.Charged, got.Charged)
		assert.NotContains(p.t, failed.Error(), string(got.Number))
		assert.NotContains(p.t, fmt.Sprintf("%#v", failed), string(got.Number))
	}
}

// Every scenario is played in either signature and format. The client never
// panics, never takes an answer without a status for a success, never pays twice
// by itself, and knows what failed.
func TestAliyunInEveryScenario(t *testing.T) {
	require.Subset(t, scenarios.Names(), slices.Collect(maps.Keys(mustSee)))
	for _, name := range scenarios.Names() {
		for way, set := range map[string][]func(*client.AliyunConfig){"V3 JSON": {withV3, inJSON}, "V1 XML": {byV1, inXML}} {
			t.Run(name+" "+way, func(t *testing.T) {
				d, findings, err := serve.Scenario(scenarios.Library(), name+".yaml")
				require.NoError(t, err)
				require.Empty(t, findings.Errors())
				p := &player{t: t, rig: bootWith(t, serve.Config{Scenario: d})}
				p.play(name, set)
				if way == "V1 XML" && slices.Contains([]string{"new-enum-tomorrow", "null-fields"}, name) {
					t.Logf("%s: its rules name members of JSON, so the answers in XML are whole", name)
					return
				}
				assert.Subset(t, p.seen, mustSee[name], "seen: %v", p.seen)
			})
		}
	}
}

func (p *player) play(name string, set []func(*client.AliyunConfig)) {
	times, held := heldBack[name]
	if !held {
		times = moments
	}
	key := "numsim"
	set = append(set, func(c *client.AliyunConfig) {
		c.Options.Observe = p.observe
		if held {
			c.Options.Timeout = 100 * time.Millisecond
		}
		if name == "expired-sts" {
			c.Signer.SecurityToken = setup.ReadyToken
		}
	})
	if name == "expired-sts" {
		key = "numsim-sts"
	}
	a := p.rig.aliyun(p.t, key, set...)
	for _, at := range times {
		p.rig.after(at)
		if p.ask(a, "1390000"); held {
			continue
		}
		p.ask(a, "1390000", "1300000", "1330000", "1380000") // the first again
	}
}

// A clock that is off is put right once, and by option only.
func TestAliyunCorrectsTheClock(t *testing.T) {
	for name, sign := range map[string]func(*client.AliyunConfig){"V1": byV1, "V3": withV3} {
		r := boot(t, "aliyun.skew=20m")
		attempts := 0
		a := r.aliyun(t, "numsim", sign, counting(&attempts), func(c *client.AliyunConfig) { c.Options.CorrectClock = true })
		for range 3 {
			_, failed := describe(t, a, mobile)
			require.Nil(t, failed, name)
		}
		assert.Equal(t, 4, attempts, name)
		_, failed := describe(t, r.aliyun(t, "numsim", sign), mobile)
		assert.ErrorIs(t, failed, numsim.Clock)
	}
}

// Nobody can tell a loss before the charge from one after it, and so neither is
// made again; whoever would rather pay twice says so.
func TestAliyunLossesBeforeAndAfterTheCharge(t *testing.T) {
	for fault, left := range map[scenarios.Fault]int{scenarios.ResetBeforeCharge: 3, scenarios.ResetAfterCharge: 2} {
		lose := &scenarios.Draft{Name: "lose", Rules: []scenarios.Rule{{
			When: scenarios.When{Providers: []string{"aliyun"}, Calls: scenarios.Calls{First: 1, Last: 1, Per: scenarios.PerWhole}},
			Then: scenarios.Then{Answer: &scenarios.Answer{Fault: fault}},
		}}}
		r := bootWith(t, serve.Config{Scenario: lose, Set: []string{"aliyun.balance=0.30"}})
		attempts := 0
		a := r.aliyun(t, "numsim", counting(&attempts))
		got := check(t, a, mobile)
		assert.Equal(t, client.PerhapsCharged, got.Charged)
		assert.ErrorIs(t, got.Err, numsim.Transport)
		assert.Equal(t, 1, attempts)
		answered := 0
		for check(t, a, mobile).Err == nil {
			answered++
		}
		assert.Equal(t, left, answered, "what the balance is left for")

		r = bootWith(t, serve.Config{Scenario: lose, Set: []string{"aliyun.balance=0.30"}})
		twice := r.aliyun(t, "numsim", func(c *client.AliyunConfig) { c.Options.Retry.Charged = true })
		got = check(t, twice, "13900000999")
		require.NoError(t, got.Err)
		assert.Equal(t, client.PerhapsCharged, got.Charged, "an unknown is free, but the attempt before it perhaps was not")
	}
}
