package e2e

import (
	"fmt"
	"maps"
	"testing"

	"github.com/numsim/numsim/e2e/harness"
)

func TestPython(t *testing.T) {
	t.Parallel()
	for _, w := range pythonWitnesses() {
		harness.Run(t, w)
	}
}

func pythonWitnesses() []harness.Witness {
	return []harness.Witness{
		lacking(harness.Public, harness.Witness{
			Name: "python-old", Language: "Python", SDK: "aliyun-python-sdk-dytnsapi 1.1.4 on aliyun-python-sdk-core 2.16.1",
			Dir: "witness/python-old", Signature: "V1", Expect: pythonOld(),
			Itself: "Typed request. On SignatureDoesNotMatch it compares the echoed string to sign with its own and, when they are " +
				"equal, replaces code and message by InvalidAccessKeySecret. HostId and Recommend are dropped. XML comes as bytes, " +
				"from the deprecated get_response. auto_retry does not repeat a 5xx answer.",
		}),
		lacking(harness.Describe, harness.Witness{
			Name: "python-old-public", Language: "Python", SDK: "aliyun-python-sdk-dytnsapi 1.1.8 on aliyun-python-sdk-core 2.16.1",
			Dir: "witness/python-old-public", Signature: "V1", Expect: pythonOld(),
			Itself: "Typed request of the successor. Hands over the body of every HTTP 200, whatever its code. HostId and Recommend are dropped.",
		}),
		lacking(harness.Public, harness.Witness{
			Name: "python-tea", Language: "Python", SDK: pythonTyped + "0.3.16",
			Dir: "witness/python-new", Args: []string{"0.3"}, Signature: "V3", Expect: pythonTea(),
			Itself: "Typed client over the last 0.3 core. Raises one TeaException for every error. autoretry does not repeat a 5xx answer. " +
				pythonTeaItself,
		}),
		lacking(harness.Describe, harness.Witness{
			Name: "python-new-public", Language: "Python", SDK: "alibabacloud-dytnsapi20200217 3.4.0 on alibabacloud-tea-openapi 0.4.6",
			Dir: "witness/python-new-public", Signature: "V3", Expect: pythonCore(v3Mismatch, pythonNewClass),
			Itself: "Typed client of the successor. Hands a business code that comes with HTTP 200 over as an answer without data. " +
				"Puts the status in front of the message and the request id behind it; HostId and Recommend are in the error's data.",
		}),
		pythonNew("python-new", "V3", v3Mismatch),
		pythonNew("python-new-v1", "V1", v1Mismatch, "v2"),
		pythonNew("python-new-sm3", "V3-SM3", v3Mismatch, "ACS3-HMAC-SM3"),
	}
}

const (
	pythonTyped     = "alibabacloud-dytnsapi20200217 1.0.26 on alibabacloud-tea-openapi "
	pythonTeaItself = "Puts the status in front of the message and the request id behind it; HostId and Recommend are in the error's data. " +
		"The typed method parses JSON only; call_api hands XML over as text."
)

func pythonOld() map[string]harness.Expect {
	dress := func(r refusal) harness.Expect {
		return harness.Expect{
			ErrorType: "aliyunsdkcore.acs_exception.exceptions.ServerException",
			ErrorCode: r.code, HTTPStatus: r.status, MessageHas: r.message,
		}
	}
	// The SDK's own words, which it says only when the echoed string equals its
	// own to the byte.
	secret := dress(refusal{
		"InvalidAccessKeySecret", 400,
		"The AccessKeySecret is incorrect. Please check your AccessKeyId and AccessKeySecret.",
	})
	return table(dress, map[string]harness.Expect{"xml": pythonXML(), "wrong-secret": secret})
}

func pythonTea() map[string]harness.Expect {
	return pythonCore(v3Mismatch, func(int) string { return "Tea.exceptions.TeaException" })
}

func pythonNew(name, signature, mismatch string, algorithm ...string) harness.Witness {
	expect := pythonCore(mismatch, pythonNewClass)
	retried := expect["unavailable-retry"]
	retried.Attempts = 3
	expect["unavailable-retry"] = retried
	return lacking(harness.Public, harness.Witness{
		Name: name, Language: "Python", SDK: pythonTyped + "0.4.6",
		Dir: "witness/python-new", Args: append([]string{"0.4"}, algorithm...), Signature: signature, Expect: expect,
		Itself: "Typed client over the newest core. Raises ClientException below 500, ServerException from 500. " +
			"Retries only errors the caller lists in retry_options, three requests in all. " + pythonTeaItself,
	})
}

// pythonNewClass is the exception class for a status.
func pythonNewClass(status int) string {
	if status >= 500 {
		return "alibabacloud_tea_openapi.exceptions._server.ServerException"
	}
	return "alibabacloud_tea_openapi.exceptions._client.ClientException"
}

// pythonCore is a Tea core's table: its text of a signature mismatch and the
// exception class it raises for a status.
func pythonCore(mismatch string, class func(status int) string) map[string]harness.Expect {
	dress := func(r refusal) harness.Expect {
		return harness.Expect{
			ErrorType: class(r.status), ErrorCode: r.code, HTTPStatus: r.status,
			MessageHas:   fmt.Sprintf("code: %d, %s", r.status, r.message),
			RecommendHas: "https://api.aliyun.com/troubleshoot?q=" + r.code,
		}
	}
	expect := table(dress, nil)
	secret := expect["wrong-secret"]
	secret.MessageHas += mismatch
	maps.Copy(expect, map[string]harness.Expect{"xml": pythonXML(), "wrong-secret": secret})
	return expect
}

func pythonXML() harness.Expect {
	return harness.Expect{OK: true, HTTPStatus: 200, Status: "NORMAL", Carrier: "中国移动"}
}
