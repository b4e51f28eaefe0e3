package ksyun

import (
	"fmt"
	"slices"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
)

// reading is the profile with its switches, ready for the request path.
type reading struct {
	statusText        bool // PhoneStatus as a string
	resultArray       bool
	mobileMasked      bool
	upperID           bool
	noCarrier         string
	errorType         string // empty: each origin's own
	errorOrder        string // likewise
	tooMany           string // the row of more than 50 numbers
	merged            bool
	malformedAnswered bool
	prefixStripped    bool
	methodRequired    bool
	unknownBilled     bool
	jsonRead          bool
	getServed         bool
}

// switches lists every place where the document contradicts itself or is
// silent, the default first.
func switches() []sim.Switch {
	return []sim.Switch{
		{Name: "phone-status", Values: []string{"number", "string"}, About: "PhoneStatus of the international answer: a number (the sample) or a string (the table)", Grade: numsim.Documented},
		{Name: "result", Values: []string{"object", "array"}, About: "Result of the international answer: an object (the sample) or an array of one (the table)", Grade: numsim.Documented},
		{Name: "mobile", Values: []string{"full", "masked"}, About: "Mobile of the international answer: in full (the table: the number queried) or country code and six stars (the sample)", Grade: numsim.Inferred},
		{Name: "request-id", Values: []string{"lower", "upper"}, About: "RequestId: lower case (the samples of all three operations) or upper case (the general sample of a success)", Grade: numsim.Documented},
		{Name: "error-type", Values: []string{"origin", "Sender", "sender"}, About: "Type of an error: Sender from the gateway and sender from the service (a sample each), or one of the two for both", Grade: numsim.Inferred},
		{Name: "error-order", Values: []string{"origin", "gateway", "service"}, About: "members of an error: Type, Code, Message from the gateway and Type, Message, Code from the service (a sample each), or one of the two for both", Grade: numsim.Inferred},
		{Name: "signature-method", Values: []string{"optional", "required"}, About: "a missing SignatureMethod means HMAC-SHA256 (the curl samples leave it out) or is MissingParameter (the table)", Grade: numsim.Inferred, Early: true},
		{Name: "too-many", Values: []string{"InvalidMobile", "InvalidParameterValue"}, About: "the row more than 50 numbers meet", Grade: numsim.Inferred},
		{Name: "duplicates", Values: []string{"kept", "merged"}, About: "a number that a batch names twice is answered twice, or once where it came first", Grade: numsim.Inferred},
		{Name: "malformed", Values: []string{"refused", "answered"}, About: "an entry of a batch that is digits but not a mainland number: the whole call is InvalidMobile, or it is answered with CheckStatus 5", Grade: numsim.Inferred},
		{Name: "international-prefix", Values: []string{"refused", "stripped"}, About: "a leading + or 00 of an international number: InvalidMobile, or passed over", Grade: numsim.Inferred},
		{Name: "no-carrier", Values: []string{"unknown", "empty"}, About: "Carrier of a number that has none: 未知 or an empty string", Grade: numsim.Inferred},
		{Name: "unknown-billed", Values: []string{"no", "yes"}, About: "with a price set, an answer that tells nothing is free or billed", Grade: numsim.Inferred},
		{Name: "json", Values: []string{"refused", "read"}, About: "a body of application/json holds no parameters (the document: form only) or is read as an object of strings beside the query", Grade: numsim.Documented, Early: true},
		{Name: "get", Values: []string{"refused", "served"}, About: "GET is InvalidMethod (the document: POST only) or served with its parameters in the query (the document's section on common parameters)", Grade: numsim.Inferred, Early: true},
	}
}

// Read implements sim.Provider.
func (p *Provider) Read(profile string, set map[string]string) (any, error) {
	traits := p.Traits()
	if !slices.Contains(traits.Profiles, profile) {
		return nil, fmt.Errorf("profile %q is not one of %v", profile, traits.Profiles)
	}
	v, err := sim.Choose(traits.Switches, set)
	if err != nil {
		return nil, err
	}
	r := &reading{
		statusText:        v["phone-status"] == "string",
		resultArray:       v["result"] == "array",
		mobileMasked:      v["mobile"] == "masked",
		upperID:           v["request-id"] == "upper",
		errorType:         own(v["error-type"]),
		errorOrder:        own(v["error-order"]),
		tooMany:           v["too-many"],
		merged:            v["duplicates"] == "merged",
		malformedAnswered: v["malformed"] == "answered",
		prefixStripped:    v["international-prefix"] == "stripped",
		methodRequired:    v["signature-method"] == "required",
		unknownBilled:     v["unknown-billed"] == "yes",
		jsonRead:          v["json"] == "read",
		getServed:         v["get"] == "served",
	}
	if v["no-carrier"] == "unknown" {
		r.noCarrier = "未知"
	}
	return r, nil
}

// own is empty where an error keeps what its origin gives it.
func own(value string) string {
	if value == "origin" {
		return ""
	}
	return value
}
