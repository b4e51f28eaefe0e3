package contracts

import (
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"
)

var sourceLine = regexp.MustCompile(`\b([0-9]{3}):([0-9]+)(?:-([0-9]+))?`)

// evidence asks for it where nothing above has any, and holds line numbers to
// the documents.
func (l *linter) evidence() {
	root := l.d.base.root
	for _, key := range []string{"x-rpc", "x-envelope"} {
		l.hasEvidence(member(root, key), member(root, key), key)
	}
	for _, key := range []string{"x-signature", "x-errors", "x-limits", "x-profiles"} {
		pairs(member(root, key), func(k, v *yaml.Node) { l.hasEvidence(k, v, key+" "+k.Value) })
	}
	pairs(member(root, "x-discrepancies"), func(k, v *yaml.Node) {
		pairs(member(v, "readings"), func(r, reading *yaml.Node) { l.hasEvidence(r, reading, k.Value+"="+r.Value) })
	})
	pairs(member(root, "paths"), func(k, v *yaml.Node) {
		l.hasEvidence(k, v, k.Value)
		if b := member(v, "x-billing"); b != nil {
			l.hasEvidence(b, b, "x-billing of "+k.Value)
		}
		pairs(member(v, "x-limits"), func(name, limit *yaml.Node) { l.hasEvidence(name, limit, "x-limits "+name.Value) })
	})
	pairs(member(root, "components"), func(_, group *yaml.Node) {
		pairs(group, func(k, v *yaml.Node) { l.hasEvidence(k, v, k.Value) })
	})
	l.lines(root)
	for _, overlay := range l.d.overlays {
		l.lines(overlay)
	}
}

func (l *linter) hasEvidence(where, n *yaml.Node, what string) {
	if n != nil && text(member(n, "evidence")) == "" && text(member(n, "x-evidence")) == "" {
		l.add(where, "evidence.missing", "%s says nothing about where it comes from; write evidence: KIND PLACE", what)
	}
}

// lines holds each document line that evidence names to the list of documents.
func (l *linter) lines(n *yaml.Node) {
	pairs(n, func(k, v *yaml.Node) {
		if k.Value != "evidence" && k.Value != "x-evidence" {
			return
		}
		for _, m := range sourceLine.FindAllStringSubmatch(v.Value, -1) {
			last, _ := strconv.Atoi(m[2])
			if m[3] != "" {
				last, _ = strconv.Atoi(m[3])
			}
			most, _ := strconv.Atoi(text(at(l.d.base.root, "x-sources", m[1], "lines")))
			if last < 1 || last > most {
				l.add(v, "evidence.source", "%s is not a line of a document in x-sources", m[0])
			}
		}
	})
	for _, c := range n.Content {
		l.lines(c)
	}
}

// vectors: each scheme's vectors are in vectors.json beside the document.
func (l *linter) vectors() {
	var file struct {
		Vectors []struct {
			Name string `json:"name"`
		} `json:"vectors"`
	}
	if data, err := fs.ReadFile(l.fsys, path.Join(l.d.Provider, "vectors.json")); err == nil {
		if err := json.Unmarshal(data, &file); err != nil {
			l.flaws = append(l.flaws, Flaw{Position{File: path.Join(l.d.Provider, "vectors.json")}, "vectors", err.Error()})
		}
	}
	for _, s := range l.d.all.signatures {
		for _, name := range s.Vectors {
			found := false
			for _, v := range file.Vectors {
				found = found || v.Name == name
			}
			if !found {
				l.flaws = append(l.flaws, Flaw{s.Position, "vectors", "vectors.json has no vector " + strconv.Quote(name)})
			}
		}
	}
}
