package client

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/numsim/numsim"
)

// DescribePhoneNumberStatusResponse and PhoneNumberStatusForResponse are one type:
// the operations differ in where an answer has its status, not in what it is.
type (
	DescribePhoneNumberStatusResponse = AliyunStatus
	PhoneNumberStatusForResponse      = AliyunStatus
)

// AliyunStatus is the answer of every operation: the provider's words as they
// came, and beside them what they mean.
type AliyunStatus struct {
	Code, Message, RequestID string
	PhoneStatus              AliyunPhoneStatus // or Data, at the successors

	Status  numsim.Status  // of PhoneStatus.Status; Unknown too where no document has the word
	Carrier numsim.Carrier // of PhoneStatus.Carrier
	Charged Charged        // by all attempts together

	// Extra has the parts that no document mentions, as JSON also where the
	// answer was XML.
	Extra  map[string]json.RawMessage
	Header http.Header
}

// AliyunPhoneStatus is the part about the number.
type AliyunPhoneStatus struct {
	Status   string // such as NORMAL
	Carrier  string // a Chinese name until 2020, a code such as CMCC since
	SerialID string // until 2021
	Extra    map[string]json.RawMessage
}

func (s *AliyunStatus) result(n numsim.Number, operation string) Result {
	return Result{
		Number: n, Status: s.Status, Word: s.PhoneStatus.Status, Carrier: s.Carrier, CarrierWord: s.PhoneStatus.Carrier,
		Provider: string(aliyun), Operation: operation, RequestID: s.RequestID, Charged: s.Charged,
	}
}

// readAliyun takes an answer apart. Business codes of the generations after
// 2020 come with HTTP 200, all others with the status of an error.
func readAliyun(a *answer, unknownIsFree bool) (*AliyunStatus, *Error) {
	m, err := aliyunMembers(a.Body)
	if err != nil {
		return nil, aliyunUnreadable(a, nil, err.Error())
	}
	code, ok := m.text("Code")
	switch {
	case !ok:
		return nil, aliyunUnreadable(a, m, "its Code is no text")
	case code == "" && a.Status >= 500 && m.has("RequestId"):
		return nil, aliyunSilent(a, m)
	case code == "" && a.Status >= 400:
		return nil, aliyunUnreadable(a, m, "it has no Code")
	case code != "" && !aliyunOK(code):
		return nil, aliyunRefusal(a, m, code)
	case a.Status != http.StatusOK:
		return nil, aliyunUnreadable(a, m, "its Code is one of success, its HTTP status is not")
	}
	return aliyunSuccess(a, m, code, unknownIsFree)
}

// aliyunOK has, beside the documented OK, what the npm client takes for it.
func aliyunOK(code string) bool {
	return strings.EqualFold(code, "OK") || strings.EqualFold(code, "Success") || code == "200"
}

// aliyunSuccess insists on a status: an answer without one says nothing, yet
// Code OK may have charged it.
func aliyunSuccess(a *answer, m parts, code string, unknownIsFree bool) (*AliyunStatus, *Error) {
	phone, err := m.object("PhoneStatus", "Data")
	if err != nil {
		return nil, aliyunUnreadable(a, m, err.Error())
	}
	s := &AliyunStatus{Code: code, RequestID: aliyunID(a, m), Header: a.Header}
	s.Message, _ = m.text("Message")
	p := &s.PhoneStatus
	p.Status, _ = phone.text("Status")
	p.Carrier, _ = phone.text("Carrier")
	p.SerialID, _ = phone.text("SerialId")
	if p.Status == "" {
		return nil, aliyunUnreadable(a, m, "it has no Status")
	}
	s.Extra, p.Extra = m.but("Code", "Message", "RequestId", "PhoneStatus", "Data"), phone.but("Status", "Carrier", "SerialId")
	s.Status, s.Carrier = aliyunStatusOf(p.Status), aliyunCarrierOf(p.Carrier)
	s.Charged = aliyunCharged(code, p.Status, unknownIsFree)
	return s, nil
}

// aliyunCharged follows the billing sentences: charged is whoever is answered
// with Code OK and another Status than UNKNOWN. Nobody says what an answer
// without a Code costs.
func aliyunCharged(code, word string, unknownIsFree bool) Charged {
	switch {
	case unknownIsFree && aliyunUnknown(word):
		return NotCharged
	case code == "":
		return PerhapsCharged
	}
	return IsCharged
}

// aliyunRefusal is an answer with a code that is not success.
func aliyunRefusal(a *answer, m parts, code string) *Error {
	text, _ := m.text("Message")
	class := aliyunClassOf(code, text, a.Status)
	return &Error{
		Code: code, Message: beforeEcho(text), RequestID: aliyunID(a, m),
		Kind: class.Kind, Charged: class.Charged, Retry: class.Retry,
	}
}

// aliyunSilent is a breakdown of the provider's that has no code. That it was
// not charged is documented for codes only.
func aliyunSilent(a *answer, m parts) *Error {
	text, _ := m.text("Message")
	if text == "" {
		text = "the answer has neither Code nor Message"
	}
	return &Error{Message: beforeEcho(text), RequestID: aliyunID(a, m), Kind: numsim.Outage, Charged: PerhapsCharged, Retry: true}
}

func aliyunUnreadable(a *answer, m parts, why string) *Error {
	e := unreadable(a, why)
	e.RequestID = aliyunID(a, m)
	return e
}

// aliyunID is in the body and in a header; either may be all that is left.
func aliyunID(a *answer, m parts) string {
	if id, _ := m.text("RequestId"); id != "" {
		return id
	}
	return a.Header.Get("X-Acs-Request-Id")
}

// beforeEcho cuts the string to sign off a message about a signature: the
// number and the security token are in it.
func beforeEcho(message string) string {
	if at := strings.Index(strings.ToLower(message), "server string"); at > 0 {
		return strings.TrimSpace(message[:at])
	}
	return message
}
