package aliyun_test

import (
	"encoding/hex"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/journal"
)

// idOf is the request id the client was told.
func idOf(t *testing.T, resp *http.Response) (id [16]byte) {
	t.Helper()
	told := resp.Header["x-acs-request-id"]
	require.Len(t, told, 1)
	raw, err := hex.DecodeString(strings.ReplaceAll(told[0], "-", ""))
	require.NoError(t, err)
	require.Len(t, raw, 16)
	return [16]byte(raw)
}

// Every field of an entry: for an answer, a refusal by the engine, one by the
// provider, and a call that nobody claims. The provider's clock is ten minutes
// ahead.
func TestEveryFieldOfAnEntry(t *testing.T) {
	const describe = "DescribePhoneNumberStatus"
	at := noon.Add(10 * time.Minute)
	for _, tt := range []struct {
		name string
		send func(t *testing.T) *http.Request
		want journal.Entry
	}{
		{"an answer", func(t *testing.T) *http.Request { return v1(t, signer("numsim", ""), "JSON") }, journal.Entry{
			Operation: describe, Account: "numsim", Credential: "numsim", HTTP: 200, Charged: numsim.Yuan / 10,
			Lines: []journal.Line{{Number: good, Status: numsim.Active, Billed: true, Charged: numsim.Yuan / 10}},
		}},
		{"an answer that is free", func(t *testing.T) *http.Request {
			return v1(t, signer("numsim-2022", ""), "JSON", "PhoneNumber", "13900000999")
		}, journal.Entry{
			Operation: describe, Account: "numsim-2022", Credential: "numsim-2022", HTTP: 200,
			Lines: []journal.Line{{Number: "13900000999", Status: numsim.Unknown}},
		}},
		{"a number's trouble", func(t *testing.T) *http.Request {
			return v1(t, signer("numsim", ""), "JSON", "PhoneNumber", "13900000429")
		}, journal.Entry{
			Operation: describe, Account: "numsim", Credential: "numsim", HTTP: 400, Row: "System.LimitControl",
			Why: "the number's magic ending makes this trouble", Lines: []journal.Line{{Number: "13900000429"}},
		}},
		{"an account's trouble", func(t *testing.T) *http.Request { return v3(t, signer("numsim-broke", ""), good) }, journal.Entry{
			Operation: describe, Account: "numsim-broke", Credential: "numsim-broke", HTTP: 400, Row: "Insufficient.Balance",
			Why: "the balance is below the price of the call; nothing was taken", Lines: []journal.Line{{Number: good}},
		}},
		{"a key nobody has", func(t *testing.T) *http.Request { return v1(t, signer("nobody", ""), "JSON") }, journal.Entry{
			Operation: describe, Credential: "nobody", HTTP: 404, Row: "InvalidAccessKeyId.NotFound",
			Why: "no account of this simulator has that AccessKeyId", Lines: []journal.Line{},
		}},
		{"nothing at all", func(t *testing.T) *http.Request {
			req, err := http.NewRequest(http.MethodGet, baseURL, nil)
			require.NoError(t, err)
			return req
		}, journal.Entry{
			HTTP: 404, Row: "InvalidAction.NotFound", Why: "no generation of the service has that Action", Lines: []journal.Line{},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t, "skew=10m")
			resp := r.do(tt.send(t))
			entries := r.journal.Entries()
			require.Len(t, entries, 1)
			tt.want.Seq, tt.want.Provider, tt.want.RequestID, tt.want.Delivered = 1, "aliyun", idOf(t, resp), true
			assert.True(t, at.Equal(entries[0].At), "on the clock of the account's provider: %s", entries[0].At)
			tt.want.At, tt.want.Skew = entries[0].At, 10*time.Minute
			assert.Equal(t, tt.want, entries[0])
			assert.Equal(t, []string{"Sun, 22 Nov 2026 12:10:00 GMT"}, resp.Header["Date"], "whoever claims it")
		})
	}
}
