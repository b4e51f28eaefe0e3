package ywjisu_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/journal"
)

// Every field of an entry: for a batch, a refusal by the engine, one by the
// provider, and a call that nobody claims. The provider's clock is ten minutes
// ahead.
func TestEveryFieldOfAnEntry(t *testing.T) {
	at := noon.Add(10 * time.Minute)
	as := func(code, list string) func() *http.Request {
		return func() *http.Request { return post(signed(code, list, noon).Encode()) }
	}
	for _, tt := range []struct {
		name string
		send func() *http.Request
		want journal.Entry
	}{
		{"a batch", as("numsim", "13900000200,13900000425,13900000204"), journal.Entry{
			Operation: "getCheckResult", Account: "numsim", Credential: "numsim", HTTP: 200, Charged: 500,
			Lines: []journal.Line{
				{Number: good, Status: numsim.Active, Billed: true, Charged: 500},
				{Number: "13900000425", Status: numsim.Active},
				{Number: "13900000204", Status: numsim.Unlisted},
			},
		}},
		{"a number's trouble", as("numsim", "13900000200,13900000400"), journal.Entry{
			Operation: "getCheckResult", Account: "numsim", Credential: "numsim", HTTP: 200, Row: "400001",
			Why: "the number's magic ending makes this trouble", Lines: []journal.Line{{Number: good}, {Number: "13900000400"}},
		}},
		{"an account's trouble", as("numsim-broke", good), journal.Entry{
			Operation: "getCheckResult", Account: "numsim-broke", Credential: "numsim-broke", HTTP: 200, Row: "510101",
			Why: "the quota is below the numbers of the call; nothing was taken", Lines: []journal.Line{{Number: good}},
		}},
		{"an account's own row", as("numsim-200000", good), journal.Entry{
			Operation: "getCheckResult", Account: "numsim-200000", Credential: "numsim-200000", HTTP: 200, Row: "200000",
			Why: "the account numsim-200000 answers every well-signed call with this row", Lines: []journal.Line{},
		}},
		{"a code nobody has", as("nobody", good), journal.Entry{
			Operation: "getCheckResult", Credential: "nobody", HTTP: 200, Row: "400101",
			Why: "no account of this simulator has that code", Lines: []journal.Line{},
		}},
		{"nothing at all", func() *http.Request {
			req, err := http.NewRequest(http.MethodPost, "http://numsim.test", nil)
			require.NoError(t, err)
			return req
		}, journal.Entry{
			HTTP: 404, Row: "400001", Why: "the path is /; this one operation is at /Api/ApiAuth/getCheckResult", Lines: []journal.Line{},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t, "skew=10m", "price=0.05")
			resp := r.do(tt.send())
			entries := r.journal.Entries()
			require.Len(t, entries, 1)
			tt.want.Seq, tt.want.Provider, tt.want.RequestID, tt.want.Delivered = 1, "ywjisu", entries[0].RequestID, true
			assert.True(t, at.Equal(entries[0].At), "on the clock of the account's provider: %s", entries[0].At)
			tt.want.At, tt.want.Skew = entries[0].At, 10*time.Minute
			assert.Equal(t, tt.want, entries[0])
			assert.Equal(t, []string{"Sun, 22 Nov 2026 12:10:00 GMT"}, resp.Header["Date"], "whoever claims it")
		})
	}
}
