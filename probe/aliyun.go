package probe

import "slices"

func aliyun() []Module {
	t := terms{
		provider: "aliyun", written: "document 000:107-108, help 48054",
		form:            map[string]string{"": `2026-11-22T12:00:00Z, in UTC=^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`},
		signature:       "SignatureDoesNotMatch",
		signatureSource: "document 000:378; seen undated NewFuture/DDNS#57",
		badNumber:       "InvalidParameter", numberSource: "document 000:185, 000:378",
		throttled: "System.LimitControl", throttleSource: "document 000:186, 000:394; the waits are inferred",
		outage: "ServiceUnavailable", outageSource: "document help 29447 and 435312, a temporary failure; the waits are inferred",
		final:      "every retry has the same result, but for throttling and a product that is not opened",
		billSource: "document 000:115, 000:203: each answered call is charged",
		newStatus:  "PhoneStatus.Status: RESTRICTED", statusWord: "RESTRICTED",
		newCode: `{status: 400, body: {RequestId: "02647740-4275-45F2-89FB-3F80A814B771", Code: Carrier.Reorganised, Message: "The carrier is being reorganised."}}`,
	}
	return t.owned(slices.Concat(
		[]Module{
			t.first(), t.signing(), t.escaping(), t.connection(), t.finalNumber(),
			t.refusing("final-balance", "an account without money is not asked again", "document 000:191, 000:378", "balance=0", "Insufficient.Balance",
				"Ask about 13900000200 and 13900000404 in one run, with your client's retries. The account is empty."),
			t.finalSignature(), t.throttling(), t.outages(), t.replay(), t.timeout(), t.lost(),
		}, t.news())...)
}

// replay is for providers that spend a nonce.
func (t terms) replay() Module {
	return Module{
		Name: "replay", Rule: "an attempt that is made again has a nonce of its own", Source: "document help 48054; seen undated jeessy2/ddns-go#1548",
		Do:     "Ask about 13900000200, with your client's retries. The first attempt meets an outage that is over at once.",
		Plans:  []string{Quick},
		Given:  Given{Scenario: t.rule("call: 1", refused(t.outage))},
		Enough: calls(1), Quiet: forRetries, Judge: judges(met(t.outage), accepted(t.outage), freshNonces, patient),
	}
}
