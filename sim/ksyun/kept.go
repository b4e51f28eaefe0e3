package ksyun

import "github.com/numsim/numsim/sim"

// parameters are those of which the journal keeps something.
func parameters(operations []string) []sim.Parameter {
	return []sim.Parameter{
		{Name: "Mobile", Holds: sim.Numbers}, {Name: "Mobiles", Holds: sim.Numbers},
		{Name: "Action", Words: operations}, {Name: "Version", Holds: sim.Version}, {Name: "Service", Words: []string{service}},
		{Name: "Region", Words: []string{"cn-beijing-6"}}, {Name: "Accesskey", Holds: sim.Secret}, {Name: "Signature", Holds: sim.Secret},
		{Name: "SignatureMethod", Words: []string{"HMAC-SHA256"}}, {Name: "SignatureVersion", Holds: sim.Version},
		{Name: "Timestamp", Holds: sim.Moment}, {Name: "SecurityToken", Holds: sim.Secret},
	}
}

func headers() []sim.Parameter {
	return []sim.Parameter{
		{Name: "Authorization", Holds: sim.Scheme, Words: []string{algorithm}},
		{Name: "Accept", Words: []string{"application/json", "*/*"}},
		{Name: "X-Amz-Date", Holds: sim.Moment}, {Name: "X-Amz-Security-Token", Holds: sim.Secret},
	}
}
