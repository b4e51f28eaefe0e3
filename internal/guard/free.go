package guard

import (
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/internal/wire"
)

// Claim is why a case says that its call cannot be billed. The guard believes
// none: each is read off the request.
type Claim string

// The claims.
const (
	Billable      Claim = ""
	WrongProof    Claim = "wrong signature" // with the caller's own key
	NoProof       Claim = "no signature"
	NobodysKey    Claim = "nobody's key"    // one that begins with numsim
	OldTime       Claim = "old timestamp"   // by more than a day
	NobodysAction Claim = "nobody's action" // one that begins with Numsim
	NoNumber      Claim = "no number"
	DryRun        Claim = "dry run"
	Shown         Claim = "whatever it shows" // of the others
)

// Freedom is what the documents say of the cost of a claim.
type Freedom struct {
	Provider string
	Claim    Claim
	Sure     bool // enough for a run that may spend nothing
	Why      string
	Grade    numsim.Grade
}

// Freedoms is what can be asked for nothing. Whatever is not in it, and not
// sure, costs the worst case.
func Freedoms() []Freedom {
	return []Freedom{
		{"aliyun", WrongProof, true, "a query that fails is not billed, 000:199; the gateway's refusal SignatureDoesNotMatch comes before any query, documents 25490", numsim.Documented},
		{"aliyun", NoProof, true, "a query that fails is not billed, 000:199; MissingSignature is the gateway's", numsim.Documented},
		{"aliyun", NobodysKey, true, "a query that fails is not billed, 000:199; InvalidAccessKeyId.NotFound leaves nobody to bill", numsim.Documented},
		{"aliyun", OldTime, true, "a query that fails is not billed, 000:199; every window the pages name is under a day", numsim.Documented},
		{"aliyun", NobodysAction, true, "a query that fails is not billed, 000:199; InvalidAction.NotFound is no query", numsim.Documented},
		{"aliyun", NoNumber, true, "a query that fails is not billed, 000:199; without a number it fails, 000:184", numsim.Documented},
		{"ksyun", WrongProof, true, "no document speaks of money; nobody is billed for what he has not proved to have asked", numsim.Inferred},
		{"ksyun", NoProof, true, "as with a wrong signature", numsim.Inferred},
		{"ksyun", NobodysKey, true, "there is nobody to bill", numsim.Inferred},
		{"ksyun", OldTime, false, "the window is documented nowhere", numsim.Inferred},
		{"ksyun", NobodysAction, true, "NoSuchEntity refuses what does not exist, which nobody can sell", numsim.Inferred},
		{"ksyun", NoNumber, false, "no document says what a refused call costs, and the caller has proved who he is", numsim.Inferred},
		{"ksyun", DryRun, true, "the call is checked and not made, 001:80", numsim.Documented},
		{"ywjisu", WrongProof, true, "no result is not billed, 002:121; 403000 has none, 002:103", numsim.Documented},
		{"ywjisu", NoProof, true, "no result is not billed, 002:121", numsim.Documented},
		{"ywjisu", NobodysKey, true, "no result is not billed, 002:121, and there is nobody to bill", numsim.Documented},
		{"ywjisu", OldTime, false, "that a timestamp grows old is documented nowhere", numsim.Inferred},
		{"ywjisu", NoNumber, true, "no result is not billed, 002:121; an empty list is refused, 002:100", numsim.Documented},
	}
}

// free reports whether a call surely costs nothing.
func (s *Session) free(q *wire.Request, c Claim) error {
	list := Freedoms()
	if c == Shown {
		shows := func(f Freedom) bool { return f.Provider == s.provider.Name && f.Sure && s.holds(q, f.Claim) }
		if slices.ContainsFunc(list, shows) {
			return nil
		}
	}
	i := slices.IndexFunc(list, func(f Freedom) bool { return f.Provider == s.provider.Name && f.Claim == c })
	switch {
	case i < 0:
		return refuse(NotFree, "allow money for it, or leave the case out", "no document says that %s is free at %s", claimed(c), s.provider.Name)
	case !list[i].Sure:
		return refuse(NotFree, "allow money for it, or leave the case out", "%s is not surely free at %s: %s", claimed(c), s.provider.Name, list[i].Why)
	case !s.holds(q, c):
		return refuse(NotFree, "mend the case", "the request is not what its case claims: %s", claimed(c))
	}
	return nil
}

func claimed(c Claim) string {
	if c == Billable {
		return "an ordinary call"
	}
	return "a call with " + string(c)
}

// holds reads the claim off the request.
func (s *Session) holds(q *wire.Request, c Claim) bool {
	switch c {
	case WrongProof:
		return q.Standing(s.keys) == wire.Wrong
	case NoProof:
		return q.Standing(s.keys) == wire.Absent
	case NobodysKey:
		return q.Standing(s.keys) == wire.Foreign && simulators(q.KeyID())
	case OldTime:
		return !q.Time().IsZero() && s.now().Sub(q.Time()) > 24*time.Hour
	case NobodysAction:
		return len(s.provider.Operations) > 0 && strings.HasPrefix(q.Operation(), "Numsim")
	case NoNumber:
		return len(q.Entries()) == 0
	case Shown: // it claims nothing of its own
		return true
	case DryRun: // in the very spelling of the documents, and only at a real operation
		on := q.Get("DryRun")
		return (on == "true" || on == "1") && slices.Contains(s.provider.Operations, q.Operation())
	}
	return false
}
