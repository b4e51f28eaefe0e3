package control

import "net/http"

// Explainer says what would come of a call, and why.
type Explainer interface {
	Explain(tenant string, call Call) (Explanation, error)
}

// Call is one that is only thought of: nothing is counted, charged or spent.
type Call struct {
	Provider  string   `json:"provider" about:"who would be asked"`
	Operation string   `json:"operation,omitempty" about:"what would be called; the provider's first without it"`
	Account   string   `json:"account,omitempty" about:"by whom; numsim without it"`
	Numbers   []string `json:"numbers" about:"about which numbers, 50 at most"`
	At        string   `json:"at,omitempty" about:"how long after the scenario began, such as 90s or 2d; now without it"`
}

// Explanation is what the scenario makes of a call.
type Explanation struct {
	Provider  string       `json:"provider" about:"who would be asked"`
	Operation string       `json:"operation" about:"what would be called"`
	Account   string       `json:"account" about:"by whom"`
	Elapsed   string       `json:"elapsed" about:"how long after the scenario began"`
	Numbers   []Considered `json:"numbers" about:"each as if it were asked about alone"`
}

// Considered is one number of a call.
type Considered struct {
	Number    string    `json:"number" about:"masked, unless the tenant shows whole numbers"`
	Pseudonym string    `json:"pseudonym" about:"as in the journal"`
	Status    string    `json:"status" about:"what is true of it, before any rule"`
	Origin    string    `json:"origin" about:"where that comes from"`
	Carrier   string    `json:"carrier" about:"who carries it"`
	Area      string    `json:"area,omitempty" about:"where it was issued, if not as its segment"`
	Rules     []Verdict `json:"rules" about:"what each rule would do, the first 1000"`
	Nearest   *Verdict  `json:"nearest,omitempty" about:"the rule that came closest to holding and does not"`
}

// Verdict is what one rule makes of a call.
type Verdict struct {
	Rule   string   `json:"rule" about:"its name"`
	Where  string   `json:"where" about:"file and line"`
	Does   string   `json:"does" about:"what happens where it holds"`
	Holds  bool     `json:"holds" about:"it would"`
	Failed []string `json:"failed,omitempty" about:"every condition that fails"`
}

// mostAsked is more than any provider takes in a call.
const mostAsked = 50

func explain(p Explainer) resource {
	return resource{"explain", "/v1/explain", map[string]operation{
		http.MethodPost: {
			about: "What would come of a call, rule by rule; nothing is counted or charged", query: []string{"tenant"},
			takes: Call{}, gives: Explanation{}, fails: []int{http.StatusNotFound},
			run: func(a *asked) answer {
				call := *a.body.(*Call)
				if len(call.Numbers) == 0 || len(call.Numbers) > mostAsked {
					return answer{problem: bad("a call is about 1 to 50 numbers", `field "numbers"`, `send some, such as ["13900000200"]`)}
				}
				return told(p.Explain(a.tenant, call))
			},
		},
	}}
}
