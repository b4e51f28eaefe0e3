package aliyun

import (
	"strconv"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/numbering"
)

// One API version has all operations of every generation.
const (
	version = "2020-02-17"
	product = "Dytnsapi"
)

// Provider implements sim.Provider.
type Provider struct {
	catalogue   *numsim.Catalogue
	switches    []sim.Switch
	business    map[string]bool // rows from behind the gateway
	generations []*generation
	operations  []operation
	listed      *numbering.Plan // the document's own prefixes
	assigned    *numbering.Plan // and those assigned since
	unmasked    *unmasker
}

// New returns the provider. The only error is a mistake in its own catalogue.
func New() (*Provider, error) {
	catalogue, err := numsim.NewCatalogue(rows())
	if err != nil {
		return nil, err
	}
	business := map[string]bool{}
	for _, r := range businessRows() {
		business[r.Name] = true
	}
	assigned := numbering.NewPlan(append(numbering.Listed2020(), numbering.Since2020()...)...)
	return &Provider{
		catalogue:   catalogue,
		switches:    switches(catalogue),
		business:    business,
		generations: generations(),
		operations:  operations(),
		listed:      numbering.NewPlan(numbering.Listed2020()...),
		assigned:    assigned,
		unmasked:    &unmasker{plan: assigned},
	}, nil
}

// Traits has the documented tariff and limit: 0.1 yuan an answer is section 2
// of the document; the limits are the generations'; the window is the gateway's.
func (p *Provider) Traits() sim.Traits {
	var profiles []string
	qps := map[string]int{}
	for _, g := range p.generations {
		profiles = append(profiles, g.profile)
		qps[g.profile] = g.qps
	}
	return sim.Traits{
		Name: "aliyun", Vendor: "Alibaba Cloud dytnsapi", Port: 18081,
		Catalogue: p.catalogue, Profiles: profiles, Switches: p.switches,
		Operations: names(p.operations), Temporary: true,
		Ready:    ledger.Credential{ID: "numsim", Secret: "numsim-secret"},
		Secrets:  "key numsim, secret numsim-secret",
		AppendID: sim.AppendUpperUUID,
		Unused:   []string{"quota", "lag", "allow-ips"},
		Account: ledger.Account{
			UID: "1600000000000001", Profile: "2020", Balance: 1_000_000 * numsim.Yuan,
			Price: numsim.Yuan / 10, QPS: sim.DocumentedQPS, Window: 15 * time.Minute,
		},
		QPS: qps, Parameters: p.parameters(), Headers: p.headers(), Telling: []string{"Code", "Message", "Status", "Carrier"},
		Rejected:      []string{mismatchV1, mismatchV3, "IncompleteSignature"},
		RejectedToken: []string{"InvalidSecurityToken.Malformed", "InvalidSecurityToken.MismatchWithAccessKey"},
	}
}

// Assigned asks the plan of the account's reading. A number that is still a
// hash has no prefix to ask for; its carrier is drawn from its digits.
func (p *Provider) Assigned(c *sim.Call, n numsim.Number) (numsim.Carrier, bool) {
	if !n.Mainland() {
		return numsim.ChinaMobile + numsim.Carrier(n[0]%3), true
	}
	if read(c).strictPrefixes {
		return p.listed.Carrier(n)
	}
	return p.assigned.Carrier(n)
}

// Decode checks the parameters in the order the gateway and then the product
// would: the mandatory ones, the hidden account fields, the number itself.
func (p *Provider) Decode(c *sim.Call) *sim.Refusal {
	w := scratch(c)
	for _, name := range w.operation.mandatory() {
		if len(w.form.Get(name)) == 0 {
			return p.refuse("Missing"+name, name+" is absent or empty")
		}
	}
	if no := p.hiddenFields(c, w); no != nil {
		return no
	}
	n, no := p.number(c, w)
	if no != nil {
		return no
	}
	c.Numbers = append(c.Numbers, n)
	return p.broadnet(c, n)
}

// broadnet refuses a Broadnet number, in the generations that have words for
// it.
func (p *Provider) broadnet(c *sim.Call, n numsim.Number) *sim.Refusal {
	if !read(c).broadnetLimited {
		return nil
	}
	carrier, _ := p.Assigned(c, n)
	if carrier != numsim.ChinaBroadnet {
		return nil
	}
	no := p.Refuse(c, sim.CarrierLimited)
	if no != nil {
		no.Why = "the number is Broadnet's, and the switch broadnet has it limited"
	}
	return no
}

// hiddenFields checks OwnerId, ResourceOwnerId and ResourceOwnerAccount, which
// no document lists and every SDK can send.
func (p *Provider) hiddenFields(c *sim.Call, w *wire) *sim.Refusal {
	for _, name := range [...]string{"OwnerId", "ResourceOwnerId"} {
		if v := w.form.Get(name); len(v) > 0 && !integer(v) {
			return p.refuse("Invalid"+name, name+" is not an integer")
		}
	}
	if id := w.form.Get("ResourceOwnerId"); len(id) > 0 && string(id) != c.Account.UID {
		return p.refuse("Unknown.ResourceOwnerId", "ResourceOwnerId is not the caller's own id, "+c.Account.UID)
	}
	if name := w.form.Get("ResourceOwnerAccount"); len(name) > 0 && string(name) != c.Account.Name {
		return p.refuse("Unknown.ResourceOwnerId", "ResourceOwnerAccount is not the caller's own account, "+c.Account.Name)
	}
	return nil
}

func integer(b []byte) bool {
	_, err := strconv.ParseInt(string(b), 10, 64)
	return err == nil
}

// Bill asks for the price of a query up front and takes it only for a status
// the document lists as known: section 2 and the last question of section 6.
func (p *Provider) Bill(c *sim.Call, answers []sim.Answer) (needed int) {
	for i := range answers {
		answers[i].Billed = read(c).word(answers[i]) != unknownWord || read(c).unknownBilled
	}
	return len(answers)
}

// read is the account's reading of the documents.
func read(c *sim.Call) *reading { return c.Account.Reading.(*reading) }
