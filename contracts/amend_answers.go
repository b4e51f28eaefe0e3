package contracts

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// status declares an answer's status, with the body that its neighbours have.
func (p *patch) status() error {
	status, err := strconv.Atoi(p.f.Actual)
	if err != nil {
		return Unacceptable("the finding does not tell the status: add it by hand")
	}
	done := false
	for _, method := range p.t.methods(p.f.Operation) {
		keys := []string{"paths", "/" + p.f.Operation, method, "responses"}
		var like, only *yaml.Node
		pairs(at(p.t.root, keys...), func(k, v *yaml.Node) {
			if refusal := k.Value != "" && k.Value[0] >= '4'; like == nil && refusal == (status >= 400) {
				like = v
			}
			only = v
		})
		if like == nil { // refusals that ride on HTTP 200
			like = only
		}
		if like == nil {
			continue
		}
		done = true
		if err := p.set(append(keys, strconv.Itoa(status)), plainOf(like)); err != nil {
			return err
		}
	}
	if !done {
		return Unacceptable("no declared answer is like it: describe the answer by hand")
	}
	return nil
}

// media declares a content type, with the body of one of its family.
func (p *patch) media() error {
	kind := strings.TrimSpace(p.f.Actual)
	family := ""
	for _, word := range []string{"json", "xml"} {
		if strings.HasSuffix(kind, word) {
			family = word
		}
	}
	if err := p.whole(kind); err != nil || family == "" || strings.ContainsAny(kind, " <>") {
		return Unacceptable("an answer of that type is no JSON and no XML, and there is no schema for it; a scenario with raw plays it")
	}
	kinds := []string{kind}
	if family == "xml" {
		kinds = []string{"text/xml", "application/xml", kind}
	}
	done := false
	for _, response := range p.t.responses(p.f.Operation, p.f.Status) {
		content := response.to("content")
		var like *yaml.Node
		pairs(content.node, func(k, v *yaml.Node) {
			if strings.HasSuffix(k.Value, family) {
				like = v
			}
		})
		for _, k := range kinds {
			if like == nil || content.to(k).node != nil {
				continue
			}
			done = true
			if err := p.set(content.to(k).keys, plainOf(like)); err != nil {
				return err
			}
		}
	}
	if !done {
		return Unacceptable("no declared answer has a body of that family: describe it by hand")
	}
	return nil
}

// root gives XML answers another root.
func (p *patch) root() error {
	name, said := strings.CutPrefix(p.f.Actual, "the root ")
	switch {
	case p.f.Actual == "several elements without a root":
		name = "none"
	case !said || name == "Undeclared":
		return Unacceptable("the finding does not tell the root's name: look at a live answer")
	}
	if err := p.whole(name); err != nil {
		return err
	}
	done := false
	for _, response := range p.t.responses(p.f.Operation, p.f.Status) {
		content := response.to("content")
		pairs(content.node, func(k, media *yaml.Node) {
			if member(media, "x-xml-root") != nil {
				done = p.set(content.to(k.Value).to("x-xml-root").keys, name) == nil || done
			}
		})
	}
	if !done {
		return nothingThere
	}
	return nil
}

// row is a row of the error table; when asking again helps nobody knows.
func (p *patch) row(name string, row map[string]any) error {
	row["evidence"] = string(p.seen)
	return p.set([]string{"x-errors", name}, row)
}

// SeenOnly is when the refusal of a row comes that was made of a finding.
const SeenOnly = "seen in answers; no document says when, and whether it is charged is a careful guess"

// code adds a code. That it costs money is the careful guess.
func (p *patch) code() error {
	if err := p.whole(p.f.Actual); err != nil {
		return err
	}
	if strings.ContainsAny(p.f.Actual, "/ \n") {
		return Unacceptable("the code has a character that no name of a row may have: add it by hand")
	}
	return p.row(p.f.Actual, map[string]any{
		"code": p.f.Actual, "http": p.f.Status, "message": "{Message}", "kind": "other", "retryable": "unknown", "chargeable": true, "stage": "business",
		"when": SeenOnly,
	})
}

var httpFor = regexp.MustCompile(`^[0-9]+(?: or [0-9]+)* for (\S+)$`)

// http adds a row of the same code with the status that came.
func (p *patch) http() error {
	m := httpFor.FindStringSubmatch(p.f.Expected)
	status, err := strconv.Atoi(p.f.Actual)
	if m == nil || err != nil {
		return Unacceptable("the finding does not tell code and status: add them by hand")
	}
	return p.like(m[1], fmt.Sprintf("seen-%d", status), "http", status)
}

// message adds a row of the same code with the message that came, and braces in
// the place of what was hidden in it.
func (p *patch) message() error {
	for _, row := range p.c.says.errors {
		if fmt.Sprintf("%q", row.Message) == p.f.Expected && row.HTTP == p.f.Status {
			return p.like(row.Code, "seen-"+p.f.ID[:min(8, len(p.f.ID))], "message", template(p.f.Actual))
		}
	}
	return nothingThere
}

// template is a message that was shown, as a row has it.
func template(shown string) string {
	shown = regexp.MustCompile(`[0-9]*[*][0-9*]*`).ReplaceAllString(shown, "{Number}")
	if cut, ok := strings.CutSuffix(shown, "…"); ok {
		return cut + "{Rest}"
	}
	if shown == "" {
		return "{Message}"
	}
	return shown
}

// like copies a row of a code and changes one thing in it.
func (p *patch) like(code, slug, key string, value any) error {
	for _, row := range p.c.says.errors {
		if row.Code != code {
			continue
		}
		copied := map[string]any{}
		pairs(at(p.t.root, "x-errors", row.Name), func(k, v *yaml.Node) { copied[k.Value] = plainOf(v) })
		copied[key] = value
		if key == "message" {
			copied["http"] = p.f.Status
		}
		return p.row(code+"/"+slug, copied)
	}
	return nothingThere
}

// success adds a code of success, where schemas compare with it too.
func (p *patch) success() error {
	if err := p.whole(p.f.Actual); err != nil {
		return err
	}
	e := p.c.says.envelope
	if err := p.set([]string{"x-envelope", "success"}, append(slices.Clone(e.Success), p.f.Actual)); err != nil {
		return err
	}
	for _, s := range having(p.speakers(e.Code, true), "const") {
		if was := text(member(s.node, "const")); slices.Contains(e.Success, was) {
			if err := p.either(s, p.f.Actual); err != nil {
				return err
			}
		}
	}
	return nil
}
