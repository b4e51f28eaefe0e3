package e2e

import (
	"testing"

	"github.com/numsim/numsim/e2e/harness"
)

func TestPHP(t *testing.T) {
	t.Parallel()
	harness.Run(t, harness.Witness{
		Name: "php-curl", Language: "PHP", SDK: "no SDK: the RPC signer in plain PHP, ext-curl",
		Dir: "witness/php-curl", Signature: "V1", Expect: phpCurl(),
		Itself: "The documented signer in forty lines, a form body. curl raises nothing for a 4xx: the caller looks at the status " +
			"and decodes the body, XML with SimpleXML.",
		Cannot: map[string]string{"unavailable-retry": "the curl extension has no retry"},
	})
}

func phpCurl() map[string]harness.Expect {
	dress := func(r refusal) harness.Expect {
		return harness.Expect{
			ErrorCode: r.code, HTTPStatus: r.status, MessageHas: r.message,
			RecommendHas: "https://api.aliyun.com/troubleshoot?q=" + r.code,
		}
	}
	secret := dress(refusals()["wrong-secret"])
	secret.MessageHas = v1Mismatch
	own := thrown(dress)
	own["xml"] = harness.Expect{OK: true, HTTPStatus: 200, Status: "NORMAL", Carrier: "中国移动"}
	own["wrong-secret"] = secret
	expect := table(dress, own)
	delete(expect, "unavailable-retry")
	return expect
}
