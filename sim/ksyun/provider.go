package ksyun

import (
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/numbering"
)

// One API version has all operations.
const (
	version = "2019-05-01"
	service = "cpn"
)

// Provider implements sim.Provider.
type Provider struct {
	catalogue  *numsim.Catalogue
	service    map[string]bool // rows of the service behind the gateway
	operations []operation
	plan       *numbering.Plan
	places     *Places
}

// New returns the provider. The only error is a mistake in its own catalogue.
func New() (*Provider, error) {
	catalogue, err := numsim.NewCatalogue(rows())
	if err != nil {
		return nil, err
	}
	behind := map[string]bool{}
	for _, r := range serviceRows() {
		behind[r.Name] = true
	}
	return &Provider{
		catalogue:  catalogue,
		service:    behind,
		operations: operations(),
		plan:       numbering.NewPlan(append(numbering.Listed2020(), numbering.Since2020()...)...),
		places:     NewPlaces(),
	}, nil
}

// Traits has no tariff and no limit, since the document states none: answers
// are free and no call is refused for money until somebody sets a price. The
// window is AWS custom, whose scheme the gateway uses.
func (p *Provider) Traits() sim.Traits {
	operations := []string{"PhoneNumberStatus", "BatchPhoneNumberStatus", "IsmsPhoneNumberStatus"}
	return sim.Traits{
		Name: "ksyun", Vendor: "Kingsoft Cloud cpn", Port: 18082,
		Catalogue: p.catalogue, Profiles: []string{"2019"}, Switches: switches(),
		Operations: operations, Batch: true, Delayed: []string{"BatchPhoneNumberStatus", "IsmsPhoneNumberStatus"}, Abroad: []string{"IsmsPhoneNumberStatus"}, Temporary: true,
		Ready:    ledger.Credential{ID: "numsim", Secret: "numsim-secret"},
		Secrets:  "Accesskey numsim, secret numsim-secret",
		AppendID: sim.AppendLowerUUID,
		Unused:   []string{"carrier-qps", "number-every", "nonce-cap", "quota", "allow-ips"},
		Account: ledger.Account{
			UID: "2000000001", Profile: "2019", Balance: 1_000_000 * numsim.Yuan,
			Postpaid: true, Window: 15 * time.Minute,
		},
		Parameters: parameters(operations), Headers: headers(), Telling: []string{"CheckStatus", "Carrier", "Type", "Code", "Message"}, Rejected: []string{mismatch}, RejectedToken: []string{unknownKey},
	}
}

// Assigned asks the mainland plan. A number abroad has no carrier here, and its
// place was found when it was decoded.
func (p *Provider) Assigned(c *sim.Call, n numsim.Number) (numsim.Carrier, bool) {
	if o := scratch(c).operation; o != nil && o.abroad {
		return numsim.NoCarrier, true
	}
	if !n.Mainland() {
		return numsim.NoCarrier, false
	}
	return p.plan.Carrier(n)
}

// Bill charges what tells something. That the others are free is how both
// other providers have it; no document of this one speaks of money.
func (p *Provider) Bill(c *sim.Call, answers []sim.Answer) (needed int) {
	o := scratch(c).operation
	for i := range answers {
		answers[i].Billed = read(c).unknownBilled || !o.silent(answers[i].Status)
	}
	return len(answers)
}

// read is the account's reading of the document.
func read(c *sim.Call) *reading { return c.Account.Reading.(*reading) }
