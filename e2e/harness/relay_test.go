package harness

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// upstream answers with the number of the request and keeps what came.
type upstream struct {
	mu  sync.Mutex
	got []string
}

func (u *upstream) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	u.mu.Lock()
	defer u.mu.Unlock()
	u.got = append(u.got, fmt.Sprint(req.Method, " ", req.RequestURI, " ", req.Host, " ", req.Header, " ", string(body)))
	w.Header().Set("X-Acs-Request-Id", fmt.Sprint("id-", len(u.got)))
	w.WriteHeader(http.StatusTeapot)
	fmt.Fprint(w, len(u.got))
}

func relayed(t *testing.T, handler http.Handler) *Relay {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return NewRelay(t, server.Listener.Addr().String())
}

func post(t *testing.T, r *Relay, query, body, authorization string) string {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, "http://"+r.Endpoint+"/?"+query, strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Authorization", authorization)
	answer, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return fmt.Sprint(answer.StatusCode, " ", string(text))
}

func TestRelayPassesARequestOnAsItCame(t *testing.T) {
	up := &upstream{}
	relay := relayed(t, up)
	answer := post(t, relay, "b=%2a&a=+&a=;", "raw body", "ACS3-HMAC-SM3 x")
	assert.Equal(t, "418 1", answer, "the client gets the upstream's own answer")
	require.Len(t, up.got, 1)
	assert.Contains(t, up.got[0], "POST /?b=%2a&a=+&a=; "+relay.Endpoint+" ",
		"query bytes and Host are signed: neither may be touched")
	assert.Contains(t, up.got[0], "raw body")
	assert.NotContains(t, up.got[0], "X-Forwarded", "no header of the relay's own")
}

func TestRelayDuplicates(t *testing.T) {
	up := &upstream{}
	relay := relayed(t, up)
	relay.Duplicate = true
	assert.Equal(t, "418 2", post(t, relay, "PhoneNumber=1", "", ""), "the client gets the second answer")
	require.Len(t, up.got, 2)
	assert.Equal(t, up.got[0], up.got[1], "a duplicate differs in nothing")
	assert.Equal(t, 1, relay.Passed().Attempts, "the copy is the relay's, not the client's")
	assert.Equal(t, "id-2", relay.Passed().RequestID)
}

func TestRelayTellsSignaturesAndPlaces(t *testing.T) {
	tests := []struct{ authorization, query, body, signature, sends, why string }{
		{"", "PhoneNumber=1", "", "V1", "POST query", "V1 has no Authorization"},
		{"", "", "a=b&PhoneNumber=1", "V1", "POST form", "pop-core puts everything into the body"},
		{"", "", "InputNumber=1&a=b", "V1", "POST form", "the successors call it InputNumber"},
		{"ACS3-HMAC-SHA256 Credential=x", "PhoneNumber=1", "", "V3", "POST query", "the default of the Tea cores"},
		{"AWS4-HMAC-SHA256 Credential=x", "", "PhoneNumber=1", "AWS4", "POST form", "Kingsoft Cloud's SDKs"},
		{"ACS3-HMAC-SM3 Credential=x", "PhoneNumber=1", "", "V3-SM3", "POST query", "the same with SM3"},
	}
	for _, tt := range tests {
		t.Run(tt.why, func(t *testing.T) {
			relay := relayed(t, &upstream{})
			post(t, relay, tt.query, tt.body, tt.authorization)
			assert.Equal(t, tt.signature, relay.Passed().Signature)
			assert.Equal(t, tt.sends, relay.Passed().Sends)
		})
	}
}

func TestRelayBreaksOffWithItsUpstream(t *testing.T) {
	relay := relayed(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	_, err := http.Post("http://"+relay.Endpoint+"/", "text/plain", strings.NewReader("x"))
	assert.ErrorContains(t, err, "EOF", "a client must not be given an answer nobody gave")
}
