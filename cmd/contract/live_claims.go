package main

import (
	"slices"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/guard"
)

// claims are why the free cases cost nothing. The guard reads each off the
// request. A case that is not here is refused for a reason no document calls
// free, such as a malformed number of somebody who has proved who he is.
func claims() map[string]guard.Claim {
	all := map[string]guard.Claim{
		"aliyun.status.param.action-missing": guard.WrongProof, // Action is taken out after signing
		"aliyun.status.param.phone-missing":  guard.NoNumber,
		"aliyun.status.sig.wrong-secret":     guard.WrongProof,
		"aliyun.status.sig.missing":          guard.NoProof,
		"ksyun.realtime.sig.wrong-secret":    guard.WrongProof,
		"ksyun.batch.sig.wrong-secret":       guard.WrongProof,
		"ksyun.isms.sig.wrong-secret":        guard.WrongProof,
		"ywjisu.check.token.wrong":           guard.WrongProof,
		"ywjisu.check.param.mobiles-empty":   guard.NoNumber,
	}
	for _, use := range []string{"public", "account", "real", "sms", "voice"} {
		all["aliyun.statusfor.sig.wrong-secret-"+use] = guard.WrongProof
	}
	return all
}

// call is how a case is marked, or why it cannot go live.
func (l *live) call(c *conformance.Case) (guard.Call, error) {
	marked := guard.Call{Case: c.ID}
	if why := l.unlively(c); why != "" {
		return marked, conformance.Cannot(why)
	}
	if c.Given.Abroad && len(l.abroad) == 0 {
		return marked, conformance.Cannot("no number of another place is on the allow-list")
	}
	if c.Live == conformance.LiveFree {
		marked.Free = claims()[c.ID]
		if marked.Free == guard.Billable {
			return marked, conformance.Cannot("no document says that such a refusal costs nothing")
		}
		return marked, nil
	}
	if l.flags.free() {
		return marked, conformance.Cannot("it may be billed, and --max-cny is 0")
	}
	for _, want := range c.Given.Statuses {
		if l.numberOf(want, c.Given.Abroad) == "" {
			return marked, conformance.Cannotf("no number on the allow-list is said to be %s", want)
		}
	}
	return marked, nil
}

const neverLive = "it never goes live"

// unlively is why a case needs a simulator.
func (l *live) unlively(c *conformance.Case) string {
	profile, ofProfile := strings.CutPrefix(c.Given.Account, "numsim-")
	ofProfile = ofProfile && slices.ContainsFunc(l.documents.Profiles(), func(p contracts.Profile) bool { return p.Name == profile })
	switch g := &c.Given; {
	case c.Live == conformance.LiveNever:
		return neverLive
	case ofProfile && g.Account != l.ready():
		return "it is about the documents of another generation: add --profile " + profile
	case ofProfile && l.keys.AuthCode == "":
		return "it needs an AuthCode: export ALIBABA_CLOUD_DYTNS_AUTH_CODE"
	case ofProfile && c.Live == conformance.LiveFree:
		return ""
	case ofProfile && len(g.Set) == 0 && len(g.Statuses) > 0:
		return ""
	case g.Account != "":
		return "it needs the account " + g.Account + ", which only a simulator has"
	case len(g.Set) > 0:
		return "it needs " + strings.Join(g.Set, ", ") + ", which nobody can set at a provider"
	case g.Scenario != "":
		return "it needs a scenario"
	case g.Clock || slices.ContainsFunc(c.Steps, func(s conformance.Step) bool { return s.After > 0 }):
		return "it needs a clock that can be moved"
	case c.Live == conformance.LiveCosts && len(g.Statuses) == 0:
		return "it does not say what numbers it needs"
	}
	return ""
}

// numberOf is the first number of the list, of the mainland or of another place,
// that is expected to have a status.
func (l *live) numberOf(want numsim.Status, abroad bool) numsim.Number {
	for _, n := range l.of(abroad) {
		if l.expected[n] == want {
			return n
		}
	}
	return ""
}

func (l *live) of(abroad bool) []numsim.Number {
	if abroad {
		return l.abroad
	}
	return l.listed
}

// number is what is asked about in the place of one of the rules' own. What is
// no number stays: it is what the case is about. A free call is refused whoever
// it is about.
func (l *live) number(ours string, abroad, free bool) string {
	if !numsim.Number(ours).Mainland() && !abroad {
		return ours
	}
	status := map[string]numsim.Status{"200": numsim.Active, "404": numsim.Vacant, "402": numsim.Suspended}
	if want, known := status[ours[len(ours)-3:]]; known {
		if n := l.numberOf(want, abroad); n != "" {
			return string(n)
		}
	}
	if !free || len(l.of(abroad)) == 0 {
		return ours
	}
	return string(l.of(abroad)[0])
}
