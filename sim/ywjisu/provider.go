package ywjisu

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/numbering"
)

const (
	operation  = "getCheckResult"
	maxNumbers = 50
	// longest is how much of a malformed number is taken where it is answered
	// rather than refused.
	longest = 32
)

// Provider implements sim.Provider.
type Provider struct {
	catalogue *numsim.Catalogue
	assigned  *numbering.Plan
}

// New returns the provider. The only error is a mistake in its own catalogue.
func New() (*Provider, error) {
	catalogue, err := numsim.NewCatalogue(rows())
	if err != nil {
		return nil, err
	}
	return &Provider{
		catalogue: catalogue,
		assigned:  numbering.NewPlan(append(numbering.Listed2020(), numbering.Since2020()...)...),
	}, nil
}

// Traits has the limits of the document; it prints neither a price nor a limit
// on calls, and an account is sold a quota instead.
func (p *Provider) Traits() sim.Traits {
	return sim.Traits{
		Name: "ywjisu", Vendor: "ywjisu getCheckResult", Port: 18083,
		Catalogue: p.catalogue, Profiles: []string{profile2019}, Switches: switches(),
		Operations: []string{operation}, Batch: true, Delayed: []string{operation},
		Ready:       ledger.Credential{ID: "numsim", Secret: "numsim-key", Password: "numsim-pwd"},
		Secrets:     "code numsim, pwd numsim-pwd, private key numsim-key",
		Unused:      []string{"carrier-qps", "number-every", "nonce-cap", "token", "uid"},
		Unthrottled: true,
		LateAfter:   3 * time.Second, // section 1.4
		Account: ledger.Account{
			UID: "1600000000000003", Profile: profile2019, Quota: 1_000_000,
			Balance: 1_000_000 * numsim.Yuan, Window: 15 * time.Minute,
		},
		Path: path, Parameters: kept(), Telling: []string{"resultCode", "resultMsg", "chargesStatus", "status"}, Rejected: []string{rejectedRow},
	}
}

// Assigned asks the plan of public assignments; the document lists no prefixes.
func (p *Provider) Assigned(_ *sim.Call, n numsim.Number) (numsim.Carrier, bool) {
	if !n.Mainland() {
		return numsim.NoCarrier, false
	}
	return p.assigned.Carrier(n)
}

// Decode implements sim.Provider: how many numbers there are, then the form of
// each. The copy of the list is the memory all numbers share.
func (p *Provider) Decode(c *sim.Call) *sim.Refusal {
	list, r := scratch(c).values[mobiles], read(c)
	if count := bytes.Count(list, []byte{','}) + 1; count > maxNumbers {
		return p.refuse(parameterRow, numsim.TooManyNumbers+": the list has "+strconv.Itoa(count)+", and "+strconv.Itoa(maxNumbers)+" are the most")
	}
	at := 0
	for text := range strings.SplitSeq(string(list), ",") {
		at++
		n := numsim.Number(text)
		switch {
		case !n.Mainland() && !r.malformedAlone:
			return p.refuse(parameterRow, "number "+strconv.Itoa(at)+" of the list is not eleven digits that begin with 1")
		case len(n) > longest:
			return p.refuse(parameterRow, "number "+strconv.Itoa(at)+" of the list is longer than "+strconv.Itoa(longest)+" bytes")
		case r.merged && slices.Contains(c.Numbers, n):
			continue
		}
		c.Numbers = append(c.Numbers, n)
	}
	return nil
}

// Bill asks for the whole batch, as the server of 2017 did before it looked at
// a single number, and takes what section 1.3.1 and 1.4 do not call free: a
// number that is not in the library, and one without an answer yet.
func (p *Provider) Bill(c *sim.Call, answers []sim.Answer) (needed int) {
	for i := range answers {
		answers[i].Billed = read(c).billed(&answers[i])
	}
	return len(answers)
}

// read is the account's reading of the document.
func read(c *sim.Call) *reading { return c.Account.Reading.(*reading) }
