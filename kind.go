package numsim

// Kind is a provider-neutral name for why a call was refused or failed, so that
// code which speaks to several providers can ask one question of all of them:
//
//	if errors.Is(err, numsim.Throttled) { … }
type Kind uint8

// The kinds of refusal.
const (
	Other        Kind = iota
	Auth              // unknown, disabled or unpermitted credential
	Signature         // the signature, or what it is made of
	Clock             // timestamp malformed or outside the window
	Replay            // nonce used before
	BadRequest        // parameters missing or malformed
	BadNumber         // the number itself is refused
	Throttled         // too many calls
	Balance           // no money or quota left
	Unsubscribed      // product not opened, or closed
	Outage            // the provider or a carrier is down
	Withdrawn         // the operation no longer exists
	Late              // the answer is not there yet
	Transport         // no answer came, or not all of it
	Malformed         // an answer came that no provider would give
)

var kindNames = [...]string{
	"other", "auth", "signature", "clock", "replay", "bad-request", "bad-number",
	"throttled", "balance", "unsubscribed", "outage", "withdrawn", "late", "transport", "malformed",
}

// String is the kind's name in reports.
func (k Kind) String() string { return kindNames[k] }

// Error is the kind's name: a kind is what errors.Is asks an error for.
func (k Kind) Error() string { return kindNames[k] }

// Grade says how sure a fact about a provider is.
type Grade uint8

// The grades, surest first.
const (
	Documented Grade = iota // published by the provider
	FromSDK                 // read in, or observed by running, an official SDK
	Observed                // a real answer pasted publicly
	ThirdParty              // somebody else's code or text about the service
	Inferred                // follows from other facts, stated nowhere
)

var gradeNames = [...]string{"documented", "sdk", "observed", "third-party", "inferred"}

// String is the grade's name on fidelity pages.
func (g Grade) String() string { return gradeNames[g] }
