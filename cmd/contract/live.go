package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/guard"
	"github.com/numsim/numsim/internal/replay"
	"github.com/numsim/numsim/internal/wire"
)

// live is the real provider as a target: every request goes out by the session
// of guards, and by nothing else.
type live struct {
	flags    *liveFlags
	provider wire.Provider
	keys     wire.Keys
	session  *guard.Session
	through  http.RoundTripper // the session, or a recorder around it
	contract *contracts.Contract
	salt     string // of nonces: a provider remembers those of earlier runs
	standIn  bool

	documents *contracts.Document
	listed    []numsim.Number // of the mainland
	abroad    []numsim.Number // on the list as well
	expected  map[numsim.Number]numsim.Status
	history   map[string]*replay.Recording // the last of each case, before this run
	plan      *counting

	mu       sync.Mutex
	troubles []error
	unsigned map[string]bool // cases whose own signature does not compute again
	broken   map[string]bool // cases the provider answered with a fault of its own
	leaked   bool
}

// goLive opens the session; what a guard refuses ends the command with its code.
func (r *running) goLive(cmd *cobra.Command, w *world, s *conformance.Suite) (*live, error) {
	l := &live{flags: &r.live, salt: rand.Text(), standIn: w.standIn != nil, unsigned: map[string]bool{}, broken: map[string]bool{}, history: map[string]*replay.Recording{}}
	o, err := r.live.options(w, r.provider)
	if err != nil {
		return nil, ended(err)
	}
	o.Limit = r.deadline
	o.Warn = func(text string) { line(cmd.ErrOrStderr(), "contract: %s", text) }
	if r.live.plan {
		l.plan = &counting{w: cmd.OutOrStdout()}
		o.Plan = l.plan
	}
	if err := l.know(r, s, o); err != nil {
		return nil, err
	}
	if err := l.keepable(); err != nil {
		return nil, usageError{fmt.Errorf("--record %s: %w", r.live.record, err)}
	}
	if l.session, err = guard.Open(o); err != nil {
		return nil, ended(err)
	}
	l.through = l.session
	if r.live.record != "" && !r.live.plan {
		l.through = l.recorder()
	}
	return l, nil
}

// keepable finds a folder that cannot be written before anything is paid for that
// could not be kept.
func (l *live) keepable() error {
	if l.flags.record == "" || l.flags.plan {
		return nil
	}
	folder := filepath.Join(l.flags.record, l.provider.Name)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, ".recording-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// ended gives an error the exit code that it brings itself.
func ended(err error) error {
	var coded interface{ Code() int }
	if errors.As(err, &coded) {
		return ending{coded.Code(), err.Error()}
	}
	return err
}

// know reads what the run is held against.
func (l *live) know(r *running, s *conformance.Suite, o guard.Options) (err error) {
	if l.provider, err = wire.Of(r.provider); err != nil {
		return usageError{err}
	}
	l.keys, l.documents = o.Keys, s.Provider(r.provider)
	if o.Numbers != nil {
		l.expected = o.Numbers.Numbers()
		for _, n := range slices.Sorted(maps.Keys(l.expected)) {
			if n.Mainland() {
				l.listed = append(l.listed, n)
			} else {
				l.abroad = append(l.abroad, n)
			}
		}
	}
	if l.contract, err = l.documents.For(r.profile, nil); err != nil {
		return usageError{err}
	}
	return l.remember(r.live.record)
}

// remember reads the recordings of earlier runs.
func (l *live) remember(dir string) error {
	if _, err := os.Stat(dir); dir == "" || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	files, err := replay.ReadAll(os.DirFS(dir))
	if err != nil {
		return usageError{fmt.Errorf("--record %s: %w", dir, err)}
	}
	for _, f := range files { // in the order of their times
		if f.Provider == l.provider.Name {
			l.history[f.Case] = f.Recording
		}
	}
	return nil
}

func (l *live) recorder() *replay.Recorder {
	return &replay.Recorder{
		Next: l.session, Dir: l.flags.record, Provider: l.provider.Name, Keys: l.keys, Tool: "numsim contract", Keep: keeper(l.contract, l.provider.Name), Numbers: l.expected,
		Account: l.ready(), StandIn: l.standIn,
	}
}

// Name implements conformance.Target.
func (l *live) Name() string { return l.provider.Name + " live at " + l.provider.Host }

// Arrange implements conformance.Target.
func (l *live) Arrange(_ context.Context, c *conformance.Case) (*conformance.Place, error) {
	call, err := l.call(c)
	if err != nil {
		return nil, err
	}
	if l.stopped() {
		return nil, conformance.Cannot("the run ended when a recording would have told a secret")
	}
	return &conformance.Place{
		URL:     func(string) string { return "https://" + l.provider.Host },
		Account: l.account,
		HTTP:    marked{l, call},
		Number:  func(ours string) string { return l.number(ours, c.Given.Abroad, call.Free != guard.Billable) },
		Salt:    l.salt,
	}, nil
}

// ready is the simulator's account that has the profile the provider is held to.
func (l *live) ready() string {
	if l.contract.Profile == l.documents.Profiles()[0].Name {
		return "numsim"
	}
	return "numsim-" + l.contract.Profile
}

func (l *live) account(provider, name string) (conformance.Credentials, error) {
	if provider != l.provider.Name || name != l.ready() {
		return conformance.Credentials{}, conformance.Cannotf("a live run has one account, and none called %s", name)
	}
	k := l.keys
	return conformance.Credentials{ID: k.ID, Secret: k.Secret.Reveal(), Password: k.Password.Reveal(), Token: k.Token.Reveal(), AuthCode: k.AuthCode.Reveal()}, nil
}

func (l *live) close() {
	if err := l.session.Close(); err != nil {
		l.note(err)
	}
}

// counting is a writer that knows whether anything was written.
type counting struct {
	w io.Writer
	n int
}

func (c *counting) Write(text []byte) (int, error) {
	n, err := c.w.Write(text)
	c.n += n
	return n, err
}

// tell is what the run has cost.
func (l *live) tell(w io.Writer) {
	t := l.session.Tally()
	line(w, "live: %d %s, %s at worst in this run, %s today", t.Calls, plural(t.Calls, "call"), yuan(t.Spent), yuan(t.Today))
}

// planned ends a plan: nothing was sent.
func (l *live) planned(w io.Writer, r *conformance.Report) error {
	skipped := slices.DeleteFunc(r.Of(conformance.Skipped), func(one conformance.Result) bool { return one.Reason == neverLive })
	for _, one := range skipped {
		line(w, "   -  %s: %s", one.ID, one.Reason)
	}
	t := l.session.Tally()
	line(w, "plan: %d %s, %s at worst; %d %s never go live; nothing was sent", t.Calls, plural(t.Calls, "call"), yuan(t.Spent),
		r.Skipped-len(skipped), plural(r.Skipped-len(skipped), "rule"))
	return nil
}
