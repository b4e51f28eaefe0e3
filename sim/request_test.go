package sim

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func encodedIn(values ...string) *Request {
	from := httptest.NewRequest(http.MethodPost, "http://numsim.test/", strings.NewReader("body"))
	if len(values) > 0 {
		from.Header["Content-Encoding"] = values
	}
	r := &Request{}
	r.read(from)
	return r
}

// The coding that is none may be named, in either case and more than once.
func TestBodiesSentPlain(t *testing.T) {
	for _, values := range [][]string{
		{}, {""}, {"identity"}, {"IDENTITY"}, {"Identity", "identity"}, {"identity, identity"}, {"identity,\tIdentity ,"},
	} {
		r := encodedIn(values...)
		assert.Empty(t, r.Flaw, "%q", values)
		assert.Equal(t, "body", string(r.Body), "%q", values)
	}
}

// Any other coding is refused wherever it stands, and the body is left alone.
func TestBodiesWithACoding(t *testing.T) {
	for _, tt := range []struct {
		coding string
		values []string
	}{
		{"gzip", []string{"gzip"}},
		{"GZIP", []string{"GZIP"}},
		{"gzip", []string{"identity", "gzip"}},
		{"gzip", []string{"", "gzip"}},
		{"gzip", []string{"gzip", "identity"}},
		{"br", []string{"identity, br"}},
		{"br", []string{"identity", "identity,\tbr"}},
		{"identity;x", []string{"identity;x"}},
		{"identit", []string{"identit"}},
	} {
		r := encodedIn(tt.values...)
		assert.Equal(t, "the body is sent with Content-Encoding "+tt.coding+", which no provider here reads; send it plain", r.Flaw, "%q", tt.values)
		assert.Empty(t, r.Body, "%q", tt.values)
	}
}
