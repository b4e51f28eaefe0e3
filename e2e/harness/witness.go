package harness

import "slices"

// Case is what a witness is asked to do: one JSON object per line on its stdin.
type Case struct {
	Name string `json:"name"`
	// Operation is the action to call: Describe or Public.
	Operation string `json:"operation"`
	// Endpoint is host:port without scheme, because half of the SDKs resolve a
	// host called "http" when given one.
	Endpoint        string `json:"endpoint"`
	AccessKeyID     string `json:"accessKeyId"`
	AccessKeySecret string `json:"accessKeySecret"`
	SecurityToken   string `json:"securityToken"`
	// PhoneNumber is the number, or the hash of it that Mask names.
	PhoneNumber string `json:"phoneNumber"`
	// AuthCode and Mask are parameters of Public alone.
	AuthCode string `json:"authCode"`
	Mask     string `json:"mask"`
	// Format is JSON, or XML for the one case about it.
	Format string `json:"format"`
	// Retry asks the witness to switch on its SDK's own retry.
	Retry bool `json:"retry"`
}

// Seen is what the SDK made of a case: one JSON object per line on the
// witness's stdout, in the order of the cases. What an SDK does not tell its
// caller stays zero.
type Seen struct {
	Name string `json:"name"`
	// SDK is the package and the version the program really loaded, and must
	// equal Witness.SDK.
	SDK      string `json:"sdk"`
	OK       bool   `json:"ok"`
	Status   string `json:"status"`
	Carrier  string `json:"carrier"`
	SerialID string `json:"serialId"`
	// RequestID must be the request id of the answer the relay handed over.
	RequestID string `json:"requestId"`
	// Code is the body's, in what the SDK took for a success: OK, or a code
	// that came with HTTP 200. In an error it is ErrorCode.
	Code       string `json:"code"`
	ErrorType  string `json:"errorType"`
	ErrorCode  string `json:"errorCode"`
	HTTPStatus int    `json:"httpStatus"`
	Message    string `json:"message"`
	HostID     string `json:"hostId"`
	Recommend  string `json:"recommend"`
}

// Witness is one SDK of one language: the program Dir/run that speaks JSON
// lines, and what it must see.
type Witness struct {
	// Name is the witness's name in test output and the name of its record.
	Name string
	// Language and SDK are columns of docs/compatibility.md; SDK is
	// "package version" and is compared with Seen.SDK.
	Language, SDK string
	// Dir is the program's folder, relative to e2e ("witness/go-v1-typed"),
	// and Args what Dir/run is started with: two witnesses may share a program.
	Dir  string
	Args []string
	// Signature is V1, V3 (SHA256) or V3-SM3, and is compared with the wire.
	Signature string
	// Itself says in a sentence or two what this SDK does on its own account:
	// retries, rewritten messages, ignored statuses. It goes into
	// docs/compatibility.md, so only what a case here shows belongs in it.
	Itself string
	// Lacks is the operation that this SDK's typed client does not ship, if it
	// is one; the cases that call it are not this witness's.
	Lacks string
	// Expect has an entry for every case of the witness that Cannot does not
	// name.
	Expect map[string]Expect
	// Cannot maps a case this SDK has no way to perform to the reason.
	Cannot map[string]string
}

// Expect is what this SDK must make of one case; zero fields are not looked
// at, except OK, Code, and Attempts, where zero means one: no SDK retries
// unless told to.
type Expect struct {
	OK                                    bool
	Status, Carrier, ErrorType, ErrorCode string
	HTTPStatus                            int
	MessageHas, RecommendHas              string
	Attempts                              int
	// Code is what an answer that is OK says in its body; zero means OK.
	Code string
}

// plans is every case whose operation the SDK has.
func (w Witness) plans() []plan {
	return slices.DeleteFunc(plans(), func(p plan) bool { return p.Operation == w.Lacks })
}
