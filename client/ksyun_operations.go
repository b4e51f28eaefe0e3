package client

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/numsim/numsim"
)

// BatchPhoneNumberStatusRequest asks about 1 to 50 mainland numbers, not in real
// time.
type BatchPhoneNumberStatusRequest struct{ Mobiles []numsim.Number }

// PhoneNumberStatusRequest asks about one mainland number in real time.
type PhoneNumberStatusRequest struct{ Mobile numsim.Number }

// IsmsPhoneNumberStatusRequest asks about one number of another place, country
// code first and without a plus sign, not in real time.
type IsmsPhoneNumberStatusRequest struct{ Mobile numsim.Number }

func (r BatchPhoneNumberStatusRequest) question() ksyunQuestion {
	return ksyunQuestion{"BatchPhoneNumberStatus", "Mobiles", r.Mobiles, ksyunMost}
}

func (r PhoneNumberStatusRequest) question() ksyunQuestion {
	return ksyunQuestion{"PhoneNumberStatus", "Mobile", []numsim.Number{r.Mobile}, 1}
}

func (r IsmsPhoneNumberStatusRequest) question() ksyunQuestion {
	return ksyunQuestion{"IsmsPhoneNumberStatus", "Mobile", []numsim.Number{r.Mobile}, 1}
}

// KsyunStatus is what cpn says of a mainland number, in its own words and in
// ours.
type KsyunStatus struct {
	CheckStatus string // empty where the answer has none
	Mobile      string
	Carrier     string

	NeutralStatus  numsim.Status // Unknown for a CheckStatus that no document has
	NeutralCarrier numsim.Carrier
	Charged        Charged
	Extra          map[string]json.RawMessage // members that no document has
}

// BatchPhoneNumberStatusResponse has the numbers as they came: perhaps not in
// order, not all of them, or twice. Check puts that right.
type BatchPhoneNumberStatusResponse struct {
	Data      []KsyunStatus
	RequestID string
	Extra     map[string]json.RawMessage
	Header    http.Header
}

// PhoneNumberStatusResponse is flat, as it comes. Its CheckStatus is not empty.
type PhoneNumberStatusResponse struct {
	KsyunStatus
	RequestID string
	Header    http.Header
}

// IsmsPhoneNumberStatusResponse has a Result of one: the document calls it an
// array and shows an object, and either is read.
type IsmsPhoneNumberStatusResponse struct {
	Result    []IsmsPhoneStatus
	RequestID string
	Extra     map[string]json.RawMessage
	Header    http.Header
}

// IsmsPhoneStatus is what cpn says of a number abroad. Its PhoneStatus is not
// empty.
type IsmsPhoneStatus struct {
	NationEnCode string // ISO 3166 alpha-2
	PhoneStatus  string // the document has a string and a number
	Mobile       string // perhaps masked, as in the document's sample

	NeutralStatus numsim.Status // Unknown for a PhoneStatus that no document has
	Charged       Charged
	Extra         map[string]json.RawMessage
}

// BatchPhoneNumberStatus asks about up to 50 mainland numbers, not in real time.
func (k *Ksyun) BatchPhoneNumberStatus(ctx context.Context, r BatchPhoneNumberStatusRequest) (*BatchPhoneNumberStatusResponse, error) {
	var got *BatchPhoneNumberStatusResponse
	err := k.do(ctx, r.question(), func(a *answer, m members, id string) (Charged, *Error) {
		list, ok := elements(m.take("Data"))
		if !ok {
			return ksyunUnreadable(a, id, "it has no list of numbers in Data")
		}
		got = &BatchPhoneNumberStatusResponse{RequestID: id, Header: a.Header, Extra: m.extra()}
		charged := make([]Charged, len(list))
		for i, one := range list {
			got.Data = append(got.Data, readKsyunStatus(one, ksyunBatchWords))
			charged[i] = got.Data[i].Charged
		}
		return anyCharged(charged), nil
	}, func(earlier Charged) {
		for i := range got.Data {
			got.Data[i].Charged = both(earlier, got.Data[i].Charged)
		}
	})
	if err != nil {
		return nil, err
	}
	return got, nil
}

// PhoneNumberStatus asks about one mainland number in real time.
func (k *Ksyun) PhoneNumberStatus(ctx context.Context, r PhoneNumberStatusRequest) (*PhoneNumberStatusResponse, error) {
	var got *PhoneNumberStatusResponse
	err := k.do(ctx, r.question(), func(a *answer, m members, id string) (Charged, *Error) {
		s := readKsyunStatus(m, ksyunRealtimeWords)
		switch {
		case s.CheckStatus == "":
			return ksyunUnreadable(a, id, "it has no CheckStatus")
		case !sameNumber(r.Mobile, s.Mobile):
			return ksyunUnreadable(a, id, "it is about another number")
		}
		got = &PhoneNumberStatusResponse{KsyunStatus: s, RequestID: id, Header: a.Header}
		return s.Charged, nil
	}, func(earlier Charged) { got.Charged = both(earlier, got.Charged) })
	if err != nil {
		return nil, err
	}
	return got, nil
}

// IsmsPhoneNumberStatus asks about one number abroad, not in real time.
func (k *Ksyun) IsmsPhoneNumberStatus(ctx context.Context, r IsmsPhoneNumberStatusRequest) (*IsmsPhoneNumberStatusResponse, error) {
	var got *IsmsPhoneNumberStatusResponse
	err := k.do(ctx, r.question(), func(a *answer, m members, id string) (Charged, *Error) {
		list, ok := elements(m.take("Result"))
		if !ok || len(list) != 1 {
			return ksyunUnreadable(a, id, "it has no number in Result, or more than one")
		}
		s := readIsmsStatus(list[0])
		switch {
		case s.PhoneStatus == "":
			return ksyunUnreadable(a, id, "it has no PhoneStatus")
		case !sameNumber(r.Mobile, s.Mobile):
			return ksyunUnreadable(a, id, "it is about another number")
		}
		got = &IsmsPhoneNumberStatusResponse{Result: []IsmsPhoneStatus{s}, RequestID: id, Header: a.Header, Extra: m.extra()}
		return s.Charged, nil
	}, func(earlier Charged) {
		for i := range got.Result {
			got.Result[i].Charged = both(earlier, got.Result[i].Charged)
		}
	})
	if err != nil {
		return nil, err
	}
	return got, nil
}
