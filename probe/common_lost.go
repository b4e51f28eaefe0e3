package probe

import "time"

// lost is what a call costs whose answer does not arrive.
func (t terms) lost() Module {
	return Module{
		Name: "paid-but-lost", Rule: "a call whose answer is lost may be paid for, and is not simply made again", Source: t.billSource,
		Do:    "Ask about 13900000200 and 13900000404, with your client's retries. The first answer about each is paid for and lost: the connection is reset.",
		Plans: []string{Money},
		Given: Given{Set: t.price, Scenario: t.rule("call: 1", "{fault: reset-after-charge}")},
		// A list in one call is one loss.
		Enough: asks(2), Quiet: forRetries, Judge: judges(met(), accepted(), freshNonces, paidOnce("tell the caller that it is not known")),
	}
}

func (t terms) timeout() Module {
	return Module{
		Name: "timeout", Rule: "a call that is never answered is given up by the client, and not simply made again", Source: t.billSource,
		Do:     "Ask about 13900000200, with the timeout and the retries of production. The first call is taken, paid for and never answered; wait until your client gives up.",
		Plans:  []string{Money},
		Given:  Given{Set: t.price, Scenario: t.rule("call: 1", "{fault: hang}")},
		Window: forHangs, Enough: calls(1), Quiet: forRetries,
		Judge: judges(met(), accepted(), gaveUp, freshNonces, paidOnce("it was taken, and perhaps paid for")),
	}
}

// news are answers that no document has yet. What a caller makes of them is
// behind the client, where no wire leads.
func (t terms) news() []Module {
	ask := "Ask about 13900000200 and look at what your caller gets. "
	return []Module{
		{
			Name: "unknown-field", Rule: "members that no document mentions do no harm", Source: "inferred: answers have grown before",
			Do:     ask + "The answer has members that no document mentions.",
			Given:  Given{Scenario: t.rule("", `{body: {add: {TraceId: "7c1f", Extra: {deep: [1, null, true]}}}}`)},
			Enough: asks(1), Judge: judges(met(), accepted(), answeredOnce), Asks: "Did your caller get the status as usual?",
		},
		{
			Name: "unknown-status", Rule: "a status that no document lists is neither taken for another nor for a failure", Source: "inferred: Alibaba Cloud's list of 2022 is longer than that of 2020",
			Do:     ask + "The status is " + t.statusWord + ", which no document lists.",
			Given:  Given{Scenario: t.rule("", "{body: {set: {"+t.newStatus+"}}}")},
			Enough: asks(1), Judge: judges(met(), accepted(), answeredOnce), Asks: "Did your caller learn that the status is one nobody knows, or its word as it is?",
		},
		{
			Name: "unknown-code", Rule: "a refusal that no document lists is told to the caller, and not tried for ever", Source: "inferred: no document says that its list of codes is complete",
			Do:     ask + "The call is refused with a code that no document lists.",
			Given:  Given{Scenario: t.rule("", "{raw: "+t.newCode+"}")},
			Enough: calls(1), Quiet: forRetries, Judge: judges(met(), patientWithNews, freshNonces), Asks: "Did your caller get an error with the code in it?",
		},
	}
}

// patientWithNews is patient, but for the remark: not to ask again is right.
func patientWithNews(s *Seen, v *Verdict) {
	var own Verdict
	patient(s, &own)
	v.Failures = append(v.Failures, own.Failures...)
}

// missing is a batch's number that has no answer.
func (t terms) missing(source string) Module {
	return Module{
		Name: "missing-number", Rule: "a number that is left out of a batch is missed, and not given another's status", Source: source,
		Do:     "Ask about 13900000200, 13900000404 and 13900000402 in one call, and look at what your caller gets. The answer has nothing about the second.",
		Given:  Given{Scenario: t.rule(`number: "13900000404"`, "{drop: true}")},
		Enough: asks(3), Judge: judges(met(), accepted(), patientWithNews), Asks: "Did your caller learn that 139****0404 has no answer, and that 139****0402 is suspended?",
	}
}

func (t terms) connection() Module {
	return Module{
		Name: "connection", Rule: "calls are made over HTTP/1.1 and connections that are kept", Source: "inferred: no document asks for it; a TLS handshake for each call is slow, and costs ports",
		Do:     "Ask about 13900000200, 13900000404, 13900000402, 13900000408 and 13900000486, one call after the other, in one run of your client.",
		Enough: calls(5), Judge: judges(several(5), accepted(), connected),
	}
}

// ywjisuWait is what its document asks for.
const ywjisuWait = 3 * time.Second

// owned puts the provider on its modules.
func (t terms) owned(list ...Module) []Module {
	for i := range list {
		list[i].Provider = t.provider
	}
	return list
}
