package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/e2e/harness"
)

func TestKsyun(t *testing.T) {
	t.Parallel()
	for _, s := range append(ksyunDocument(), ksyunSDK()) {
		harness.RunSample(t, s)
	}
}

const (
	plainForm  = "application/x-www-form-urlencoded"
	phpForm    = "Mobiles=13900000200%2C13900000404%2C18600000402%2C13300000403%2C13900000304%2C13900000204&Action=BatchPhoneNumberStatus&Version=2019-05-01&"
	javaForm   = "Accesskey=numsim&Action=BatchPhoneNumberStatus&Mobiles=13900000200%2C13900000404%2C18600000402%2C13300000403%2C13900000304%2C13900000204&"
	curlForm   = "Mobiles=13900000200,13900000404,18600000402,13300000403,13900000304,13900000204&Action=BatchPhoneNumberStatus&Version=2019-05-01&"
	arrayOrder = phpForm + "SignatureVersion=1.0&SignatureMethod=HMAC-SHA256&Timestamp=*T*%3A*%3A*Z&Service=cpn&Accesskey=numsim&Signature=*"
)

// ksyunDocument are the clients written from the document, each with the
// signature called V1 there.
func ksyunDocument() []harness.Sample {
	return []harness.Sample{
		{
			Provider: harness.Ksyun, Name: "ksyun-php", Language: "PHP", SDK: "no SDK: the document's sign in PHP, ext-curl",
			Dir: "witness/sample-php", Signature: "V1", ContentType: plainForm, Form: arrayOrder,
			Itself:  "The document's sign as it stands; it has no PHP that sends, so the form is http_build_query's.",
			Repairs: []string{"none"},
		},
		{
			Provider: harness.Ksyun, Name: "ksyun-python", Language: "Python", SDK: "no SDK: the document's sign in Python, urllib",
			Dir: "witness/sample-python", Signature: "V1", ContentType: plainForm, Form: arrayOrder,
			Itself: "The document's sign, which is for Python 2.7; it has no Python that sends, so the form is urlencode's. " +
				"urllib throws any status but 200, and the exception is read like an answer.",
			Repairs: []string{
				"urllib.quote is urllib.parse.quote in Python 3",
				"hmac.new takes bytes in Python 3, so key and text are encoded",
				"sign prints what it signs, here to stderr",
			},
			Throws: "urllib.error.HTTPError",
		},
		{
			Provider: harness.Ksyun, Name: "ksyun-node", Language: "Node", SDK: "no SDK: plain Node, fetch",
			Dir: "witness/sample-node", Signature: "V1", ContentType: plainForm + ";charset=UTF-8", Form: arrayOrder,
			Itself: "Written from the document's words: URLSearchParams encodes, then the three replacements the document asks for.",
		},
		{
			Provider: harness.Ksyun, Name: "ksyun-java", Language: "Java", SDK: "no SDK: plain JDK, java.net.http",
			Dir: "witness/sample-java", Signature: "V1", ContentType: plainForm,
			Form: javaForm + "Service=cpn&Signature=*&SignatureMethod=HMAC-SHA256&SignatureVersion=1.0&Timestamp=*T*%3A*%3A*Z&Version=2019-05-01",
			Itself: "Written from the document's words: URLEncoder, then the three replacements the document asks for. " +
				"java.net.http offers HTTP/2 with its first request, which a server may pass over.",
		},
		{
			Provider: harness.Ksyun, Name: "ksyun-curl", Language: "curl", SDK: "no SDK: the document's curl, openssl",
			Dir: "witness/sample-curl", Signature: "V1", ContentType: plainForm,
			Form: curlForm + "Signature=*&SignatureVersion=1.0&Timestamp=*T*:*:*Z&Service=cpn&Accesskey=numsim",
			Itself: "The document's command: names of headers in lower case, the provider's host named, comma and colon as they are, " +
				"no SignatureMethod. curl prints the text and leaves it to be read.",
			Repairs: []string{
				"account, numbers, time and signature are values, not xxxx; openssl makes the signature, over the parameters sent",
				"the URL is the simulator's, though the host header stays",
			},
			ReadsNothing: true,
		},
	}
}

func ksyunSDK() harness.Sample {
	return harness.Sample{
		Provider: harness.Ksyun, Name: "ksyun-sdk-python", Language: "Python", SDK: "kingsoftcloud-sdk-python 1.5.8.114",
		Dir: "witness/ksyun-sdk-python", Signature: "AWS4", ContentType: plainForm,
		Form: "Mobiles=13900000200%2C13900000404%2C18600000402%2C13300000403%2C13900000304%2C13900000204&Service=cpn&Action=BatchPhoneNumberStatus&" +
			"Version=2019-05-01&SdkVersion=SDK_PYTHON_1.5.8.114&Region=cn-beijing-6&Accesskey=numsim&Language=zh-CN",
		Itself: "The official SDK, unmodified: CommonClient for cpn with scheme and endpoint set. Raises one exception for every status but 200, " +
			"with a code of its own and the whole body as message; the HTTP status is lost. It keeps a token and never sends it.",
		Throws: "ksyun.common.exception.ksyun_sdk_exception.KsyunSDKException", Calls: "ServerNetworkError", HidesStatus: true,
		Cannot: map[string]string{"sts": "the SDK never sends the token of a temporary key"},
	}
}

// TestKsyunOnTheWire holds two oddities of the clients that do no harm.
func TestKsyunOnTheWire(t *testing.T) {
	t.Parallel()
	call := harness.Call{
		Name: "success", Account: "numsim", Secret: "numsim-secret",
		Action: "PhoneNumberStatus", Field: "Mobile", Numbers: "13900000200",
	}
	t.Run("curl names the provider's host, wherever it asks", func(t *testing.T) {
		_, passed := harness.AskSample(t, harness.Sample{Provider: harness.Ksyun, Dir: "witness/sample-curl"}, call)
		assert.Equal(t, "cpn.api.ksyun.com", passed.Host)
		assert.Equal(t, 200, passed.Status)
	})
	t.Run("java.net.http offers HTTP/2", func(t *testing.T) {
		_, passed := harness.AskSample(t, harness.Sample{Provider: harness.Ksyun, Dir: "witness/sample-java"}, call)
		assert.Equal(t, "h2c", passed.Header.Get("Upgrade"))
		assert.Equal(t, 200, passed.Status)
	})
}

// TestKsyunSDKSendsNoToken holds the reason for what the SDK cannot do.
func TestKsyunSDKSendsNoToken(t *testing.T) {
	t.Parallel()
	heard, passed := harness.AskSample(t, ksyunSDK(), harness.Call{
		Name: "sts", Account: "numsim-sts", Secret: "numsim-secret", Token: "numsim-sts-token",
		Action: "PhoneNumberStatus", Field: "Mobile", Numbers: "13900000200",
	})
	assert.NotContains(t, passed.Form, "numsim-sts-token")
	assert.NotContains(t, passed.Header, "X-Amz-Security-Token")
	assert.Equal(t, 403, passed.Status)
	assert.Contains(t, heard.Body, "InvalidClientTokenId", "a temporary key is nothing without its token")
}
