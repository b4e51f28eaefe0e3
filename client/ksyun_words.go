package client

import "github.com/numsim/numsim"

// ksyunWord is what a code of the document means. The meanings are documented.
// What is charged is inferred: no document of this provider speaks of money.
// Both other providers charge for a number of which they tell something, and
// leave free what they do not know; whether this one does only its bill knows.
type ksyunWord struct {
	status  numsim.Status
	charged Charged
}

// BatchPhoneNumberStatus, CheckStatus.
var ksyunBatchWords = map[string]ksyunWord{
	"0":  {numsim.Vacant, IsCharged},
	"1":  {numsim.Active, IsCharged},
	"2":  {numsim.Suspended, IsCharged},
	"3":  {numsim.Risky, IsCharged},
	"4":  {numsim.Silent, IsCharged},
	"5":  {numsim.WrongNumber, IsCharged},
	"6":  {numsim.Unlisted, PerhapsCharged},
	"99": {numsim.Unknown, PerhapsCharged},
}

// PhoneNumberStatus, CheckStatus: other digits for other things. There is no 6,
// 8 or 11.
var ksyunRealtimeWords = map[string]ksyunWord{
	"1":  {numsim.Active, IsCharged},
	"2":  {numsim.Vacant, IsCharged},
	"3":  {numsim.Busy, IsCharged},
	"4":  {numsim.Unreachable, IsCharged},
	"5":  {numsim.PoweredOff, IsCharged},
	"7":  {numsim.SuspectedOff, IsCharged},
	"9":  {numsim.ProbeFailed, PerhapsCharged},
	"10": {numsim.Unknown, PerhapsCharged},
	"12": {numsim.WrongNumber, IsCharged},
	"13": {numsim.Suspended, IsCharged},
}

// IsmsPhoneNumberStatus, PhoneStatus. 2 is off or not on the network, and taken
// for what it names first; 3 is vacant or unused.
var ksyunAbroadWords = map[string]ksyunWord{
	"1":  {numsim.Active, IsCharged},
	"2":  {numsim.PoweredOff, IsCharged},
	"3":  {numsim.Vacant, IsCharged},
	"99": {numsim.Unknown, PerhapsCharged},
}

// ksyunMeaning is unknown and perhaps charged for a word that no document has.
func ksyunMeaning(words map[string]ksyunWord, word string) ksyunWord {
	if w, ok := words[word]; ok {
		return w
	}
	return ksyunWord{numsim.Unknown, PerhapsCharged}
}
