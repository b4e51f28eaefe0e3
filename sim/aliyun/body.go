package aliyun

import (
	"github.com/numsim/numsim/sim"
)

// verdict is what stands in Code and Message of an HTTP 200: OK, or a business
// code of the generations after 2020.
func verdict(out *sim.Outcome) (code, message string) {
	if out.Refusal != nil {
		return out.Refusal.Row.Code, out.Refusal.Text()
	}
	return "OK", "OK"
}

// appendBodyJSON writes an HTTP 200. DescribePhoneNumberStatus has the member
// order of the document's sample; its successors that of their pages.
func appendBodyJSON(b []byte, c *sim.Call, out *sim.Outcome, id string) []byte {
	code, message := verdict(out)
	if scratch(c).operation.masked {
		b = sim.AppendJSON(append(b, `{"Code":`...), code)
		b = sim.AppendJSON(append(b, `,"Message":`...), message)
		b = sim.AppendJSON(append(b, `,"RequestId":`...), id)
		if out.Refusal == nil {
			b = append(appendStatusJSON(append(b, `,"Data":{`...), c, out.Answers[0]), '}')
		}
		return append(b, '}')
	}
	b = append(b, '{')
	if out.Refusal == nil {
		b = append(b, `"PhoneStatus":{`...)
		b = appendStatusJSON(b, c, out.Answers[0])
		b = append(appendSerialJSON(b, c, out.Answers[0]), `},`...)
	}
	b = sim.AppendJSON(append(b, `"RequestId":`...), id)
	b = sim.AppendJSON(append(b, `,"Message":`...), message)
	b = sim.AppendJSON(append(b, `,"Code":`...), code)
	return append(b, '}')
}

func appendStatusJSON(b []byte, c *sim.Call, a sim.Answer) []byte {
	r := read(c)
	b = append(append(b, `"Status":"`...), r.word(a)...)
	b = append(append(b, `","Carrier":"`...), r.carriers[a.Carrier]...)
	return append(b, '"')
}

func appendSerialJSON(b []byte, c *sim.Call, a sim.Answer) []byte {
	r := read(c)
	switch {
	case !r.serial:
		return b
	case r.serialNumber:
		return r.appendSerial(append(b, `,"SerialId":`...), c, a.Sample)
	}
	return append(r.appendSerial(append(b, `,"SerialId":"`...), c, a.Sample), '"')
}

// appendBodyXML writes the same as XML; the root is the operation's name.
func appendBodyXML(b []byte, c *sim.Call, out *sim.Outcome, id string) []byte {
	r, root := read(c), c.Operation+"Response"
	if r.xmlRoot {
		b = appendTag(append(b, xmlHead...), "", root)
	}
	code, message := verdict(out)
	if scratch(c).operation.masked {
		b = appendElement(b, "Code", code)
		b = appendElement(b, "Message", message)
		b = appendElement(b, "RequestId", id)
		b = appendAnswerXML(b, c, out, "Data")
	} else {
		b = appendAnswerXML(b, c, out, "PhoneStatus")
		b = appendElement(b, "RequestId", id)
		b = appendElement(b, "Message", message)
		b = appendElement(b, "Code", code)
	}
	if r.xmlRoot {
		b = appendTag(b, "/", root)
	}
	return b
}

func appendAnswerXML(b []byte, c *sim.Call, out *sim.Outcome, name string) []byte {
	if out.Refusal != nil {
		return b
	}
	r, a := read(c), out.Answers[0]
	b = appendTag(b, "", name)
	b = appendElement(b, "Status", r.word(a))
	b = appendElement(b, "Carrier", r.carriers[a.Carrier])
	if r.serial {
		b = r.appendSerial(appendTag(b, "", "SerialId"), c, a.Sample)
		b = appendTag(b, "/", "SerialId")
	}
	return appendTag(b, "/", name)
}

func appendElement(b []byte, name, text string) []byte {
	return appendTag(sim.AppendXML(appendTag(b, "", name), text), "/", name)
}

func appendTag(b []byte, slash, name string) []byte {
	b = append(append(b, '<'), slash...)
	return append(append(b, name...), '>')
}
