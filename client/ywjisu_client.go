package client

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/numsim/numsim"
)

const ywjisuOperation = "getCheckResult"

// YwjisuConfig is a client of ywjisu's number check.
type YwjisuConfig struct {
	Signer YwjisuSigner
	// LateTries is how often Check asks again, after three seconds each time,
	// about numbers whose status is late; 0 is twice, negative is never.
	LateTries int
	Options   Options
}

// Ywjisu asks the number check of ywjisu. It may be used by many goroutines at
// once.
type Ywjisu struct {
	caller    *caller
	lateTries int
	// sign holds the keys where fmt does not look.
	sign func(now func() time.Time, mobiles []string) (*http.Request, error)
}

// NewYwjisu returns a client, or an error if its settings cannot make a request.
// The clock is that of the options, or the signer's where they have none.
func NewYwjisu(c YwjisuConfig) (*Ywjisu, error) {
	if c.Options.Now == nil {
		c.Options.Now = c.Signer.Now
	}
	y := &Ywjisu{caller: newCaller(ywjisu, c.Options, ywjisuURL), lateTries: max(c.LateTries, 0)}
	if c.LateTries == 0 {
		y.lateTries = 2
	}
	y.sign = func(now func() time.Time, mobiles []string) (*http.Request, error) {
		s := c.Signer
		s.Now = now
		return s.Request(y.caller.opts.BaseURL, mobiles...)
	}
	if _, err := y.sign(y.caller.now, []string{"0"}); err != nil {
		return nil, err
	}
	return y, nil
}

// GetCheckResultRequest asks about 1 to 50 mainland numbers.
type GetCheckResultRequest struct{ Mobiles []numsim.Number }

// GetCheckResultResponse has the numbers as they came: perhaps not in order, or
// twice, and without those whose status is late. Check puts that right and asks
// again about the late ones.
type GetCheckResultResponse struct {
	ResultCode string // 000000 or 200000
	ResultMsg  string
	ResultObj  []YwjisuStatus
	Extra      map[string]json.RawMessage // members that no document has
	Header     http.Header
}

// YwjisuStatus is what the provider says of a number, in its own words and in
// ours.
type YwjisuStatus struct {
	Mobile        string
	LastTime      string // milliseconds since 1970; the document has a number, its relatives a string
	Area          string
	NumberType    string
	ChargesStatus string
	Status        string // empty where the answer has none

	NeutralStatus  numsim.Status // Unknown for a Status that no document has
	NeutralCarrier numsim.Carrier
	SeenAt         time.Time // LastTime, zero where it is no time
	Charged        Charged
	Extra          map[string]json.RawMessage
}

// GetCheckResult asks about up to 50 mainland numbers.
func (y *Ywjisu) GetCheckResult(ctx context.Context, r GetCheckResultRequest) (*GetCheckResultResponse, error) {
	mobiles := make([]string, len(r.Mobiles))
	for i, n := range r.Mobiles {
		mobiles[i] = string(n)
	}
	var got *GetCheckResultResponse
	err := y.caller.do(ctx, call{
		operation: ywjisuOperation, numbers: len(mobiles),
		sign: func(now func() time.Time) (*http.Request, error) { return y.sign(now, mobiles) },
		read: func(a *answer) (_ Charged, no *Error) {
			if got, no = ywjisuOpen(a, r.Mobiles); no != nil {
				y.suspectClock(a, no)
				return no.Charged, no
			}
			charged := make([]Charged, len(got.ResultObj))
			for i, s := range got.ResultObj {
				charged[i] = s.Charged
			}
			return anyCharged(charged), nil
		},
		settle: func(earlier Charged) {
			for i := range got.ResultObj {
				got.ResultObj[i].Charged = both(earlier, got.ResultObj[i].Charged)
			}
		},
	})
	if err != nil {
		return nil, err
	}
	return got, nil
}

// suspectClock takes 403000 for a stale timestamp where the provider's clock is
// not ours: the provider has one code for whatever the token does not prove. It
// matters only where the clock may be corrected.
func (y *Ywjisu) suspectClock(a *answer, no *Error) {
	at, err := http.ParseTime(a.Header.Get("Date"))
	if err != nil || no.Code != ywjisuRejected || !y.caller.opts.CorrectClock {
		return
	}
	if at.Sub(y.caller.now()).Abs() > time.Minute {
		no.Kind = numsim.Clock
	}
}
