package control

import "net/http"

// Scenarios are what is true and what happens, each tenant's.
type Scenarios interface {
	Scenario(tenant string) (ScenarioInfo, error)
	LoadScenario(tenant string, to LoadScenario) (ScenarioInfo, error)
	Rules(tenant string) (RuleList, error)
	AddRule(tenant string, rule AddRule) (RuleInfo, error)
	RemoveRule(tenant, name string) error
	Numbers(tenant string) (NumberList, error)
	SayNumbers(tenant string, say SayNumbers) (NumberList, error)
	ForgetNumbers(tenant, number string) (int, error)
}

// LoadScenario is a scenario to begin.
type LoadScenario struct {
	Scenario     string            `json:"scenario,omitempty" about:"the text of a scenario document, 512 KiB at most with its files"`
	Files        map[string]string `json:"files,omitempty" about:"what the document includes or names under files, by file name"`
	ScenarioName string            `json:"scenario_name,omitempty" about:"in the place of a text: a scenario of the library; neither is the one with defaults only"`
	Seed         *uint64           `json:"seed,omitempty" about:"in the place of the document's"`
}

// ScenarioInfo is the scenario that is on.
type ScenarioInfo struct {
	Name     string     `json:"name" about:"empty is the one with defaults only"`
	About    string     `json:"about" about:"what it is for, in its own words"`
	Seed     uint64     `json:"seed" about:"whatever is left to chance follows from it"`
	Began    moment     `json:"began" about:"when, on the tenant's clock"`
	Rules    int        `json:"rules" about:"how many it has, with those added at run time"`
	Added    int        `json:"added" about:"rules added at run time"`
	Said     int        `json:"said" about:"numbers said at run time"`
	Files    []Document `json:"files" about:"the texts it was loaded from, the document first; as they were written"`
	Findings []Finding  `json:"findings,omitempty" about:"warnings, when it was loaded"`
}

// Document is one text of a scenario.
type Document struct {
	Name string `json:"name" about:"of the file"`
	Text string `json:"text" about:"as it was written"`
}

// Finding is something wrong with a document, and where.
type Finding struct {
	File    string `json:"file" about:"whose text; scenario.yaml is the document itself"`
	Line    int    `json:"line" about:"from 1"`
	Column  int    `json:"column" about:"from 1"`
	Text    string `json:"text" about:"what is wrong, and what to do"`
	Warning bool   `json:"warning" about:"the document can be used all the same"`
}

func scenario(p Scenarios) resource {
	return resource{"scenario", "/v1/scenario", map[string]operation{
		http.MethodGet: {
			about: "The scenario that is on, and its text", query: []string{"tenant"}, gives: ScenarioInfo{},
			run: func(a *asked) answer { return told(p.Scenario(a.tenant)) },
		},
		http.MethodPut: {
			about: "Begin another scenario; money, counters and nonces begin anew, the journal goes on. A bad document changes nothing", query: []string{"tenant"},
			takes: LoadScenario{}, most: maxLarge, gives: ScenarioInfo{}, fails: []int{http.StatusUnprocessableEntity},
			run: func(a *asked) answer { return told(p.LoadScenario(a.tenant, *a.body.(*LoadScenario))) },
		},
	}}
}
