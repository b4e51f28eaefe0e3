package ksyun

import (
	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
)

// appendBatch has Data first, as the sample has.
func appendBatch(b []byte, c *sim.Call, answers []sim.Answer) []byte {
	b = append(b, `{"Data":[`...)
	for i := range answers {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendState(append(b, '{'), c, &answers[i]), '}')
	}
	return append(appendID(append(b, "],"...), c), '}')
}

// appendRealtime is flat, with RequestId last.
func appendRealtime(b []byte, c *sim.Call, answers []sim.Answer) []byte {
	b = append(appendState(append(b, '{'), c, &answers[0]), ',')
	return append(appendID(b, c), '}')
}

func appendState(b []byte, c *sim.Call, a *sim.Answer) []byte {
	b = append(append(b, `"CheckStatus":"`...), scratch(c).operation.codes[a.Status]...)
	b = append(append(b, `","Mobile":"`...), a.Number...)
	b = append(append(b, `","Carrier":"`...), read(c).carrier(a.Carrier)...)
	return append(b, '"')
}

// appendAbroad has RequestId first; the switches change how Result is written.
func appendAbroad(b []byte, c *sim.Call, answers []sim.Answer) []byte {
	r, w, a := read(c), scratch(c), &answers[0]
	b = append(appendID(append(b, '{'), c), `,"Result":`...)
	if r.resultArray {
		b = append(b, '[')
	}
	b = append(append(b, `{"NationEnCode":"`...), w.place.ISO...)
	b = append(b, `","PhoneStatus":`...)
	if r.statusText {
		b = append(append(append(b, '"'), w.operation.codes[a.Status]...), '"')
	} else {
		b = append(b, w.operation.codes[a.Status]...)
	}
	b = append(append(b, `,"Mobile":"`...), r.mobile(a.Number, w.place)...)
	b = append(b, `"}`...)
	if r.resultArray {
		b = append(b, ']')
	}
	return append(b, '}')
}

// mobile is an international number as it is answered. The sample's 62******
// has six stars, whatever the number's length.
func (r *reading) mobile(n numsim.Number, place *Place) string {
	if r.mobileMasked {
		return place.Code + "******"
	}
	return string(n)
}

// appendRefusal writes the gateway's envelope, or that of the service behind
// it, which differ in Type and in the order of members.
func (p *Provider) appendRefusal(b []byte, c *sim.Call, no *sim.Refusal) []byte {
	r := read(c)
	kind, order := "Sender", "gateway"
	if p.service[no.Row.Name] {
		kind, order = "sender", "service"
	}
	if r.errorType != "" {
		kind = r.errorType
	}
	if r.errorOrder != "" {
		order = r.errorOrder
	}
	b = append(appendID(append(b, '{'), c), `,"Error":{"Type":"`...)
	b = append(append(b, kind...), `",`...)
	if order == "gateway" {
		b = sim.AppendJSON(append(b, `"Code":`...), no.Row.Code)
		b = sim.AppendJSON(append(b, `,"Message":`...), no.Text())
	} else {
		b = sim.AppendJSON(append(b, `"Message":`...), no.Text())
		b = sim.AppendJSON(append(b, `,"Code":`...), no.Row.Code)
	}
	return append(b, "}}"...)
}
