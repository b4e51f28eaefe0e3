package client

import (
	"context"
	"errors"
	"slices"

	"github.com/numsim/numsim"
)

var _ Source = (*Ksyun)(nil)

// Provider is "ksyun".
func (k *Ksyun) Provider() string { return string(ksyun) }

// MostNumbers is 50, or 1 where Check asks in real time.
func (k *Ksyun) MostNumbers() int {
	if k.realtime {
		return 1
	}
	return ksyunMost
}

// Check asks about numbers. One mainland number is asked about in real time;
// several in batches, or each in real time if the configuration has it so.
//
// A number that has not the form of a mainland one is asked about as one abroad,
// by itself: the other two operations are documented for eleven digits of the
// mainland, and one number they do not take has a whole batch refused. Four
// places of the document's list have numbers of that form (Anguilla, Antigua,
// Bermuda and American Samoa, with 1 and seven more digits behind their codes):
// ask about those with IsmsPhoneNumberStatus. What is not digits only is refused
// here and not sent.
func (k *Ksyun) Check(ctx context.Context, numbers ...numsim.Number) []Result {
	return apart(numbers, ksyunSort,
		func(some []numsim.Number) []Result {
			if k.realtime || len(distinct(some)) == 1 {
				return inBatches(ctx, some, 1, k.askRealtime, k.left("PhoneNumberStatus"))
			}
			return inBatches(ctx, some, ksyunMost, k.askBatch, k.left("BatchPhoneNumberStatus"))
		},
		func(some []numsim.Number) []Result {
			return inBatches(ctx, some, 1, k.askAbroad, k.left("IsmsPhoneNumberStatus"))
		},
		unsentNumbers(ksyun, "", "the number is not digits only, and was not sent: write it country code first, without plus or space"),
	)
}

// ksyunSort is 0 for a mainland number, 1 for one abroad, 2 for neither.
func ksyunSort(n numsim.Number) int {
	switch {
	case n.Mainland():
		return 0
	case digitsOnly(n):
		return 1
	}
	return 2
}

// left is the error of a number that an answer leaves out, of which no document
// speaks.
func (k *Ksyun) left(operation string) *Error {
	return &Error{
		Provider: string(ksyun), Operation: operation, HTTP: 200, Kind: numsim.Malformed, Charged: PerhapsCharged, Retry: true,
		Message: "the answer leaves the number out",
	}
}

func (k *Ksyun) askRealtime(ctx context.Context, one []numsim.Number) ([]Result, error) {
	got, err := k.PhoneNumberStatus(ctx, PhoneNumberStatusRequest{Mobile: one[0]})
	if err != nil {
		return nil, err
	}
	return []Result{got.result(one[0], "PhoneNumberStatus", got.RequestID)}, nil
}

// askBatch asks about all, and where the provider refuses a number without
// saying which, about each half, so that the others are answered. A refusal has
// no result to pay for.
func (k *Ksyun) askBatch(ctx context.Context, some []numsim.Number) ([]Result, error) {
	const operation = "BatchPhoneNumberStatus"
	got, err := k.BatchPhoneNumberStatus(ctx, BatchPhoneNumberStatusRequest{Mobiles: some})
	if half := len(some) / 2; half > 0 && errors.Is(err, numsim.BadNumber) {
		left := k.left(operation)
		return slices.Concat(batch(ctx, some[:half], k.askBatch, left), batch(ctx, some[half:], k.askBatch, left)), nil
	}
	if err != nil {
		return nil, err
	}
	results := make([]Result, len(got.Data))
	for i, s := range got.Data {
		results[i] = s.result(numsim.Number(s.Mobile), operation, got.RequestID)
	}
	return results, nil
}

func (k *Ksyun) askAbroad(ctx context.Context, one []numsim.Number) ([]Result, error) {
	const operation = "IsmsPhoneNumberStatus"
	got, err := k.IsmsPhoneNumberStatus(ctx, IsmsPhoneNumberStatusRequest{Mobile: one[0]})
	if err != nil {
		return nil, err
	}
	s := got.Result[0]
	return []Result{{
		Number: one[0], Status: s.NeutralStatus, Word: s.PhoneStatus, Area: s.NationEnCode,
		Provider: string(ksyun), Operation: operation, RequestID: got.RequestID, Charged: s.Charged,
	}}, nil
}

func (s KsyunStatus) result(n numsim.Number, operation, id string) Result {
	r := Result{
		Number: n, Status: s.NeutralStatus, Word: s.CheckStatus, Carrier: s.NeutralCarrier, CarrierWord: s.Carrier,
		Provider: string(ksyun), Operation: operation, RequestID: id, Charged: s.Charged,
	}
	if s.CheckStatus == "" {
		r.Err = &Error{
			Provider: r.Provider, Operation: operation, RequestID: id, HTTP: 200,
			Kind: numsim.Malformed, Charged: s.Charged, Retry: true, Message: "the answer has no CheckStatus for the number",
		}
	}
	return r
}
