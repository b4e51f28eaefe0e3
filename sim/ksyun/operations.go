package ksyun

import (
	"slices"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
)

// codes are the words of an operation for each status.
type codes [numsim.ProbeFailed + 1]string

// operation is one action: where its numbers are, how they are read, in which
// codes and which shape it answers.
type operation struct {
	name      string
	parameter string // that holds the numbers
	abroad    bool   // numbers with a country code
	codes     codes
	untold    []string // codes that tell nothing of the number
	decode    func(p *Provider, c *sim.Call, text []byte) *sim.Refusal
	encode    func(b []byte, c *sim.Call, answers []sim.Answer) []byte
}

// operations lists every action, in the order of the document.
func operations() []operation {
	return []operation{
		{
			name: "BatchPhoneNumberStatus", parameter: "Mobiles", codes: batchCodes(),
			untold: []string{"6", "99"}, decode: (*Provider).batch, encode: appendBatch,
		},
		{
			name: "PhoneNumberStatus", parameter: "Mobile", codes: realtimeCodes(),
			untold: []string{"9", "10"}, decode: (*Provider).single, encode: appendRealtime,
		},
		{
			name: "IsmsPhoneNumberStatus", parameter: "Mobile", abroad: true, codes: abroadCodes(),
			untold: []string{"99"}, decode: (*Provider).international, encode: appendAbroad,
		},
	}
}

func (p *Provider) operation(name []byte) *operation {
	for i := range p.operations {
		if p.operations[i].name == string(name) {
			return &p.operations[i]
		}
	}
	return nil
}

// silent reports a status that the operation answers with a code telling
// nothing.
func (o *operation) silent(s numsim.Status) bool { return slices.Contains(o.untold, o.codes[s]) }

// realtimeCodes: there is no 6, 8 or 11.
func realtimeCodes() codes {
	return codes{
		numsim.Active: "1", numsim.Silent: "1", numsim.Risky: "1",
		numsim.Vacant: "2", numsim.Busy: "3", numsim.Unreachable: "4", numsim.PoweredOff: "5",
		numsim.SuspectedOff: "7", numsim.ProbeFailed: "9", numsim.Unknown: "10", numsim.Unlisted: "10",
		numsim.WrongNumber: "12", numsim.Suspended: "13", numsim.PartSuspended: "13",
	}
}

func batchCodes() codes {
	return codes{
		numsim.Vacant: "0", numsim.Active: "1", numsim.PoweredOff: "1", numsim.SuspectedOff: "1", numsim.Busy: "1",
		numsim.Suspended: "2", numsim.PartSuspended: "2", numsim.Risky: "3", numsim.Silent: "4",
		numsim.WrongNumber: "5", numsim.Unlisted: "6",
		numsim.Unreachable: "99", numsim.ProbeFailed: "99", numsim.Unknown: "99",
	}
}

func abroadCodes() codes {
	return codes{
		numsim.Active: "1", numsim.PartSuspended: "1", numsim.Busy: "1", numsim.Silent: "1", numsim.Risky: "1",
		numsim.Suspended: "2", numsim.PoweredOff: "2", numsim.SuspectedOff: "2", numsim.Unreachable: "2",
		numsim.Vacant: "3", numsim.WrongNumber: "3",
		numsim.Unlisted: "99", numsim.ProbeFailed: "99", numsim.Unknown: "99",
	}
}
