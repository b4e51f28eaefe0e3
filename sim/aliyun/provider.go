package aliyun

import (
	"strconv"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/numbering"
)

// The one operation of this generation.
const (
	operation = "DescribePhoneNumberStatus"
	version   = "2020-02-17"
	product   = "Dytnsapi"
)

// Provider implements sim.Provider.
type Provider struct {
	catalogue *numsim.Catalogue
	business  map[string]bool // rows from behind the gateway
	listed    *numbering.Plan // the document's own prefixes
	assigned  *numbering.Plan // and those assigned since
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
	return &Provider{
		catalogue: catalogue,
		business:  business,
		listed:    numbering.NewPlan(numbering.Listed2020()...),
		assigned:  numbering.NewPlan(append(numbering.Listed2020(), numbering.Since2020()...)...),
	}, nil
}

// Traits has the documented tariff and limit: 0.1 yuan an answer is section 2
// of the document, 200 calls a second section 6; the window is the gateway's.
func (p *Provider) Traits() sim.Traits {
	return sim.Traits{
		Name: "aliyun", Vendor: "Alibaba Cloud dytnsapi", Port: 18081,
		Catalogue: p.catalogue, Profiles: []string{"2020"}, Switches: switches(p.catalogue),
		Temporary: true,
		Account: ledger.Account{
			UID: "1600000000000001", Profile: "2020", Balance: 1_000_000 * numsim.Yuan,
			Price: numsim.Yuan / 10, QPS: 200, Window: 15 * time.Minute,
		},
	}
}

// Assigned asks the plan of the account's reading.
func (p *Provider) Assigned(c *sim.Call, n numsim.Number) (numsim.Carrier, bool) {
	if read(c).strictPrefixes {
		return p.listed.Carrier(n)
	}
	return p.assigned.Carrier(n)
}

// Decode checks the parameters in the order the gateway and then the product
// would: the mandatory one, the hidden account fields, the number itself.
func (p *Provider) Decode(c *sim.Call) *sim.Refusal {
	w := scratch(c)
	phone := w.form.Get("PhoneNumber")
	if len(phone) == 0 {
		return p.refuse("MissingPhoneNumber", "PhoneNumber is absent or empty")
	}
	if no := p.hiddenFields(c, w); no != nil {
		return no
	}
	n := numsim.Number(phone)
	if !n.Mainland() {
		return p.refuse("InvalidParameter/mobile", "PhoneNumber is not eleven digits that begin with 1")
	}
	c.Numbers = append(c.Numbers, n)
	return nil
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
func (p *Provider) Bill(c *sim.Call, answers []sim.Answer, lines []numsim.Money) (numsim.Money, []numsim.Money) {
	for _, a := range answers {
		price := c.Account.Price
		if read(c).statusWord(a.Status) == unknownWord && !read(c).unknownBilled {
			price = 0
		}
		lines = append(lines, price)
	}
	return c.Account.Price * numsim.Money(len(answers)), lines
}

// read is the account's reading of the documents.
func read(c *sim.Call) *reading { return c.Account.Reading.(*reading) }
