package client

import (
	"context"
	"errors"
	"time"

	"github.com/numsim/numsim"
)

var _ Source = (*Ywjisu)(nil)

// ywjisuWait is how long the document asks to wait for a late status.
const ywjisuWait = 3 * time.Second

// Provider is "ywjisu".
func (y *Ywjisu) Provider() string { return string(ywjisu) }

// MostNumbers is 50.
func (y *Ywjisu) MostNumbers() int { return ywjisuMost }

// Check asks about numbers in batches. A number that an answer leaves out is
// late, and free: when all batches are answered, Check waits three seconds and
// asks again about the late ones alone. One that stays late has an error of the
// kind numsim.Late.
//
// What has not the form of a mainland number is refused here and not sent: it
// would have the whole batch refused.
func (y *Ywjisu) Check(ctx context.Context, numbers ...numsim.Number) []Result {
	return apart(numbers, ywjisuSort,
		func(some []numsim.Number) []Result { return y.patiently(ctx, some) },
		unsentNumbers(ywjisu, ywjisuOperation, "the number is not eleven digits that begin with 1, and was not sent: there are none abroad here"),
	)
}

// ywjisuSort is 0 for a mainland number and 1 for any other.
func ywjisuSort(n numsim.Number) int {
	if n.Mainland() {
		return 0
	}
	return 1
}

func (y *Ywjisu) patiently(ctx context.Context, numbers []numsim.Number) []Result {
	results := inBatches(ctx, numbers, ywjisuMost, y.ask, ywjisuLate())
	for range y.lateTries {
		var late []numsim.Number
		var places []int
		for i, r := range results {
			if errors.Is(r.Err, numsim.Late) {
				late, places = append(late, numbers[i]), append(places, i)
			}
		}
		if len(late) == 0 || y.caller.opts.Sleep(ctx, ywjisuWait) != nil {
			break
		}
		for i, r := range inBatches(ctx, late, ywjisuMost, y.ask, ywjisuLate()) {
			results[places[i]] = r
		}
	}
	return results
}

// ywjisuLate is documented, section 1.4: wait three seconds and ask again; no
// result is not charged. That a late number is left out of the list is how the
// server of 2017 had it.
func ywjisuLate() *Error {
	return &Error{
		Provider: string(ywjisu), Operation: ywjisuOperation, HTTP: 200, Kind: numsim.Late, Retry: true, After: ywjisuWait,
		Message: "the carrier has not answered yet and the number is left out: ask again in three seconds or later",
	}
}

// ask is one call. Where an element does not say whose it is, a number that is
// not found may be the one it is about, and asking again may pay again.
func (y *Ywjisu) ask(ctx context.Context, some []numsim.Number) ([]Result, error) {
	got, err := y.GetCheckResult(ctx, GetCheckResultRequest{Mobiles: some})
	if err != nil {
		return nil, err
	}
	results := make([]Result, len(got.ResultObj))
	var left error
	for i, s := range got.ResultObj {
		results[i] = s.result()
		if !digitsOnly(results[i].Number) {
			left = ywjisuMalformed(PerhapsCharged, "the answer has an element that does not say which number it is about")
		}
	}
	return results, left
}

func (s YwjisuStatus) result() Result {
	r := Result{
		Number: numsim.Number(s.Mobile), Status: s.NeutralStatus, Word: s.Status,
		Carrier: s.NeutralCarrier, CarrierWord: s.NumberType, Area: s.Area, SeenAt: s.SeenAt,
		Provider: string(ywjisu), Operation: ywjisuOperation, Charged: s.Charged,
	}
	if s.Status == "" {
		r.Err = ywjisuMalformed(s.Charged, "the answer has no status for the number")
	}
	return r
}

func ywjisuMalformed(charged Charged, why string) error {
	return &Error{
		Provider: string(ywjisu), Operation: ywjisuOperation, HTTP: 200,
		Kind: numsim.Malformed, Charged: charged, Retry: true, Message: why,
	}
}
