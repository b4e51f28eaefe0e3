package client

import "github.com/numsim/numsim"

// Agreement says whether two providers' answers about a number can both be true.
type Agreement uint8

// Answers are compared by what both providers have words for: one that sells no
// powered-off says active instead, and agrees with one that does.
const (
	NotCompared Agreement = iota // fewer than two answers
	Agrees
	// MayDiffer is for answers that are not the same while neither is wrong: one
	// is of an earlier time, or says that it does not know.
	MayDiffer
	Differs
)

// String is the agreement's name in reports; empty where nothing was compared.
func (a Agreement) String() string { return [...]string{"", "agrees", "may-differ", "differs"}[a] }

// MarshalText is String.
func (a Agreement) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// compareAll is how far the two least alike are from each other.
func compareAll(answers []Result) (worst Agreement) {
	for i, a := range answers {
		for _, b := range answers[:i] {
			worst = max(worst, compare(a, b))
		}
	}
	return worst
}

func compare(a, b Result) Agreement {
	switch {
	case truths(a)&truths(b) != 0:
		return Agrees
	case earlier(a) || earlier(b), unknowing(a.Status) || unknowing(b.Status):
		return MayDiffer
	}
	return Differs
}

// earlier reports whether an answer is of an observation that was made before it
// was asked for.
func earlier(r Result) bool {
	return !r.SeenAt.IsZero() || vocabularyOf(r) == inKsyunBatch || vocabularyOf(r) == inYwjisu
}

func unknowing(s numsim.Status) bool {
	return s == numsim.Unknown || s == numsim.ProbeFailed || s == numsim.Unlisted
}

// statuses is a set of them.
type statuses uint32

func setOf(list ...numsim.Status) (set statuses) {
	for _, s := range list {
		set |= 1 << s
	}
	return set
}

// truths are the statuses that a provider says this of.
func truths(r Result) statuses { return setOf(r.Status) | also(vocabularyOf(r), r.Status) }

// vocabulary is a set of words that answers are given in.
type vocabulary uint8

const (
	inOthers vocabulary = iota
	inAliyun
	inKsyunRealtime
	inKsyunBatch
	inKsyunAbroad
	inYwjisu
)

func vocabularyOf(r Result) vocabulary {
	switch {
	case r.Provider == string(aliyun):
		return inAliyun
	case r.Provider == string(ywjisu):
		return inYwjisu
	case r.Provider == string(ksyun) && r.Operation == "BatchPhoneNumberStatus":
		return inKsyunBatch
	case r.Provider == string(ksyun) && r.Operation == "IsmsPhoneNumberStatus":
		return inKsyunAbroad
	case r.Provider == string(ksyun):
		return inKsyunRealtime
	}
	return inOthers
}

// also are the statuses beside s itself for which a vocabulary has only the word
// of s. Where no document says which word is given, as for a silent number at
// Aliyun, it is inferred. Aliyun's generations differ; what one of them says is
// taken for all.
func also(v vocabulary, s numsim.Status) statuses {
	const (
		active    = numsim.Active
		suspended = numsim.Suspended
	)
	switch {
	case v == inAliyun && s == active:
		return setOf(numsim.Busy, numsim.Silent, numsim.Risky)
	case v == inKsyunRealtime && s == active:
		return setOf(numsim.Silent, numsim.Risky)
	case v == inKsyunBatch && s == active, v == inYwjisu && s == active:
		return setOf(numsim.PoweredOff, numsim.SuspectedOff, numsim.Busy)
	case v == inKsyunAbroad && s == active:
		return setOf(numsim.PartSuspended, numsim.Busy, numsim.Silent, numsim.Risky)
	case v == inKsyunRealtime && s == suspended, v == inKsyunBatch && s == suspended:
		return setOf(numsim.PartSuspended)
	}
	return alsoRare(v, s)
}

func alsoRare(v vocabulary, s numsim.Status) statuses {
	switch {
	case v == inKsyunAbroad && (s == numsim.Suspended || s == numsim.PoweredOff || s == numsim.Unreachable):
		return setOf(numsim.Suspended, numsim.PoweredOff, numsim.SuspectedOff, numsim.Unreachable)
	case v == inKsyunAbroad && s == numsim.Vacant:
		return setOf(numsim.WrongNumber)
	case v == inYwjisu && (s == numsim.PartSuspended || s == numsim.Risky):
		return setOf(numsim.PartSuspended, numsim.Risky)
	case v == inYwjisu && s == numsim.Unlisted:
		return setOf(numsim.Unreachable, numsim.WrongNumber)
	}
	return 0
}
