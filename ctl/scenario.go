package ctl

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// LoadScenario is a scenario to begin; the zero value is the one with defaults
// only.
type LoadScenario struct {
	Scenario     string            `json:"scenario,omitempty"`
	Files        map[string]string `json:"files,omitempty"`
	ScenarioName string            `json:"scenario_name,omitempty"`
	Seed         *uint64           `json:"seed,omitempty"`
}

// Scenario is the one that is on.
type Scenario struct {
	Name     string     `json:"name"`
	About    string     `json:"about"`
	Seed     uint64     `json:"seed"`
	Began    time.Time  `json:"began"`
	Rules    int        `json:"rules"`
	Added    int        `json:"added"`
	Said     int        `json:"said"`
	Files    []Document `json:"files"` // the document first
	Findings []Finding  `json:"findings,omitempty"`
}

// Document is one text of a scenario.
type Document struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// Finding is something wrong with a document, and where.
type Finding struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Text    string `json:"text"`
	Warning bool   `json:"warning"`
}

// String is "file:line:column: text".
func (f Finding) String() string {
	kind := ""
	if f.Warning {
		kind = "warning: "
	}
	return fmt.Sprintf("%s:%d:%d: %s%s", f.File, f.Line, f.Column, kind, f.Text)
}

// Rule is one rule of a scenario.
type Rule struct {
	Name     string    `json:"name"`
	Where    string    `json:"where"`
	Does     string    `json:"does"`
	Added    bool      `json:"added"`
	Acted    int       `json:"acted"` // in so many entries of the journal
	Findings []Finding `json:"findings,omitempty"`
}

// Rules are a scenario's, in the order they are tried.
type Rules struct {
	Rules    []Rule `json:"rules"`
	Count    int    `json:"count"`
	Complete bool   `json:"complete"`
}

// AddRule is a rule in the words of scenarios: as JSON, or as a text in YAML.
type AddRule struct {
	Rule  json.RawMessage `json:"rule,omitempty"`
	Text  string          `json:"text,omitempty"`
	First bool            `json:"first,omitempty"`
}

const (
	scenarioPath = "/v1/scenario"
	rulesPath    = "/v1/rules"
	numbersPath  = "/v1/numbers"
)

// Scenario is the one that is on, with its text.
func (c *Client) Scenario(ctx context.Context) (s Scenario, err error) {
	err = c.ask(ctx, http.MethodGet, c.about(scenarioPath), nil, &s)
	return s, err
}

// LoadScenario begins another. A bad document changes nothing: the findings are
// in the error.
func (c *Client) LoadScenario(ctx context.Context, to LoadScenario) (s Scenario, err error) {
	err = c.ask(ctx, http.MethodPut, c.about(scenarioPath), to, &s)
	return s, err
}

// Rules are those of the scenario that is on.
func (c *Client) Rules(ctx context.Context) (r Rules, err error) {
	err = c.ask(ctx, http.MethodGet, c.about(rulesPath), nil, &r)
	return r, err
}

// AddRule adds one; money and counters go on.
func (c *Client) AddRule(ctx context.Context, rule AddRule) (r Rule, err error) {
	err = c.ask(ctx, http.MethodPost, c.about(rulesPath), rule, &r)
	return r, err
}

// RemoveRule takes the rule of that name away.
func (c *Client) RemoveRule(ctx context.Context, name string) error {
	return c.ask(ctx, http.MethodDelete, c.about(rulesPath, "name", name), nil, &removed{})
}

// said is what was said of numbers.
type said struct {
	Numbers map[string]json.RawMessage `json:"numbers"`
}

// Numbers is what was said of numbers at run time, as it was said.
func (c *Client) Numbers(ctx context.Context) (map[string]json.RawMessage, error) {
	var s said
	err := c.ask(ctx, http.MethodGet, c.about(numbersPath), nil, &s)
	return s.Numbers, err
}

// SayNumbers says what is true of numbers, or of digits and *: a status, or
// what else a scenario's document can say of one, as something that becomes
// JSON.
func (c *Client) SayNumbers(ctx context.Context, numbers map[string]any) error {
	send := map[string]any{"numbers": numbers}
	return c.ask(ctx, http.MethodPut, c.about(numbersPath), send, &said{})
}

// ForgetNumbers takes back what was said at run time, of one number or, empty,
// of all, and says of how many.
func (c *Client) ForgetNumbers(ctx context.Context, number string) (int, error) {
	var r removed
	err := c.ask(ctx, http.MethodDelete, c.about(numbersPath, "number", number), nil, &r)
	return r.Removed, err
}
