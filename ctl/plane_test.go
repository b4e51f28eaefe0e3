package ctl_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/sim/serve"
)

// asks has a tenant's client ask Alibaba Cloud's listener about a number.
func asks(t *testing.T, e ctl.Endpoint, number string) string {
	t.Helper()
	signer := client.AliyunSigner{AccessKeyID: e.AccessKeyID, AccessKeySecret: client.Secret(e.AccessKeySecret), Now: func() time.Time { return noon }}
	req, err := signer.V1("GET", e.BaseURL, map[string]string{"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "PhoneNumber": number})
	require.NoError(t, err)
	return answered(t, req)
}

// A tenant from its beginning to its end, by the client alone.
func TestATenantByTheClient(t *testing.T) {
	_, all := start(t)
	ctx := t.Context()
	keys, err := all.NewTenant(ctx, ctl.NewTenant{Name: "mine", Set: []string{"aliyun.balance=0.20"}, Frozen: true})
	require.NoError(t, err)
	c := all.For("mine")
	require.NoError(t, c.SayNumbers(ctx, map[string]any{"13900003333": "suspended", "1391111*": []any{map[string]any{"until": "1h", "status": "busy"}, "vacant"}}))
	said, err := c.Numbers(ctx)
	require.NoError(t, err)
	assert.JSONEq(t, `"suspended"`, string(said["13900003333"]))
	rule, err := c.AddRule(ctx, ctl.AddRule{Rule: json.RawMessage(`{"name":"quick","then":{"delay":"1ms"}}`), First: true})
	require.NoError(t, err)
	assert.Equal(t, "delay 1ms", rule.Does)

	aliyun := keys.Providers["aliyun"]
	assert.Contains(t, asks(t, aliyun, "13900003333"), "SHUTDOWN")
	assert.Contains(t, asks(t, aliyun, "13900000404"), "NOT_EXIST")
	assert.Contains(t, asks(t, aliyun, "13900000404"), "Insufficient.Balance")

	page, err := c.Journal(ctx, ctl.Filter{Row: "Insufficient.Balance"})
	require.NoError(t, err)
	require.Len(t, page.Entries, 1)
	one, err := c.Entry(ctx, page.Entries[0].RequestID)
	require.NoError(t, err)
	assert.Equal(t, page.Entries[0], one)
	page, err = c.Journal(ctx, ctl.Filter{Since: new(uint64(1)), Limit: 1})
	require.NoError(t, err)
	assert.EqualValues(t, 2, page.Entries[0].Seq)
	elsewhere, err := all.Journal(ctx, ctl.Filter{})
	require.NoError(t, err)
	assert.Empty(t, elsewhere.Entries, "another tenant sees nothing of it")

	a, err := c.ChangeAccount(ctx, "aliyun", "numsim", ctl.AccountChange{TopUp: "1", Note: "more"})
	require.NoError(t, err)
	assert.Equal(t, "1.00", a.Balance)
	s, err := c.Statement(ctx, "aliyun", "numsim")
	require.NoError(t, err)
	assert.Equal(t, []string{"0.20", "0.20", "1.00", "1.00"}, []string{s.Opening, s.Charged, s.Changed, s.Balance})
	accounts, err := c.Accounts(ctx, "ywjisu")
	require.NoError(t, err)
	assert.Equal(t, "mine.numsim", accounts[0].ID)

	e, err := c.Explain(ctx, ctl.Call{Provider: "aliyun", Numbers: []string{"13900003333"}})
	require.NoError(t, err)
	assert.Equal(t, "said of this number at run time", e.Numbers[0].Origin)
	rules, err := c.Rules(ctx)
	require.NoError(t, err)
	assert.Equal(t, "quick", rules.Rules[0].Name)

	saved, err := c.SaveState(ctx)
	require.NoError(t, err)
	copied, err := all.For("copy").RestoreState(ctx, saved)
	require.NoError(t, err)
	assert.Contains(t, asks(t, copied.Keys.Providers["aliyun"], "13900003333"), "SHUTDOWN")

	require.NoError(t, c.RemoveRule(ctx, "quick"))
	gone, err := c.ForgetNumbers(ctx, "")
	require.NoError(t, err)
	assert.Equal(t, 2, gone)
	held, err := c.ClearJournal(ctx)
	require.NoError(t, err)
	assert.Equal(t, 3, held)
	_, err = c.ResetTenant(ctx, "mine")
	require.NoError(t, err)
	list, err := all.Tenants(ctx)
	require.NoError(t, err)
	assert.Len(t, list, 3)
	require.NoError(t, all.DeleteTenant(ctx, "copy"))
	_, err = all.Tenant(ctx, "copy")
	var refused *ctl.Error
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, 404, refused.Status)
}

// Findings of a document come back with their places.
func TestFindingsComeBack(t *testing.T) {
	_, c := start(t)
	_, err := c.LoadScenario(t.Context(), ctl.LoadScenario{Scenario: "scenario: x\nnumbers:\n  \"13900003333\": bussy\n"})
	var refused *ctl.Error
	require.ErrorAs(t, err, &refused)
	require.Len(t, refused.Findings, 1)
	assert.ErrorContains(t, err, `scenario.yaml:3:18: "bussy" is not a status; did you mean "busy"?`)
	s, err := c.LoadScenario(t.Context(), ctl.LoadScenario{ScenarioName: "first-try-fails", Seed: new(uint64(5))})
	require.NoError(t, err)
	assert.EqualValues(t, 5, s.Seed)
	now, err := c.Scenario(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "first-try-fails", now.Name)
}

// A tail tells what comes, and an export what is there.
func TestTailsAndExports(t *testing.T) {
	s, c := start(t)
	e := ctl.Endpoint{BaseURL: s.Providers[0].URL, AccessKeyID: "numsim", AccessKeySecret: "numsim-secret"}
	asks(t, e, "13900000200")
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	var heard []uint64
	for one, err := range c.Tail(ctx, ctl.Filter{Since: new(uint64(0))}) {
		require.NoError(t, err)
		if heard = append(heard, one.Entry.Seq); len(heard) == 2 {
			break
		}
		asks(t, e, "13900000404")
	}
	assert.Equal(t, []uint64{1, 2}, heard)
	var lines bytes.Buffer
	require.NoError(t, c.Export(ctx, ctl.Filter{}, "ndjson", &lines))
	assert.Equal(t, 3, strings.Count(lines.String(), "\n"), "two entries, and the end")
	var archive bytes.Buffer
	require.NoError(t, c.Export(ctx, ctl.Filter{}, "har", &archive))
	assert.True(t, json.Valid(archive.Bytes()))
	for _, err := range c.For("nobody").Tail(ctx, ctl.Filter{}) {
		assert.ErrorContains(t, err, "there is no tenant of that name")
	}
	u, err := c.Unclaimed(ctx, ctl.Filter{})
	require.NoError(t, err)
	assert.Empty(t, u.Entries)
}

func TestTheTokenIsSent(t *testing.T) {
	s, err := serve.Start(serve.Config{FreePorts: true, Token: "ours"})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Drain(10*time.Second)) })
	_, err = ctl.New(s.Control).Tenants(t.Context())
	assert.ErrorContains(t, err, "this control port asks for its token")
	list, err := ctl.NewClient(ctl.Options{Base: s.Control, Token: "ours"}).Tenants(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "default", list[0].Name)
}

// answered sends a request and returns the body of the answer.
func answered(t *testing.T, req *http.Request) string {
	t.Helper()
	transport := &http.Transport{DisableKeepAlives: true}
	res, err := (&http.Client{Transport: transport, Timeout: 10 * time.Second}).Do(req)
	require.NoError(t, err)
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	return string(body)
}
