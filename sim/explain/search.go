package explain

import (
	"crypto/subtle"
	"slices"
)

// budget bounds the work for one signature, in bytes that are built or hashed;
// it is a millisecond or two. A digest of a short text counts as perDigest.
const (
	budget    = 5 << 18
	perDigest = 320
	perPair   = 64 // to be sorted
	pairable  = 2  // so many ways of a mistake, the usual ones, are tried with others
)

// attempt is a way to sign with one mistake.
type attempt struct {
	*Mistake
	part      part
	alone     bool
	change    func(*plan)
	text, key []byte
	newText   bool // it is not the right one
	newKey    bool
	mode      mode
	hash      string
}

// search is one signature that is looked into.
type search struct {
	scheme
	q        *Question
	readings []reading
	base     attempt
	singles  []attempt
	digester digester
	left     int
	start    plan
}

// match is a plan that reproduces what was sent, and all that is wrong with it.
type match struct {
	mistakes []Mistake
	plan     plan
}

// solve tries nothing, then one mistake, then two, and stops at the first that
// reproduces what was sent.
func solve(s scheme) *Finding {
	q := s.question()
	x := &search{scheme: s, q: q, readings: readings(q.Sent, q.Coding), left: budget}
	x.start = s.right()
	x.base = x.try(&x.start)
	found := x.compare(&x.base, nil, 2)
	if found == nil {
		found = x.single()
	}
	if found == nil {
		found = x.pairs()
	}
	return x.finding(found)
}

// finding is told in veiled strings.
func (x *search) finding(m *match) *Finding {
	ours := x.start
	f := &Finding{Cut: x.left <= 0, Ours: x.veiled(ours)}
	switch {
	case m == nil:
		f.Compare = x.compareNext()
	case len(m.mistakes) == 0:
		f.Holds = true
	default:
		f.Mistakes = m.mistakes
		if theirs := x.veiled(m.plan); theirs != f.Ours {
			f.Theirs = &theirs
		}
	}
	if m != nil {
		f.Cut = false
	}
	return f
}

func (x *search) try(p *plan) (a attempt) {
	a.text, _ = x.strings(p)
	a.key, a.mode, a.hash = x.base.key, p.mode, p.hash
	if a.key == nil || p.secret != x.start.secret || p.suffix != x.start.suffix || p.derive != x.start.derive || p.keyed != x.start.keyed || p.hash != x.start.hash {
		a.key = x.key(p)
		x.left -= perDigest
	}
	x.left -= len(a.text) + perPair*len(p.pairs)
	return a
}

// single tries each mistake alone. A way that changes nothing for this request
// is forgotten.
func (x *search) single() *match {
	for _, s := range x.slips() {
		for i, way := range s.ways {
			if x.left <= 0 {
				return nil
			}
			p := x.start
			way(&p)
			a := x.try(&p)
			a.Mistake, a.part, a.alone, a.change = s.Mistake, s.part, s.alone || i >= pairable, way
			a.newText, a.newKey = string(a.text) != string(x.base.text), string(a.key) != string(x.base.key)
			if !a.newText && !a.newKey && a.mode == x.base.mode && a.hash == x.base.hash {
				continue
			}
			if m := x.compare(&a, []Mistake{*a.Mistake}, 2); m != nil {
				m.plan = p
				return m
			}
			if !a.alone {
				x.singles = append(x.singles, a)
			}
		}
	}
	return nil
}

// pairs tries two mistakes together. Keys are the outer loop, for a key that
// stays is not set up again.
func (x *search) pairs() *match {
	slices.SortStableFunc(x.singles, func(a, b attempt) int { return count(b.newKey) - count(a.newKey) })
	for i := range x.singles {
		for j := i + 1; j < len(x.singles); j++ {
			a, b := &x.singles[i], &x.singles[j]
			if a.part == b.part {
				continue
			}
			if x.left <= 0 {
				return nil
			}
			both := x.both(a, b)
			if m := x.compare(&both, []Mistake{*a.Mistake, *b.Mistake}, 2); m != nil {
				m.plan = x.start
				a.change(&m.plan)
				b.change(&m.plan)
				return m
			}
		}
	}
	return nil
}

// count is one if it is so.
func count(set bool) int {
	if set {
		return 1
	}
	return 0
}

// both is a with b's mistake too. What only one of them changes is taken over.
func (x *search) both(a, b *attempt) attempt {
	one := *a
	if b.mode != x.base.mode {
		one.mode = b.mode
	}
	if b.hash != x.base.hash {
		one.hash = b.hash
	}
	switch {
	case !b.newText && !(a.newKey && b.newKey):
		if b.newKey {
			one.key = b.key
		}
		return one
	case !a.newText && !(a.newKey && b.newKey):
		one.text = b.text
		if b.newKey {
			one.key = b.key
		}
		return one
	}
	p := x.start
	a.change(&p)
	b.change(&p)
	return x.try(&p)
}

// compare looks whether an attempt, in any hash and read in any way, is what
// was sent, with no more than most mistakes. It compares in constant time.
func (x *search) compare(a *attempt, made []Mistake, most int) *match {
	if a.hash != x.q.Hash { // the hash is the mistake
		return x.compareHash(a, a.hash, false, made, most)
	}
	if m := x.compareHash(a, a.hash, false, made, most); m != nil {
		return m
	}
	for _, name := range hashes() {
		if name == x.q.Hash {
			continue
		}
		if m := x.compareHash(a, name, true, made, most); m != nil {
			return m
		}
	}
	return nil
}

func (x *search) compareHash(a *attempt, hash string, other bool, made []Mistake, most int) *match {
	var digest []byte
	for i := range x.readings {
		r := &x.readings[i]
		wrong := len(made) + count(r.mistake != nil) + count(other)
		if len(r.digest) != size(hash) || wrong > most {
			continue
		}
		if digest == nil {
			x.left -= perDigest + len(a.text)
			digest = x.digester.digest(a.mode, hash, a.key, a.text)
		}
		if subtle.ConstantTimeCompare(digest, r.digest) != 1 {
			continue
		}
		m := &match{mistakes: slices.Clone(made), plan: x.start}
		if other {
			m.mistakes = append(m.mistakes, *otherHash(hash, x.q.Hash))
		}
		if r.mistake != nil {
			m.mistakes = append(m.mistakes, *r.mistake)
		}
		return m
	}
	return nil
}

func otherHash(made, wanted string) *Mistake {
	return said("hash", "it was made with "+made+" where "+wanted+" is wanted", "用了 "+made+"，而这里要的是 "+wanted)
}
