package load_test

import (
	"bufio"
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/bench/load"
)

func TestEveryRequestIsItsOwn(t *testing.T) {
	batch, err := load.Sign(load.Aliyun(""), "127.0.0.1:80", 7, 100)
	require.NoError(t, err)
	nonces, numbers := map[string]bool{}, map[string]bool{}
	for _, wire := range batch {
		req := parsed(t, wire)
		q := req.URL.Query()
		assert.Equal(t, "127.0.0.1:80", req.Host)
		assert.Equal(t, "DescribePhoneNumberStatus", q.Get("Action"))
		assert.NotEmpty(t, q.Get("Signature"))
		nonces[q.Get("SignatureNonce")], numbers[q.Get("PhoneNumber")] = true, true
	}
	assert.Len(t, nonces, 100)
	assert.Len(t, numbers, 7)
}

func parsed(t *testing.T, wire []byte) *http.Request {
	t.Helper()
	req, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(wire)))
	require.NoError(t, err)
	require.NoError(t, req.ParseForm())
	return req
}

// The requests of the other providers: how many numbers each asks about, and
// in which parameter.
func TestTrafficOfTheOtherProviders(t *testing.T) {
	for _, tt := range []struct {
		traffic   load.Traffic
		path      string
		parameter string
		each      int
		action    string
	}{
		{load.Ksyun(), "/", "Mobile", 1, "PhoneNumberStatus"},
		{load.KsyunBatch(), "/", "Mobiles", 50, "BatchPhoneNumberStatus"},
		{load.Ywjisu(1), "/Api/ApiAuth/getCheckResult", "mobiles", 1, ""},
		{load.Ywjisu(50), "/Api/ApiAuth/getCheckResult", "mobiles", 50, ""},
	} {
		batch, err := load.Sign(tt.traffic, "127.0.0.1:80", 120, 3)
		require.NoError(t, err)
		seen := map[string]bool{}
		for _, wire := range batch {
			req := parsed(t, wire)
			assert.Equal(t, tt.path, req.URL.Path)
			assert.Equal(t, tt.action, req.PostForm.Get("Action"))
			asked := strings.Split(req.PostForm.Get(tt.parameter), ",")
			assert.Len(t, asked, tt.each)
			for _, n := range asked {
				seen[n] = true
			}
		}
		assert.Len(t, seen, min(3*tt.each, 120), tt.traffic.Name)
	}
}

func TestABatchIsBounded(t *testing.T) {
	_, err := load.Sign(load.Aliyun(""), "127.0.0.1:80", 1, load.MaxBatch+1)
	assert.EqualError(t, err, "a batch of 500001 requests is more than the 500000 that are signed at once")
	_, err = load.Sign(load.Ywjisu(51), "127.0.0.1:80", 1, 1)
	assert.Error(t, err, "more numbers than a request may have")
}

func TestNumbersKeepClearOfMagicEndings(t *testing.T) {
	assert.Equal(t, "13900001000", load.Number(0))
	assert.Equal(t, "13900009999", load.Number(8999))
	assert.Equal(t, "13900011000", load.Number(9000))
	assert.Equal(t, "13999999999", load.Number(load.MaxNumbers-1))
}
