package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
)

// world is what a simulator says of ten numbers that no ending decides.
func world(t *testing.T, base string) string {
	t.Helper()
	signer := client.AliyunSigner{AccessKeyID: "numsim-unlimited", AccessKeySecret: "numsim-secret"}
	var said []string
	for last := range 10 {
		req, err := signer.V1(http.MethodGet, base, map[string]string{
			"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "Format": "JSON", "PhoneNumber": "1390000000" + string(rune('0'+last)),
		})
		require.NoError(t, err)
		code, text := get(t, req.URL.String())
		require.Equal(t, 200, code, text)
		var body struct{ PhoneStatus struct{ Status string } }
		require.NoError(t, json.Unmarshal([]byte(text), &body))
		said = append(said, body.PhoneStatus.Status)
	}
	return strings.Join(said, " ")
}

// The seed reaches the numbers from the command line; the
// sequences were worked out by a program in another language.
func TestTheSeedFlagDecidesTheWorld(t *testing.T) {
	const (
		nothing = "UNKNOWN NORMAL NORMAL NORMAL NORMAL NORMAL NORMAL NORMAL NOT_EXIST NORMAL"
		seven   = "NORMAL NORMAL SHUTDOWN NORMAL NOT_EXIST UNKNOWN SHUTDOWN NOT_EXIST SHUTDOWN NORMAL"
	)
	for _, tt := range []struct {
		args []string
		want string
	}{
		{nil, nothing},
		{[]string{"--seed", "0"}, nothing},
		{[]string{"--seed", "7"}, seven},
		{[]string{"--seed=18446744073709551615"}, "NOT_EXIST NORMAL NORMAL NORMAL SHUTDOWN SHUTDOWN NORMAL SHUTDOWN NORMAL NORMAL"},
	} {
		_, url := started(t, append([]string{"--quiet"}, tt.args...)...)
		assert.Equal(t, tt.want, world(t, url["aliyun"]), "%v", tt.args)
	}
	var stderr bytes.Buffer
	code := run(t.Context(), []string{"--seed", "-1"}, func(string) string { return "" }, &stderr, &stderr)
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, stderr.String(), "--seed")
}
