package ksyun

import "github.com/numsim/numsim"

// Check is one step of the order in which a call is refused.
type Check struct {
	What   string
	Row    string // a row that the check answers with
	Grade  numsim.Grade
	Source string
}

// Order is the order of checks under the simplified signature, the first that
// fails answering. Nobody has written down the real gateway's: all of it is
// inferred, mostly from AWS, whose error table the gateway's is made after.
func Order() []Check {
	return []Check{
		{"the Host header", "MissingAuthenticationToken/host", numsim.Inferred, "first in the published table"},
		{"the HTTP method", "InvalidMethod", numsim.Inferred, "says where the parameters are"},
		{"the path", "NoSuchEntity", numsim.Inferred, "where the request went, before what it says"},
		{"decoding", malformed, numsim.Inferred, "nothing can be read before it"},
		{"an Accesskey and a Signature", "MissingAuthenticationToken/token", numsim.Inferred, "first of the signature's rows in the published table"},
		{"Action and Version", "MissingParameter", numsim.Inferred, "the operation is what the other parameters belong to"},
		{"the operation", "NoSuchEntity", numsim.Inferred, "the same"},
		{"the signature's parts", "MissingParameter", numsim.Inferred, "form before content"},
		{"the signature's method", "IncompleteSignature/algorithm", numsim.Inferred, "form before content"},
		{"the signature's version", "InvalidParameterValue", numsim.Inferred, "form before content"},
		{"the service", "SignatureDoesNotMatch/service", numsim.Inferred, "form before content; before the date, as AWS has its scope"},
		{"the timestamp's form", "IncompleteSignature/date", numsim.Inferred, "form before anything an account decides"},
		{"the key", unknownKey, numsim.Inferred, "without it there is no secret to sign with"},
		{"the key's state", unknownKey, numsim.Inferred, "like the key"},
		{"the security token", unknownKey, numsim.Inferred, "the row speaks of the token, and is that of the key"},
		{"the timestamp's age", "SignatureDoesNotMatch/expired", numsim.Inferred, "the window and the clock are the account's here"},
		{"the signature", mismatch, numsim.Inferred, "the only check that costs anything"},
		{"the number's parameter", "MissingParameter", numsim.Inferred, "parameters after the signature"},
		{"DryRun", "InvalidParameterValue", numsim.Inferred, "parameters before business"},
		{"how many numbers", "InvalidMobile", numsim.Inferred, "the same answer wherever a bad one stands"},
		{"the number's form", "InvalidMobile", numsim.Inferred, "the service behind the gateway says it"},
		{"the number's place", "EmptyICmnChannel", numsim.Inferred, "found by the number"},
		{"a dry run", "DryRunOperation", numsim.Inferred, "all but the call itself would have succeeded"},
		{"flow control", "LimitExceeded", numsim.Inferred, "before business; a dry run takes no place"},
		{"the account's standing", "AccessDenied", numsim.Inferred, "last, with the account's business"},
	}
}

// AWS4Order is what stands in the place of the checks from the signature's
// parts to the timestamp's form when a call is signed by AWS4 in its header.
func AWS4Order() []Check {
	const scope = "the published table has the scope in this order"
	return []Check{
		{"the algorithm", "IncompleteSignature/algorithm", numsim.Inferred, "says how to read the rest"},
		{"the header's form", "IncompleteSignature/format", numsim.Inferred, "the parts cannot be told before it"},
		{"a Credential", "IncompleteSignature/credential", numsim.Inferred, "the order of AWS's message about all four"},
		{"a Signature", "IncompleteSignature/signature", numsim.Inferred, "the same"},
		{"SignedHeaders", "IncompleteSignature/signed-headers", numsim.Inferred, "the same"},
		{"a date", "IncompleteSignature/no-date", numsim.Inferred, "the same"},
		{"the Credential's parts", "IncompleteSignature/elements", numsim.Inferred, "form before content"},
		{"the terminator", "SignatureDoesNotMatch/terminator", numsim.Inferred, scope},
		{"the region", "SignatureDoesNotMatch/region", numsim.Inferred, scope},
		{"the scope's service", "SignatureDoesNotMatch/service", numsim.Inferred, scope},
		{"the date's form", "IncompleteSignature/date", numsim.Inferred, "before it is compared"},
		{"the scope's date", "SignatureDoesNotMatch/date", numsim.Inferred, "compared with the request's"},
		{"the signed headers' names", "IncompleteSignature/format", numsim.Inferred, "before they are looked for"},
		{"host among them", "SignatureDoesNotMatch/host", numsim.Inferred, "whatever the others are"},
		{"the signed headers themselves", "MissingAuthenticationToken/header", numsim.Inferred, "what is signed has to be there"},
	}
}
