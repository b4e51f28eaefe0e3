package ksyun

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/numsim/numsim/sim"
)

// addJSON appends the members of a JSON object of strings. A member of another
// kind has no text to sign, and of two that share a name either would be a
// guess; the form's own check finds those.
func addJSON(f *sim.Form, body []byte) error {
	if !utf8.Valid(body) {
		return errors.New("the JSON is not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return errors.New("the JSON is not an object")
	}
	for d.More() {
		key, err := stringToken(d)
		if err != nil {
			return err
		}
		value, err := stringToken(d)
		if err != nil {
			return fmt.Errorf("the value of member %d: %w", len(f.Pairs)+1, err)
		}
		if key == "" {
			return errors.New("a member has no name")
		}
		if len(f.Pairs) == sim.MaxParameters {
			return fmt.Errorf("there are more than %d members", sim.MaxParameters)
		}
		f.Pairs = append(f.Pairs, sim.Pair{Key: []byte(key), Value: []byte(value)})
	}
	if _, err := d.Token(); err != nil {
		return errors.New("the JSON object does not end")
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("something follows the JSON object")
	}
	return nil
}

func stringToken(d *json.Decoder) (string, error) {
	t, err := d.Token()
	if err != nil {
		return "", errors.New("the JSON cannot be read")
	}
	text, ok := t.(string)
	if !ok {
		return "", errors.New("not a string")
	}
	return text, nil
}
