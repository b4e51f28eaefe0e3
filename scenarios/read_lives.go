package scenarios

import (
	"time"

	"go.yaml.in/yaml/v3"
)

// ending is when a stage of a life is over; a stage without one lasts.
type ending struct {
	until time.Duration
	said  bool
	good  bool // it was understood
}

func untilKey[S any](end func(*S) *ending) key[S] {
	return key[S]{"until", "how long it lasts, since the scenario began", spanShape(), func(p *page, n *yaml.Node, s *S) {
		e := end(s)
		e.until, e.good = p.span(n)
		e.said = true
	}}
}

// lifeOf is how a stage of some kind is read: as a mapping, or as one value.
type lifeOf[S any] struct {
	keys []key[S]
	bare func(p *page, n *yaml.Node, s *S)
	end  func(*S) *ending
}

// stages reads a list of stages, each but the last with its end, or the one
// stage written in the list's place.
func stages[S any](p *page, n *yaml.Node, kind *lifeOf[S]) []S {
	nodes := p.list(n)
	all := make([]S, len(nodes))
	before := time.Duration(0)
	for i, at := range nodes {
		if at.Kind == yaml.MappingNode {
			mapping(p, at, kind.keys, &all[i])
		} else {
			kind.bare(p, at, &all[i])
		}
		e := kind.end(&all[i])
		p.ordered(at, *e, before, i == len(nodes)-1)
		before = max(before, e.until)
	}
	return all
}

// ordered is what must be true of the end of each stage.
func (p *page) ordered(n *yaml.Node, e ending, before time.Duration, last bool) {
	switch {
	case last && e.said:
		p.mistake(n, "what holds after that? The last entry has no until")
	case !last && !e.said:
		p.mistake(n, "this entry has no until, so the next is never reached")
	case !last && e.good && e.until <= before:
		p.mistake(n, "until %s is not after %s, when the entry before it is over", e.until, before)
	}
}

func (p *page) span(n *yaml.Node) (time.Duration, bool) {
	text, ok := p.word(n)
	if !ok {
		return 0, false
	}
	d, err := span(text)
	if err != nil {
		p.mistake(n, "%s", err)
	}
	return d, err == nil
}

// lasting is span for what must be longer than nothing.
func (p *page) lasting(n *yaml.Node) time.Duration {
	d, ok := p.span(n)
	if ok && d == 0 {
		p.mistake(n, "%s is no time at all", quote(n.Value))
	}
	return d
}
