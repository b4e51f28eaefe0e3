package contracts

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// value takes away the statement about a value's form that does not hold.
func (p *patch) value() error {
	spots := p.speakers(p.f.Pointer, false)
	word := ""
	switch expected := p.f.Expected; {
	case strings.HasPrefix(expected, "a match of "):
		word = "pattern"
	case strings.HasPrefix(expected, "at least ") && strings.HasSuffix(expected, " characters"):
		word = "minLength"
	case strings.HasPrefix(expected, "at most ") && strings.HasSuffix(expected, " characters"):
		word = "maxLength"
	default:
		return p.constant(spots)
	}
	if len(having(spots, word)) == 0 {
		return nothingThere
	}
	return p.setAll(having(spots, word), map[string]any{word: nil, "x-evidence": string(p.seen)})
}

// constant makes a list of what was one value.
func (p *patch) constant(spots []spot) error {
	spots = having(spots, "const")
	if len(spots) == 0 {
		return Unacceptable("no statement of the contract about the value can be widened: change it by hand")
	}
	if err := p.whole(p.f.Actual); err != nil {
		return err
	}
	for _, s := range spots {
		if err := p.either(s, p.f.Actual); err != nil {
			return err
		}
	}
	return nil
}

func (p *patch) either(s spot, value string) error {
	was := plainOf(member(s.node, "const"))
	return p.setAll([]spot{s}, map[string]any{"const": nil, "enum": []any{was, like([]any{was}, value)}, "x-semantics": map[string]any{
		fmt.Sprint(was): map[string]any{"means": "as documented", "evidence": string(p.evidence())},
		value:           map[string]any{"means": unseen, "evidence": string(p.seen)},
	}})
}

func (p *patch) evidence() Evidence {
	if p.f.Evidence == "" {
		return "inferred: the documents are silent"
	}
	return p.f.Evidence
}

// items widens how many elements a list has.
func (p *patch) items() error {
	word := "maxItems"
	if strings.HasPrefix(p.f.Expected, "at least") {
		word = "minItems"
	}
	spots := having(p.speakers(p.f.Pointer, false), word)
	if len(spots) == 0 {
		return nothingThere
	}
	return p.setAll(spots, map[string]any{word: nil})
}

// digitsOnly is the number in a text such as "refused at 40 numbers".
var digitsOnly = regexp.MustCompile(`\b[0-9]+\b`)

// limit moves a limit to what was measured.
func (p *patch) limit() error {
	n, err := strconv.Atoi(digitsOnly.FindString(p.f.Actual))
	if err != nil {
		return Unacceptable("the finding does not tell what was measured: add it by hand")
	}
	if !strings.HasPrefix(p.f.Actual, "accepted") {
		n = max(n-1, 0)
	}
	keys := []string{"x-limits", strings.TrimPrefix(p.f.Rule, "limit.")}
	if own := []string{"paths", "/" + p.f.Operation, "x-limits", keys[1]}; at(p.t.root, own...) != nil {
		keys = own
	}
	if at(p.t.root, keys...) == nil {
		return nothingThere
	}
	for key, value := range map[string]any{"value": n, "source": "assumed", "evidence": string(p.seen)} {
		if err := p.set(append(slices.Clone(keys), key), value); err != nil {
			return err
		}
	}
	return nil
}
