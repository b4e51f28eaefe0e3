package ksyun

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
)

// maxMobiles is how many numbers the table of BatchPhoneNumberStatus allows.
const maxMobiles = 50

// Decode implements sim.Provider: the operation's own parameter, DryRun, the
// numbers, and at last the answer of a dry run, which checks permission only.
func (p *Provider) Decode(c *sim.Call) *sim.Refusal {
	w := scratch(c)
	text := w.fields.mobile
	if w.operation.parameter == "Mobiles" {
		text = w.fields.mobiles
	}
	if len(text) == 0 {
		no := p.missing(w.operation.parameter)
		no.Why = cmp.Or(unreadBody(c), no.Why)
		return no
	}
	dry, ok := boolean(w.fields.dryRun)
	if !ok {
		return p.fill("InvalidParameterValue", "DryRun", "DryRun is none of true, 1, false and 0")
	}
	if no := w.operation.decode(p, c, text); no != nil || !dry {
		return no
	}
	if no := p.Refuse(c, sim.BadStanding); no != nil {
		return no
	}
	return p.refuse("DryRunOperation", "DryRun is set and the account may call the operation")
}

// boolean reads DryRun. Case does not matter, because Python clients send True;
// PHP clients send nothing for false.
func boolean(text []byte) (set, ok bool) {
	if len(text) > len("false") {
		return false, false
	}
	switch strings.ToLower(string(text)) {
	case "true", "1":
		return true, true
	case "false", "0", "":
		return false, true
	}
	return false, false
}

// single reads one mainland number.
func (p *Provider) single(c *sim.Call, text []byte) *sim.Refusal {
	n := numsim.Number(text)
	if !n.Mainland() {
		return p.refuse("InvalidMobile", "Mobile is not eleven digits that begin with 1")
	}
	c.Numbers = append(c.Numbers, n)
	return nil
}

// batch reads a list of mainland numbers between commas: how many there are,
// then the form of each. The numbers share one copy of the text.
func (p *Provider) batch(c *sim.Call, text []byte) *sim.Refusal {
	r := read(c)
	if bytes.Count(text, []byte{','}) >= maxMobiles {
		return p.tooMany(r)
	}
	for entry := range strings.SplitSeq(string(text), ",") {
		n := numsim.Number(entry)
		if !n.Mainland() && (!r.malformedAnswered || !digits(entry) || len(entry) > mostDigits) {
			c.Numbers = c.Numbers[:0]
			return p.refuse("InvalidMobile", "an entry of Mobiles is not eleven digits that begin with 1")
		}
		if r.merged && slices.Contains(c.Numbers, n) {
			continue
		}
		c.Numbers = append(c.Numbers, n)
	}
	return nil
}

func (p *Provider) tooMany(r *reading) *sim.Refusal {
	const why = numsim.TooManyNumbers + ": Mobiles takes 50"
	if r.tooMany == "InvalidParameterValue" {
		return p.fill(r.tooMany, "Mobiles", why)
	}
	return p.refuse(r.tooMany, why)
}

// E.164 allows fifteen digits; the least is ours.
const (
	leastAbroad = 7
	mostDigits  = 15
)

// international reads one number with its country code and finds its place.
func (p *Provider) international(c *sim.Call, text []byte) *sim.Refusal {
	n := string(text)
	if read(c).prefixStripped {
		n = stripPrefix(n)
	}
	if !digits(n) || len(n) < leastAbroad || len(n) > mostDigits || strings.HasPrefix(n, "00") {
		return p.refuse("InvalidMobile", "Mobile is not a country code and a number, 7 to 15 digits without + or 00")
	}
	place := p.places.Find(numsim.Number(n))
	if place == nil {
		return p.refuse("EmptyICmnChannel", "the number's country code is not one of the places the document lists")
	}
	scratch(c).place = place
	c.Numbers = append(c.Numbers, numsim.Number(n))
	return nil
}

func stripPrefix(n string) string {
	if after, ok := strings.CutPrefix(n, "+"); ok {
		return after
	}
	return strings.TrimPrefix(n, "00")
}

func digits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}
