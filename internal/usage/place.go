package usage

import (
	"path"
	"slices"
	"strings"

	"github.com/numsim/numsim/contracts"
)

// place is where a change is, in words that a usage file has.
type place struct {
	operation string // empty: the document as a whole
	answer    bool   // what comes back, not what is sent
	field     string // of an answer: a pointer; empty: the answer as a whole
	parameter string // of a request; empty: the request as a whole
	row       string // of the error table
	profile   string // that is no longer there
}

// placeOf reads a change's pointer into the contract.
func placeOf(c contracts.Change, where string) place {
	if name, ok := strings.CutPrefix(where, "profile "); ok {
		return place{profile: name}
	}
	keys := strings.Split(strings.TrimPrefix(where, "/"), "/")
	for i, key := range keys {
		keys[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(key)
	}
	switch {
	case keys[0] == "x-errors" && len(keys) > 1:
		// A row's name may hold a slash, and is escaped; what follows is its part.
		return place{row: keys[1]}
	case keys[0] != "paths" || len(keys) < 2:
		return place{}
	}
	p := place{operation: path.Base(keys[1]), answer: slices.Contains(keys, "responses")}
	rest, named := keys[2:], ""
	if keys[len(keys)-1] == "required" { // the names are the values
		named = c.Old + c.New
	}
	if p.answer {
		p.field = fieldOf(rest)
		if named != "" {
			p.field += "/" + named
		}
		return p
	}
	p.parameter = parameterOf(rest)
	if p.parameter == "" {
		p.parameter = named
	}
	return p
}

// fieldOf is what a schema's pointer says of the answer's.
func fieldOf(keys []string) string {
	var b strings.Builder
	for i := 0; i < len(keys); i++ {
		switch {
		case keys[i] == "properties" && i+1 < len(keys):
			i++
			b.WriteString("/" + keys[i])
		case keys[i] == "items":
			b.WriteString("/*")
		}
	}
	return b.String()
}

func parameterOf(keys []string) string {
	for i, key := range keys[:max(len(keys)-1, 0)] {
		if key == "parameters" || key == "properties" {
			return keys[i+1]
		}
	}
	return ""
}

// within reports whether one field holds the other, or is it.
func within(a, b string) bool {
	return a == b || strings.HasPrefix(a, b+"/") || strings.HasPrefix(b, a+"/")
}
