package e2e

import (
	"fmt"
	"testing"

	"github.com/numsim/numsim/e2e/harness"
)

func TestNode(t *testing.T) {
	t.Parallel()
	for _, w := range nodeWitnesses() {
		harness.Run(t, w)
	}
}

func nodeWitnesses() []harness.Witness {
	return []harness.Witness{
		{
			Name: "node-pop-core", Language: "Node", SDK: "@alicloud/pop-core 1.8.0",
			Dir: "witness/node-pop-core", Signature: "V1", Expect: popCore(),
			Itself: "Puts every parameter, the signature included, into the form body. The error's name is Code + `Error`, " +
				"and `, URL: …` is appended to its message. Throws on a business code that comes with HTTP 200. Parses JSON whatever was asked for. Has no retry.",
		},
		{
			Name: "node-openapi-client", Language: "Node", SDK: "@alicloud/openapi-client 0.4.15",
			Dir: "witness/node-openapi-client", Signature: "V3", Expect: openapiClient(),
			Itself: "callApi as generated clients call it. Throws a plain Error with code, statusCode and data, and puts Code, " +
				"status and request id into the message. Its autoretry sends one request all the same.",
		},
		{
			Name: "node-openapi-core", Language: "Node", SDK: "@alicloud/openapi-core 1.0.8",
			Dir: "witness/node-openapi-core", Signature: "V3", Expect: openapiCore(),
			Itself: "callApi as generated clients call it. Throws ClientError below 500, ServerError from 500. " +
				"With RetryOptions it repeats the codes the caller lists, three requests in all.",
		},
	}
}

func popCore() map[string]harness.Expect {
	dress := func(r refusal) harness.Expect {
		return harness.Expect{
			ErrorType: r.code + "Error", ErrorCode: r.code, HTTPStatus: r.status, MessageHas: r.message + ", URL: http://127.0.0.1:",
			RecommendHas: "https://api.aliyun.com/troubleshoot?q=" + r.code,
		}
	}
	secret := dress(refusals()["wrong-secret"])
	secret.MessageHas = v1Mismatch
	own := thrown(dress)
	own["xml"] = harness.Expect{ErrorType: "SyntaxError", MessageHas: "Unexpected"}
	own["wrong-secret"] = secret
	return table(dress, own)
}

func openapiClient() map[string]harness.Expect {
	dress := func(r refusal) harness.Expect {
		return harness.Expect{
			ErrorType: "Error", ErrorCode: r.code, HTTPStatus: r.status,
			MessageHas:   fmt.Sprintf("%s: code: %d, %s request id: ", r.code, r.status, r.message),
			RecommendHas: "https://api.aliyun.com/troubleshoot?q=" + r.code,
		}
	}
	secret := dress(refusals()["wrong-secret"])
	secret.MessageHas = "SignatureDoesNotMatch: code: 400, " + v3Mismatch
	return table(dress, map[string]harness.Expect{"xml": answered(), "wrong-secret": secret})
}

func openapiCore() map[string]harness.Expect {
	dress := func(r refusal) harness.Expect {
		kind := "ClientError"
		if r.status >= 500 {
			kind = "ServerError"
		}
		return harness.Expect{
			ErrorType: kind, ErrorCode: r.code, HTTPStatus: r.status,
			MessageHas:   fmt.Sprintf("code: %d, %s request id: ", r.status, r.message),
			RecommendHas: "https://api.aliyun.com/troubleshoot?q=" + r.code,
		}
	}
	secret, retried := dress(refusals()["wrong-secret"]), dress(refusals()["unavailable-retry"])
	secret.MessageHas = "code: 400, " + v3Mismatch
	retried.Attempts = 3
	return table(dress, map[string]harness.Expect{
		"xml":               answered(),
		"wrong-secret":      secret,
		"unavailable-retry": retried,
	})
}
