package client

import (
	"context"
	"time"

	"github.com/numsim/numsim"
)

// Result is what one provider says of one number.
type Result struct {
	Number  numsim.Number
	Status  numsim.Status // Unknown where the word is none that is documented
	Word    string        // the provider's own, such as NORMAL or 13
	Carrier numsim.Carrier
	// CarrierWord and Area are the provider's own; empty where it says nothing.
	CarrierWord string
	Area        string
	SeenAt      time.Time // of an observation that is not of now; zero is now, or not said

	Provider, Operation, RequestID string

	Charged Charged
	Err     error // nil is an answer; see Error

	// What Checker adds. Others are what came of the other providers that were
	// asked or left alone, those that answered first; each charged for itself.
	Others    []Result
	Agreement Agreement
}

// Source is a provider as Checker sees it. Aliyun, Ksyun and Ywjisu are
// sources.
type Source interface {
	Provider() string
	// MostNumbers is how many numbers one call asks about at most.
	MostNumbers() int
	// Check asks about numbers, in as many calls as that takes and about each
	// number once, and returns one result for each of them, in order.
	Check(ctx context.Context, numbers ...numsim.Number) []Result
}
