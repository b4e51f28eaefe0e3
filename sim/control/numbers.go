package control

import (
	"encoding/json"
	"net/http"
)

// SayNumbers is what is to be true of numbers from now on.
type SayNumbers struct {
	Numbers map[string]json.RawMessage `json:"numbers" about:"by number, or by digits and *: a status, an object with status, carrier, area or network, or a life of those, in the words of scenarios" kind:"any"`
}

// NumberList is what was said of numbers at run time.
type NumberList struct {
	Numbers map[string]json.RawMessage `json:"numbers" about:"as it was said" kind:"any"`
}

func numbers(p Scenarios) resource {
	return resource{"numbers", "/v1/numbers", map[string]operation{
		http.MethodGet: {
			about: "What was said of numbers at run time; explain tells what is true of any number", query: []string{"tenant"}, gives: NumberList{},
			run: func(a *asked) answer { return told(p.Numbers(a.tenant)) },
		},
		http.MethodPut: {
			about: "Say what is true of numbers; others stay, and the scenario goes on with its money and counters", query: []string{"tenant"},
			takes: SayNumbers{}, most: maxLarge, gives: NumberList{}, fails: []int{http.StatusUnprocessableEntity},
			run: func(a *asked) answer {
				say := *a.body.(*SayNumbers)
				if len(say.Numbers) == 0 {
					return answer{problem: bad("there is nothing in it", `field "numbers"`, `send some, such as {"numbers": {"13900000200": "vacant"}}`)}
				}
				return told(p.SayNumbers(a.tenant, say))
			},
		},
		http.MethodDelete: {
			about: "Take back what was said at run time, of one number or of all; then the document counts again", query: []string{"tenant", "number"}, gives: Removed{}, fails: []int{http.StatusNotFound},
			run: func(a *asked) answer {
				n, err := p.ForgetNumbers(a.tenant, a.query["number"])
				return told(Removed{n}, err)
			},
		},
	}}
}
