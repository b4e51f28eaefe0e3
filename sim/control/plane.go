package control

import (
	"errors"
	"net/http"
)

// Plane is everything the API works on. The name of a tenant may be empty: then
// it is the default one. An error that is an *Error is said in its words.
type Plane interface {
	Clock
	Tenants
	Accounts
	Journal
	Scenarios
	Explainer
	Judge
	Saver
	Capsuler
	Meter
}

// Error is why something was not done, and with which status that is said.
type Error struct {
	Status   int
	What     string
	Where    string // the part of the request to blame; empty is the request
	Do       string
	Findings []Finding
}

func (e *Error) Error() string { return e.What }

// problemOf is err on its way out. What is no *Error is a fault of our own,
// which no text of ours describes.
func problemOf(err error) *problem {
	var e *Error
	if errors.As(err, &e) {
		return &problem{status: e.Status, What: e.What, Where: e.Where, Do: e.Do, findings: e.Findings}
	}
	return &problem{status: http.StatusInternalServerError, What: err.Error(), Do: "report it; the simulator's log has more"}
}

// told is the answer with a value, or why there is none.
func told(value any, err error) answer {
	if err != nil {
		return answer{problem: problemOf(err)}
	}
	return answer{value: value}
}
