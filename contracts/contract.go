package contracts

import (
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/config"
	verrors "github.com/pb33f/libopenapi-validator/errors"
	"github.com/pb33f/libopenapi/datamodel"
	v3 "github.com/pb33f/libopenapi/datamodel/high/v3"
)

// Contract is the document as one profile and set of readings has it. It may
// be used by several goroutines.
type Contract struct {
	Profile  string
	Switches map[string]string // those that differ from the default and change something

	doc  *Document
	tree *tree
	says *statements

	mu      sync.Mutex
	schemes map[string]*compiled
	members map[string][]string // of answers, by path
}

// Errors is the error table of the contract's profile.
func (c *Contract) Errors() []ErrorRow { return slices.Clone(c.says.errors) }

// Enums are the closed lists of the contract.
func (c *Contract) Enums() []Enum { return slices.Clone(c.says.enums) }

// Limits are what the provider takes at most.
func (c *Contract) Limits() []Limit { return slices.Clone(c.says.limits) }

// Billing is what calls cost.
func (c *Contract) Billing() []Billing { return slices.Clone(c.says.billing) }

// Operations are the names of the contract's operations.
func (c *Contract) Operations() (list []string) {
	for _, path := range c.says.operations {
		if path != noOperation {
			list = append(list, strings.TrimPrefix(path, "/"))
		}
	}
	return list
}

// name is the profile with the readings that differ, as findings print it.
func (c *Contract) name() string {
	parts := []string{c.Profile}
	for _, id := range slices.Sorted(maps.Keys(c.Switches)) {
		parts = append(parts, id+"="+c.Switches[id])
	}
	return strings.Join(parts, " ")
}

// with is the contract with one more reading, or of another profile.
func (c *Contract) with(id, value string) (*Contract, error) {
	if id == "profile" {
		return c.doc.For(value, c.Switches)
	}
	switches := map[string]string{id: value}
	for other, reading := range c.Switches {
		if other != id {
			switches[other] = reading
		}
	}
	return c.doc.For(c.Profile, switches)
}

// compiled is a contract as requests of one signature scheme see it.
type compiled struct {
	once  sync.Once
	err   error
	tree  *tree
	one   sync.Mutex // held while judge is used: a schema met first is written out, and two at once would race
	judge validator.Validator
	items map[string]*v3.PathItem
}

// scheme compiles the contract for a scheme when it is first met.
func (c *Contract) scheme(name string) *compiled {
	c.mu.Lock()
	if c.schemes == nil {
		c.schemes = map[string]*compiled{}
	}
	s := c.schemes[name]
	if s == nil {
		s = &compiled{}
		c.schemes[name] = s
	}
	c.mu.Unlock()
	s.once.Do(func() {
		s.tree = c.tree
		if d := c.doc.Discrepancy("signature"); d != nil {
			if r := d.Reading(name); r != nil && r.patch != nil {
				s.tree = c.tree.grow()
				s.tree.root = s.tree.merge(s.tree.root, r.patch)
				s.tree.keepProfile(c.Profile)
			}
		}
		s.err = s.compile()
	})
	return s
}

// compile hands the document to the validator. Forms and XML are looked at only
// when asked for, and a body nobody can decode passes unless forbidden.
func (s *compiled) compile() error {
	text, err := plain(s.tree)
	if err != nil {
		return err
	}
	doc, err := open(text)
	if err != nil {
		return err
	}
	model, err := doc.BuildV3Model()
	if err != nil {
		return fmt.Errorf("the effective document cannot be built: %w", err)
	}
	schemas := &lazy{}
	v, errs := validator.NewValidator(doc, config.WithSchemaCache(schemas),
		config.WithURLEncodedBodyValidation(), config.WithXmlBodyValidation(), config.WithRejectUnsupportedBodyContent())
	if len(errs) > 0 {
		return fmt.Errorf("the effective document cannot be judged by: %w", errs[0])
	}
	schemas.settle()
	s.judge, s.items = v, map[string]*v3.PathItem{}
	for path, item := range model.Model.Paths.PathItems.FromOldest() {
		s.items[path] = item
	}
	return nil
}

// open reads a document; what the library would log, it returns as well.
func open(text []byte) (libopenapi.Document, error) {
	doc, err := libopenapi.NewDocumentWithConfiguration(text, &datamodel.DocumentConfiguration{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, fmt.Errorf("the effective document cannot be read: %w", err)
	}
	return doc, nil
}

// request asks the validator about one side of an exchange. It is always given
// a fresh body: it accepts one that somebody has read before.
func (s *compiled) request(path string, r *http.Request) []failure {
	s.one.Lock()
	defer s.one.Unlock()
	_, errs := s.judge.ValidateHttpRequestSyncWithPathItem(r, s.items[path], path)
	return failures(errs)
}

// document asks it whether the document itself is OpenAPI.
func (s *compiled) document() []*verrors.ValidationError {
	s.one.Lock()
	defer s.one.Unlock()
	_, errs := s.judge.ValidateDocument()
	return errs
}

func (s *compiled) answer(path string, r *http.Request, res *http.Response) []failure {
	s.one.Lock()
	defer s.one.Unlock()
	_, errs := s.judge.GetResponseBodyValidator().ValidateResponseBodyWithPathItem(r, res, s.items[path], path)
	return failures(errs)
}
