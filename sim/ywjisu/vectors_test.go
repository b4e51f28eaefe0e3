package ywjisu

import (
	"encoding/json"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

// vector is one token with what it is made of.
type vector struct {
	Name       string `json:"name"`
	Code       string `json:"code"`
	PrivateKey string `json:"private_key"`
	Timestamp  string `json:"timestamp"`
	Token      string `json:"token"`
}

func vectors(t *testing.T) []vector {
	t.Helper()
	text, err := os.ReadFile("testdata/vectors.json")
	require.NoError(t, err)
	var file struct{ Ywjisu []vector }
	require.NoError(t, json.Unmarshal(text, &file))
	require.Len(t, file.Ywjisu, 3)
	return file.Ywjisu
}

// callOf is a call that carries the vector's token, at the time it names.
func callOf(t *testing.T, p *Provider, v vector) *sim.Call {
	t.Helper()
	a := p.Traits().Account
	require.NoError(t, setup.Finish(p, &a))
	seconds, err := strconv.ParseInt(v.Timestamp, 10, 64)
	require.NoError(t, err)
	body := "code=" + v.Code + "&pwd=p&mobiles=13900000200&&timestamp=" + v.Timestamp + "&token=" + v.Token
	return &sim.Call{Account: &a, Now: time.Unix(seconds, 0), Request: sim.Request{
		Method: "POST", Path: path, Body: []byte(body), Remote: "127.0.0.1:1",
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
	}}
}

func TestVectors(t *testing.T) {
	p, err := New()
	require.NoError(t, err)
	for _, v := range vectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			c := callOf(t, p, v)
			require.Nil(t, p.Open(c))
			assert.Nil(t, p.Verify(c, &ledger.Credential{ID: v.Code, Secret: v.PrivateKey, Password: "p"}), "the token holds")
			no := p.Verify(c, &ledger.Credential{ID: v.Code, Secret: v.PrivateKey + "x", Password: "p"})
			require.NotNil(t, no, "and holds for that key only")
			assert.Equal(t, "403000", no.Row.Name)
		})
	}
}

// The document joins code, key and timestamp without a separator, so one token
// fits two accounts whose texts join to the same. It is the provider's flaw,
// and kept.
func TestOneTokenFitsTwoAccounts(t *testing.T) {
	p, err := New()
	require.NoError(t, err)
	v := vectors(t)[2]
	require.True(t, strings.HasPrefix(v.Name, "concatenation"))
	v.Code = "YW12"
	c := callOf(t, p, v)
	require.Nil(t, p.Open(c))
	assert.Nil(t, p.Verify(c, &ledger.Credential{ID: "YW12", Secret: "3", Password: "p"}))
}
