package serve

import (
	"cmp"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/explain"
	"github.com/numsim/numsim/sim/ledger"
)

// known are the secrets that somebody may take for the right one of a tenant's:
// its own at every provider, and those that are printed for everybody. Another
// tenant's are not among them.
func (s *Simulator) known(t *Tenant) (list []explain.Secret) {
	add := func(value, en, zh string) {
		if value != "" && !slices.ContainsFunc(list, func(k explain.Secret) bool { return k.Value == value }) {
			list = append(list, explain.Secret{Of: explain.Text{EN: en, ZH: zh}, Value: value})
		}
	}
	for _, p := range s.providers {
		name := p.Traits().Name
		for _, c := range []ledger.Credential{t.credential(name, p.Traits().Ready), p.Traits().Ready} {
			whose, chinese := "", ""
			if c.ID != p.Traits().Ready.ID {
				whose, chinese = " in this tenant", "（本租户）"
			}
			add(c.Secret, "that of the accounts of "+name+whose, " "+name+" 账号的密钥"+chinese)
			add(c.Password, "the password of the accounts of "+name+whose, " "+name+" 账号的密码"+chinese)
		}
	}
	return list
}

// Signature implements control.Signatures.
func (s *Simulator) Signature(id string) (control.Signature, error) {
	raw, err := hex.DecodeString(strings.ReplaceAll(id, "-", ""))
	if err != nil || len(raw) != 16 {
		return control.Signature{}, control.ErrSignatureID
	}
	k, ok := s.desk.Find([16]byte(raw))
	if !ok && s.desk.Skipped([16]byte(raw)) {
		return control.Signature{}, &control.SkippedError{PerSecond: s.desk.PerSecond()}
	}
	if !ok {
		return control.Signature{}, control.ErrSignatureUnknown
	}
	out := told(&k.Finding)
	out.At, out.Provider, out.Account, out.Tenant, out.Row, out.Why = &k.At, k.Provider, k.Account, k.Tenant, k.Row, k.Why
	return out, nil
}

// Signed is what a request that was refused for its signature should have signed,
// and what it did sign, where a known mistake tells. Both are veiled; of schemes
// with a canonical request it is that, unless the mistake came after it.
func (s *Simulator) Signed(id [16]byte) (ours, theirs string) {
	k, ok := s.desk.Find(id)
	if !ok || k.Holds {
		return "", ""
	}
	if k.Theirs == nil {
		return cmp.Or(k.Ours.Canonical, k.Ours.ToSign), ""
	}
	if k.Ours.Canonical != "" && k.Ours.Canonical != k.Theirs.Canonical {
		return k.Ours.Canonical, k.Theirs.Canonical
	}
	return k.Ours.ToSign, k.Theirs.ToSign
}

// ExplainSignature implements control.Signatures.
func (s *Simulator) ExplainSignature(provider string, r *http.Request, key control.SignatureKey) (control.Signature, error) {
	names := []string{}
	for i, p := range s.Providers {
		if names = append(names, p.Traits.Name); p.Traits.Name != provider {
			continue
		}
		if !s.desk.Admit("control") {
			return control.Signature{}, control.ErrSignaturesMany
		}
		v := s.engines[i].Signature(r, explain.Key{Secret: key.Secret, Password: key.Password})
		out := told(&v.Finding)
		out.Provider, out.Account, out.Row, out.Why = provider, v.Account, v.Row, v.Why
		return out, nil
	}
	return control.Signature{}, errors.New(Known(provider, names).Error())
}

// told is a finding as the control port tells it.
func told(f *explain.Finding) control.Signature {
	said := f.Said()
	s := control.Signature{
		Holds: f.Holds, Said: control.Sentence(said), ToSign: f.Ours.ToSign, Canonical: f.Ours.Canonical, Cut: f.Cut,
		Mistakes: []control.SignatureMistake{}, Compare: []control.Sentence{},
	}
	for _, m := range f.Mistakes {
		s.Mistakes = append(s.Mistakes, control.SignatureMistake{ID: m.ID, EN: m.Text.EN, ZH: m.Text.ZH})
	}
	for _, t := range f.Compare {
		s.Compare = append(s.Compare, control.Sentence(t))
	}
	if f.Theirs != nil {
		s.Signed, s.Requested = f.Theirs.ToSign, f.Theirs.Canonical
		s.Difference = explain.Align(f.Ours.ToSign, f.Theirs.ToSign)
		if f.Ours.Canonical != "" && f.Ours.Canonical != f.Theirs.Canonical {
			s.Difference = explain.Align(f.Ours.Canonical, f.Theirs.Canonical)
		}
	}
	return s
}

var _ control.Signatures = (*Simulator)(nil)
