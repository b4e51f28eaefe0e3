package usage

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/numsim/numsim/contracts"
)

// Usage is what one consumer uses.
type Usage struct {
	Format    int                 `yaml:"usage"` // 1
	Consumer  string              `yaml:"consumer"`
	Providers map[string]Provider `yaml:"providers"`
}

// Provider is what a consumer uses of one provider.
type Provider struct {
	Profile    string               `yaml:"profile,omitempty"` // of the account; empty: not known
	Operations map[string]Operation `yaml:"operations"`        // by the last part of their path
	Handles    []string             `yaml:"handles,omitempty"` // codes or rows it has a branch for; nil: not known
	Met        []string             `yaml:"met,omitempty"`     // rows that its calls met
}

// Operation is what a consumer uses of one operation.
type Operation struct {
	Sends []string `yaml:"sends,omitempty"` // parameters; nil: not known
	Reads []string `yaml:"reads,omitempty"` // pointers into the answer, * for any element; nil: not known
	Calls int      `yaml:"calls,omitempty"`
	Told  []string `yaml:"told,omitempty"` // statuses that it was told, in numsim's words
}

// Read reads a usage file.
func Read(name string, text []byte) (*Usage, error) {
	u := &Usage{}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(u); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s is not a usage file: %w", name, err)
	}
	switch {
	case d.Decode(&yaml.Node{}) != io.EOF:
		return nil, fmt.Errorf("%s has more than one document: write a file for each consumer", name)
	case u.Format != 1:
		return nil, fmt.Errorf("%s is not a usage file: it begins with usage: 1; docs/impact.md has the format", name)
	case u.Consumer == "":
		return nil, fmt.Errorf("%s: it needs consumer: NAME, whose usage it is", name)
	}
	return u, nil
}

// Check finds what is not in the contract: a name with a typing mistake would be
// touched by nothing.
func (u *Usage) Check(d *contracts.Document) error {
	wrong := u.strangers(d.Provider)
	p, uses := u.Providers[d.Provider]
	if !uses {
		return errors.Join(wrong...)
	}
	in := func(what, name string, known []string) {
		if !slices.Contains(known, name) {
			wrong = append(wrong, fmt.Errorf("%s: %s has no %s %q", u.Consumer, d.Provider, what, name))
		}
	}
	if p.Profile != "" {
		in("profile", p.Profile, profiles(d))
	}
	whole := map[string]string{}
	for _, name := range d.Operations() {
		whole[path.Base(name)] = name
	}
	for _, name := range sorted(p.Operations) {
		in("operation", name, sorted(whole))
		for _, parameter := range p.Operations[name].Sends {
			in("parameter of "+name, parameter, d.Parameters(whole[name]))
		}
		for _, field := range p.Operations[name].Reads {
			in("field in an answer of "+name, field, d.Members(whole[name]))
		}
	}
	for _, code := range p.Handles {
		in("error", code, codes(d))
	}
	return errors.Join(wrong...)
}

// strangers are providers that nobody knows, besides the one that is asked about.
func (u *Usage) strangers(own string) (wrong []error) {
	for _, name := range sorted(u.Providers) {
		if known := contracts.Providers(); name != own && !slices.Contains(known, name) {
			wrong = append(wrong, fmt.Errorf("%s: there is no provider %q; the providers are %s", u.Consumer, name, strings.Join(known, ", ")))
		}
	}
	return wrong
}

func profiles(d *contracts.Document) (list []string) {
	for _, p := range d.Profiles() {
		list = append(list, p.Name)
	}
	return list
}

// codes are rows and their codes.
func codes(d *contracts.Document) (list []string) {
	for _, row := range d.Errors() {
		list = append(list, row.Name, row.Code)
	}
	return list
}

func sorted[V any](m map[string]V) (list []string) {
	for name := range m {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

// one puts words behind each other as a sentence does.
func one(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "; ")
}
