package ywjisu

import (
	"bytes"
	"crypto/subtle"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/explain"
	"github.com/numsim/numsim/sim/ledger"
)

// doubt refuses a call for how it was signed.
func (p *Provider) doubt(row string, doubt sim.Doubt, why string) *sim.Refusal {
	no := p.refuse(row, why)
	no.Doubt = doubt
	return no
}

// Hint implements sim.Provider.
func (p *Provider) Hint(c *sim.Call, no *sim.Refusal, key *ledger.Credential) *explain.Finding {
	w := scratch(c)
	switch {
	case no.Doubt == sim.InValue || len(w.values[timestamp]) == 0:
		return nil
	case key != nil && !same(w.values[pwd], key.Password):
		return wrongPassword(w.values[pwd], key)
	}
	return explain.Stamp(string(w.values[timestamp]), explain.Unix, c.Now)
}

func same(sent []byte, secret string) bool {
	return subtle.ConstantTimeCompare(sent, []byte(secret)) == 1
}

func wrongPassword(sent []byte, key *ledger.Credential) *explain.Finding {
	switch {
	case same(sent, key.Secret):
		return explain.Named(explain.Mistake{ID: "pwd-is-key", Text: explain.Text{
			EN: "pwd has the private key: the two are swapped", ZH: "pwd 里填的是私钥：两者写反了",
		}})
	case same(bytes.Trim(sent, " \t\r\n\"'"), key.Password):
		return explain.Named(explain.Mistake{ID: "pwd-space", Text: explain.Text{
			EN: "pwd has a space, a line's end or a quote around it", ZH: "pwd 前后多了空格、换行或引号",
		}})
	}
	return nil
}

// Explain implements sim.Provider.
func (p *Provider) Explain(c *sim.Call, key explain.Key, known []explain.Secret) explain.Asker {
	w := scratch(c)
	q := explain.Question{Sent: string(w.values[token]), Hash: explain.MD5, Coding: explain.EitherHex, Key: key, Known: known}
	if read(c).lowerCaseOnly {
		q.Coding = explain.Hex
	}
	return &explain.Token{Question: q, Time: string(w.values[timestamp]), Numbers: string(w.values[mobiles])}
}
