package conformance_test

import (
	"context"
	"encoding/json"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/builtin"
)

// private is a target whose keys and numbers are somebody's.
type private struct{ builtin.Target }

func (p private) Arrange(ctx context.Context, c *conformance.Case) (*conformance.Place, error) {
	place, err := p.Target.Arrange(ctx, c)
	if err == nil {
		place.Public = false
	}
	return place, err
}

// No secret, no signature and no whole number is in a result, however it is
// spelt there.
func TestReportsHoldNoSecrets(t *testing.T) {
	s := suite(t)
	shown := 0
	for id, set := range map[string]string{
		"ywjisu.check.happy.one":                "ywjisu.quota=0",
		"aliyun.status.happy.normal-json":       "aliyun.balance=0",
		"aliyun.status.happy.v3":                "aliyun.balance=0",
		"aliyun.status.sts.answered":            "aliyun.balance=0",
		"aliyun.status.sig.wrong-secret":        "aliyun.mismatch=IncompleteSignature",
		"ksyun.realtime.aws4.temporary":         "ksyun.standing=not-authorized",
		"ksyun.batch.happy.many":                "ksyun.standing=not-authorized",
		"ksyun.realtime.sig.plus-star-tilde":    "ksyun.standing=not-authorized",
		"aliyun.statusfor.mask.normal":          "aliyun.balance=0",
		"ywjisu.check.client.answered":          "ywjisu.quota=0",
		"aliyun.status.sig.tampered-number":     "aliyun.mismatch=IncompleteSignature",
		"ksyun.batch.limit.client-split-120":    "ksyun.standing=not-authorized",
		"ksyun.isms.happy.object":               "ksyun.standing=not-authorized",
		"ywjisu.check.token.timestamp-mismatch": "ywjisu.stale=400001",
	} {
		cases, err := s.Select("", id)
		require.NoError(t, err)
		r := s.Run(t.Context(), private{builtin.Target{Set: []string{set}}}, cases[0])
		text, err := json.Marshal(r)
		require.NoError(t, err)
		if r.Outcome == conformance.Passed {
			continue // nothing is shown of it
		}
		require.NotEmpty(t, r.Exchanges, id)
		shown++
		for _, x := range r.Exchanges {
			assert.NotContains(t, x.Request+x.Curl, "numsim", "%s: the key's id is shown", id)
		}
		for _, secret := range []string{"numsim-secret", "numsim-pwd", "numsim-key", "numsim-sts-token", "conformance\""} {
			assert.NotContains(t, string(text), secret, id)
		}
		assert.NotRegexp(t, `1390000\d{4}`, string(text), "%s: a number is whole", id)
		assert.NotRegexp(t, regexp.MustCompile(`(?i)signature=[0-9a-z]`), string(text), "%s: a signature is shown", id)
		assert.Contains(t, string(text), "[secret]", id)
	}
	assert.Greater(t, shown, 9, "hardly anything was shown")
}
