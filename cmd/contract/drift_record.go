package main

import (
	"net/http"

	"github.com/numsim/numsim/conformance"
)

// recorder writes down what a simulator answers.
func (d *drifting) recorder(next http.RoundTripper, c *conformance.Case, p *conformance.Place) http.RoundTripper {
	return next
}
