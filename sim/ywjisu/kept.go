package ywjisu

import "github.com/numsim/numsim/sim"

// kept are the parameters of which the journal keeps something.
func kept() []sim.Parameter {
	return []sim.Parameter{
		{Name: "mobiles", Holds: sim.Numbers}, {Name: "code", Holds: sim.Secret}, {Name: "pwd", Holds: sim.Secret},
		{Name: "timestamp", Holds: sim.Moment}, {Name: "token", Holds: sim.Secret},
	}
}
