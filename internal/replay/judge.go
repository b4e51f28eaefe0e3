package replay

// LiveAnswer is how a live answer stands to the contract.
type LiveAnswer uint8

// How it may stand. NoAnswer is a transport error, a timeout, or a 5xx twice.
const (
	Satisfies LiveAnswer = iota
	Violates
	NoAnswer
)

// Parity is how the simulator's answer to the same request stands to the live
// one, after naming by reference.
type Parity uint8

// How it may stand.
const (
	NotCompared Parity = iota
	Equal
	Differs
)

// History is how the last good recording of the case stood to the contract.
type History uint8

// How it may have stood.
const (
	NoHistory History = iota
	SatisfiedOnce
	ViolatedAlike     // in the very places of now
	ViolatedOtherwise // in other places
)

// Evidence is what is known of one case of a live run.
type Evidence struct {
	Request bool // satisfies the contract, and its signature computes again
	Live    LiveAnswer
	Parity  Parity
	History History
}

// Wrong is the side that is.
type Wrong string

// The sides.
const (
	NobodyWrong      Wrong = "nobody"
	ClientWrong      Wrong = "client"
	SimulatorWrong   Wrong = "simulator"
	ContractWrong    Wrong = "contract"
	ProviderChanged  Wrong = "provider"
	UnknownWrong     Wrong = "unknown"
	EnvironmentWrong Wrong = "environment"
)

// Verdict says which side is wrong, and why in words.
type Verdict struct {
	Wrong Wrong
	Why   string
	Do    string
}

// Code is the exit code that the verdict alone would have.
func (v Verdict) Code() int {
	switch v.Wrong {
	case NobodyWrong:
		return 0
	case ProviderChanged:
		return 3
	case EnvironmentWrong:
		return 6
	}
	return 1
}

// Judge is the decision table: the first line that fits.
func Judge(e Evidence) Verdict {
	switch {
	case !e.Request:
		return Verdict{ClientWrong, "the request itself leaves the contract, so its answer proves nothing", "compare the canonical strings, and mend the client"}
	case e.Live == NoAnswer:
		return Verdict{EnvironmentWrong, "no answer of the provider's came", "try again later"}
	case e.Live == Satisfies && e.Parity == Differs:
		return Verdict{SimulatorWrong, "the live answer satisfies the contract, and the simulator answers otherwise", "mend the simulator, or say in the contract that both are right"}
	case e.Live == Satisfies && e.Parity == NotCompared:
		return Verdict{NobodyWrong, "the live answer satisfies the contract; the simulator was not asked", ""}
	case e.Live == Satisfies:
		return Verdict{NobodyWrong, "the live answer satisfies the contract, and the simulator answers alike", ""}
	case e.History == ViolatedAlike:
		return Verdict{ContractWrong, "the live answer leaves the contract as it did when it was last recorded: the documents never told the truth", "add a reading to the contract"}
	case e.History == SatisfiedOnce:
		return Verdict{ProviderChanged, "the live answer satisfied the contract when it was last recorded, and no longer does", "look at what changed, and accept it or ask the provider"}
	case e.History == ViolatedOtherwise:
		return Verdict{UnknownWrong, "the live answer leaves the contract in other places than when it was last recorded", "look at both: the documents may lie, and the provider may have changed"}
	}
	return Verdict{UnknownWrong, "the live answer leaves the contract, and no recording tells whether it ever did not", "look at it, and accept it as a reading or ask the provider"}
}
