package control

import "net/http"

// Judge judges what a tenant's journal holds.
type Judge interface {
	Verdict(tenant string) (Judgement, error)
}

// Judgement is a verdict in its lists.
type Judgement struct {
	OK         bool     `json:"ok" about:"nothing is unmet, unexpected or hazardous, and the journal has everything"`
	Complete   bool     `json:"complete" about:"the journal has forgotten nothing; a verdict over less is never ok"`
	Dropped    uint64   `json:"dropped" about:"entries it has forgotten"`
	Calls      int      `json:"calls" about:"how many were judged"`
	Unmet      []Judged `json:"unmet" about:"what the scenario expects and nobody saw"`
	Unexpected []Judged `json:"unexpected" about:"refusals for the consumer's own fault that nobody expected"`
	Hazards    []Judged `json:"hazards" about:"habits that cost money or patience"`
	Unused     []Judged `json:"unused" about:"rules that had no hand in anything; they do not count"`
}

// Judged is one line of it.
type Judged struct {
	What  string   `json:"what" about:"in words"`
	Where string   `json:"where,omitempty" about:"file and line of the scenario"`
	Calls []uint64 `json:"calls,omitempty" about:"the journal's entries it is about, by number"`
	Minor bool     `json:"minor,omitempty" about:"it is said and does not count"`
}

func verdict(p Judge) resource {
	return resource{"verify", "/v1/verify", map[string]operation{
		http.MethodGet: {
			about: "What the scenario expects of the consumer against what the journal holds", query: []string{"tenant"}, gives: Judgement{},
			run: func(a *asked) answer { return told(p.Verdict(a.tenant)) },
		},
	}}
}
