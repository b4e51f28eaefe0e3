package harness

import (
	"fmt"
	"slices"
)

// The providers, as the simulator's flags and its ready line call them.
const (
	Aliyun = "aliyun"
	Ksyun  = "ksyun"
	Ywjisu = "ywjisu"
)

// Call is what a sample client is asked to do: one JSON object per line on its
// stdin. No text of it holds a quote, a backslash or an ampersand, so that a
// shell can take the line apart.
type Call struct {
	Name string `json:"name"`
	// URL is the whole address, path included.
	URL string `json:"url"`
	// Account and Secret are Kingsoft Cloud's Accesskey and secret key, or
	// ywjisu's code and private key.
	Account string `json:"account"`
	Secret  string `json:"secret"`
	// Password is ywjisu's pwd.
	Password string `json:"password"`
	// Action, Token and DryRun are Kingsoft Cloud's; a client leaves an empty
	// token or dry run out.
	Action string `json:"action"`
	Token  string `json:"token"`
	DryRun string `json:"dryRun"`
	// Field is the parameter that holds the numbers, Numbers one number or
	// several with commas.
	Field   string `json:"field"`
	Numbers string `json:"numbers"`
}

// Heard is what a sample client made of a call: one JSON object per line on its
// stdout, in the order of the calls.
type Heard struct {
	Name string `json:"name"`
	// SDK says what the client is made of and must equal Sample.SDK; the
	// version of a package is read from the one really loaded.
	SDK string `json:"sdk"`
	// HTTPStatus is 0 where the client keeps it from its caller.
	HTTPStatus int `json:"httpStatus"`
	// Body is the text the caller is left with.
	Body string `json:"body"`
	// ErrorType is the exception the client met, Code the error or result code
	// it read, and Statuses what it read of each number, in order.
	ErrorType string   `json:"errorType"`
	Code      string   `json:"code"`
	Statuses  []string `json:"statuses"`
}

// Sample is a client written from a provider's document, or an SDK's generic
// client: the program Dir/run, and how it does what its document says. What it
// must hear is the same for all clients of a provider (services.go).
type Sample struct {
	// Provider is Ksyun or Ywjisu.
	Provider string
	// Name is the client's name in test output and the name of its record.
	Name string
	// Language and SDK are columns of docs/compatibility.md.
	Language, SDK string
	Dir           string
	// Signature, ContentType and Form are what its requests carry. Form is the
	// body of the provider's first case about several numbers, with a * for
	// what varies, and so shows order and escapes.
	Signature, ContentType, Form string
	// Repairs says what the document's code needed before it ran, Itself what
	// it is and what it does on its own account. Both go onto the page.
	Repairs []string
	Itself  string
	// Throws is the exception for any HTTP status but 200, if there is one, and
	// Calls the code it has for every refusal, where that is not the provider's.
	Throws, Calls string
	// HidesStatus and ReadsNothing are clients that keep the HTTP status, or
	// that leave the reading of the text, to their caller.
	HidesStatus, ReadsNothing bool
	// Cannot maps a case this client has no way to perform to the reason.
	Cannot map[string]string
}

// check finds a table with holes.
func (s Sample) check() error {
	served, known := services()[s.Provider]
	if !known {
		return fmt.Errorf("sample %s: no provider is called %q", s.Name, s.Provider)
	}
	for name, reason := range s.Cannot {
		switch {
		case !slices.ContainsFunc(served.plans, func(p samplePlan) bool { return p.Name == name }):
			return fmt.Errorf("sample %s: it has no case %s", s.Name, name)
		case reason == "":
			return fmt.Errorf("sample %s: say why case %s cannot be performed", s.Name, name)
		}
	}
	if s.Itself == "" || s.Form == "" || s.ContentType == "" {
		return fmt.Errorf("sample %s: say what it is and what its requests look like", s.Name)
	}
	return nil
}

func (s Sample) record() record {
	return record{
		Provider: s.Provider, Name: s.Name, Language: s.Language, SDK: s.SDK, Dir: s.Dir,
		Signature: s.Signature, ContentType: s.ContentType, Sends: s.Form,
		Repairs: s.Repairs, Itself: s.Itself, Cases: map[string]outcome{},
	}
}
