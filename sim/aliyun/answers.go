package aliyun

import (
	"encoding/binary"
	"strconv"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
)

const unknownWord = "UNKNOWN"

// statusWord projects a status into the document's three words. The FAQ knows
// more statuses than the table has words for; they are UNKNOWN, unless the
// later generation's words are switched on.
func (r *reading) statusWord(s numsim.Status) string {
	if r.laterWords {
		switch s {
		case numsim.PartSuspended:
			return "FUNCTIONAL_SHUTDOWN"
		case numsim.PoweredOff:
			return "POWER_OFF"
		case numsim.SuspectedOff:
			return "SUSPECTED_POWER_OFF"
		case numsim.Busy:
			return "BUSY"
		}
	}
	switch s {
	case numsim.Active, numsim.Busy, numsim.Silent, numsim.Risky:
		return "NORMAL"
	case numsim.Vacant:
		return "NOT_EXIST"
	case numsim.Suspended:
		return "SHUTDOWN"
	}
	return unknownWord
}

// carrierWord is the document's name of a carrier.
func carrierWord(c numsim.Carrier) string {
	switch c {
	case numsim.ChinaMobile:
		return "中国移动"
	case numsim.ChinaUnicom:
		return "中国联通"
	case numsim.ChinaTelecom:
		return "中国电信"
	case numsim.ChinaBroadnet:
		return "中国广电"
	}
	return "未知"
}

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
	switch {
	case out.Refusal != nil && w.json:
		reply.Body = p.appendRefusalJSON(reply.Body, c, out.Refusal, id)
	case out.Refusal != nil:
		reply.Body = p.appendRefusalXML(reply.Body, c, out.Refusal, id)
	case w.json:
		reply.Body = appendAnswerJSON(reply.Body, c, out.Answers[0], id)
	default:
		reply.Body = appendAnswerXML(reply.Body, c, out.Answers[0], id)
	}
	reply.Status = p.httpStatus(c, out.Refusal)
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

func appendAnswerJSON(b []byte, c *sim.Call, a sim.Answer, id string) []byte {
	r := read(c)
	b = append(b, `{"PhoneStatus":{"Status":"`...)
	b = append(b, r.statusWord(a.Status)...)
	b = append(b, `","Carrier":"`...)
	b = append(b, carrierWord(a.Carrier)...)
	b = append(b, `","SerialId":`...)
	if r.serialNumber {
		b = r.appendSerial(b, c, a.Sample)
	} else {
		b = append(r.appendSerial(append(b, '"'), c, a.Sample), '"')
	}
	b = append(b, `},"RequestId":"`...)
	b = append(b, id...)
	return append(b, `","Message":"OK","Code":"OK"}`...)
}

func appendAnswerXML(b []byte, c *sim.Call, a sim.Answer, id string) []byte {
	r := read(c)
	if r.xmlRoot {
		b = append(b, xmlHead+"<DescribePhoneNumberStatusResponse>"...)
	}
	b = append(b, "<PhoneStatus><Status>"...)
	b = append(b, r.statusWord(a.Status)...)
	b = append(b, "</Status><Carrier>"...)
	b = append(b, carrierWord(a.Carrier)...)
	b = append(b, "</Carrier><SerialId>"...)
	b = r.appendSerial(b, c, a.Sample)
	b = append(b, "</SerialId></PhoneStatus><RequestId>"...)
	b = append(b, id...)
	b = append(b, "</RequestId><Message>OK</Message><Code>OK</Code>"...)
	if r.xmlRoot {
		b = append(b, "</DescribePhoneNumberStatusResponse>"...)
	}
	return b
}
