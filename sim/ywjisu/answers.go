package ywjisu

import (
	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
)

// The digits of status that more than the table of words speaks of.
const (
	leftOut  = 0 // no digit: the number is not in the answer
	vacant   = '0'
	unlisted = '3'
	silent   = '4'
)

// digits projects a status into the six of section 1.3.1. What the provider
// does not know yet, it leaves out.
func digits() (words [numsim.ProbeFailed + 1]byte) {
	for s, digit := range map[numsim.Status]byte{
		numsim.Active: '1', numsim.Vacant: vacant, numsim.Suspended: '2', numsim.PartSuspended: '5',
		numsim.PoweredOff: '1', numsim.SuspectedOff: '1', numsim.Busy: '1', numsim.Unreachable: unlisted,
		numsim.Silent: silent, numsim.Risky: '5', numsim.Unlisted: unlisted, numsim.WrongNumber: unlisted,
		numsim.ProbeFailed: leftOut, numsim.Unknown: leftOut,
	} {
		words[s] = digit
	}
	return words
}

// malformed numbers get this far by a switch only. What a scenario says of
// them does not count: they are no numbers.
func (r *reading) malformed(a *sim.Answer) bool { return r.malformedAlone && !a.Number.Mainland() }

// status is the answer's digit, leftOut where there is none to give yet.
func (r *reading) status(a *sim.Answer) byte {
	switch {
	case r.malformed(a):
		return vacant
	case a.Late:
		return leftOut
	case r.unassignedVacant && a.Carrier == numsim.NoCarrier && a.Status == numsim.WrongNumber:
		return vacant
	}
	return r.words[a.Status]
}

// billed is what chargesStatus says and the account pays for.
func (r *reading) billed(a *sim.Answer) bool {
	digit := r.status(a)
	return digit != leftOut && digit != unlisted && !r.malformed(a)
}

// Encode implements sim.Provider.
func (p *Provider) Encode(c *sim.Call, out *sim.Outcome, reply *sim.Reply) {
	reply.Status = 200
	if out.Refusal != nil {
		reply.Status = out.Refusal.Row.Status
	}
	if scratch(c).lost {
		reply.Status = read(c).lostStatus
	}
	reply.Body = appendBody(reply.Body, c, out)
	reply.Set("Content-Type", "application/json;charset=utf-8")
}
