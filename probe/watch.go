package probe

import (
	"context"
	"time"
)

// quietly is how long nothing more may come, if nobody says otherwise.
const quietly = 3 * time.Second

// longestCall is more than a simulator leaves a call unanswered.
const longestCall = 90 * time.Second

// watch waits until the person is done, or enough was seen and nothing more
// comes, or the window is over.
func (s *Session) watch(ctx context.Context, t Task) (Word, error) {
	asked, stop := context.WithCancel(ctx)
	said := make(chan spoken, 1)
	go func() {
		word, err := s.Person.Do(asked, t)
		said <- spoken{word, err}
	}()
	word, err := s.wait(ctx, t, said)
	stop()
	return word, err
}

type spoken struct {
	word Word
	err  error
}

func (s *Session) wait(ctx context.Context, t Task, said <-chan spoken) (Word, error) {
	var quiet, window <-chan time.Time
	enough, extended := false, false // once is for good: what was seen stays seen
	if s.Window > 0 {
		window = s.After(s.Window)
	}
	for {
		select {
		case <-ctx.Done():
			return Done, ctx.Err()
		case one := <-said:
			if one.err != nil || one.word != Done {
				return one.word, one.err
			}
			return Done, s.settle(ctx)
		case <-window:
			if more := s.longer(t.Module); more > 0 && !extended {
				window, extended = s.After(more), true
				continue
			}
			return Done, s.settle(ctx)
		case <-quiet:
			quiet = nil
			if s.front.roll.over() {
				return Done, nil
			}
		case <-s.front.roll.changed:
			quiet = nil
			if s.ByHand || !s.front.roll.over() {
				continue
			}
			if enough = enough || t.Module.Enough(s.seen(t)); enough {
				quiet = s.After(s.quiet(t.Module))
			}
		}
	}
}

// longer is how much more time a module takes, beyond the session's window, once
// somebody called.
func (s *Session) longer(m *Module) time.Duration {
	if list, _ := s.front.roll.all(); len(list) == 0 {
		return 0
	}
	return max(m.Window-s.Window, 0)
}

func (s *Session) quiet(m *Module) time.Duration {
	if s.Quiet > 0 {
		return s.Quiet
	}
	return max(m.Quiet, quietly)
}

// settle waits for calls under way, but not for ever.
func (s *Session) settle(ctx context.Context) error {
	late := s.After(longestCall)
	for {
		if s.front.roll.over() {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-late:
			return nil
		case <-s.front.roll.changed:
		}
	}
}
