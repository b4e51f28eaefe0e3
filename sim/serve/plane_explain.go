package serve

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/ledger"
)

// Explain implements control.Explainer.
func (p plane) Explain(tenant string, call control.Call) (control.Explanation, error) {
	account := cmp.Or(call.Account, "numsim")
	f, err := p.account(tenant, call.Provider, account)
	if err != nil {
		return control.Explanation{}, err
	}
	i, _ := p.at(call.Provider)
	operations := p.Providers[i].Traits.Operations
	operation := cmp.Or(call.Operation, operations[0])
	if !slices.Contains(operations, operation) {
		return control.Explanation{}, refused(http.StatusNotFound, fmt.Sprintf("%s has no operation %q", call.Provider, sim.Excerpt(operation)), `field "operation"`,
			fmt.Sprintf("did you mean %q?", sim.Nearest(operation, operations)))
	}
	elapsed, err := f.moment(call.At)
	if err != nil {
		return control.Explanation{}, err
	}
	made := control.Explanation{Provider: call.Provider, Operation: operation, Account: account, Elapsed: elapsed.String(), Numbers: []control.Considered{}}
	a := f.world.ledger.Find(call.Provider, []byte(f.ready.Credential.ID)).At(elapsed).Account
	for _, word := range call.Numbers {
		if !plausible(word) {
			return control.Explanation{}, refused(http.StatusBadRequest, "a number has 5 to 15 digits and nothing else", `field "numbers"`, "send it as a provider would be, without + or spaces")
		}
		made.Numbers = append(made.Numbers, p.consider(f, p.providers[i], a, operation, numsim.Number(word), elapsed))
	}
	return made, nil
}

func plausible(n string) bool {
	return len(n) >= 5 && len(n) <= 15 && strings.Trim(n, "0123456789") == ""
}

// moment is how long after the scenario began a call would be.
func (f *found) moment(at string) (time.Duration, error) {
	if at == "" {
		return f.tenant.Clock().Now().Sub(f.world.began), nil
	}
	d, err := control.ParseSpan(at)
	if err == nil && d < 0 {
		err = fmt.Errorf("before the beginning")
	}
	if err != nil {
		return 0, refused(http.StatusBadRequest, "it is "+err.Error(), `field "at"`, "send how long after the scenario began, such as 90s or 2d")
	}
	return d, nil
}

func (p plane) consider(f *found, provider sim.Provider, a *ledger.Account, operation string, n numsim.Number, elapsed time.Duration) control.Considered {
	c := Consider(provider, f.world.scenario, a, operation, n, elapsed, peek{f.world.counters})
	made := control.Considered{
		Status: c.Truth.Status.String(), Origin: c.Origin, Carrier: c.Truth.Carrier.String(), Area: c.Truth.Area, Rules: []control.Verdict{},
	}
	made.Number, made.Pseudonym = p.redactor.Number(n, f.tenant.clear.Load())
	list := f.world.scenario.Explain(c.Question)
	for _, v := range list[:min(len(list), mostRules)] {
		made.Rules = append(made.Rules, verdict(v))
	}
	if near := scenarios.Nearest(list); near != nil {
		made.Nearest = new(verdict(*near))
	}
	return made
}

func verdict(v scenarios.Verdict) control.Verdict {
	return control.Verdict{Rule: v.Rule.Name, Where: v.Rule.Where, Does: v.Rule.Does(), Holds: v.Holds, Failed: v.Failed}
}
