package lines

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
)

// Case is one thing to ask the SDK for.
type Case struct {
	Name, Operation, Endpoint                   string
	AccessKeyID, AccessKeySecret, SecurityToken string
	PhoneNumber, AuthCode, Mask, Format         string
	Retry                                       bool
}

// Seen is what the SDK made of it.
type Seen struct {
	Name       string `json:"name"`
	SDK        string `json:"sdk"`
	OK         bool   `json:"ok"`
	Status     string `json:"status"`
	Carrier    string `json:"carrier"`
	SerialID   string `json:"serialId"`
	RequestID  string `json:"requestId"`
	Code       string `json:"code"`
	ErrorType  string `json:"errorType"`
	ErrorCode  string `json:"errorCode"`
	HTTPStatus int    `json:"httpStatus"`
	Message    string `json:"message"`
	HostID     string `json:"hostId"`
	Recommend  string `json:"recommend"`
}

// Parameters are the operation's own, for SDKs that are called by its name.
func (c Case) Parameters() map[string]string {
	if c.Operation == "DescribePhoneNumberStatus" {
		return map[string]string{"PhoneNumber": c.PhoneNumber}
	}
	return map[string]string{"AuthCode": c.AuthCode, "InputNumber": c.PhoneNumber, "Mask": c.Mask}
}

// Answer is the answer of either operation, in either format.
type Answer struct {
	RequestId, Message, Code string
	PhoneStatus, Data        struct{ Status, Carrier, SerialId string }
}

// Seen is what a caller reads out of it.
func (a Answer) Seen(httpStatus int) Seen {
	phone := a.PhoneStatus
	if phone.Status == "" {
		phone = a.Data
	}
	return Seen{
		OK: true, HTTPStatus: httpStatus, RequestID: a.RequestId, Code: a.Code, Message: a.Message,
		Status: phone.Status, Carrier: phone.Carrier, SerialID: phone.SerialId,
	}
}

// Serve answers every case on stdin with what perform made of it, signed with
// the version of the given module that this program was built with.
func Serve(module string, perform func(Case) Seen) {
	sdk := version(module)
	in := bufio.NewScanner(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		var c Case
		if err := json.Unmarshal(in.Bytes(), &c); err != nil {
			fail(fmt.Errorf("not a case: %s: %w", in.Bytes(), err))
		}
		seen := perform(c)
		seen.Name, seen.SDK = c.Name, sdk
		if err := out.Encode(seen); err != nil {
			fail(err)
		}
	}
	if err := in.Err(); err != nil {
		fail(err)
	}
}

// version reads what was really linked, not what somebody wrote down.
func version(module string) string {
	info, _ := debug.ReadBuildInfo()
	for _, dep := range info.Deps {
		if dep.Path == module {
			return module + " " + strings.TrimPrefix(dep.Version, "v")
		}
	}
	fail(fmt.Errorf("%s is not linked into this program", module))
	return ""
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
