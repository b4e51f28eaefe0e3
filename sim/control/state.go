package control

import (
	"encoding/json"
	"net/http"
)

// Saver keeps a tenant as one file.
type Saver interface {
	SaveState(tenant string) (State, error)
	RestoreState(tenant string, s State) (Restored, error)
}

// StateVersion is raised where an older simulator would misread a file.
const StateVersion = 1

// State is a tenant as one file. Documents and what was said at run time stand
// in it as they were written; secrets do not.
type State struct {
	Version      int                        `json:"version" about:"of this form; 1"`
	Name         string                     `json:"name" about:"of the tenant that was saved"`
	ClearNumbers bool                       `json:"clear_numbers" about:"journal and exports show whole phone numbers"`
	Scenario     string                     `json:"scenario" about:"the text of the document; empty is none"`
	Document     string                     `json:"document,omitempty" about:"the document's file name; scenario.yaml without it"`
	Files        map[string]string          `json:"files,omitempty" about:"what it includes, by file name"`
	Seed         uint64                     `json:"seed" about:"whatever is left to chance follows from it"`
	Set          []string                   `json:"set,omitempty" about:"fields of its accounts, such as aliyun.balance=0.30"`
	Said         map[string]json.RawMessage `json:"said,omitempty" about:"numbers said at run time" kind:"any"`
	Amendments   []Amendment                `json:"amendments,omitempty" about:"rules added and taken away at run time, in order"`
	Now          moment                     `json:"now" about:"what time it was"`
	Elapsed      string                     `json:"elapsed" about:"how long ago the scenario began"`
	Frozen       bool                       `json:"frozen" about:"its clock stood still"`
	Scale        float64                    `json:"scale" about:"how many of its seconds a real one was"`
	Accounts     []Held                     `json:"accounts" about:"whose money or quota is not as it began"`
	Counters     []Counted                  `json:"counters" about:"calls that rules counted"`
	States       []Stood                    `json:"states" about:"states that are not the first"`
	LeftOut      []string                   `json:"left_out" about:"what the file does not have"`
}

// Amendment is a rule added or taken away.
type Amendment struct {
	Text   string `json:"text,omitempty" about:"of the rule that was added"`
	First  bool   `json:"first,omitempty" about:"before all others"`
	Remove string `json:"remove,omitempty" about:"the name of the rule that was taken away"`
}

// Held is what an account has.
type Held struct {
	Provider string   `json:"provider" about:"whose account it is"`
	Account  string   `json:"account" about:"its name"`
	Balance  string   `json:"balance" about:"yuan, or unlimited"`
	Opening  string   `json:"opening" about:"yuan it began with, or unlimited"`
	Quota    int      `json:"quota" about:"answers it may still get, where it has a quota"`
	Changes  []Change `json:"changes,omitempty" about:"by hand"`
}

// Counted is how many calls a rule counted for a key.
type Counted struct {
	Rule  int    `json:"rule" about:"which"`
	Key   string `json:"key" about:"for what: a number in sixteen hexadecimal digits"`
	Calls int    `json:"calls" about:"how many"`
}

// Stood is the state a key is in.
type Stood struct {
	Key   string `json:"key" about:"of what: a number in sixteen hexadecimal digits"`
	State int    `json:"state" about:"which, from 0"`
	Since string `json:"since" about:"how long after the scenario began it was entered"`
}

// Restored is what came of a file.
type Restored struct {
	Tenant TenantInfo  `json:"tenant" about:"as it is now"`
	Keys   *TenantKeys `json:"keys,omitempty" about:"of a tenant that was made for it; nothing shows the secrets again"`
}

const maxState = 16 << 20

func state(p Saver) resource {
	return resource{"state", "/v1/state", map[string]operation{
		http.MethodGet: {
			about: "A tenant as one file: scenario, settings, clock, money, counters and states", query: []string{"tenant"}, gives: State{}, fails: []int{http.StatusConflict},
			run: func(a *asked) answer { return told(p.SaveState(a.tenant)) },
		},
		http.MethodPut: {
			about: "Put a tenant back as it was saved; where there is none of that name it is made. The journal begins anew", query: []string{"tenant"},
			takes: State{}, most: maxState, gives: Restored{}, fails: []int{http.StatusUnprocessableEntity, http.StatusServiceUnavailable},
			run: func(a *asked) answer { return told(p.RestoreState(a.tenant, *a.body.(*State))) },
		},
	}}
}
