package load_test

import (
	"bufio"
	"bytes"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/bench/load"
	"github.com/numsim/numsim/client"
)

var signer = client.AliyunSigner{AccessKeyID: "numsim-unlimited", AccessKeySecret: "numsim-secret"}

func TestEveryRequestIsItsOwn(t *testing.T) {
	batch, err := load.Sign(signer, "127.0.0.1:80", 7, 100)
	require.NoError(t, err)
	nonces, numbers := map[string]bool{}, map[string]bool{}
	for _, wire := range batch {
		req, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(wire)))
		require.NoError(t, err)
		q := req.URL.Query()
		assert.Equal(t, "127.0.0.1:80", req.Host)
		assert.Equal(t, "DescribePhoneNumberStatus", q.Get("Action"))
		assert.NotEmpty(t, q.Get("Signature"))
		nonces[q.Get("SignatureNonce")], numbers[q.Get("PhoneNumber")] = true, true
	}
	assert.Len(t, nonces, 100)
	assert.Len(t, numbers, 7)
}

func TestABatchIsBounded(t *testing.T) {
	_, err := load.Sign(signer, "127.0.0.1:80", 1, load.MaxBatch+1)
	assert.EqualError(t, err, "a batch of 500001 requests is more than the 500000 that are signed at once")
	_, err = load.Sign(client.AliyunSigner{}, "127.0.0.1:80", 1, 1)
	assert.Error(t, err, "a signer without a key")
}

func TestNumbersKeepClearOfMagicEndings(t *testing.T) {
	assert.Equal(t, "13900001000", load.Number(0))
	assert.Equal(t, "13900009999", load.Number(8999))
	assert.Equal(t, "13900011000", load.Number(9000))
	assert.Equal(t, "13999999999", load.Number(load.MaxNumbers-1))
}
