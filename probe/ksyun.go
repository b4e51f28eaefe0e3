package probe

import "slices"

func ksyun() []Module {
	t := terms{
		provider: "ksyun", written: "document 001:116-135; 001:57",
		form: map[string]string{
			"":                 `2026-11-22T12:00:00Z, in UTC=^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`,
			"AWS4-HMAC-SHA256": `20261122T120000Z, in UTC=^\d{8}T\d{6}Z$`,
		},
		signature: "SignatureDoesNotMatch", signatureSource: "document 001:135-137; the row is the gateway's",
		badNumber: "InvalidMobile", numberSource: "document 001:306-313, 001:396-403; that a retry changes nothing is inferred",
		throttled: "LimitExceeded", throttleSource: "document EIP OpenAPI manual, gateway error table; the waits are inferred",
		outage: "ServiceUnavailable/service", outageSource: "document EIP OpenAPI manual, gateway error table; the waits are inferred",
		final: "nothing about it is other a moment later",
		price: []string{"ksyun.price=0.05"}, billSource: "inferred: the document says nothing of money, so suppose that an answered call is charged",
		newStatus: `CheckStatus: "77", Data.0.CheckStatus: "77", PhoneStatus: 77`, statusWord: "77",
		newCode: `{status: 400, body: {RequestId: "0d2b6a6c-7a3f-4d0e-9c55-0f3f1a2b3c4d", Error: {Type: Sender, Code: CarrierReorganised, Message: "The carrier is being reorganised."}}}`,
	}
	return t.owned(slices.Concat(
		[]Module{
			t.first(), t.signing(), t.escaping(), t.batch(51, "document 001:252-254"), t.batch(120, "document 001:252-254"), t.connection(), t.finalNumber(),
			t.refusing("final-permission", "a key without permission is not tried again", "document EIP OpenAPI manual, gateway error table; that a retry changes nothing is inferred",
				"standing=not-authorized", "AccessDenied", "Ask about 13900000200 and 13900000404 in one run, with your client's retries. The key may not."),
			t.finalSignature(), t.throttling(), t.outages(), t.timeout(), t.lost(), t.missing("inferred: the document is silent"),
		}, t.news())...)
}
