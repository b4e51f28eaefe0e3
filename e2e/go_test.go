package e2e

import (
	"fmt"
	"maps"
	"testing"

	"github.com/numsim/numsim/e2e/harness"
)

func TestGo(t *testing.T) {
	t.Parallel()
	for _, w := range goWitnesses() {
		harness.Run(t, w)
	}
}

func goWitnesses() []harness.Witness {
	return []harness.Witness{
		lacking(harness.Public, harness.Witness{
			Name: "go-v1-typed", Language: "Go", SDK: "github.com/aliyun/alibaba-cloud-sdk-go 1.61.1800",
			Dir: "witness/go-v1-typed", Signature: "V1", Expect: goV1(),
			Itself: "Typed client; reads XML as well as JSON. " + goV1Itself,
		}),
		lacking(harness.Describe, harness.Witness{
			Name: "go-v1-public", Language: "Go", SDK: "github.com/aliyun/alibaba-cloud-sdk-go 1.63.107",
			Dir: "witness/go-v1-public", Signature: "V1", Expect: goV1(),
			Itself: "Typed client of the successor. Looks at the HTTP status alone: a business code that comes with HTTP 200 is a field of its answer.",
		}),
		{
			Name: "go-v1-common", Language: "Go", SDK: "github.com/aliyun/alibaba-cloud-sdk-go 1.63.107",
			Dir: "witness/go-v1-common", Signature: "V1", Expect: goV1(),
			Itself: "CommonRequest, because the generated client has lost the operation; hands the body over as text. " + goV1Itself,
		},
		{
			Name: "go-darabonba-2.0", Language: "Go", SDK: darabonba + "2.0.10",
			Dir: "witness/go-darabonba-2.0", Signature: "V3",
			Expect: goTea(v3Mismatch, 4),
			Itself: goTeaItself + "Autoretry repeats a 5xx answer at once, three times, each with a fresh nonce.",
		},
		goTeaNow("go-darabonba-2.1", "V3", v3Mismatch),
		goTeaNow("go-darabonba-2.1-v1", "V1", v1Mismatch, "v2"),
		goTeaNow("go-darabonba-2.1-sm3", "V3-SM3", v3Mismatch, "ACS3-HMAC-SM3"),
	}
}

const (
	darabonba   = "github.com/alibabacloud-go/darabonba-openapi/v2 "
	goTeaItself = "CallApi as generated clients call it. Puts the status in front of the message and the request id behind it; " +
		"HostId and Recommend are in Data, as JSON text. XML is to be had only as text, with an accept header of one's own. "
	goV1Itself = "On SignatureDoesNotMatch it compares the echoed string to sign with its own and, when they are equal, " +
		"replaces Recommend by `InvalidAccessKeySecret: Please check you AccessKeySecret`. " +
		"WithAutoRetry repeats a 5xx answer at once, three times, each with a fresh nonce."
)

func goV1() map[string]harness.Expect {
	dress := func(r refusal) harness.Expect {
		return harness.Expect{
			ErrorType: "*errors.ServerError", ErrorCode: r.code, HTTPStatus: r.status, MessageHas: r.message,
			RecommendHas: "https://api.aliyun.com/troubleshoot?q=" + r.code + "&product=Dytnsapi",
		}
	}
	retried := dress(refusals()["unavailable-retry"])
	retried.Attempts = 4
	secret := dress(refusals()["wrong-secret"])
	secret.MessageHas, secret.RecommendHas = v1Mismatch, "InvalidAccessKeySecret"
	return table(dress, map[string]harness.Expect{
		"xml":               answered(),
		"wrong-secret":      secret,
		"unavailable-retry": retried,
	})
}

// goTea is a darabonba core's table: its text of a signature mismatch, and the
// requests it makes of an unavailable gateway once told to retry.
func goTea(mismatch string, attempts int) map[string]harness.Expect {
	dress := func(r refusal) harness.Expect {
		return harness.Expect{
			ErrorType: "*tea.SDKError", ErrorCode: r.code, HTTPStatus: r.status,
			MessageHas:   fmt.Sprintf("code: %d, %s request id: ", r.status, r.message),
			RecommendHas: "https://api.aliyun.com/troubleshoot?q=" + r.code,
		}
	}
	expect := table(dress, nil)
	secret, retried := expect["wrong-secret"], expect["unavailable-retry"]
	secret.MessageHas = "code: 400, " + mismatch
	retried.Attempts = attempts
	maps.Copy(expect, map[string]harness.Expect{
		"xml":               answered(),
		"wrong-secret":      secret,
		"unavailable-retry": retried,
	})
	return expect
}

func goTeaNow(name, signature, mismatch string, args ...string) harness.Witness {
	return harness.Witness{
		Name: name, Language: "Go", SDK: darabonba + "2.1.13",
		Dir: "witness/go-darabonba-2.1", Args: args, Signature: signature,
		Expect: goTea(mismatch, 3),
		Itself: goTeaItself + "With RetryOptions it repeats the codes the caller lists, three requests in all.",
	}
}
