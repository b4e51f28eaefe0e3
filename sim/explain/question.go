package explain

// Question is what the schemes have in common.
type Question struct {
	Sent   string   // the signature that came
	Hash   string   // the scheme's
	Coding Coding   // how it is written
	Key    Key      // of whoever claims the request
	Known  []Secret // others the caller may have taken for it
	Shown  []string // the names of parameters and headers whose values may be shown; of all others only the shape is
	Number []string // the names of those that hold phone numbers
}

// Key is a credential with its secrets.
type Key struct{ ID, Secret, Password, Token string }

// Secret is one that is known under a name.
type Secret struct {
	Of    Text // the secret of Kingsoft Cloud's ready-made accounts
	Value string
}

// Asker is a signature that can be explained: Form, Headed or Token.
type Asker interface{ Explain() *Finding }

// scheme is what the search needs of one.
type scheme interface {
	question() *Question
	right() plan
	slips() []slip
	// strings are what is signed by a plan; key is what it is signed with.
	strings(*plan) ([]byte, []byte)
	key(*plan) []byte
}

// slip is a mistake and the ways to make it. The parts of a plan that two slips
// change must differ, or there is no telling what both would be.
type slip struct {
	*Mistake
	part part
	ways []func(*plan)
	// alone is not tried together with another: there are too many ways.
	alone bool
}

type part uint8

const (
	inSecret part = iota
	inSuffix
	inKey
	inMode
	inHash
	inEscape
	inOrder
	inParameters
	inSigned // Signature among the parameters
	inFrame
	inMethod
	inPath
	inStamp
	inHost
	inHeaders
	inList
	inPayload
	inText
	inTail
	inScope
	inParts
	inJoin
)

func one(m *Mistake, in part, ways ...func(*plan)) slip {
	return slip{Mistake: m, part: in, ways: ways}
}

// rare is tried alone, so that there is time to try the others in pairs.
func rare(m *Mistake, in part, ways ...func(*plan)) slip { return many(m, in, ways) }

func many(m *Mistake, in part, ways []func(*plan)) slip {
	return slip{Mistake: m, part: in, ways: ways, alone: true}
}
