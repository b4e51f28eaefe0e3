package harness

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// update is the one switch for everything that is written down by running.
var update = flag.Bool("update", false, "write down what was seen instead of comparing with it")

// Updating says whether this run writes down what it sees.
func Updating() bool { return *update }

// record is what one witness saw, written to testdata/seen/<name>.json. It
// holds nothing that changes from run to run: no ports, ids or times.
type record struct {
	// Provider is empty for Alibaba Cloud.
	Provider  string `json:"provider,omitempty"`
	Name      string `json:"name"`
	Language  string `json:"language"`
	SDK       string `json:"sdk"`
	Dir       string `json:"dir"`
	Signature string `json:"signature"`
	Sends     string `json:"sends"`
	// ContentType is a sample client's, and its Sends the form as it was sent.
	ContentType string `json:"contentType,omitempty"`
	// Repairs is what a document's sample code needed.
	Repairs []string           `json:"repairs,omitempty"`
	Itself  string             `json:"itself"`
	Cases   map[string]outcome `json:"cases"`
}

// outcome is what the SDK's caller is left holding after one case.
type outcome struct {
	Cannot  string `json:"cannot,omitempty"`
	Status  string `json:"status,omitempty"`
	Carrier string `json:"carrier,omitempty"`
	// Code is a code other than OK in what the SDK took for a success.
	Code       string `json:"code,omitempty"`
	ErrorType  string `json:"errorType,omitempty"`
	ErrorCode  string `json:"errorCode,omitempty"`
	HTTPStatus int    `json:"httpStatus,omitempty"`
	Attempts   int    `json:"attempts,omitempty"`
}

func outcomeOf(seen Seen, passed Passed) outcome {
	code := seen.Code
	if code == "OK" {
		code = ""
	}
	return outcome{
		Code: code, Status: seen.Status, Carrier: seen.Carrier,
		ErrorType: seen.ErrorType, ErrorCode: seen.ErrorCode, HTTPStatus: seen.HTTPStatus,
		Attempts: passed.Attempts,
	}
}

func newRecord(w Witness) record {
	return record{
		Name: w.Name, Language: w.Language, SDK: w.SDK, Dir: w.Dir,
		Signature: w.Signature, Itself: w.Itself, Cases: map[string]outcome{},
	}
}

func recordPath(name string) (string, error) {
	root, err := Root()
	return filepath.Join(root, "testdata", "seen", name+".json"), err
}

// load reads the last run's record. A witness that was never recorded has an
// empty one, with which nothing agrees.
func load(t testing.TB, name string) record {
	t.Helper()
	path, err := recordPath(name)
	require.NoError(t, err)
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return record{}
	}
	require.NoError(t, err)
	var r record
	require.NoError(t, json.Unmarshal(text, &r), path)
	return r
}

// book is what the last -update run wrote down beside what this run sees.
type book struct{ record, made record }

// settleCase compares one case as soon as it is known, so that -run with one
// case's name still compares.
func (b *book) settleCase(t *testing.T, name string, seen outcome) {
	t.Helper()
	b.made.Cases[name] = seen
	if !*update {
		assert.Equal(t, b.record.Cases[name], seen,
			"not what testdata/seen says: if the table is right, write it down with `go test -update`")
	}
}

// settle compares or writes the whole record; after a run of a few cases only,
// there is nothing whole to speak of.
func (b *book) settle(t *testing.T, cases int) {
	t.Helper()
	if len(b.made.Cases) < cases {
		return
	}
	if *update {
		b.made.write(t)
		return
	}
	assert.Equal(t, b.record, b.made,
		"not what testdata/seen says: if the table is right, write it down with `go test -update`")
}

func (r record) write(t testing.TB) {
	t.Helper()
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	require.NoError(t, encoder.Encode(r))
	path, err := recordPath(r.Name)
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, text.Bytes(), 0o644))
}
