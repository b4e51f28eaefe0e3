package ksyun

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"hash"
	"strings"
	"time"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
)

const (
	unknownKey = "InvalidClientTokenId"
	mismatch   = "SignatureDoesNotMatch/mismatch"
)

// Verify implements sim.Provider: the key's state, the security token,
// freshness, and the signature last, because only it costs anything.
func (p *Provider) Verify(c *sim.Call, key *ledger.Credential) *sim.Refusal {
	w := scratch(c)
	if key.Disabled {
		return p.refuse(unknownKey, "the Accesskey "+key.ID+" is disabled")
	}
	if why := tokenFault(c, w.token, key); why != "" {
		return p.refuse(unknownKey, why)
	}
	window := c.Account.Window
	if off := c.Now.Sub(w.stamp); off > window || off < -window {
		return p.fill("SignatureDoesNotMatch/expired", string(w.stamped), "the timestamp and the provider's clock are "+off.Abs().Round(time.Millisecond).String()+" apart; the window is "+window.String())
	}
	c.FreshUntil = w.stamp.Add(window)
	if w.auth.style == simplified {
		return p.verifySimplified(w, key)
	}
	return p.verifyAWS4(c, w, key)
}

// tokenFault: a temporary key needs its own token, a permanent one has none.
func tokenFault(c *sim.Call, token []byte, key *ledger.Credential) (why string) {
	temporary := key.Token != ""
	switch {
	case !temporary && len(token) == 0:
		return ""
	case !temporary:
		return "the Accesskey " + key.ID + " is permanent and came with a security token"
	case len(token) == 0:
		return "the Accesskey " + key.ID + " is temporary and came without its security token"
	case subtle.ConstantTimeCompare(token, []byte(key.Token)) != 1:
		return "the security token is not the Accesskey's own"
	case !key.Expires.IsZero() && c.Now.After(key.Expires):
		return "the security token expired at " + key.Expires.UTC().Format(timeLayout)
	}
	return ""
}

// verifySimplified compares the text of the signature, which the document has
// in lower case.
func (p *Provider) verifySimplified(w *wire, key *ledger.Credential) *sim.Refusal {
	w.canonicalForm()
	mac := w.macOf(key)
	_, _ = mac.Write(w.toSign) // a hash never fails
	w.sum = mac.Sum(w.sum[:0])
	if !w.holds() {
		return p.refuse(mismatch, "Signature is not lower-case HMAC-SHA256 of the sorted and encoded parameters with the key's secret")
	}
	return nil
}

// macOf is the key's HMAC, ready to write to. The last one is kept with the
// scratch space, since most clients have one key and keying costs two blocks.
func (w *wire) macOf(key *ledger.Credential) hash.Hash {
	if w.mac == nil || w.keyed != key {
		w.mac, w.keyed = hmac.New(sha256.New, []byte(key.Secret)), key
	}
	w.mac.Reset()
	return w.mac
}

func (w *wire) holds() bool {
	w.want = hex.AppendEncode(w.want[:0], w.sum)
	return subtle.ConstantTimeCompare(w.want, w.signature) == 1
}

func (p *Provider) verifyAWS4(c *sim.Call, w *wire, key *ledger.Credential) *sim.Refusal {
	w.stringToSign(&c.Request)
	mac := w.derived.macOf(key, &w.auth)
	_, _ = mac.Write(w.toSign) // a hash never fails
	w.sum = mac.Sum(w.sum[:0])
	if !w.holds() {
		return p.refuse(mismatch, "the signature is not "+algorithm+" of the string to sign with the key derived from the secret")
	}
	return nil
}

// derived is the HMAC keyed for one credential and scope. The last one is
// kept: a scope lasts a day, and deriving costs more than all the rest.
type derived struct {
	mac   hash.Hash
	keyed *ledger.Credential
	scope string
}

func (d *derived) macOf(key *ledger.Credential, a *authorization) hash.Hash {
	if d.mac == nil || d.keyed != key || d.scope != a.scope {
		secret := []byte("AWS4" + key.Secret)
		for _, part := range [...]string{a.date, a.region, a.service, "aws4_request"} {
			secret = hmacOf(secret, part)
		}
		d.mac, d.keyed, d.scope = hmac.New(sha256.New, secret), key, strings.Clone(a.scope)
	}
	d.mac.Reset()
	return d.mac
}

func hmacOf(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	_, _ = mac.Write([]byte(text)) // a hash never fails
	return mac.Sum(nil)
}
