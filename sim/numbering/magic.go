package numbering

import "github.com/numsim/numsim"

// Trouble is what a magic ending does to the call rather than to the number,
// for clients that check syntax themselves.
type Trouble uint8

// The troubles.
const (
	NoTrouble Trouble = iota
	NumberRefused
	AnswerLate
	CallThrottled
)

// Ending is one magic ending: the last four digits of a number and what they
// mean at every provider, for ever. The codes are those web and telephone
// people know.
type Ending struct {
	Digits  string
	Status  numsim.Status
	Trouble Trouble
	Why     string // where the code is known from
}

// Endings lists the magic endings as the README prints them.
func Endings() []Ending {
	return []Ending{
		{"0200", numsim.Active, NoTrouble, "OK"},
		{"0404", numsim.Vacant, NoTrouble, "not found"},
		{"0402", numsim.Suspended, NoTrouble, "payment required"},
		{"0206", numsim.PartSuspended, NoTrouble, "partial content"},
		{"0408", numsim.PoweredOff, NoTrouble, "timeout"},
		{"0203", numsim.SuspectedOff, NoTrouble, "non-authoritative"},
		{"0486", numsim.Busy, NoTrouble, "SIP busy here"},
		{"0480", numsim.Unreachable, NoTrouble, "SIP unavailable"},
		{"0304", numsim.Silent, NoTrouble, "not modified"},
		{"0403", numsim.Risky, NoTrouble, "forbidden"},
		{"0204", numsim.Unlisted, NoTrouble, "no content"},
		{"0422", numsim.WrongNumber, NoTrouble, "unprocessable"},
		{"0500", numsim.ProbeFailed, NoTrouble, "server error"},
		{"0999", numsim.Unknown, NoTrouble, "nobody knows"},
		{"0400", numsim.Unknown, NumberRefused, "bad request"},
		{"0425", numsim.Unknown, AnswerLate, "too early"},
		{"0429", numsim.Active, CallThrottled, "too many requests"},
	}
}
