package conformance

import "github.com/numsim/numsim/contracts"

// rule is a case that asks nothing special of a target.
func rule(id, words, source string, list ...Step) Case {
	return Case{ID: id, Rule: words, Source: contracts.Evidence(source), Steps: list}
}

// given asks the target for settings.
func (c Case) given(set ...string) Case {
	c.Given.Set = append(c.Given.Set, set...)
	return c
}

// as has the case call as another ready-made account.
func (c Case) as(account string) Case {
	c.Given.Account = account
	return c
}

// in asks for a scenario.
func (c Case) in(scenario string) Case {
	c.Given.Scenario = "scenario: " + "conformance\n" + scenario
	return c
}

// early says that the settings count before it is known whose call it is: they
// are the whole target's.
func (c Case) early() Case {
	c.Given.Early = true
	return c
}

// timed asks for a clock that can be put forward.
func (c Case) timed() Case {
	c.Given.Clock = true
	return c
}

func (c Case) meeting(what ...string) Case {
	c.Meets = append(c.Meets, what...)
	return c
}

func (c Case) violating(rules ...string) Case {
	c.Violates = append(c.Violates, rules...)
	return c
}

// live says what the real service may be asked.
func (c Case) live(l Live) Case {
	c.Live = l
	return c
}

// Cases are all there are.
func Cases() []Case {
	var all []Case
	for _, list := range []func() []Case{
		aliyunAnswers, aliyunWords, aliyunReadings, aliyunSignatures, aliyunSignatureV3, aliyunParameters, aliyunAccounts, aliyunGenerations, aliyunClient, aliyunFaults,
		ksyunAnswers, ksyunWords, ksyunReadings, ksyunSignatures, ksyunAWS4, ksyunParameters, ksyunNumbers, ksyunAccounts, ksyunClient, ksyunFaults,
		ywjisuAnswers, ywjisuWords, ywjisuReadings, ywjisuTokens, ywjisuParameters, ywjisuAccounts, ywjisuClient, ywjisuFaults,
		forced,
	} {
		all = append(all, list()...)
	}
	return all
}
