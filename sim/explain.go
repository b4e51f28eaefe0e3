package sim

import (
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/numsim/numsim/sim/explain"
	"github.com/numsim/numsim/sim/ledger"
)

// explain finds out how a call that was refused for its signature was signed,
// says so in the refusal's reason, and keeps what it found.
func (e *Engine) explain(c *Call, no *Refusal) {
	if !e.desk.Admit(c.tenant) {
		no.Why += "; not explained: too many a second"
		e.desk.Skip(c.ID)
		return
	}
	defer e.unexplained(no)
	found := e.inquire(c, no, c.claimed)
	switch {
	case len(found.Mistakes) == 0 && no.Doubt == InValue && !found.Holds:
		no.Why += "; " + found.Said().EN
	case len(found.Mistakes) > 0 && no.Doubt == InValue:
		no.Why = "the signature does not hold: " + found.Said().EN
	case len(found.Mistakes) > 0:
		no.Why += "; " + found.Said().EN
	}
	e.desk.Keep(c.ID, explain.Kept{
		Finding: *found, At: c.Now, Provider: e.traits.Name, Account: c.Account.Name, Tenant: c.tenant, Row: no.Row.Name, Why: no.Why,
	})
}

// unexplained has a fault in here leave the provider's answer as it is.
func (e *Engine) unexplained(no *Refusal) {
	if fault := recover(); fault != nil {
		no.Why += "; not explained: that met a fault of numsim's own"
		e.log.fault(e.traits.Name, fault, debug.Stack())
	}
}

// inquire looks for what shows first, and signs with every mistake only where
// the value is in doubt.
func (e *Engine) inquire(c *Call, no *Refusal, key *ledger.Credential) *explain.Finding {
	found := e.provider.Hint(c, no, key)
	switch {
	case found != nil:
		return found
	case key == nil && len(c.Credential) > 0:
		found = e.hintKey(c)
	case key != nil && no.Doubt == InValue:
		found = e.sign(c, key)
	}
	if found == nil {
		found = &explain.Finding{}
	}
	return found
}

// sign tries every mistake with the credential.
func (e *Engine) sign(c *Call, key *ledger.Credential) *explain.Finding {
	k := explain.Key{ID: key.ID, Secret: key.Secret, Password: key.Password, Token: key.Token}
	return e.provider.Explain(c, k, c.world.Known).Explain()
}

// Verdict is what there is to say of a request's signature.
type Verdict struct {
	explain.Finding
	Operation, Account string
	Row, Why           string // what the request would meet up to its signature; empty if it would go on
}

// Signature looks at a request that was not sent here as if it had been.
// Nothing is spent, charged or written down. A key whose secret is not empty is
// taken in the place of the account's.
func (e *Engine) Signature(r *http.Request, key explain.Key) Verdict {
	c := &Call{world: e.world.Load()}
	c.Request.read(r)
	now := e.clock.Now()
	c.Account = c.world.unclaimed(now)
	c.Now = now.Add(c.Account.Skew)
	if no := e.provider.Open(c); no != nil {
		return e.verdict(c, no, nil)
	}
	e.move(c)
	credential := e.claim(c)
	if key.Secret != "" {
		own := ledger.Credential{ID: string(c.Credential)}
		if credential != nil {
			own = *credential
		}
		own.Secret = key.Secret
		if key.Password != "" {
			own.Password = key.Password
		}
		credential = &own
	}
	if credential == nil {
		no := e.provider.Refuse(c, UnknownCredential)
		no.Doubt = InParts
		return e.verdict(c, no, nil)
	}
	return e.verdict(c, e.provider.Verify(c, credential), credential)
}

// claim finds whose call it is.
func (e *Engine) claim(c *Call) *ledger.Credential {
	claim := c.world.Ledger.Find(e.traits.Name, c.Credential)
	if claim == nil {
		return nil
	}
	now := claim.Tenant.Clock.Now()
	claim = claim.At(now.Sub(c.world.Began))
	c.Account, c.tenant = claim.Account, claim.Tenant.Name
	c.Now = now.Add(c.Account.Skew)
	return &claim.Credential
}

// verdict signs with every mistake whatever the request meets before its
// signature: a request that was kept for a while is stale, and no less wrong.
func (e *Engine) verdict(c *Call, no *Refusal, key *ledger.Credential) Verdict {
	v := Verdict{Operation: c.Operation, Account: c.Account.Name}
	if key != nil {
		v.Finding = *e.sign(c, key)
	}
	if no == nil {
		return v
	}
	v.Row, v.Why = no.Row.Name, no.Why
	if no.Doubt == InParts && len(v.Mistakes) == 0 {
		hint := e.inquire(c, no, key)
		v.Mistakes = hint.Mistakes
	}
	return v
}

// hintKey is for a credential that nobody has.
func (e *Engine) hintKey(c *Call) *explain.Finding {
	sent := string(c.Credential)
	for _, k := range c.world.Known {
		if k.Value == sent {
			return explain.Named(explain.Mistake{ID: "id-is-secret", Text: explain.Text{
				EN: "a secret was sent as the key's id: id and secret are swapped", ZH: "把密钥当成 ID 发出来了：两者写反了",
			}})
		}
	}
	bare := strings.Trim(sent, " \t\r\n\"'\ufeff")
	for _, other := range []string{bare, strings.ToLower(bare)} {
		if other != sent && c.world.Ledger.Find(e.traits.Name, []byte(other)) != nil {
			return explain.Named(explain.Mistake{ID: "id-spelling", Text: explain.Text{
				EN: "there is such a key but for its case, or for a space or quote around it", ZH: "有这个 ID，只是大小写不同，或者前后多了空格、引号",
			}})
		}
	}
	return nil
}
