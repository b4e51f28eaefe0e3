package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/numsim/numsim"
)

// maxBody is the largest body that is read.
const maxBody = 64 << 10

// field is a member that a body may have. read is an error that completes the
// sentence "it is".
type field struct {
	name string
	read func(json.RawMessage) error
}

// readFields reads a body that is one JSON object with some of fields.
func readFields(r *http.Request, fields []field) *problem {
	if p := checkType(r.Header.Get("Content-Type")); p != nil {
		return p
	}
	body, p := readAll(r, maxBody)
	if p != nil {
		return p
	}
	d := json.NewDecoder(bytes.NewReader(body))
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return notObject()
	}
	seen := map[string]bool{}
	for d.More() {
		if p := readMember(d, fields, seen); p != nil {
			return p
		}
	}
	if _, err := d.Token(); err != nil {
		return notObject()
	}
	if _, err := d.Token(); err != io.EOF {
		return notObject()
	}
	if len(seen) == 0 {
		return bad("there is nothing in it", "body", "send one or several of "+list(names(fields), "and"))
	}
	return nil
}

func readMember(d *json.Decoder, fields []field, seen map[string]bool) *problem {
	key, err := d.Token()
	name, ok := key.(string)
	var value json.RawMessage
	if err != nil || !ok || d.Decode(&value) != nil {
		return notObject()
	}
	where := fmt.Sprintf("field %q", name[:min(len(name), 64)])
	if seen[name] {
		return bad("it is there twice", where, "send it once")
	}
	seen[name] = true
	for _, f := range fields {
		if f.name != name {
			continue
		}
		if err := f.read(value); err != nil {
			return bad("it is "+err.Error(), where, "send what it takes; GET says how the values look")
		}
		return nil
	}
	return bad("there is no such field", where, fmt.Sprintf("did you mean %q? There are %s", nearest(name, names(fields)), list(names(fields), "and")))
}

// checkType: a form and a plain text are what another site's page can have a
// browser send without asking.
func checkType(text string) *problem {
	kind, params, err := mime.ParseMediaType(text)
	charset, said := params["charset"]
	if err == nil && kind == "application/json" && (!said || strings.EqualFold(charset, "utf-8")) {
		return nil
	}
	return &problem{http.StatusUnsupportedMediaType, "the body is not said to be JSON", "header Content-Type", "send Content-Type: application/json", nil}
}

// readAll reads a body of at most so many bytes; one that says it is larger is
// not waited for.
func readAll(r *http.Request, limit int64) ([]byte, *problem) {
	if r.ContentLength > limit {
		return nil, unread(&http.MaxBytesError{Limit: limit}, limit)
	}
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, limit))
	if err != nil {
		return nil, unread(err, limit)
	}
	return body, nil
}

func unread(err error, limit int64) *problem {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return &problem{http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is larger than %d KiB", limit>>10), "body", "send less", nil}
	}
	return bad("it could not be read to its end", "body", "send it again")
}

func notObject() *problem {
	return bad("it is not one JSON object", "body", `send one, such as {"frozen": true}`)
}

func bad(what, where, do string) *problem {
	return &problem{http.StatusBadRequest, what, where, do, nil}
}

func names(fields []field) (list []string) {
	for _, f := range fields {
		list = append(list, f.name)
	}
	return list
}

// nearest is the candidate with the fewest edits from word, of which as much is
// looked at as a name may have.
func nearest(word string, candidates []string) (best string) {
	word = word[:min(len(word), 64)]
	least := len(word) + 64
	for _, c := range candidates {
		if d := numsim.Edits(word, c); d < least {
			best, least = c, d
		}
	}
	return best
}
