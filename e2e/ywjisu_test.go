package e2e

import (
	"testing"

	"github.com/numsim/numsim/e2e/harness"
)

func TestYwjisu(t *testing.T) {
	t.Parallel()
	for _, s := range ywjisuDocument() {
		harness.RunSample(t, s)
	}
}

const (
	escapedMobiles = "mobiles=13900000200%2C13900000404%2C18600000402%2C13900000304%2C13900000403%2C13900000204"
	plainMobiles   = "mobiles=13900000200,13900000404,18600000402,13900000304,13900000403,13900000204"
	tableOrder     = "code=numsim&pwd=numsim-pwd&" + escapedMobiles + "&timestamp=*&token=*"
)

// ywjisuDocument are the clients written from the document.
func ywjisuDocument() []harness.Sample {
	return []harness.Sample{
		{
			Provider: harness.Ywjisu, Name: "ywjisu-java", Language: "Java", SDK: "no SDK: the document's Java, httpclient 4.5.14",
			Dir: "witness/sample-java", Signature: "token", ContentType: plainForm + "; charset=UTF-8",
			Form: "code=numsim&" + escapedMobiles + "&pwd=numsim-pwd&timestamp=*&token=*",
			Itself: "The document's code over Apache HttpClient 4: parameters in the order of a HashMap, the entity read whatever the status. " +
				"It prints the text and leaves it to be read.",
			Repairs: []string{
				"post is called HttpUtil.Post where it is called, and what it returns is printed as responseStr1",
				"URL, account, number, timestamp and token are values, not printed text, and the token is made as section 1.2 says",
				"what main prints is handed back instead",
			},
			HidesStatus: true, ReadsNothing: true,
		},
		{
			Provider: harness.Ywjisu, Name: "ywjisu-php", Language: "PHP", SDK: "no SDK: the document's PHP, ext-curl",
			Dir: "witness/sample-php", Signature: "token", ContentType: plainForm,
			Form:   "code=numsim&pwd=numsim-pwd&" + plainMobiles + "&&timestamp=*&token=*",
			Itself: "The document's code: an empty pair in the form, and curl prints the answer (RETURNTRANSFER 0).",
			Repairs: []string{
				"the URL lost the space it ends in, which libcurl refuses",
				"URL, account, number, timestamp and token are values, not printed text, and the token is made as section 1.2 says",
			},
			HidesStatus: true, ReadsNothing: true,
		},
		{
			Provider: harness.Ywjisu, Name: "ywjisu-python", Language: "Python", SDK: "no SDK: plain Python, urllib",
			Dir: "witness/sample-python", Signature: "token", ContentType: plainForm, Form: tableOrder,
			Itself: "Written from the document's words.",
		},
		{
			Provider: harness.Ywjisu, Name: "ywjisu-node", Language: "Node", SDK: "no SDK: plain Node, fetch",
			Dir: "witness/sample-node", Signature: "token", ContentType: plainForm + ";charset=UTF-8", Form: tableOrder,
			Itself: "Written from the document's words.",
		},
		{
			Provider: harness.Ywjisu, Name: "ywjisu-curl", Language: "curl", SDK: "no SDK: curl, openssl",
			Dir: "witness/sample-curl", Signature: "token", ContentType: plainForm,
			Form:         "code=numsim&pwd=numsim-pwd&" + plainMobiles + "&timestamp=*&token=*",
			Itself:       "Written from the document's words; the comma is not escaped. curl prints the text and leaves it to be read.",
			ReadsNothing: true,
		},
	}
}
