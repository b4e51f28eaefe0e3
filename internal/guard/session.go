package guard

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"io"
	"io/fs"
	"net"
	"net/http"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/internal/wire"
)

// Options are what somebody allows a live run. What is not allowed is refused.
type Options struct {
	Provider      string
	Keys          wire.Keys // see FromEnvironment
	AcceptCharges bool
	// MaxCNY is the most this run may cost; it has to be set. With 0 only what
	// surely costs nothing is sent.
	MaxCNY *numsim.Money
	// PriceCNY is the worst price of one number. Nil is the documented one,
	// where there is one.
	PriceCNY *numsim.Money
	DailyCNY numsim.Money  // for this key, over all runs of a day in China; 0 is MaxCNY
	MaxCalls int           // 0 is 20
	Every    time.Duration // between two calls; 0 is a second
	Limit    time.Duration // for the whole run; 0 is ten minutes
	Numbers  *AllowList
	Ledger   string  // path of the file that money is counted in
	Files    []fs.FS // repository and scenarios: no credential may stand in them

	// Plan has every call checked, written here, and not sent. The ledger is
	// not touched.
	Plan io.Writer
	Warn func(string)     // is told when four fifths of the money are spent; nil is nobody
	Now  func() time.Time // nil is time.Now
	// Sleep waits between two calls; nil waits on wall time.
	Sleep func(context.Context, time.Duration) error
	// StandIn is for tests only: a simulator on this machine in the place of
	// the provider.
	StandIn *StandIn
}

// StandIn answers under the provider's name on loopback, with a certificate
// that CA vouches for.
type StandIn struct {
	CA   *x509.CertPool
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Session is one live run. It is an http.RoundTripper, and the only one that
// may go out; it may be used by several goroutines.
type Session struct {
	provider wire.Provider
	keys     wire.Keys
	key      string // hash of the key's id
	o        Options
	began    time.Time
	out      *http.Transport

	turn   chan struct{} // held while a call is admitted
	ledger *ledger       // nil in a plan
	last   time.Time

	spent  numsim.Money // and what follows: while it is one's turn
	calls  int
	warned bool
}

// Open checks what can be checked before the first call.
func Open(o Options) (*Session, error) {
	p, err := wire.Of(o.Provider)
	if err != nil {
		return nil, refuse(Settings, "name aliyun, ksyun or ywjisu", "there is no provider of that name")
	}
	s := &Session{provider: p, keys: o.Keys, o: o.settled(), turn: make(chan struct{}, 1)}
	sum := sha256.Sum256([]byte("numsim ledger " + p.Name + " " + o.Keys.ID))
	s.key, s.began = hex.EncodeToString(sum[:8]), s.now()
	if err := s.check(); err != nil {
		return nil, err
	}
	s.out = s.o.transport()
	if o.Plan == nil {
		if s.ledger, err = openLedger(o.Ledger); err != nil {
			return nil, err
		}
		s.last = s.ledger.last
		if err := s.rightClock(); err != nil {
			_ = s.ledger.close()
			return nil, err
		}
	}
	return s, nil
}

func (o Options) settled() Options {
	o.MaxCalls = cmp.Or(o.MaxCalls, 20)
	o.Every = cmp.Or(o.Every, time.Second)
	o.Limit = cmp.Or(o.Limit, 10*time.Minute)
	if o.MaxCNY != nil {
		o.DailyCNY = cmp.Or(o.DailyCNY, *o.MaxCNY)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	return o
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Session) now() time.Time { return s.o.Now() }

// highest is more than anybody pays for a number, and keeps sums from running
// over.
const highest = 10_000 * numsim.Yuan

func (s *Session) check() error {
	o := s.o
	switch {
	case !o.AcceptCharges && o.Plan == nil:
		return refuse(Consent, "add --accept-charges, or --plan to send nothing", "a live run may cost money, and nobody has accepted that")
	case o.MaxCNY == nil:
		return refuse(Settings, "add --max-cny, with 0 for what is free", "nobody has said what the run may cost")
	case *o.MaxCNY < 0 || *o.MaxCNY > highest || o.DailyCNY < 0 || o.DailyCNY > highest:
		return refuse(Settings, "give an amount from 0 to 10000 yuan", "the cap on money makes no sense")
	case o.PriceCNY != nil && (*o.PriceCNY <= 0 || *o.PriceCNY > highest):
		return refuse(Price, "give the most that one number may cost, in yuan", "the price of a number makes no sense")
	case o.PriceCNY != nil && *o.PriceCNY < s.documented():
		return refuse(Price, "give at least that; discounts are not the worst case", "the price given is below the documented one of %s yuan", s.documented())
	case o.MaxCalls < 0 || o.Every < 0 || o.Limit < 0:
		return refuse(Settings, "give positive limits", "a limit is negative")
	case o.Numbers == nil:
		return refuse(Numbers, allowListForm, "there is no allow-list of numbers")
	case o.Ledger == "" && o.Plan == nil:
		return refuse(Ledger, "name a file that stays", "there is no ledger to count money in")
	}
	return s.checkKeys()
}

func (s *Session) checkKeys() error {
	if s.keys.ID == "" || s.keys.Secret == "" {
		return refuse(Credentials, "export the variables of the provider", "there are no credentials")
	}
	for _, n := range s.keys.Named() {
		if s.o.StandIn == nil && simulators(n.Value.Reveal()) {
			return refuse(Credentials, "export the real one; a simulator needs no live run", "the %s is a simulator's", n.Name)
		}
	}
	return Planted(s.keys, s.o.Files...)
}

// documented is the price of a number that a document prints; 000:203-207.
func (s *Session) documented() numsim.Money {
	if s.provider.Name == "aliyun" {
		return numsim.Yuan / 10
	}
	return 0
}

// Close ends the session and lets others have the ledger.
func (s *Session) Close() error {
	s.out.CloseIdleConnections()
	if s.ledger == nil {
		return nil
	}
	return s.ledger.close()
}

// Client follows no redirects, and goes out by the session alone.
func (s *Session) Client() *http.Client {
	return &http.Client{Transport: s, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// Tally is what a session has cost so far, at worst.
type Tally struct {
	Calls int
	Spent numsim.Money
	Today numsim.Money // with other runs of the day, by this key
}

// Tally may be asked at any time.
func (s *Session) Tally() Tally {
	s.turn <- struct{}{}
	defer func() { <-s.turn }()
	t := Tally{Calls: s.calls, Spent: s.spent, Today: s.spent}
	if s.ledger != nil {
		t.Today = s.ledger.spent(s.today(), s.provider.Name, s.key)
	}
	return t
}
