package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/all"
	"github.com/numsim/numsim/sim/journal"
	simledger "github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/serve"
)

// bank is a simulator whose books lie open. Its time moves when a client waits.
type bank struct {
	url     map[string]string // by provider
	journal map[string]*journal.Ring

	mu  sync.Mutex
	now time.Time
}

func newBank(t *testing.T, draft *scenarios.Draft) *bank {
	t.Helper()
	b := &bank{now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), url: map[string]string{}, journal: map[string]*journal.Ring{}}
	providers, err := all.Providers()
	require.NoError(t, err)
	tenant := &simledger.Tenant{Name: "default", Clock: simledger.NewClock(b.time)}
	for _, p := range providers {
		name := p.Traits().Name
		ready, unclaimed, err := serve.Accounts(p, nil)
		require.NoError(t, err)
		l := simledger.New()
		for _, r := range ready {
			require.NoError(t, l.Open(name, tenant, r.Account, r.Credential))
		}
		world := &sim.World{Ledger: l, Scenario: scenarios.New(draft), Counters: &simledger.Counters{}, Unclaimed: unclaimed, Began: b.now}
		b.journal[name] = journal.NewRing(256 << 20)
		server := httptest.NewServer(sim.NewEngine(p, sim.Config{World: world, Journal: b.journal[name], Clock: tenant.Clock}))
		t.Cleanup(server.Close)
		b.url[name] = server.URL
	}
	return b
}

func (b *bank) time() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

func (b *bank) sleep(ctx context.Context, d time.Duration) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(d)
	return ctx.Err()
}

// source is the real client of a provider, but for its waits.
func (b *bank) source(w wanted) (client.Source, error) {
	w.options.Now, w.options.Sleep = b.time, b.sleep
	return newSource(w)
}

// billed is how often each number was charged, as the provider has it.
func (b *bank) billed(provider string) (times map[string]int, all int) {
	times = map[string]int{}
	for _, e := range b.journal[provider].Entries() {
		for _, line := range e.Lines {
			if line.Billed {
				times[string(line.Number)]++
				all++
			}
		}
	}
	return times, all
}

// Twenty thousand numbers with everything going wrong between paying and being
// told: each has one row, none is paid for twice, and what the rows say was
// charged is what was, but for those that say perhaps, which the journal
// resolves.
func TestTheRowsAreTheBill(t *testing.T) {
	draft, findings, err := serve.Scenario(os.DirFS("../../bench/millions"), "faults.yaml")
	require.NoError(t, err)
	require.Empty(t, findings.Errors())
	b := newBank(t, draft)
	for provider, numbers := range map[string]int{"ywjisu": 18_000, "aliyun": 2_000} {
		rows := b.rows(t, provider, numbers)
		require.Len(t, rows, numbers)
		require.Zero(t, b.journal[provider].Dropped())
		billed, bill := b.billed(provider)
		sure, perhaps, resolved := 0, 0, 0
		for number, says := range rows {
			paid := billed[number]
			require.LessOrEqual(t, paid, 1, "%s was paid for twice", number)
			switch says.charged {
			case "yes":
				sure++
				require.Equal(t, 1, paid, number)
			case "no":
				require.Zero(t, paid, number)
			case "perhaps":
				perhaps++
				resolved += paid
			}
			require.Equal(t, says.outcome == inDoubt, says.charged == "perhaps", number)
		}
		assert.Positive(t, perhaps)
		assert.Positive(t, resolved)
		assert.Less(t, resolved, perhaps, "some were lost before they were charged")
		assert.Equal(t, bill, sure+resolved, provider)
		t.Logf("%s: %d charged, %d perhaps, %d in the ledger", provider, sure, perhaps, bill)
	}
}

const inDoubt = perhaps

type verdict struct{ outcome, charged string }

// rows runs numcheck over made-up numbers and returns what it says of each.
func (b *bank) rows(t *testing.T, provider string, numbers int) map[string]verdict {
	t.Helper()
	dir := t.TempDir()
	var list strings.Builder
	for i := range numbers {
		fmt.Fprintf(&list, "139%08d\n", i)
	}
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out.csv")
	require.NoError(t, os.WriteFile(in, []byte(list.String()), 0o600))
	var stderr bytes.Buffer
	code := run(t.Context(), []string{
		"--provider", provider, "--base-url", provider + "=" + b.url[provider], "--price-cny", "ywjisu=0.01", "--in", in, "--out", out, "--workers", "8",
	}, world{getenv: unlimited, stdin: strings.NewReader(""), stdout: &stderr, stderr: &stderr, source: b.source, now: time.Now})
	require.Equal(t, exitSome, code, &stderr)
	file, err := os.Open(out)
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	cells, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	rows := map[string]verdict{}
	for _, row := range cells[1:] {
		_, twice := rows[row[0]]
		require.False(t, twice, "one row for each number: %s", row[0])
		require.True(t, numsim.Number(row[0]).Mainland())
		rows[row[0]] = verdict{row[1], row[9]}
	}
	return rows
}

func unlimited(name string) string {
	if name == "ALIBABA_CLOUD_ACCESS_KEY_ID" {
		return "numsim-unlimited"
	}
	return readyMade(name)
}
