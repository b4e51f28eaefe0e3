package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/all"
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/explain"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

// Simulator is a running simulator.
type Simulator struct {
	Control   string // base URL
	Providers []Endpoint
	config    Config
	servers   []*server
	engines   []*sim.Engine // in the order of Providers
	draining  atomic.Bool
	failed    chan error

	providers []sim.Provider
	fields    []Field // of --set
	seed      uint64
	now       func() time.Time // clocks are over it
	shares    *journal.Shares
	desk      *explain.Desk
	unclaimed *journal.Ring // of exchanges that no account claims
	changing  sync.Mutex    // tenants, their worlds and clocks: a scenario begins at one time
	tenants   map[string]*Tenant
	first     *Tenant // the default one

	Token    string // what the control port asks for; empty is nothing
	loading  chan struct{}
	redactor *control.Redactor
	idle     time.Duration
	stopping chan struct{} // closed when the simulator drains
	stop     func()
	tails    atomic.Int64 // listeners to journals
}

// Endpoint is where one provider answers.
type Endpoint struct {
	Traits   sim.Traits
	URL      string
	Accounts []setup.Ready
}

type server struct {
	http     *http.Server
	listener *limited
}

// Start is New and Listen in one.
func Start(c Config) (*Simulator, error) {
	s, err := New(c)
	if err != nil {
		return nil, err
	}
	if err := s.Listen(); err != nil {
		return nil, err
	}
	return s, nil
}

// New makes a simulator that nobody can call yet but by Handler: it binds
// nothing and runs nothing.
func New(c Config) (*Simulator, error) {
	providers, err := all.Providers()
	if err != nil {
		return nil, err
	}
	fields, err := c.fields(providers)
	if err != nil {
		return nil, err
	}
	s := &Simulator{
		config: c, failed: make(chan error, len(providers)+1), providers: providers, fields: fields, seed: c.Seed,
		now: c.Now, shares: journal.NewShares(c.JournalBytes), idle: c.TenantIdle,
		loading: make(chan struct{}, loadedAtOnce), redactor: control.NewRedactor(), stopping: make(chan struct{}),
		desk: explain.NewDesk(explain.DeskOptions{PerSecond: c.Explained}),
	}
	s.stop = sync.OnceFunc(func() { close(s.stopping) })
	s.unclaimed = s.shares.Ring()
	s.first = &Tenant{Name: DefaultTenant, Journal: s.shares.Ring(), seed: c.Seed, fields: fields, keeps: c.KeepRequests, gone: make(chan struct{}), ledger: ledger.Tenant{Name: DefaultTenant, Clock: ledger.NewClock(c.Now)}}
	s.tenants = map[string]*Tenant{DefaultTenant: s.first}
	s.first.clear.Store(c.ClearNumbers)
	s.first.Created = s.first.Clock().Now()
	s.touch(s.first)
	w, err := s.newWorld(s.first, fields, c.Scenario)
	if err != nil {
		return nil, err
	}
	w.first, w.era = 1, s.first.Journal.Begin()
	s.first.playing.Store(w)
	for i, p := range providers {
		s.engines = append(s.engines, sim.NewEngine(p, sim.Config{
			World: w.of(i, s.first.Journal), Journal: s.unclaimed, Clock: s.base(), Log: c.Log, Desk: s.desk, Draining: s.draining.Load,
			Witness: c.Witness,
		}))
		s.Providers = append(s.Providers, Endpoint{Traits: p.Traits(), Accounts: w.casts[i].ready})
	}
	return s, nil
}

// Handler answers for the i-th provider, as its listener does.
func (s *Simulator) Handler(i int) http.Handler { return s.engines[i] }

// Provider is the i-th.
func (s *Simulator) Provider(i int) sim.Provider { return s.providers[i] }

// Listen binds every listener and serves. Nothing is left running on an error.
func (s *Simulator) Listen() error {
	for i := range s.Providers {
		if err := s.open(i); err != nil {
			s.close()
			return err
		}
	}
	if err := s.openControl(s.config); err != nil {
		s.close()
		return err
	}
	for _, srv := range s.servers {
		go srv.listener.watch()
		go func() { s.failed <- srv.http.Serve(srv.listener) }()
	}
	go s.watchIdle()
	return nil
}

func (s *Simulator) open(i int) (err error) {
	p := &s.Providers[i]
	at := s.config.address(s.config.Listen[p.Traits.Name], p.Traits.Port)
	p.URL, err = s.listen(p.Traits.Name, at, s.engines[i], s.config.errorLog())
	return err
}

func (s *Simulator) openControl(c Config) (err error) {
	at := c.address(c.Control, 18080)
	hosts := c.Hosts
	if own, _, err := net.SplitHostPort(at); err == nil && own != "" {
		hosts = append([]string{own}, hosts...)
	}
	if s.Token = c.Token; s.Token == "" && !loopback(at) {
		s.Token = rand.Text()
	}
	handler := control.New(control.Options{Hosts: hosts, Ready: func() bool { return !s.draining.Load() }, Token: s.Token, Plane: plane{s}, Signatures: s})
	s.Control, err = s.listen("control", at, handler, c.errorLog())
	return err
}

// loopback reports whether a listen address can be reached from this machine
// only. A name may resolve to anything.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

func (c Config) address(given string, port int) string {
	if given != "" {
		return given
	}
	if c.FreePorts {
		port = 0
	}
	return "127.0.0.1:" + strconv.Itoa(port)
}

// Wait blocks until ctx ends or a listener fails, then drains: no new
// connection is taken, exchanges under way are finished, for at most limit.
func (s *Simulator) Wait(ctx context.Context, limit time.Duration) error {
	select {
	case <-ctx.Done():
		return s.Drain(limit)
	case err := <-s.failed:
		return errors.Join(err, s.Drain(limit))
	}
}

// Drain stops the simulator: readiness first, then the providers' listeners
// all at once, and the control listener last, so that it can be asked.
func (s *Simulator) Drain(limit time.Duration) error {
	s.draining.Store(true)
	s.stop()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	last := len(s.servers) - 1
	if last < 0 {
		return nil
	}
	errs := make([]error, len(s.servers))
	var wg sync.WaitGroup
	for i, srv := range s.servers[:last] {
		wg.Go(func() { errs[i] = srv.drain(ctx) })
	}
	wg.Wait()
	errs[last] = s.servers[last].drain(ctx)
	return errors.Join(errs...)
}

func (srv *server) drain(ctx context.Context) error {
	err := srv.http.Shutdown(ctx)
	if err == nil {
		return nil
	}
	_ = srv.http.Close()
	return fmt.Errorf("draining %s: %w", srv.listener.Addr(), err)
}

func (s *Simulator) close() {
	for _, srv := range s.servers {
		_ = srv.listener.Close()
	}
}
