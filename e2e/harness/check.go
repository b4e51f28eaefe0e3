package harness

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// check finds a table that would let a case pass unlooked at.
func (w Witness) check() error {
	var names []string
	for _, p := range w.plans() {
		names = append(names, p.Name)
		expect, expected := w.Expect[p.Name]
		reason, cannot := w.Cannot[p.Name]
		switch {
		case expected == cannot:
			return fmt.Errorf("witness %s: case %s must be either in Expect or in Cannot", w.Name, p.Name)
		case cannot && reason == "":
			return fmt.Errorf("witness %s: say why case %s cannot be performed", w.Name, p.Name)
		case expected && !expect.OK && expect.ErrorType+expect.ErrorCode+expect.MessageHas == "":
			return fmt.Errorf("witness %s: case %s expects an error and does not say which", w.Name, p.Name)
		case expected && expect.OK && expect.Status+expect.Code == "":
			return fmt.Errorf("witness %s: case %s expects an answer and does not say which", w.Name, p.Name)
		}
	}
	for _, table := range [][]string{keys(w.Expect), keys(w.Cannot)} {
		for _, name := range table {
			if !slices.Contains(names, name) {
				return fmt.Errorf("witness %s: it has no case %s", w.Name, name)
			}
		}
	}
	if w.Itself == "" {
		return fmt.Errorf("witness %s: Itself is empty: say what the SDK does on its own account", w.Name)
	}
	return nil
}

func keys[V any](table map[string]V) []string {
	var names []string
	for name := range table {
		names = append(names, name)
	}
	return names
}

// checkWire holds what is true of every case and every SDK: who speaks, how it
// signs, and that ids it reports are those of the answer it was given.
func checkWire(t *testing.T, w Witness, endpoint string, seen Seen, passed Passed) {
	t.Helper()
	assert.Equal(t, w.SDK, seen.SDK, "the program loaded another SDK than the table names")
	assert.Equal(t, w.Signature, passed.Signature, "how the request was signed")
	upperUUID := regexp.MustCompile(`^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$`)
	assert.Regexp(t, upperUUID, passed.RequestID, "the x-acs-request-id header of the answer")
	if seen.RequestID != "" {
		assert.Equal(t, passed.RequestID, seen.RequestID, "the request id the SDK reports is not the answer's")
	}
	if seen.HostID != "" {
		assert.Equal(t, endpoint, seen.HostID, "HostId is the request's host")
	}
}

// checkSeen compares what the SDK made of the case with its table.
func checkSeen(t *testing.T, p plan, want Expect, seen Seen, passed Passed) {
	t.Helper()
	assert.Equal(t, want.OK, seen.OK, "whether the SDK took the answer for a success")
	same(t, "Status", want.Status, seen.Status)
	same(t, "Carrier", want.Carrier, seen.Carrier)
	same(t, "ErrorType", want.ErrorType, seen.ErrorType)
	same(t, "ErrorCode", want.ErrorCode, seen.ErrorCode)
	same(t, "HTTPStatus", want.HTTPStatus, seen.HTTPStatus)
	assert.Contains(t, seen.Message, want.MessageHas, "Message")
	assert.Contains(t, seen.Recommend, want.RecommendHas, "Recommend")
	assert.Equal(t, max(want.Attempts, 1), passed.Attempts, "requests the SDK sent")
	if seen.OK {
		assert.Equal(t, cmp.Or(want.Code, "OK"), seen.Code, "the code in the answer's body")
		assert.NotEmpty(t, seen.RequestID, "an answer has a request id")
		checkAnswer(t, p, seen)
	}
}

// checkAnswer holds what an answer has and lacks, by its generation and code.
func checkAnswer(t *testing.T, p plan, seen Seen) {
	t.Helper()
	switch {
	case seen.Code != "OK":
		assert.Empty(t, seen.Status+seen.Carrier+seen.SerialID, "a business error comes without a status")
	case p.serial:
		assert.Regexp(t, `^[0-9]{11,13}$`, seen.SerialID, "SerialId is 11 to 13 digits")
	default:
		assert.Empty(t, seen.SerialID, "this generation's answers have no SerialId")
	}
}

// same compares where the table has something to say.
func same[V comparable](t *testing.T, field string, want, seen V) {
	t.Helper()
	var silent V
	if want != silent {
		assert.Equal(t, want, seen, field)
	}
}
