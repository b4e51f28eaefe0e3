package control

import (
	"encoding/json"
	"net/http"
)

// RuleInfo is one rule of a scenario.
type RuleInfo struct {
	Name  string `json:"name" about:"empty: it has none in the document"`
	Where string `json:"where" about:"file and line; rule-2 is one added at run time"`
	Does  string `json:"does" about:"what happens where it holds"`
	Added bool   `json:"added" about:"at run time"`
	Acted int    `json:"acted" about:"entries of the journal since the scenario began in which it had a hand"`

	Findings []Finding `json:"findings,omitempty" about:"warnings, when it was added"`
}

// RuleList is a scenario's rules.
type RuleList struct {
	Rules    []RuleInfo `json:"rules" about:"in the order they are tried, the first 1000"`
	Count    int        `json:"count" about:"how many there are, listed or not"`
	Complete bool       `json:"complete" about:"the journal dropped nothing since the scenario began, so acted counts everything"`
}

// AddRule is a rule to be added.
type AddRule struct {
	Rule  json.RawMessage `json:"rule,omitempty" about:"one entry as under rules in a document, as JSON" kind:"object"`
	Text  string          `json:"text,omitempty" about:"in the place of rule: the entry as YAML"`
	First bool            `json:"first,omitempty" about:"it is tried before all others; last without it"`
}

func rules(p Scenarios) resource {
	return resource{"rules", "/v1/rules", map[string]operation{
		http.MethodGet: {
			about: "The rules of the scenario that is on", query: []string{"tenant"}, gives: RuleList{},
			run: func(a *asked) answer { return told(p.Rules(a.tenant)) },
		},
		http.MethodPost: {
			about: "Add a rule; the scenario goes on, with its money and counters", query: []string{"tenant"},
			takes: AddRule{}, gives: RuleInfo{}, status: http.StatusCreated, fails: []int{http.StatusUnprocessableEntity},
			run: func(a *asked) answer {
				rule := *a.body.(*AddRule)
				if (rule.Rule == nil) == (rule.Text == "") {
					return answer{problem: bad("one of rule and text is to be said", "body", `send one, such as {"rule": {"then": {"delay": "1s"}}}`)}
				}
				return told(p.AddRule(a.tenant, rule))
			},
		},
		http.MethodDelete: {
			about: "Take a rule away by its name, whether it was added or is the document's", query: []string{"tenant", "name"}, gives: Removed{}, fails: []int{http.StatusNotFound},
			run: func(a *asked) answer { return told(Removed{1}, p.RemoveRule(a.tenant, a.query["name"])) },
		},
	}}
}
