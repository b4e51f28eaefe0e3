package serve_test

import (
	"cmp"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/serve"
)

// explained is what the control port tells of a signature.
type explained struct {
	Holds    bool `json:"holds"`
	Said     struct{ EN, ZH string }
	Mistakes []struct{ ID, EN, ZH string }
	Compare  []struct{ EN, ZH string }

	Difference []string `json:"difference"`
	ToSign     string   `json:"string_to_sign"`
	Canonical  string   `json:"canonical_request"`
	Signed     string   `json:"string_signed"`
	Requested  string   `json:"canonical_signed"`
	Account    string
	Provider   string
	Row, Why   string
}

func (e explained) ids() []string {
	ids := []string{}
	for _, m := range e.Mistakes {
		ids = append(ids, m.ID)
	}
	return ids
}

// bootExplaining explains every signature, however many a second there are.
func bootExplaining(t *testing.T, set ...string) *rig {
	t.Helper()
	return bootWith(t, serve.Config{Set: append([]string{"aliyun.qps=0"}, set...), Explained: 1 << 20})
}

// at is the address of a provider.
func (r *rig) at(t *testing.T, provider string) string {
	t.Helper()
	for _, p := range r.Providers {
		if p.Traits.Name == provider {
			return hostOf(t, p.URL)
		}
	}
	require.Fail(t, "no such provider", provider)
	return ""
}

// last is the newest entry of the default tenant's journal.
func (r *rig) last(t *testing.T) journal.Entry {
	t.Helper()
	tenant, err := r.Tenant("")
	require.NoError(t, err)
	entries := tenant.Journal.Entries()
	require.NotEmpty(t, entries)
	return entries[len(entries)-1]
}

// ask asks the control port; a body makes it a POST.
func (r *rig) ask(t *testing.T, path string, body any) (status int, text []byte) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, r.Control+path, nil)
	require.NoError(t, err)
	if body != nil {
		sent, err := json.Marshal(body)
		require.NoError(t, err)
		req, err = http.NewRequest(http.MethodPost, r.Control+path, strings.NewReader(string(sent)))
		require.NoError(t, err)
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := r.client.Do(req)
	require.NoError(t, err)
	text, err = io.ReadAll(res.Body)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	return res.StatusCode, text
}

func (r *rig) explanation(t *testing.T, id [16]byte) explained {
	t.Helper()
	status, text := r.ask(t, "/v1/signatures/"+hex.EncodeToString(id[:]), nil)
	require.Equal(t, 200, status, "%s", text)
	e := explanationOf(t, text)
	ours, theirs := r.Signed(id) // as a report has them
	assert.Equal(t, len(e.Difference) > 0, theirs != "")
	if !e.Holds {
		assert.Contains(t, []string{e.Canonical, e.ToSign}, ours)
		assert.NotEqual(t, ours, cmp.Or(theirs, "nothing"))
	}
	return e
}

func explanationOf(t *testing.T, text []byte) (e explained) {
	t.Helper()
	require.NoError(t, json.Unmarshal(text, &e), "%s", text)
	return e
}

// misSigned is a request that a broken signer made, and what is to be said of it.
type misSigned struct {
	name  string
	ids   string // separated by spaces
	words string // of the journal's reason
	wire  string
}

// told sends it and holds the journal, the request's own explanation and the
// explanation of the same text to one result.
func (b misSigned) told(t *testing.T, r *rig, provider string) explained {
	t.Helper()
	one(t, r.at(t, provider), b.wire)
	entry := r.last(t)
	require.NotEmpty(t, entry.Row, "the request is refused")
	found := r.explanation(t, entry.RequestID)
	assert.Equal(t, b.ids, strings.Join(found.ids(), " "), found.Why)
	assert.Contains(t, entry.Why, b.words)
	assert.Equal(t, entry.Why, found.Why)
	assert.False(t, found.Holds)
	for _, m := range found.Mistakes {
		assert.NotEmpty(t, m.EN)
		assert.Regexp(t, `\p{Han}`, m.ZH)
	}
	discreet(t, found, entry.Why)

	status, text := r.ask(t, "/v1/signature/explain", map[string]any{"provider": provider, "request": b.wire})
	require.Equal(t, 200, status, "%s", text)
	again := explanationOf(t, text)
	assert.Equal(t, found.ids(), again.ids(), "the text of the same request")
	assert.Equal(t, found.ToSign, again.ToSign)
	return found
}

// discreet: neither a secret nor a whole number.
func discreet(t *testing.T, e explained, why string) {
	t.Helper()
	all, err := json.Marshal(e)
	require.NoError(t, err)
	for _, secret := range []string{"numsim-secret", "numsim-key", "numsim-pwd", good, "13900000404", "numsim-sts-token"} {
		assert.NotContains(t, string(all)+why, secret)
	}
}
