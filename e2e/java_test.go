package e2e

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/e2e/harness"
)

const (
	javaOldSDK = "aliyun-java-sdk-core 4.7.10"
	javaNewSDK = "tea-openapi 0.3.15"

	javaOldRefused = "com.aliyuncs.exceptions.ClientException"
	javaOldBroken  = "com.aliyuncs.exceptions.ServerException"
	javaNewRefused = "com.aliyun.tea.TeaException"

	javaV1Mismatch = v1Mismatch + "AccessKeyId%3Dnumsim%26Action%3DDescribePhoneNumberStatus%26"
	javaV3Mismatch = v3Mismatch + " server StringToSign is [ACS3-HMAC-"
)

func TestJava(t *testing.T) {
	t.Parallel()
	for _, witness := range append(javaOld(), javaNew()...) {
		harness.Run(t, witness)
	}
}

// javaBeside is one case outside the standard list.
type javaBeside struct {
	about, run string
	args       []string
	behind     *harness.Sim
	asked      harness.Case
	want       harness.Expect
}

// TestJavaBesideTheCases holds what these SDKs do with bytes that no standard
// case makes them see: refusals in XML, and a connection that breaks off.
func TestJavaBesideTheCases(t *testing.T) {
	rows := append(javaRefusedInXML(harness.Start(t)), javaBrokenOff()...)
	for _, row := range rows {
		t.Run(row.about, func(t *testing.T) {
			relay := harness.NewRelay(t, row.behind.Aliyun)
			row.asked.Operation, row.asked.Endpoint, row.asked.PhoneNumber = harness.Describe, relay.Endpoint, "13900000200"
			seen := harness.Ask(t, harness.Witness{Dir: "witness/" + row.run, Args: row.args}, row.asked)
			assert.Contains(t, seen.Message, row.want.MessageHas)
			row.want.MessageHas = ""
			assert.Equal(t, row.want, harness.Expect{
				OK: seen.OK, ErrorType: seen.ErrorType, ErrorCode: seen.ErrorCode, HTTPStatus: seen.HTTPStatus,
				Attempts: relay.Passed().Attempts,
			})
		})
	}
}

func javaRefusedInXML(sim *harness.Sim) []javaBeside {
	nobody := harness.Case{AccessKeyID: "nobody", AccessKeySecret: "any", Format: "XML"}
	return []javaBeside{
		{
			about: "the old core knows its own string to sign again after XML has escaped it",
			run:   "java-old", args: []string{"typed"}, behind: sim,
			asked: harness.Case{AccessKeyID: "numsim", AccessKeySecret: "another", Format: "XML"},
			want:  harness.Expect{ErrorType: javaOldRefused, ErrorCode: "SDK.InvalidAccessKeySecret", Attempts: 1},
		},
		{
			about: "the new core reads XML under V3, where it looks for exactly text/xml;charset=utf-8",
			run:   "java-new", behind: sim, asked: nobody,
			want: harness.Expect{ErrorType: javaNewRefused, ErrorCode: "InvalidAccessKeyId.NotFound", HTTPStatus: 404,
				MessageHas: "code: 404, Specified access key is not found. request id: ", Attempts: 1},
		},
		{
			about: "the new core takes XML for broken JSON under V1",
			run:   "java-new", args: []string{"v2"}, behind: sim, asked: nobody,
			want: harness.Expect{ErrorType: "com.aliyun.teautil.models.TeaUtilException",
				MessageHas: "<Code>InvalidAccessKeyId.NotFound</Code>", Attempts: 1},
		},
	}
}

// javaBrokenOff asks a relay with nothing behind it, which breaks every
// connection off after the request.
func javaBrokenOff() []javaBeside {
	asked := harness.Case{AccessKeyID: "numsim", AccessKeySecret: "numsim-secret", Format: "JSON", Retry: true}
	return []javaBeside{
		{
			about: "the old core repeats what broke off when told to retry",
			run:   "java-old", behind: &harness.Sim{}, asked: asked,
			want: harness.Expect{ErrorType: javaOldRefused, ErrorCode: "SDK.ServerUnreachable", Attempts: 4},
		},
		{
			about: "the new core repeats what broke off when told to retry",
			run:   "java-new", behind: &harness.Sim{}, asked: asked,
			want: harness.Expect{ErrorType: "com.aliyun.tea.TeaUnretryableException", Attempts: 4},
		},
	}
}

// javaOld is the first generation. Its generated dytnsapi package could not be
// resolved from Maven Central, so the core is called in both ways it offers.
func javaOld() []harness.Witness {
	const itself = "Told to retry, it sends what ended in 503 or broke off four times. " +
		"Its exceptions keep no HTTP status, HostId or Recommend. It reads XML as well as JSON."
	rewritten := javaOldTable(javaV1Mismatch)
	rewritten["wrong-secret"] = harness.Expect{
		ErrorType: javaOldRefused, ErrorCode: "SDK.InvalidAccessKeySecret",
		MessageHas: "Specified Access Key Secret is not valid.",
	}
	return []harness.Witness{
		{
			Name: "java-old", Dir: "witness/java-old", Args: []string{"common"},
			Language: "Java", SDK: javaOldSDK, Signature: "V1",
			Itself: "CommonRequest. " + itself,
			Expect: javaOldTable(javaV1Mismatch),
		},
		{
			Name: "java-old-typed", Dir: "witness/java-old", Args: []string{"typed"},
			Language: "Java", SDK: javaOldSDK, Signature: "V1",
			Itself: "A typed request. " + itself + " When the server's string to sign equals its own, " +
				"it blames the secret in words of its own instead of passing the server's on.",
			Expect: rewritten,
		},
		{
			Name: "java-old-typed-v3", Dir: "witness/java-old", Args: []string{"typed-v3"},
			Language: "Java", SDK: javaOldSDK, Signature: "V3",
			// It does not sign the host, puts Signature before SignedHeaders in
			// Authorization, and keeps Action, Version and Format in the query.
			Itself: "A typed request, told to sign with V3, which leaves a mismatch in the server's words. " + itself,
			Expect: javaOldTable(javaV3Mismatch + "SHA256\n"),
		},
	}
}

// javaNew is the second generation: the core that its generated clients wrap,
// called with their parameters. The generated dytnsapi package could not be
// resolved from Maven Central.
func javaNew() []harness.Witness {
	// Its POST is chunked although the body is empty.
	const itself = "Told to retry, it sends what broke off four times, but a 503 once. Its exception keeps the whole " +
		"error body, and puts the status and the request id into the message. "
	const xmlV3 = "An answer in XML is handed over as text; a refusal in XML it reads."
	with := func(name, algorithm, signature, mismatch, xml string) harness.Witness {
		w := harness.Witness{
			Name: name, Dir: "witness/java-new",
			Language: "Java", SDK: javaNewSDK, Signature: signature,
			Itself: itself + xml, Expect: javaNewTable(mismatch),
		}
		if algorithm != "" {
			w.Args = []string{algorithm}
		}
		return w
	}
	return []harness.Witness{
		with("java-new", "", "V3", javaV3Mismatch+"SHA256\n", xmlV3),
		with("java-new-sm3", "ACS3-HMAC-SM3", "V3-SM3", javaV3Mismatch+"SM3\n", xmlV3),
		with("java-new-v1", "v2", "V1", javaV1Mismatch, "An answer in XML is handed over as text; a refusal in XML it cannot read."),
	}
}

// javaOldTable: the exception's class tells 5xx from the rest, and nothing
// else tells the status.
func javaOldTable(mismatch string) map[string]harness.Expect {
	dress := func(r refusal) harness.Expect {
		expect := harness.Expect{ErrorType: javaOldRefused, ErrorCode: r.code, MessageHas: r.message}
		if r.status >= 500 {
			expect.ErrorType = javaOldBroken
		}
		return expect
	}
	secret := dress(refusals()["wrong-secret"])
	secret.MessageHas = mismatch
	retried := dress(refusals()["unavailable-retry"])
	retried.Attempts = 4
	return javaTable(dress, secret, retried)
}

func javaNewTable(mismatch string) map[string]harness.Expect {
	dress := func(r refusal) harness.Expect {
		return harness.Expect{
			ErrorType: javaNewRefused, ErrorCode: r.code, HTTPStatus: r.status,
			MessageHas:   fmt.Sprintf("code: %d, %s request id: ", r.status, r.message),
			RecommendHas: "https://api.aliyun.com/troubleshoot?q=" + r.code + "&product=Dytnsapi&requestId=",
		}
	}
	secret := dress(refusals()["wrong-secret"])
	secret.MessageHas = "code: 400, " + mismatch
	return javaTable(dress, secret, dress(refusals()["unavailable-retry"]))
}

func javaTable(dress func(refusal) harness.Expect, secret, retried harness.Expect) map[string]harness.Expect {
	answer := answered()
	answer.HTTPStatus, answer.MessageHas = 200, "OK"
	return table(dress, map[string]harness.Expect{
		"success": answer, "xml": answer, "sts": answer, "wrong-secret": secret, "unavailable-retry": retried,
	})
}
