package replay

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim/internal/wire"
)

// ReadyKeys are the credentials of a ready-made account of the simulator's
// default tenant, as simulator accounts prints them.
func ReadyKeys(provider, account string) wire.Keys {
	k := wire.Keys{ID: account, Secret: "numsim-secret", AuthCode: "numsim-auth-code"}
	if provider == "ywjisu" {
		k = wire.Keys{ID: account, Secret: "numsim-key", Password: "numsim-pwd"}
	}
	return k
}

// published reports whether credentials are those that everybody has who has the
// simulator.
func published(provider string, k wire.Keys) bool {
	ready := ReadyKeys(provider, k.ID)
	for _, n := range k.Named() {
		if !slices.Contains(ready.Named(), n) {
			return false
		}
	}
	return k.ID == "numsim" || strings.HasPrefix(k.ID, "numsim-")
}

// mostSkew is how far a clock is off before a case means it.
const mostSkew = 5 * time.Minute

// asked is the request about stand-ins, signed for the simulator as it was
// signed for the provider: well, badly, by nobody, or not at all.
func (r *redactor) asked(q *wire.Request, rec *Recording, standing wire.Standing) Asked {
	a := Asked{Method: q.Method, Host: q.Provider.Host, Path: q.Provider.Path, Scheme: q.Scheme(), Standing: standing}
	if skew := q.Time().Sub(rec.At); !q.Time().IsZero() && skew.Abs() > mostSkew {
		a.Skew = int(skew / time.Second)
	}
	a.Parameters, a.Dropped = r.parameters(q)
	again, err := a.sign("https://"+a.Host, r.safe(q, a.Parameters), ReadyKeys(rec.Provider, rec.Account), rec.At)
	if err != nil {
		a.Unsigned = r.text(err.Error())
		return a
	}
	a.Query, a.Header = again.URL.RawQuery, map[string]string{}
	for name := range again.Header {
		a.Header[name] = again.Header.Get(name)
	}
	a.Body, err = drain(again.Body, wire.MaxBody)
	if err != nil {
		a.Unsigned = err.Error()
	}
	return a
}

// safe is the request with the parameters of the recording, and the headers
// that say what is asked.
func (r *redactor) safe(q *wire.Request, list []wire.Parameter) *wire.Request {
	own := &wire.Request{Provider: q.Provider, Method: q.Method, Host: q.Provider.Host, Header: http.Header{}, Parameters: sayable(q.Provider, list)}
	for _, name := range []string{"Accept", "X-Acs-Action", "X-Acs-Version", "X-Amz-Date"} {
		if value := q.Header.Get(name); value != "" {
			own.Header.Set(name, r.text(value))
		}
	}
	return own
}

// sayable leaves out what stands for a secret, but where the signer puts its own
// in the place.
func sayable(p wire.Provider, list []wire.Parameter) (own []wire.Parameter) {
	for _, one := range list {
		if stands := strings.HasPrefix(one.Value, "<") && strings.HasSuffix(one.Value, ">"); !stands || signed(p.Parameter(one.Name)) {
			own = append(own, one)
		}
	}
	return own
}

// signed reports whether a signer knows what to put there.
func signed(f wire.Field) bool {
	return f.Class == wire.Key || f.Class == wire.Proof || f.Class == wire.Nonce || f.Name == "AuthCode" || f.Name == "pwd"
}

// sign makes the request at a place and time, with a signature of the standing
// the recorded one had.
func (a *Asked) sign(baseURL string, q *wire.Request, k wire.Keys, at time.Time) (*http.Request, error) {
	switch a.Standing {
	case wire.Wrong:
		k.Secret = "numsim-wrong"
	case wire.Foreign:
		k.ID = "numsim-nobody"
	}
	for _, p := range a.Parameters {
		if strings.HasPrefix(p.Value, wrong) {
			k.Password, k.AuthCode = "numsim-wrong", "numsim-wrong"
		}
	}
	req, err := q.Sign(baseURL, k, wire.Stamp{Time: at.Add(time.Duration(a.Skew) * time.Second)})
	if err != nil || a.Standing != wire.Absent {
		return req, err
	}
	for _, name := range []string{"Signature", "Authorization", "token"} {
		if err := wire.Without(req, name); err != nil {
			return nil, err
		}
	}
	return req, nil
}

// request is the recorded request as it can be signed again.
func (rec *Recording) request() (*wire.Request, error) {
	p, err := wire.Of(rec.Provider)
	if err != nil {
		return nil, err
	}
	a := rec.Request
	q := &wire.Request{Provider: p, Method: a.Method, Host: a.Host, Header: http.Header{}, Parameters: sayable(p, a.Parameters)}
	for name, value := range a.Header {
		q.Header.Set(name, value)
	}
	return q, nil
}
