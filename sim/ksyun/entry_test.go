package ksyun_test

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

// Every field of an entry: for answers, a refusal by the engine, one by the
// provider, and a call that nobody claims. The provider's clock is ten minutes
// ahead.
func TestEveryFieldOfAnEntry(t *testing.T) {
	const price = numsim.Yuan / 10
	for _, tt := range []struct {
		name string
		req  *http.Request
		want journal.Entry
	}{
		{"a batch", call(batch, "Mobiles", good+",13900000999,"+vacant), journal.Entry{
			Operation: batch, Account: "numsim", Credential: "numsim", HTTP: 200, Charged: 2 * price,
			Lines: []journal.Line{
				{Number: good, Status: numsim.Active, Billed: true, Charged: price},
				{Number: "13900000999", Status: numsim.Unknown},
				{Number: vacant, Status: numsim.Vacant, Billed: true, Charged: price},
			},
		}},
		{"a number abroad", callAWS4("numsim-2019", international), journal.Entry{
			Operation: international, Account: "numsim-2019", Credential: "numsim-2019", HTTP: 200, Charged: price,
			Lines: []journal.Line{{Number: abroad, Status: numsim.Active, Billed: true, Charged: price}},
		}},
		{"a number's trouble", call(batch, "Mobiles", good+",13900000429"), journal.Entry{
			Operation: batch, Account: "numsim", Credential: "numsim", HTTP: 409, Row: "LimitExceeded",
			Why: "the number's magic ending makes this trouble", Lines: []journal.Line{{Number: good}, {Number: "13900000429"}},
		}},
		{"a malformed number", call(batch, "Mobiles", good+",110"), journal.Entry{
			Operation: batch, Account: "numsim", Credential: "numsim", HTTP: 400, Row: "InvalidMobile",
			Why: "an entry of Mobiles is not eleven digits that begin with 1", Lines: []journal.Line{},
		}},
		{"a key nobody has", call(realtime, "Accesskey", "nobody"), journal.Entry{
			Operation: realtime, Credential: "nobody", HTTP: 403, Row: "InvalidClientTokenId",
			Why: "no account of this simulator has that Accesskey", Lines: []journal.Line{},
		}},
		{"nothing at all", post(""), journal.Entry{
			HTTP: 403, Row: "MissingAuthenticationToken/token", Lines: []journal.Line{},
			Why: "Accesskey or Signature is absent or empty, and there is no Authorization header, nor X-Amz-Algorithm, X-Amz-Credential or X-Amz-Signature in the query",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t, "skew=10m", "price=0.1")
			body := bodyOf(t, r.do(tt.req))
			require.Len(t, r.journal.Entries(), 1)
			got := r.last()
			raw, err := hex.DecodeString(strings.ReplaceAll(requestID.FindStringSubmatch(body)[1], "-", ""))
			require.NoError(t, err)
			tt.want.Seq, tt.want.Provider, tt.want.RequestID, tt.want.Delivered = 1, "ksyun", [16]byte(raw), true
			assert.True(t, noon.Add(10*time.Minute).Equal(got.At), "on the clock of the account's provider: %s", got.At)
			tt.want.At, tt.want.Skew = got.At, 10*time.Minute
			assert.Equal(t, tt.want, got)
		})
	}
}

// A reason and an operation's name outlive the request they were made for: the
// memory of a call is used again.
func TestAnEntryKeepsNothingOfItsRequest(t *testing.T) {
	r := newRig(t)
	r.do(call(batch, "Mobiles", good+","+vacant))
	for range 3 {
		r.do(call(international, "Mobile", "8613900000404"))
	}
	first := r.journal.Entries()[0]
	assert.Equal(t, batch, first.Operation)
	assert.Equal(t, "numsim", first.Credential)
	assert.Equal(t, []journal.Line{{Number: good, Status: numsim.Active, Billed: true}, {Number: vacant, Status: numsim.Vacant, Billed: true}}, first.Lines)
}

// No reason repeats a phone number or a secret part of a request.
func TestReasonsTellNoSecrets(t *testing.T) {
	names, request := shapes()
	for _, name := range names {
		r := newRig(t)
		r.do(request(name))
		assert.NotRegexp(t, `\d{5}|numsim-secret|sts-token`, r.last().Why, name)
	}
}
