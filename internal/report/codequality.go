package report

import (
	"cmp"
	"encoding/json"
	"io"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

type codeQuality struct {
	Description string       `json:"description"`
	Check       string       `json:"check_name"`
	Fingerprint string       `json:"fingerprint"`
	Severity    string       `json:"severity"`
	Location    codeLocation `json:"location"`
}

type codeLocation struct {
	Path  string    `json:"path"`
	Lines codeLines `json:"lines"`
}

type codeLines struct {
	Begin int `json:"begin"`
}

// CodeQuality is GitLab's list of what is wrong in a merge request, which has no
// place for what is in no file.
func CodeQuality(w io.Writer, r *conformance.Report) error {
	list := []codeQuality{}
	for _, one := range issues(&atlas{}, r) {
		severity := map[contracts.Severity]string{contracts.Risky: "minor", contracts.Info: "info"}[one.severity]
		if one.file != "" {
			list = append(list, codeQuality{one.message, one.rule, one.print, cmp.Or(severity, "major"), codeLocation{one.file, codeLines{one.line}}})
		}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(list)
}
