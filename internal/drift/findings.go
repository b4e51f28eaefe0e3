package drift

import (
	"encoding/json"
	"errors"
	"regexp"
	"time"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

// Findings are those of a report. What in it is no finding of ours is an error:
// it may become part of a contract.
func Findings(text []byte) (list []contracts.Finding, err error) {
	var r conformance.Report
	if json.Unmarshal(text, &r) != nil {
		return nil, errors.New("it is no report: contract drift --report json=FILE writes one")
	}
	for _, one := range r.Results {
		for _, f := range one.Findings {
			if !wellFormed(f) {
				return nil, errors.New("it is no report: a finding in it is not as this program writes them")
			}
			list = append(list, f)
		}
	}
	return list, nil
}

func wellFormed(f contracts.Finding) bool {
	named := regexp.MustCompile(`^[A-Za-z0-9._/-]*$`)
	_, err := time.Parse(time.DateOnly, f.LastSeen)
	for _, name := range f.Cases {
		if !named.MatchString(name) {
			return false
		}
	}
	return regexp.MustCompile(`^[0-9a-f]{16}$`).MatchString(f.ID) && named.MatchString(f.Rule) && named.MatchString(f.Operation) &&
		named.MatchString(f.Provider) && (err == nil || f.LastSeen == "") && f.Samples >= 0 && f.Status >= 0 && f.Status < 1000
}
