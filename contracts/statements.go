package contracts

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Evidence is where a statement comes from: a kind and a place, such as
// "document 000:170", "seen 2025 certimate#720" or "inferred from the rest".
type Evidence string

// Kind is the evidence's first word.
func (e Evidence) Kind() string {
	kind, _, _ := strings.Cut(string(e), " ")
	return strings.TrimRight(kind, ":;,")
}

// EvidenceKinds are the kinds there are, surest first.
func EvidenceKinds() []string {
	return []string{"document", "sdk", "seen", "third-party", "inferred"}
}

// ErrorRow is one line of a provider's error table.
type ErrorRow struct {
	Name       string   `yaml:"-"` // the code, or code/slug where a code has several rows
	Code       string   `yaml:"code"`
	HTTP       int      `yaml:"http"`
	Message    string   `yaml:"message"` // {Braces} stand for what the provider fills in
	Type       string   `yaml:"type"`
	Kind       string   `yaml:"kind"` // provider-neutral
	When       string   `yaml:"when"`
	Retryable  string   `yaml:"retryable"` // yes, no, later or unknown
	Chargeable bool     `yaml:"chargeable"`
	Stage      string   `yaml:"stage"`    // gateway or business
	Profiles   []string `yaml:"profiles"` // empty: all
	Evidence   Evidence `yaml:"evidence"`
	Position   Position `yaml:"-"`
}

// Value is what one value of an enum means.
type Value struct {
	Value    string   `yaml:"-"`
	Means    string   `yaml:"means"`
	Evidence Evidence `yaml:"evidence"`
	Position Position `yaml:"-"`
}

// Enum is a closed list in the document.
type Enum struct {
	Pointer  string // of the schema
	Open     bool   // new values are to be expected
	Values   []Value
	Position Position
}

// Limit is how much of something the provider takes.
type Limit struct {
	Name     string   `yaml:"-"` // such as batch or qps
	Value    int      `yaml:"value"`
	Unit     string   `yaml:"unit"`
	Source   string   `yaml:"source"` // documented or assumed
	Evidence Evidence `yaml:"evidence"`
	Pointer  string   `yaml:"-"` // of what it limits: an operation or the root
	Position Position `yaml:"-"`
}

// Billing is what a call of an operation costs.
type Billing struct {
	Operation string   `yaml:"-"`
	Price     string   `yaml:"price"` // yuan, unknown where no document says
	Currency  string   `yaml:"currency"`
	Unit      string   `yaml:"unit"`
	Charged   string   `yaml:"charged"`
	Free      string   `yaml:"free"`
	Evidence  Evidence `yaml:"evidence"`
	Position  Position `yaml:"-"`
}

// Signature is one scheme a request may be signed by.
type Signature struct {
	Name      string   `yaml:"-"`
	Header    string   `yaml:"header"` // whose beginning names the scheme
	Prefix    string   `yaml:"prefix"`
	Query     string   `yaml:"query"`    // a parameter of the query that does
	Carriers  []string `yaml:"carriers"` // instead of x-rpc's
	Action    string   `yaml:"action"`   // the header that names the operation
	Algorithm []string `yaml:"algorithm"`
	Canonical string   `yaml:"canonical"`
	Key       string   `yaml:"key"`
	Encoding  string   `yaml:"encoding"`
	Excluded  []string `yaml:"excluded"`
	Window    int      `yaml:"window"` // seconds either way
	Nonce     string   `yaml:"nonce"`
	Vectors   []string `yaml:"vectors"` // names in vectors.json
	Evidence  Evidence `yaml:"evidence"`
	Position  Position `yaml:"-"`
}

// Discrepancy is a place where documents contradict each other or themselves,
// or are silent.
type Discrepancy struct {
	ID          string    `yaml:"-"`
	About       string    `yaml:"about"`
	Default     string    `yaml:"default"`
	Readings    []Reading `yaml:"-"` // in the order of the document
	Profiles    []string  `yaml:"profiles"`
	Live        string    `yaml:"live"`        // unknown, or the reading that was seen live
	Unsimulated string    `yaml:"unsimulated"` // why the simulator has no switch for it
	ByExchange  bool      `yaml:"by-exchange"` // each exchange shows its reading
	Position    Position  `yaml:"-"`
}

// Reading is one way to read a discrepancy.
type Reading struct {
	Name     string     `yaml:"-"`
	Same     string     `yaml:"same"` // why the document stays as it is
	Evidence Evidence   `yaml:"evidence"`
	Position Position   `yaml:"-"`
	patch    *yaml.Node // of the overlay; nil for the default
}

// Reading returns the reading of that name, or nil.
func (d *Discrepancy) Reading(name string) *Reading {
	i := slices.IndexFunc(d.Readings, func(r Reading) bool { return r.Name == name })
	if i < 0 {
		return nil
	}
	return &d.Readings[i]
}

// Profile is one generation of a provider's documents.
type Profile struct {
	Name     string   `yaml:"-"`
	About    string   `yaml:"about"`
	Default  bool     `yaml:"default"`
	Evidence Evidence `yaml:"evidence"`
	Position Position `yaml:"-"`
	patch    *yaml.Node
}

// rpc is how an exchange becomes a virtual path.
type rpc struct {
	Discriminator string   `yaml:"discriminator"` // the parameter that names the operation
	Default       string   `yaml:"default"`       // the operation of a call that names none
	RealPath      string   `yaml:"real-path"`     // empty: paths are real
	Carriers      []string `yaml:"carriers"`      // query, form, json
	Methods       []string `yaml:"methods"`
	Transport     []string `yaml:"transport"`
	Absent        string   `yaml:"absent"`      // the row of a call without an operation
	AbsentHTTP    int      `yaml:"absent-http"` // its status there, where it is another than the row's
}

// envelope is where an answer says what became of the call.
type envelope struct {
	Code      string   `yaml:"code"`
	Message   string   `yaml:"message"`
	RequestID string   `yaml:"request-id"`
	Success   []string `yaml:"success"` // codes; empty: a success has no code
}
