package probe_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/probe"
)

func modules(t *testing.T, names ...string) []probe.Module {
	t.Helper()
	list, err := probe.Select("aliyun", probe.Standard, names)
	require.NoError(t, err)
	return list
}

// timers are those that a session asked for; a test fires them.
type timers struct {
	asked chan time.Duration
	fire  chan time.Time
}

func newTimers() *timers { return &timers{make(chan time.Duration, 64), make(chan time.Time)} }

func (t *timers) After(d time.Duration) <-chan time.Time {
	t.asked <- d
	return t.fire
}

// idle is a person who calls and then says nothing.
type idle struct{ person }

func (p idle) Do(ctx context.Context, t probe.Task) (probe.Word, error) {
	p.client(ctx, t)
	<-ctx.Done()
	return probe.Done, nil
}

func nothing(context.Context, probe.Task) {}

// A module that nobody called is skipped, or fails where all are required.
func TestNobodyCalled(t *testing.T) {
	w := newWorld(t)
	var list []conformance.Result
	s := w.session(person{client: nothing}, modules(t, "first-call")...)
	_, err := s.Run(t.Context(), func(r conformance.Result) { list = append(list, r) })
	require.NoError(t, err)
	assert.Equal(t, conformance.Skipped, list[0].Outcome)
	assert.Equal(t, "no call came in its window", list[0].Reason)
	s.RequireAll = true
	_, err = s.Run(t.Context(), func(r conformance.Result) { list = append(list, r) })
	require.NoError(t, err)
	assert.Equal(t, conformance.Failed, list[1].Outcome)
	assert.Contains(t, list[1].Text(), "every module is required")
}

// A window ends a module that nobody answers to, also one that has a longer window
// of its own for those who call.
func TestTheWindow(t *testing.T) {
	for _, name := range []string{"first-call", "timeout"} {
		w, clock := newWorld(t), newTimers()
		s := w.session(nil, modules(t, name)...)
		s.Person, s.After, s.Window = idle{person{client: nothing}}, clock.After, time.Minute
		ended := make(chan conformance.Result, 1)
		go func() { _, _ = s.Run(t.Context(), func(r conformance.Result) { ended <- r }) }()
		assert.Equal(t, time.Minute, <-clock.asked)
		clock.fire <- time.Time{}
		assert.Equal(t, conformance.Skipped, (<-ended).Outcome)
	}
}

// What was seen is enough once nothing more came for a while; another call has
// the while begin anew.
func TestQuietEnds(t *testing.T) {
	w, clock := newWorld(t), newTimers()
	n := w.naive(t)
	called := make(chan func(), 1)
	s := w.session(nil, modules(t, "first-call")...)
	s.Person, s.After = idle{person{client: func(_ context.Context, k probe.Task) {
		called <- func() { _, _ = n.aliyun(k, "13900000200") }
	}}}, clock.After
	ended := make(chan conformance.Result, 1)
	go func() { _, _ = s.Run(t.Context(), func(r conformance.Result) { ended <- r }) }()
	call := <-called
	call()
	assert.Equal(t, 3*time.Second, <-clock.asked)
	call()
	assert.Equal(t, 3*time.Second, <-clock.asked)
	clock.fire <- time.Time{}
	r := <-ended
	assert.Equal(t, conformance.Failed, r.Outcome)
	assert.Contains(t, r.Text(), "139****0200 was answered and asked about again once")
}

// Where somebody is at the keys nothing ends before a key is pressed.
func TestByHand(t *testing.T) {
	w, clock := newWorld(t), newTimers()
	n := w.naive(t)
	pressed := make(chan bool)
	p := person{client: func(_ context.Context, k probe.Task) {
		_, _ = n.aliyun(k, "13900000200")
		<-pressed
	}}
	s := w.session(p, modules(t, "first-call")...)
	s.After, s.ByHand = clock.After, true
	ended := make(chan conformance.Result, 1)
	go func() { _, _ = s.Run(t.Context(), func(r conformance.Result) { ended <- r }) }()
	pressed <- true
	assert.Equal(t, conformance.Passed, (<-ended).Outcome)
	for len(clock.asked) > 0 {
		assert.NotEqual(t, 3*time.Second, <-clock.asked, "nobody waited for quiet")
	}
}

// Modules are worlds of their own, and calls that come late by an earlier one's
// keys are not the next one's.
func TestLateCallsOfAnEarlierModule(t *testing.T) {
	w := newWorld(t)
	n := w.naive(t)
	var first probe.Task
	client := func(_ context.Context, k probe.Task) {
		if first.URL == "" {
			first = k
		}
		_, _ = n.aliyun(first, "13900000200")
	}
	got := w.results(t, person{t: t, client: client}, "aliyun", "first-call", "final-balance")
	assert.Equal(t, conformance.Passed, got["probe.aliyun.first-call"].Outcome)
	late := got["probe.aliyun.final-balance"]
	assert.Equal(t, conformance.Skipped, late.Outcome)
	assert.Equal(t, "no call came with its key; 1 came with those of an earlier module", late.Reason)
}

// What no wire shows is asked: yes passes, no fails, and silence proves nothing.
func TestWhatIsAsked(t *testing.T) {
	for reply, want := range map[probe.Reply]conformance.Outcome{probe.Yes: conformance.Passed, probe.No: conformance.Failed, probe.Unsaid: conformance.Skipped} {
		w := newWorld(t)
		n := w.naive(t)
		p := person{t: t, reply: reply, client: func(_ context.Context, k probe.Task) { _, _ = n.aliyun(k, "13900000200") }}
		r := w.results(t, p, "aliyun", "unknown-field")["probe.aliyun.unknown-field"]
		assert.Equal(t, want, r.Outcome, r.Text())
		assert.Contains(t, r.Text(), "Did your caller get the status as usual?")
	}
}

// Skipping one module goes on, and ending ends.
func TestWords(t *testing.T) {
	w := newWorld(t)
	skip := person{client: nothing, word: probe.Skip}
	var list []conformance.Result
	quit, err := w.session(skip, modules(t, "first-call", "signing")...).Run(t.Context(), func(r conformance.Result) { list = append(list, r) })
	require.NoError(t, err)
	assert.False(t, quit)
	require.Len(t, list, 2)
	assert.Equal(t, "you skipped it", list[1].Reason)
	end := person{client: nothing, word: probe.Quit}
	quit, err = w.session(end, modules(t)...).Run(t.Context(), func(conformance.Result) { t.Error("nothing is judged") })
	require.NoError(t, err)
	assert.True(t, quit)
	ctx, cancel := context.WithCancel(t.Context())
	cut := person{client: func(context.Context, probe.Task) { cancel() }}
	_, err = w.session(idle{cut}, modules(t)...).Run(ctx, func(conformance.Result) { t.Error("nothing is judged") })
	require.ErrorIs(t, err, context.Canceled)
	left, err := ctl.New(w.control).Tenants(t.Context())
	require.NoError(t, err)
	assert.Len(t, left, 1, "no tenant is left behind")
}

// What is typed at a terminal is understood, and what is not is said.
func TestTheTerminal(t *testing.T) {
	var out bytes.Buffer
	task := probe.Task{Module: &modules(t, "first-call")[0], Nth: 1, Of: 15, URL: "http://127.0.0.1:1", Keys: ctl.Endpoint{AccessKeyID: "id", AccessKeySecret: "secret"}}
	typed, keyboard := io.Pipe()
	at := probe.NewTerminal(&out, typed)
	go func() { _, _ = io.WriteString(keyboard, "what\n\ns\nq\nmaybe\ny\nN\n\n"); _ = keyboard.Close() }()
	for _, want := range []probe.Word{probe.Done, probe.Skip, probe.Quit} {
		got, err := at.Do(t.Context(), task)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	for _, want := range []probe.Reply{probe.Yes, probe.No, probe.Unsaid, probe.Unsaid} {
		got, err := at.Answer(t.Context(), task.Module)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := at.Do(ctx, task)
	require.NoError(t, err, "enough was seen")
	assert.Contains(t, out.String(), "1/15  probe.aliyun.first-call\n")
	assert.Contains(t, out.String(), "  key id  id\n  secret  secret\n")
	assert.Contains(t, out.String(), "Enter, s or q")
	assert.Equal(t, "NUMSIM_PROBE_MODULE=first-call\nNUMSIM_ALIYUN_URL=http://127.0.0.1:1\nNUMSIM_ALIYUN_ACCESS_KEY_ID=id\nNUMSIM_ALIYUN_ACCESS_KEY_SECRET=secret\n", probe.Environment(task))
	at.Words = strings.ToUpper
	_, err = at.Do(ctx, task)
	require.NoError(t, err)
	assert.Contains(t, out.String(), "  do      ASK ABOUT 13900000200, ONCE. IT IS IN USE.\n")
	at.Told = func(probe.Task) error { return errors.New("the disk is full") }
	_, err = at.Do(ctx, task)
	assert.ErrorContains(t, err, "the disk is full")
}

// Whoever asks something else than the instruction says proves nothing.
func TestNothingMet(t *testing.T) {
	w := newWorld(t)
	n := w.naive(t)
	other := person{t: t, client: func(_ context.Context, k probe.Task) { _, _ = n.ksyun(k, "PhoneNumberStatus", "Mobile", "13900000486") }}
	for id, r := range w.results(t, other, "ksyun", "final-number", "missing-number") {
		assert.Equal(t, conformance.Skipped, r.Outcome, id)
		assert.Equal(t, "no call met what the module is about: ask exactly what it says, with its keys", r.Reason)
	}
}

// One call is not compared with itself.
func TestTooFewToCompare(t *testing.T) {
	w := newWorld(t)
	n := w.naive(t)
	r := w.one(t, func(_ context.Context, k probe.Task) { _, _ = n.aliyun(k, "13900000200") }, "aliyun", "connection")
	assert.Equal(t, conformance.Skipped, r.Outcome)
	assert.Equal(t, "5 calls are compared, and 1 came", r.Reason)
}

// Asking on about others is noticed, and is not the mistake of asking again.
func TestAskingOn(t *testing.T) {
	w := newWorld(t)
	n := w.naive(t)
	r := w.one(t, func(_ context.Context, k probe.Task) {
		_, _ = n.aliyun(k, "13900000200")
		_, _ = n.aliyun(k, "13900000404")
		_, _ = n.aliyun(k, "13900000402")
	}, "aliyun", "final-balance")
	assert.Equal(t, conformance.Passed, r.Outcome, r.Text())
	assert.Equal(t, []string{"the account was refused, and other numbers were asked about all the same: 2 calls that could not succeed"}, r.Remarks)
}
