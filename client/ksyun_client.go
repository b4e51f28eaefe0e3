package client

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/numsim/numsim"
)

const (
	ksyunVersion = "2019-05-01"
	ksyunMost    = 50 // Mobiles of one BatchPhoneNumberStatus
)

// KsyunConfig is a client of Kingsoft Cloud's number service (cpn).
type KsyunConfig struct {
	Signer KsyunSigner
	AWS4   bool // sign as the official SDKs do, instead of with signature version 1.0
	// Realtime has Check ask about several numbers in real time too, with a call
	// for each. Without it they are asked about in batches of 50, which the
	// provider answers from what it has on record.
	Realtime bool
	Options  Options
}

// Ksyun asks Kingsoft Cloud's number service (cpn). It may be used by many
// goroutines at once.
type Ksyun struct {
	caller   *caller
	realtime bool
	// sign holds the keys where fmt does not look.
	sign func(now func() time.Time, params map[string]string) (*http.Request, error)
}

// NewKsyun returns a client, or an error if its settings cannot make a request.
// The clock is that of the options, or the signer's where they have none.
func NewKsyun(c KsyunConfig) (*Ksyun, error) {
	if c.Options.Now == nil {
		c.Options.Now = c.Signer.Now
	}
	k := &Ksyun{caller: newCaller(ksyun, c.Options, ksyunURL), realtime: c.Realtime}
	k.sign = func(now func() time.Time, params map[string]string) (*http.Request, error) {
		s := c.Signer
		s.Now = now
		if c.AWS4 {
			return s.AWS4(k.caller.opts.BaseURL, params)
		}
		return s.V1(k.caller.opts.BaseURL, params)
	}
	_, err := k.sign(k.caller.now, map[string]string{"Action": "PhoneNumberStatus", "Version": ksyunVersion})
	if err != nil {
		return nil, err
	}
	return k, nil
}

// KsyunRequest is a request for one of the three operations.
type KsyunRequest interface{ question() ksyunQuestion }

type ksyunQuestion struct {
	operation string
	parameter string // that holds the numbers
	numbers   []numsim.Number
	most      int
}

func (q ksyunQuestion) params() (map[string]string, error) {
	switch n := len(q.numbers); {
	case n == 0:
		return nil, fmt.Errorf("%s is empty: give 1 to %d numbers", q.parameter, q.most)
	case n > q.most:
		return nil, fmt.Errorf("%s has %d numbers: one request takes %d, send the rest in another", q.parameter, n, q.most)
	}
	texts := make([]string, len(q.numbers))
	for i, n := range q.numbers {
		if !digitsOnly(n) {
			return nil, fmt.Errorf("number %d of %d in %s is not digits only: give each by itself, without comma, space or plus",
				i+1, len(q.numbers), q.parameter)
		}
		texts[i] = string(n)
	}
	return map[string]string{
		"Action": q.operation, "Version": ksyunVersion, q.parameter: strings.Join(texts, ","),
	}, nil
}

// do makes the call of q. take reads the members of a success, whose request id
// is already taken.
func (k *Ksyun) do(ctx context.Context, q ksyunQuestion, take func(*answer, members, string) (Charged, *Error), settle func(Charged)) error {
	return k.caller.do(ctx, call{
		operation: q.operation, numbers: len(q.numbers), settle: settle,
		sign: func(now func() time.Time) (*http.Request, error) {
			params, err := q.params()
			if err != nil {
				return nil, err
			}
			return k.sign(now, params)
		},
		read: func(a *answer) (Charged, *Error) {
			m, id, no := ksyunOpen(a, q.numbers)
			if no != nil {
				return no.Charged, no
			}
			return take(a, m, id)
		},
	})
}

// DryRun asks whether the key may make the call, without making it: nil is yes.
// It is free.
func (k *Ksyun) DryRun(ctx context.Context, r KsyunRequest) error {
	q := r.question()
	return k.caller.do(ctx, call{
		operation: q.operation, numbers: len(q.numbers),
		sign: func(now func() time.Time) (*http.Request, error) {
			params, err := q.params()
			if err != nil {
				return nil, err
			}
			params["DryRun"] = "true"
			return k.sign(now, params)
		},
		read: func(a *answer) (Charged, *Error) {
			_, id, no := ksyunOpen(a, q.numbers)
			switch {
			case no == nil:
				no = unreadable(a, "it is an answer, though a dry run was asked for")
				no.RequestID, no.Retry = id, false
				return no.Charged, no
			case no.Code == ksyunDry:
				return NotCharged, nil // the provider's way of saying yes
			}
			return no.Charged, no
		},
	})
}
