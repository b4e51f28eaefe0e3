package probe

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/numsim/numsim/ctl"
)

// Terminal is a person at one, or nobody, where a script reads along.
type Terminal struct {
	Out     io.Writer
	Answers map[string]Reply // by module's name, given beforehand
	Told    func(Task) error // besides, such as to a file; nil is nothing
	// Words are what a text is in the person's language; nil is English.
	Words func(english string) string

	lines <-chan string // nil: nobody types
}

// NewTerminal reads what is typed from in; nil is nobody.
func NewTerminal(out io.Writer, in io.Reader) *Terminal {
	t := &Terminal{Out: out}
	if in == nil {
		return t
	}
	lines := make(chan string)
	t.lines = lines
	go func() {
		defer close(lines)
		for typed := bufio.NewScanner(in); typed.Scan(); {
			lines <- strings.TrimSpace(typed.Text())
		}
	}()
	return t
}

// Do implements Person.
func (t *Terminal) Do(ctx context.Context, task Task) (Word, error) {
	m := task.Module
	t.say("%d/%d  %s", task.Nth, task.Of, m.ID())
	t.say("  rule    %s (%s)", t.words(m.Rule), m.Source)
	t.say("  do      %s", t.words(m.Do))
	t.say("  url     %s", task.URL)
	for _, pair := range Pairs(task.Keys) {
		t.say("  %-7s %s", pair[0], pair[1])
	}
	if t.Told != nil {
		if err := t.Told(task); err != nil {
			return Done, err
		}
	}
	if t.lines == nil {
		t.say("  …       %s", t.words("watching"))
	} else {
		t.say("  …       %s", t.words("Enter when your client has done it; s and Enter skips, q and Enter ends"))
	}
	return t.word(ctx)
}

// word is what is typed; nobody types any more once the input has ended.
func (t *Terminal) word(ctx context.Context) (Word, error) {
	for {
		select {
		case <-ctx.Done():
			return Done, nil
		case typed, more := <-t.lines:
			switch {
			case !more:
				t.lines = nil
			case typed == "":
				return Done, nil
			case typed == "s":
				return Skip, nil
			case typed == "q":
				return Quit, nil
			default:
				t.say("          %s", t.words("Enter, s or q"))
			}
		}
	}
}

// Answer implements Person.
func (t *Terminal) Answer(ctx context.Context, m *Module) (Reply, error) {
	if reply, given := t.Answers[m.Name]; given {
		return reply, nil
	}
	if t.lines == nil {
		return Unsaid, nil
	}
	t.say("  asks    %s (%s)", t.words(m.Asks), t.words("y or n; only Enter: not said"))
	for {
		select {
		case <-ctx.Done():
			return Unsaid, ctx.Err()
		case typed, more := <-t.lines:
			switch strings.ToLower(typed) {
			case "y", "yes":
				return Yes, nil
			case "n", "no":
				return No, nil
			case "":
				return Unsaid, nil
			}
			if !more {
				return Unsaid, nil
			}
			t.say("          %s", t.words("y, n or Enter"))
		}
	}
}

func (t *Terminal) words(english string) string {
	if t.Words == nil {
		return english
	}
	return t.Words(english)
}

func (t *Terminal) say(format string, args ...any) { _, _ = fmt.Fprintf(t.Out, format+"\n", args...) }

// Pairs are keys by the names of the provider's documents.
func Pairs(k ctl.Endpoint) [][2]string {
	if k.Code != "" {
		return [][2]string{{"code", k.Code}, {"pwd", k.Password}, {"key", k.PrivateKey}}
	}
	return [][2]string{{"key id", k.AccessKeyID}, {"secret", k.AccessKeySecret}}
}

// Environment is a task as lines of NAME=value, by the names that contract exec
// has for the same.
func Environment(t Task) string {
	at := "NUMSIM_" + strings.ToUpper(t.Module.Provider) + "_"
	var b strings.Builder
	fmt.Fprintf(&b, "NUMSIM_PROBE_MODULE=%s\n%sURL=%s\n", t.Module.Name, at, t.URL)
	id, secret := "ACCESS_KEY_ID", "ACCESS_KEY_SECRET"
	if t.Module.Provider == "ksyun" {
		id, secret = "ACCESS_KEY", "SECRET_KEY"
	}
	for _, pair := range [][2]string{
		{id, t.Keys.AccessKeyID}, {secret, t.Keys.AccessKeySecret},
		{"CODE", t.Keys.Code}, {"PWD", t.Keys.Password}, {"KEY", t.Keys.PrivateKey},
	} {
		if pair[1] != "" {
			fmt.Fprintf(&b, "%s%s=%s\n", at, pair[0], pair[1])
		}
	}
	return b.String()
}
