package report

import (
	"encoding/json"
	"io"

	"github.com/numsim/numsim/conformance"
)

// JSON is the source of all others.
func JSON(w io.Writer, r *conformance.Report) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(r)
}
