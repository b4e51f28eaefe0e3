package conformance

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/contracts"
)

// Stage is what a step's call is made with.
type Stage struct {
	*Place
	Case     *Case
	Contract *contracts.Contract
	seed     uint64
	nonces   atomic.Uint64
	camera   *camera
	earlier  []*contracts.Exchange // of the steps before
}

// Base is the provider's URL.
func (s *Stage) Base() string { return s.Place.URL(s.Case.Provider()) }

// Key is the case's account, or another.
func (s *Stage) Key(account ...string) (Credentials, error) {
	name := cmp.Or(s.Case.Given.Account, "numsim")
	if len(account) > 0 {
		name = account[0]
	}
	return s.Place.Account(s.Case.Provider(), name)
}

// Time is the target's.
func (s *Stage) Time() time.Time {
	if s.Place.Now == nil {
		return time.Now()
	}
	return s.Place.Now()
}

// Phone is the target's number for one of ours.
func (s *Stage) Phone(number string) string {
	if s.Place.Number == nil {
		return number
	}
	return s.Place.Number(number)
}

// Nonce is new each time, and the same in each run with the same seed at a
// target that remembers no other run.
func (s *Stage) Nonce() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d%s %s nonce %d", s.seed, s.Place.Salt, s.Case.ID, s.nonces.Add(1)))
	return hex.EncodeToString(sum[:16])
}

// Same is a nonce that a case sends more than once, another in each run.
func (s *Stage) Same() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d%s %s the same", s.seed, s.Place.Salt, s.Case.ID))
	return hex.EncodeToString(sum[:16])
}

// Options are a production client's: no limit of its own, and a wait puts the
// clock forward where it can be.
func (s *Stage) Options() client.Options {
	return client.Options{
		BaseURL: s.Base(), Now: s.Time, HTTP: s.client(), Timeout: patience,
		Sleep: func(ctx context.Context, d time.Duration) error {
			if s.Place.Advance != nil {
				return cmp.Or(s.Place.Advance(d), ctx.Err())
			}
			return pause(ctx, d)
		},
	}
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// patience is how long one exchange may take.
const patience = 15 * time.Second

func (s *Stage) client() *http.Client {
	return &http.Client{
		Transport: s.camera, Timeout: patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
