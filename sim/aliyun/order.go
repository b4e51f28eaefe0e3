package aliyun

import "github.com/numsim/numsim"

// Check is one step of the order in which a V1 call is refused.
type Check struct {
	What   string
	Row    string // a row that the check answers with
	Grade  numsim.Grade
	Source string
}

// Order is the order of checks, the first that fails answering: what is known
// of the real gateway's (a public client's tests against the live SMS gateway,
// and one documented answer of another product), and our choice in between.
// Known are: the API before the key, the key's presence before anything else
// is missed, the key before the signature, the signature before the mandatory
// parameters, and those before business.
func Order() []Check {
	const sms = "a public client's tests against the live SMS gateway"
	return []Check{
		{"the HTTP method", "UnsupportedHTTPMethod", numsim.Inferred, "nothing can be looked up without it"},
		{"the host", "InvalidProduct.NotFound", numsim.Inferred, "the API is resolved first"},
		{"the path", "InvalidApi.NotFound", numsim.Inferred, "the API is resolved first"},
		{"the transport", "InvalidProtocol.NeedSsl", numsim.Inferred, "the API is resolved first"},
		{"decoding", parameterRow, numsim.Inferred, "nothing can be read before it"},
		{"Format", "InvalidParameter.Format", numsim.Inferred, "the refusal itself needs a format"},
		{"Action", "InvalidAction.NotFound", numsim.Documented, "a bare request to the OpenAPI MCP host is answered so"},
		{"an AccessKeyId", "MissingAccessKeyId", numsim.ThirdParty, sms + ": whatever else is missing"},
		{"Version", "InvalidVersion", numsim.Inferred, "part of finding the API"},
		{"the signature's parts", "MissingSignature", numsim.Inferred, "form before content"},
		{"the signature's scheme", "InvalidSignatureMethod", numsim.Inferred, "form before content"},
		{"the timestamp's form", "InvalidTimeStamp.Format", numsim.Inferred, "form before content"},
		{"the key", "InvalidAccessKeyId.NotFound", numsim.ThirdParty, sms + ": before the signature"},
		{"Action in the account's generation", "InvalidAction.NotFound", numsim.Inferred, "like Action, but the account must be known"},
		{"the timestamp's age", "InvalidTimeStamp.Expired", numsim.Inferred, "the window and the clock are the account's here"},
		{"the key's state", "InvalidAccessKeyId.Inactive", numsim.Inferred, "before the signature, like the key"},
		{"the security token", "MissingSecurityToken", numsim.Inferred, "before the signature, like the key"},
		{"the signature", mismatchV1, numsim.ThirdParty, sms + ": before mandatory parameters"},
		{"the nonce", "SignatureNonceUsed", numsim.Inferred, "after the signature, or anybody could burn nonces"},
		{"mandatory parameters", "MissingPhoneNumber", numsim.ThirdParty, sms + ": before business"},
		{"hidden fields", "InvalidOwnerId", numsim.Inferred, "parameters before business"},
		{"the number's form", "InvalidParameter/mobile", numsim.Inferred, "parameters before flow control"},
		{"flow control", "System.LimitControl", numsim.Inferred, "before business"},
		{"the account's standing", "Product.Unsubscribed", numsim.Inferred, "before its money"},
		{"the balance", "Insufficient.Balance", numsim.Inferred, "last, when the price is known"},
	}
}
