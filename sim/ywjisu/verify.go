package ywjisu

import (
	"crypto/md5"
	"crypto/subtle"
	"encoding/hex"
	"net/netip"
	"time"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
)

// Verify implements sim.Provider: the caller's secrets first, then the state
// of the account, then the address the call came from.
func (p *Provider) Verify(c *sim.Call, key *ledger.Credential) *sim.Refusal {
	w, window := scratch(c), c.Account.Window
	if subtle.ConstantTimeCompare(w.values[pwd], []byte(key.Password)) != 1 {
		return p.doubt(rejectedRow, sim.InParts, "the pwd is not the account's")
	}
	if !w.tokenHolds(key.Secret, read(c).lowerCaseOnly) {
		return p.doubt(rejectedRow, sim.InValue, "the token is not md5 of code, private key and timestamp in hexadecimal digits")
	}
	if off := c.Now.Sub(w.stamp); off > window || off < -window {
		return p.doubt(read(c).stale, sim.InParts, "the timestamp and the provider's clock are "+off.Abs().Round(time.Millisecond).String()+" apart; the window is "+window.String())
	}
	c.FreshUntil = w.stamp.Add(window)
	if key.Disabled {
		return p.refuse(standings[ledger.Disabled], "the code "+key.ID+" is disabled")
	}
	if no := p.checkStanding(c); no != nil {
		return no
	}
	if !allowed(c.Account.Peers, c.Request.Remote) {
		return p.refuse("400102", "the call does not come from an address in allow-ips; headers such as X-Forwarded-For are not looked at")
	}
	return nil
}

// tokenHolds compares digits, not the bytes they stand for. The three texts
// are joined without a separator, so one token fits several accounts: the
// document has it so.
func (w *wire) tokenHolds(key string, lowerCaseOnly bool) bool {
	w.toSign = append(append(append(w.toSign[:0], w.values[code]...), key...), w.values[timestamp]...)
	sum := md5.Sum(w.toSign)
	w.want = hex.AppendEncode(w.want[:0], sum[:])
	w.got = append(w.got[:0], w.values[token]...)
	for i, d := range w.got {
		if 'A' <= d && d <= 'F' && !lowerCaseOnly {
			w.got[i] = d - 'A' + 'a'
		}
	}
	return subtle.ConstantTimeCompare(w.want, w.got) == 1
}

// checkStanding is here rather than left to the engine because the account is
// judged before its addresses and its numbers. An account that answers with a
// row of its own does so whatever its standing, as at every provider.
func (p *Provider) checkStanding(c *sim.Call) *sim.Refusal {
	if c.Account.Standing == ledger.Good || c.Account.Answers != "" {
		return nil
	}
	return p.Refuse(c, sim.BadStanding)
}

// allowed reports whether the caller's address is in one of the networks. An
// IPv4 address is the same whether it came in over IPv4 or mapped into IPv6,
// and whichever way the network is written.
func allowed(networks []netip.Prefix, remote string) bool {
	if len(networks) == 0 {
		return true
	}
	peer, err := netip.ParseAddrPort(remote)
	if err != nil {
		return false
	}
	addr := peer.Addr().WithZone("").Unmap()
	for _, network := range networks {
		if unmapped(network).Contains(addr) {
			return true
		}
	}
	return false
}

const mappedBits = 96 // of ::ffff:0:0/96, where IPv6 has the IPv4 addresses

func unmapped(network netip.Prefix) netip.Prefix {
	if !network.Addr().Is4In6() || network.Bits() < mappedBits {
		return network
	}
	return netip.PrefixFrom(network.Addr().Unmap(), network.Bits()-mappedBits)
}
