package ksyun

import (
	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
)

// carriers are the short words of the samples.
var carriers = [numsim.ChinaBroadnet + 1]string{
	numsim.ChinaMobile: "移动", numsim.ChinaUnicom: "联通", numsim.ChinaTelecom: "电信", numsim.ChinaBroadnet: "广电",
}

func (r *reading) carrier(c numsim.Carrier) string {
	if c == numsim.NoCarrier {
		return r.noCarrier
	}
	return carriers[c]
}

// Encode implements sim.Provider. The service answers in JSON whatever Accept
// says.
func (p *Provider) Encode(c *sim.Call, out *sim.Outcome, reply *sim.Reply) {
	reply.Set("Content-Type", "application/json;charset=UTF-8")
	if out.Refusal != nil {
		reply.Status = out.Refusal.Row.Status
		reply.Body = p.appendRefusal(reply.Body, c, out.Refusal)
		return
	}
	reply.Status = 200
	reply.Body = scratch(c).operation.encode(reply.Body, c, out.Answers)
}

func appendID(b []byte, c *sim.Call) []byte {
	b = append(b, `"RequestId":"`...)
	if read(c).upperID {
		b = sim.AppendUpperUUID(b, c.ID)
	} else {
		b = sim.AppendLowerUUID(b, c.ID)
	}
	return append(b, '"')
}
