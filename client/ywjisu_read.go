package client

import (
	"strconv"
	"strings"
	"time"

	"github.com/numsim/numsim"
)

// ywjisuOpen reads the envelope. Whether something is refused is said by
// resultCode; the document does not mention the HTTP status, and its sample
// does not look at it.
func ywjisuOpen(a *answer, numbers []numsim.Number) (*GetCheckResultResponse, *Error) {
	m, ok := readMembers(a.Body)
	if !ok {
		return nil, unreadable(a, "it is no JSON object")
	}
	code, message := strings.TrimSpace(m.word("resultCode")), m.word("resultMsg")
	switch {
	case code == "":
		return nil, unreadable(a, "it has no resultCode")
	case !ywjisuSuccess(code):
		c := classOf(ywjisuCodes, code)
		return nil, &Error{Code: code, Message: maskedIn(message, numbers), Kind: c.Kind, Charged: c.Charged, Retry: c.Retry}
	}
	// Where all numbers are late the list is there and empty. A success without
	// one is in no document, and does not say what was charged.
	list, ok := elements(m.take("resultObj"))
	if !ok {
		return nil, unreadable(a, "it is a success without a list in resultObj")
	}
	got := &GetCheckResultResponse{ResultCode: code, ResultMsg: message, Header: a.Header, Extra: m.extra()}
	for _, one := range list {
		got.ResultObj = append(got.ResultObj, readYwjisuStatus(one))
	}
	return got, nil
}

// ywjisuSuccess reports the codes of the document's sample and of its table. 0
// is what a number makes of the first.
func ywjisuSuccess(code string) bool {
	return code == "000000" || code == "200000" || code == "0"
}

// readYwjisuStatus takes what is said of a number out of m.
func readYwjisuStatus(m members) YwjisuStatus {
	s := YwjisuStatus{
		Mobile: m.word("mobile"), LastTime: m.word("lastTime"), Area: m.word("area"), NumberType: m.word("numberType"),
		ChargesStatus: strings.TrimSpace(m.word("chargesStatus")), Status: strings.TrimSpace(m.word("status")),
	}
	s.NeutralStatus, s.NeutralCarrier = ywjisuStatuses[s.Status], carrierIn(s.NumberType)
	s.SeenAt, s.Charged, s.Extra = ywjisuTime(s.LastTime), ywjisuCharged(s), m.extra()
	return s
}

// ywjisuStatuses are those of section 1.3.1; no other is known.
var ywjisuStatuses = map[string]numsim.Status{
	"0": numsim.Vacant, "1": numsim.Active, "2": numsim.Suspended,
	"3": numsim.Unlisted, "4": numsim.Silent, "5": numsim.Risky,
}

// ywjisuCharged is documented, section 1.3.1: 1 is charged and 0 is not, and
// status 3 never is.
func ywjisuCharged(s YwjisuStatus) Charged {
	switch {
	case s.ChargesStatus == "1":
		return IsCharged
	case s.ChargesStatus == "0", s.ChargesStatus == "" && s.Status == "3":
		return NotCharged
	}
	return PerhapsCharged
}

// ywjisuTime reads milliseconds since 1970. Later documents of the platform
// behind this one call the member an order number, so what is not a time of
// this century is none.
func ywjisuTime(text string) time.Time {
	const century, next = 946_684_800_000, 4_102_444_800_000
	ms, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil || ms < century || ms >= next {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
