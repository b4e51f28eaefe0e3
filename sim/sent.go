package sim

import (
	"strings"

	"github.com/numsim/numsim/sim/explain"
)

// Sent are a request's parameters as a signature may have been made over them:
// decoded, in the order they came, each from its own place. What cannot be
// decoded is left out; such a request has been refused for that.
func Sent(r *Request) (query, body []explain.Pair) {
	query = sent(r.RawQuery)
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if strings.EqualFold(strings.TrimSpace(kind), "application/x-www-form-urlencoded") {
		body = sent(string(r.Body))
	}
	return query, body
}

func sent(encoded string) (list []explain.Pair) {
	var f Form
	_ = Add(&f, encoded)
	for _, p := range f.Pairs {
		list = append(list, explain.Pair{Name: string(p.Key), Value: string(p.Value)})
	}
	return list
}
