package aliyun

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"strings"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
)

// Verify implements sim.Provider: whether the account's generation, which was
// not known before, has the operation; freshness; the key's state; the security
// token; and the signature last, because only it costs anything.
func (p *Provider) Verify(c *sim.Call, key *ledger.Credential) *sim.Refusal {
	w := scratch(c)
	if g := read(c).generation; !g.serves(c.Operation) {
		return p.refuse("InvalidAction.NotFound", "the account's profile, "+g.profile+", has no "+c.Operation)
	}
	window := c.Account.Window
	if off := c.Now.Sub(w.stamp); off > window || off < -window {
		return p.refuse("InvalidTimeStamp.Expired", "the timestamp and the provider's clock are "+off.Abs().Round(time.Millisecond).String()+" apart; the window is "+window.String())
	}
	c.FreshUntil = w.stamp.Add(window)
	if key.Disabled {
		return p.refuse("InvalidAccessKeyId.Inactive", "the key "+key.ID+" is disabled")
	}
	if no := p.verifyToken(c, w, key); no != nil {
		return no
	}
	if w.v3 {
		return p.verifyV3(c, w, key)
	}
	return p.verifyV1(c, w, key)
}

// verifyToken: a temporary key needs its own token, a permanent one has none.
func (p *Provider) verifyToken(c *sim.Call, w *wire, key *ledger.Credential) *sim.Refusal {
	temporary := key.Token != ""
	switch {
	case len(w.token) == 0 && temporary:
		return p.refuse("MissingSecurityToken", "the key "+key.ID+" is temporary and came without its SecurityToken")
	case len(w.token) == 0:
		return nil
	case !tokenForm(w.token):
		return p.refuse("InvalidSecurityToken.Malformed", "the SecurityToken is under 16 bytes or has bytes no token has")
	case !temporary:
		return p.refuse("InvalidSecurityToken.MismatchWithAccessKey", "the key "+key.ID+" is permanent and came with a SecurityToken")
	case subtle.ConstantTimeCompare(w.token, []byte(key.Token)) != 1:
		return p.refuse("InvalidSecurityToken.MismatchWithAccessKey", "the SecurityToken is not the key's own")
	case !key.Expires.IsZero() && c.Now.After(key.Expires):
		return p.refuse("InvalidSecurityToken.Expired", "the SecurityToken expired at "+key.Expires.UTC().Format(timeLayout))
	}
	return nil
}

func tokenForm(token []byte) bool {
	const extra = "+/=-_."
	for _, b := range token {
		letter := 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9'
		if !letter && strings.IndexByte(extra, b) < 0 {
			return false
		}
	}
	return len(token) >= 16
}

// verifyV1 compares the text of the signature, never its decoded bytes: base64
// has many spellings of one value and clients send one.
func (p *Provider) verifyV1(c *sim.Call, w *wire, key *ledger.Credential) *sim.Refusal {
	w.stringToSignV1(c.Request.Method)
	mac := w.macV1(key)
	_, _ = mac.Write(w.toSign) // a hash never fails
	w.sum = mac.Sum(w.sum[:0])
	w.want = base64.StdEncoding.AppendEncode(w.want[:0], w.sum)
	if subtle.ConstantTimeCompare(w.want, w.signature) == 1 {
		return nil
	}
	row := p.catalogue.Find(mismatchV1)
	if read(c).incomplete {
		row = p.catalogue.Find("IncompleteSignature")
	}
	return &sim.Refusal{Row: row, Message: p.echo(c, row), Doubt: sim.InValue, Why: "the signature is not HMAC-SHA1 of the string to sign with the key's secret and a trailing &"}
}

// macV1 is the key's HMAC, ready to write to. The last one is kept with the
// scratch space, since most clients have one key and keying costs two blocks.
func (w *wire) macV1(key *ledger.Credential) hash.Hash {
	if w.mac == nil || w.keyed != key {
		w.mac, w.keyed = hmac.New(sha1.New, []byte(key.Secret+"&")), key
	}
	w.mac.Reset()
	return w.mac
}

// stringToSignV1 is METHOD&%2F& and the canonical query, which holds encoded
// parameters and is encoded as a whole once more; done here in one pass.
func (w *wire) stringToSignV1(method string) {
	b := append(append(w.toSign[:0], method...), "&%2F&"...)
	separator := ""
	for _, pair := range w.form.Pairs {
		if string(pair.Key) == "Signature" {
			continue
		}
		b = append(b, separator...)
		b = sim.AppendPercentTwice(b, pair.Key)
		b = append(b, "%3D"...)
		b = sim.AppendPercentTwice(b, pair.Value)
		separator = "%26"
	}
	w.toSign = b
}

func (p *Provider) verifyV3(c *sim.Call, w *wire, key *ledger.Credential) *sim.Refusal {
	w.stringToSignV3(&c.Request)
	mac := hmac.New(w.auth.newHash, []byte(key.Secret))
	_, _ = mac.Write(w.toSign) // a hash never fails
	want := hex.AppendEncode(nil, mac.Sum(nil))
	why, doubt := "", sim.InValue
	switch {
	case subtle.ConstantTimeCompare(want, w.signature) != 1:
		why = "the signature is not " + w.auth.algorithm + " of the string to sign with the key's secret"
	case !bytes.HasSuffix(w.canonical, []byte("\n"+c.Request.Header.Get("X-Acs-Content-Sha256"))):
		why, doubt = "x-acs-content-sha256 is not the hash of the body", sim.InParts
	default:
		return nil
	}
	row := p.catalogue.Find(mismatchV3)
	return &sim.Refusal{Row: row, Message: p.echo(c, row), Why: why, Doubt: doubt}
}

// echo fills a message that shows the caller what the gateway signed. SDKs
// compare it with their own string, to tell a wrong secret from a wrong
// signer, so it must be exact.
func (p *Provider) echo(c *sim.Call, row *numsim.Row) string {
	w, message := scratch(c), row.Message
	if row.Name == mismatchV3 && read(c).v3Lines {
		message = strings.ReplaceAll(message, " server ", "\nserver ")
	}
	return strings.NewReplacer(
		"{StringToSign}", string(w.toSign),
		"{CanonicalRequest}", string(w.canonical),
	).Replace(message)
}
