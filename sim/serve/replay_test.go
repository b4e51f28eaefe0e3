package serve_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/client"
)

// copies returns req n times.
func copies(req *http.Request, n int) []*http.Request {
	list := make([]*http.Request, n)
	for i := range list {
		list[i] = req.Clone(context.Background())
	}
	return list
}

// distinct returns n requests that differ in their nonce.
func (r *rig) distinct(t *testing.T, key string, n int) []*http.Request {
	t.Helper()
	list := make([]*http.Request, n)
	for i := range list {
		list[i] = r.v1(t, r.signer(key), http.MethodGet)
	}
	return list
}

// 500 copies of one signed request at once: one is accepted, and one is paid
// for. The account can pay for two; the second is there to count by.
func TestAReplayIsAcceptedOnce(t *testing.T) {
	for name, signed := range map[string]func(*rig) *http.Request{
		"V1": func(r *rig) *http.Request { return r.v1(t, r.signer("numsim"), http.MethodGet) },
		"V3": func(r *rig) *http.Request { return r.v3(t, r.signer("numsim")) },
	} {
		t.Run(name, func(t *testing.T) {
			r := boot(t, "aliyun.balance=0.20")
			assert.Equal(t, map[string]int{"OK": 1, "SignatureNonceUsed": 499}, r.tally(t, copies(signed(r), 500)))
			assert.Equal(t, map[string]int{"OK": 1, "Insufficient.Balance": 1}, r.tally(t, r.distinct(t, "numsim", 2)))
		})
	}
}

// White space that is none to HTTP does not make another nonce of the same
// signature.
func TestAReplayWithSpaceBehindItsNonce(t *testing.T) {
	r := boot(t)
	req := r.v3(t, r.signer("numsim"))
	assert.Equal(t, map[string]int{"OK": 1}, r.tally(t, copies(req, 1)))
	for space, code := range map[string]string{
		" ": "SignatureNonceUsed", "\t": "SignatureNonceUsed",
		"\u00a0": "SignatureDoesNotMatch", "\u0085": "SignatureDoesNotMatch", "\u2003": "SignatureDoesNotMatch", "\u3000": "SignatureDoesNotMatch",
	} {
		again := req.Clone(context.Background())
		again.Header.Set("X-Acs-Signature-Nonce", req.Header.Get("X-Acs-Signature-Nonce")+space)
		assert.Equal(t, map[string]int{code: 1}, r.tally(t, copies(again, 1)), "%q", space)
	}
}

func TestMoneyIsTakenOnceForEachAnswer(t *testing.T) {
	r := boot(t, "aliyun.balance=0.30")
	assert.Equal(t, map[string]int{"OK": 3, "Insufficient.Balance": 47}, r.tally(t, r.distinct(t, "numsim", 50)))
	assert.Equal(t, map[string]int{"OK": 3, "Insufficient.Balance": 2}, r.tally(t, r.distinct(t, "numsim-2020", 5)), "another account has money of its own")
	assert.Equal(t, map[string]int{"Insufficient.Balance": 1}, r.tally(t, r.distinct(t, "numsim", 1)), "and none came back")
}

// Who cannot sign cannot spend anything of the one who can.
func TestABadSignatureTakesNothing(t *testing.T) {
	r := boot(t, "aliyun.balance=0.10")
	honest := r.v1(t, r.signer("numsim"), http.MethodGet)
	forger := client.AliyunSigner{AccessKeyID: "numsim", AccessKeySecret: "guess", Now: r.clock.Now, Nonce: func() string {
		return honest.URL.Query().Get("SignatureNonce")
	}}
	forged := r.v1(t, forger, http.MethodGet)
	assert.Equal(t, map[string]int{"SignatureDoesNotMatch": 50}, r.tally(t, copies(forged, 50)))
	assert.Equal(t, "OK", r.do(t, honest).said(t).Code, "neither the nonce nor the money was touched")
}

// Nor does a refusal that comes before the signature.
func TestARefusedRequestDoesNotSpendItsNonce(t *testing.T) {
	r := boot(t)
	req := r.v1(t, r.signer("numsim"), http.MethodGet)
	for _, wire := range []string{
		compose("GET", "/healthz?"+req.URL.RawQuery, ""),
		compose("PUT", "/?"+req.URL.RawQuery, ""),
		compose("GET", "/?"+req.URL.RawQuery+"&a=%zz", ""),
		compose("GET", "/?"+req.URL.RawQuery, "x", "Content-Encoding: gzip"),
	} {
		one(t, r.addr, wire).said(t)
	}
	r.clock.Add(16 * time.Minute)
	assert.Equal(t, "InvalidTimeStamp.Expired", r.do(t, req).said(t).Code)
	r.clock.Add(-16 * time.Minute)
	assert.Equal(t, "OK", r.do(t, req).said(t).Code)
}

// A nonce is remembered for as long as its own request is fresh, which for a
// client whose clock is fast is twice the window from now.
func TestANonceOutlivesTheWindow(t *testing.T) {
	r := boot(t)
	const window = 15 * time.Minute
	fast := r.signer("numsim")
	fast.Now = func() time.Time { return noon.Add(window) }
	req := r.v1(t, fast, http.MethodGet)
	for _, at := range []struct {
		after time.Duration
		code  string
	}{
		{0, "OK"}, {0, "SignatureNonceUsed"}, {window, "SignatureNonceUsed"}, {window + time.Second, "SignatureNonceUsed"},
		{2*window - time.Second, "SignatureNonceUsed"}, {2 * window, "SignatureNonceUsed"}, {2*window + time.Second, "InvalidTimeStamp.Expired"},
	} {
		r.clock.Set(noon.Add(at.after))
		assert.Equal(t, at.code, r.do(t, req).said(t).Code, "%s later", at.after)
	}
}

// A nonce is a key's own and is compared byte by byte.
func TestWhatANonceIs(t *testing.T) {
	r := boot(t)
	with := func(key, nonce string) string {
		s := r.signer(key)
		s.Nonce = func() string { return nonce }
		return r.do(t, r.v1(t, s, http.MethodGet)).said(t).Code
	}
	long := strings.Repeat("n", 8000)
	for _, row := range []struct{ key, nonce, code, why string }{
		{"numsim", "n", "OK", "the first"},
		{"numsim", "n", "SignatureNonceUsed", "the same"},
		{"numsim", "N", "OK", "another"},
		{"numsim-2020", "n", "OK", "another key's"},
		{"numsim", long, "OK", "of any length"},
		{"numsim", long, "SignatureNonceUsed", "and remembered whole"},
		{"numsim", long + "n", "OK", "to its last byte"},
	} {
		assert.Equal(t, row.code, with(row.key, row.nonce), row.why)
	}
}

// A key that holds as many live nonces as it may is throttled: none is thrown
// out early, because the one thrown out would be good again.
func TestAFloodOfNoncesEvictsNone(t *testing.T) {
	r := boot(t, "aliyun.nonce-cap=50")
	victim := r.v1(t, r.signer("numsim"), http.MethodGet)
	assert.Equal(t, "OK", r.do(t, victim).said(t).Code)
	assert.Equal(t, map[string]int{"OK": 49, "Throttling.User": 51}, r.tally(t, r.distinct(t, "numsim", 100)))
	assert.Equal(t, "SignatureNonceUsed", r.do(t, victim).said(t).Code)
	r.clock.Add(31 * time.Minute)
	assert.Equal(t, map[string]int{"OK": 50}, r.tally(t, r.distinct(t, "numsim", 50)), "after the window there is room again")
}
