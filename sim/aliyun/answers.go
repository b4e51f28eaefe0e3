package aliyun

import (
	"encoding/binary"
	"strconv"

	"github.com/numsim/numsim/sim"
)

const unknownWord = "UNKNOWN"

// appendSerial writes SerialId: 11 and digits drawn with the request id, since
// only its length is documented. The sample number has the sample's own.
func (r *reading) appendSerial(dst []byte, c *sim.Call, sample bool) []byte {
	drawn := binary.BigEndian.Uint64(c.ID[8:]) % 100_000_000_000
	if sample {
		drawn = 0
	}
	digits := strconv.AppendUint(make([]byte, 0, 16), 1_100_000_000_000+drawn, 10)
	return append(dst, digits[:r.serialDigits]...)
}

// Encode implements sim.Provider.
func (p *Provider) Encode(c *sim.Call, out *sim.Outcome, reply *sim.Reply) {
	w, id := scratch(c), sim.UpperUUID(c.ID)
	reply.Status = p.httpStatus(c, out.Refusal)
	switch enveloped := reply.Status != 200; {
	case enveloped && w.json:
		reply.Body = p.appendRefusalJSON(reply.Body, c, out.Refusal, id)
	case enveloped:
		reply.Body = p.appendRefusalXML(reply.Body, c, out.Refusal, id)
	case w.json:
		reply.Body = appendBodyJSON(reply.Body, c, out, id)
	default:
		reply.Body = appendBodyXML(reply.Body, c, out, id)
	}
	p.setHeaders(c, reply, w.json, id)
}

func (p *Provider) httpStatus(c *sim.Call, no *sim.Refusal) int {
	if no == nil {
		return 200
	}
	if other, ok := read(c).status[no.Row.Name]; ok {
		return other
	}
	return no.Row.Status
}

// setHeaders sends what public answers of 2022 to 2025 carry. ETag is left
// out: how it is made is not known.
func (p *Provider) setHeaders(c *sim.Call, reply *sim.Reply, json bool, id string) {
	kind := "text/xml;charset=utf-8" // the Tea cores take exactly this for XML
	if json {
		kind = "application/json;charset=utf-8"
	}
	trace := c.ID
	for i := range trace {
		trace[i] = ^c.ID[15-i]
	}
	reply.Set("Content-Type", kind)
	reply.Set("Connection", "keep-alive")
	reply.Set("Keep-Alive", "timeout=25")
	reply.Set("Access-Control-Allow-Origin", "*")
	reply.Set("Access-Control-Expose-Headers", "*")
	reply.Set("x-acs-request-id", id)
	reply.Set("x-acs-trace-id", sim.LowerHex(trace))
}
