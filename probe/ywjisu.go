package probe

import "slices"

func ywjisu() []Module {
	t := terms{
		provider: "ywjisu", written: "document 002:35-43",
		form:      map[string]string{"": `10 digits, in seconds=^\d{10}$`},
		signature: "403000", signatureSource: "document 002:43; the row is inferred",
		badNumber: "400001", numberSource: "document 002:41, 002:96; that a retry changes nothing is inferred",
		outage: "500000", outageSource: "document 002:107; the waits are inferred",
		final:      "nothing about it is other a moment later",
		billSource: "document 002:67, chargesStatus; that a lost answer is charged too is inferred",
		newStatus:  `resultObj.0.status: "9"`, statusWord: "9",
		newCode: `{status: 200, body: {resultCode: "599001", resultMsg: 系统维护, resultObj: null}}`,
	}
	signing := t.signing()
	signing.Judge = judges(several(3), accepted(), stamped(t.form), keptSecret, bodyOnly("pwd", "token", "mobiles"), understood)
	return t.owned(slices.Concat(
		[]Module{
			t.first(), signing, t.batch(51, "document 002:41"), t.batch(120, "document 002:41"), t.connection(), t.finalNumber(),
			t.refusing("final-quota", "an account without quota is not asked again", "document 002:117; that a retry changes nothing is inferred", "quota=0", "510101",
				"Ask about 13900000200 and 13900000404 in one run, with your client's retries. The account has no quota left."),
			t.finalSignature(), t.outages(), t.late(), t.timeout(), t.lost(), t.missing("inferred: 002:121 leaves out what is late"),
		}, t.news())...)
}

func (t terms) late() Module {
	return Module{
		Name: "late", Rule: "a number that is late is asked about again after three seconds, not sooner", Source: "document 002:121",
		Do:     "Ask about 13900000200, with your client's retries. The first answer has nothing about it: it is late, and free so far.",
		Plans:  []string{Money},
		Given:  Given{Scenario: t.rule(`number: "13900000200"`, "{late: 2s}")},
		Enough: calls(2), Quiet: forRetries, Judge: judges(met(), accepted(), later(ywjisuWait), paidOnce("the answer was there")),
		Asks: "Did your caller learn that the number has no answer yet?",
	}
}
