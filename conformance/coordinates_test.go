package conformance_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/builtin"
)

func TestCoordinates(t *testing.T) {
	s := suite(t)
	c, ok := s.Coordinates("aliyun.status.sig.wrong-secret")
	require.True(t, ok)
	assert.Equal(t, "aliyun", c.Provider)
	assert.Equal(t, "status", c.Operation)
	assert.Equal(t, []string{"SignatureDoesNotMatch/v1"}, c.Errors)
	assert.Equal(t, []string{"mismatch=SignatureDoesNotMatch", "status.SignatureDoesNotMatch/v1=400"}, c.Readings)

	c, ok = s.Coordinates("aliyun.status.shape.serialid-number")
	require.True(t, ok)
	assert.Equal(t, []string{"serial-id=number"}, c.Readings)
	assert.Empty(t, c.Errors)

	for _, id := range []string{"", "exec.expect.1", "drift.resp.enum.new", "aliyun"} {
		_, ok = s.Coordinates(id)
		assert.False(t, ok, id)
	}
}

// A signature of version 1.0 that fails shows what both sides signed.
func TestBothStringsAreKept(t *testing.T) {
	s := suite(t)
	cases, err := s.Select("", "aliyun.status.sig.wrong-secret")
	require.NoError(t, err)
	r := s.Run(t.Context(), builtin.Target{Set: []string{"aliyun.mismatch=IncompleteSignature"}}, cases[0])
	require.Equal(t, conformance.Failed, r.Outcome)
	both := r.Exchanges[0].Signed
	require.NotNil(t, both)
	assert.Regexp(t, `^(GET|POST)&%2F&AccessKeyId%3Dnumsim%26Action%3DDescribePhoneNumberStatus%26.*PhoneNumber%3D139\*+`, both.Client)
	assert.Contains(t, both.Client, "SignatureNonce%3D[secret]")
	assert.Equal(t, both.Client, both.Provider, "only the secret is another")
}
