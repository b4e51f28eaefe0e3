package aliyun

import (
	"github.com/numsim/numsim/sim"
)

// xmlHead is the gateway's declaration, with its single quotes.
const xmlHead = "<?xml version='1.0' encoding='UTF-8'?>"

// JSON error members in the orders seen over the years.
var (
	orderToday   = [...]string{"RequestId", "Message", "Recommend", "HostId", "Code"}
	orderOld     = [...]string{"Recommend", "Message", "RequestId", "HostId", "Code"}
	orderBackend = [...]string{"RequestId", "HostId", "Code", "Message", "Recommend"}
)

// appendRefusalJSON writes the gateway's error envelope. Every member is a
// string: alibaba-cloud-sdk-go panics on anything else.
func (p *Provider) appendRefusalJSON(b []byte, c *sim.Call, no *sim.Refusal, id string) []byte {
	value := map[string]string{
		"RequestId": id, "HostId": c.Request.Host, "Code": no.Row.Code, "Message": no.Text(),
		"Recommend": recommend(read(c).envelope, no.Row.Code, id),
	}
	open := byte('{')
	for _, member := range p.order(c, no) {
		if value[member] == "" && member == "Recommend" {
			continue
		}
		b = append(b, open)
		b = sim.AppendJSON(b, member)
		b = append(b, ':')
		b = sim.AppendJSON(b, value[member])
		open = ','
	}
	return append(b, '}')
}

func (p *Provider) order(c *sim.Call, no *sim.Refusal) [5]string {
	switch r := read(c); {
	case r.backendOrder && p.business[no.Row.Name]:
		return orderBackend
	case r.envelope == "2019" || r.envelope == "2017":
		return orderOld
	}
	return orderToday
}

// recommend is the link to the vendor's own diagnosis; before about 2018 there
// was none.
func recommend(envelope, code, id string) string {
	switch envelope {
	case "2017":
		return ""
	case "2019", "2021":
		return "https://error-center.aliyun.com/status/search?Keyword=" + code + "&source=PopGw"
	case "2022":
		return "https://next.api.aliyun.com/troubleshoot?q=" + code + "&product=" + product
	case "2023":
		return "https://api.aliyun.com/troubleshoot?q=" + code + "&product=" + product
	}
	return "https://api.aliyun.com/troubleshoot?q=" + code + "&product=" + product + "&requestId=" + id
}

// appendRefusalXML writes the same as <Error>, in the order XML answers have.
func (p *Provider) appendRefusalXML(b []byte, c *sim.Call, no *sim.Refusal, id string) []byte {
	b = append(b, xmlHead+"<Error>"...)
	b = appendElement(b, "RequestId", id)
	b = appendElement(b, "HostId", c.Request.Host)
	b = appendElement(b, "Code", no.Row.Code)
	b = appendElement(b, "Message", no.Text())
	if link := recommend(read(c).envelope, no.Row.Code, id); link != "" {
		b = append(b, "<Recommend><![CDATA["...)
		b = append(b, link...)
		b = append(b, "]]></Recommend>"...)
	}
	return append(b, "</Error>"...)
}
