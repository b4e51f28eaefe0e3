package client

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"strings"

	"github.com/numsim/numsim"
)

// ksyunOpen reads the envelope: the members of a success beside its request id,
// or a refusal. The document's error samples differ in the case of Type and in
// the order of members, and neither matters here.
func ksyunOpen(a *answer, numbers []numsim.Number) (members, string, *Error) {
	if bytes.HasPrefix(bytes.TrimSpace(a.Body), []byte("<")) {
		return nil, "", ksyunXML(a, numbers)
	}
	m, ok := readMembers(a.Body)
	if !ok {
		return nil, "", unreadable(a, "it is no JSON object")
	}
	id := m.word("RequestId")
	if raw := m.take("Error"); !absent(raw) {
		said, _ := readMembers(raw)
		return nil, id, ksyunRefusal(a, id, said.word("Code"), said.word("Message"), numbers)
	}
	if a.Status != http.StatusOK {
		_, no := ksyunUnreadable(a, id, "it is no success and has no Error")
		return nil, id, no
	}
	return m, id, nil
}

// ksyunXML reads the form in which the gateway refuses calls to its other
// services, whatever its root is called. cpn is documented to answer JSON only.
func ksyunXML(a *answer, numbers []numsim.Number) *Error {
	var said struct {
		ID    string `xml:"RequestId"`
		Error struct{ Code, Message string }
	}
	if xml.Unmarshal(a.Body, &said) != nil || said.Error.Code == "" {
		return unreadable(a, "it is neither JSON nor the gateway's XML")
	}
	return ksyunRefusal(a, said.ID, said.Error.Code, said.Error.Message, numbers)
}

func ksyunRefusal(a *answer, id, code, message string, numbers []numsim.Number) *Error {
	if code == "" {
		_, no := ksyunUnreadable(a, id, "its Error has no Code")
		return no
	}
	c := ksyunClass(code, message)
	return &Error{
		Code: code, Message: maskedIn(message, numbers), RequestID: id,
		Kind: c.Kind, Charged: c.Charged, Retry: c.Retry,
	}
}

func ksyunUnreadable(a *answer, id, why string) (Charged, *Error) {
	no := unreadable(a, why)
	no.RequestID = id
	return no.Charged, no
}

// readKsyunStatus takes what is said of a mainland number out of m.
func readKsyunStatus(m members, words map[string]ksyunWord) KsyunStatus {
	s := KsyunStatus{CheckStatus: strings.TrimSpace(m.word("CheckStatus")), Mobile: m.word("Mobile"), Carrier: m.word("Carrier")}
	w := ksyunMeaning(words, s.CheckStatus)
	s.NeutralStatus, s.Charged = w.status, w.charged
	s.NeutralCarrier, s.Extra = carrierIn(s.Carrier), m.extra()
	return s
}

// readIsmsStatus takes what is said of a number abroad out of m.
func readIsmsStatus(m members) IsmsPhoneStatus {
	s := IsmsPhoneStatus{
		NationEnCode: m.word("NationEnCode"), PhoneStatus: strings.TrimSpace(m.word("PhoneStatus")), Mobile: m.word("Mobile"),
	}
	w := ksyunMeaning(ksyunAbroadWords, s.PhoneStatus)
	s.NeutralStatus, s.Charged, s.Extra = w.status, w.charged, m.extra()
	return s
}

// sameNumber reports whether an answer may be about the number asked: it says
// the same, says nothing, or is masked with stars as the document's sample is.
func sameNumber(asked numsim.Number, got string) bool {
	begins, ends, masked := strings.Cut(got, "*")
	if masked {
		return strings.HasPrefix(string(asked), begins) && strings.HasSuffix(string(asked), strings.TrimLeft(ends, "*"))
	}
	return got == "" || got == string(asked)
}
