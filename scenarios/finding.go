package scenarios

import (
	"fmt"
	"strings"
)

// Finding is a mistake in a document: where it is, what is wrong, and what to
// do next.
type Finding struct {
	File         string
	Line, Column int
	Text         string
	Warning      bool // the document loads all the same
}

// String is "file:line:column: text".
func (f Finding) String() string {
	kind := ""
	if f.Warning {
		kind = "warning: "
	}
	return fmt.Sprintf("%s:%d:%d: %s%s", f.File, f.Line, f.Column, kind, f.Text)
}

// Findings is what was found in a document, in its order.
type Findings []Finding

// Error is one line for each finding.
func (f Findings) Error() string {
	lines := make([]string, len(f))
	for i := range f {
		lines[i] = f[i].String()
	}
	return strings.Join(lines, "\n")
}

// Errors are the findings but for warnings.
func (f Findings) Errors() (errors Findings) {
	for _, one := range f {
		if !one.Warning {
			errors = append(errors, one)
		}
	}
	return errors
}
