package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/url"

	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/replay"
)

// keeper is what a contract declares of an exchange, which is all that may be
// written down of it. No contract declares nothing.
func keeper(c *contracts.Contract, provider string) func(replay.Seen) replay.Keep {
	hash := fingerprint(provider)
	return func(s replay.Seen) replay.Keep {
		k := replay.Keep{Contract: hash, Parameters: map[string]bool{}, Headers: map[string]bool{}}
		u, err := url.Parse(s.URL)
		if err != nil || c == nil {
			return k
		}
		d := c.Declared(&contracts.Exchange{
			Method: s.Method, URL: u, Header: s.Header, Body: s.Body, Status: s.Status, AnswerHeader: s.AnswerHeader, AnswerBody: s.AnswerBody,
		})
		k.Profile, k.Operation, k.Parameters, k.Headers, k.Members = c.Profile, d.Operation, d.Parameters, d.Headers, d.Members
		return k
	}
}

// fingerprint is the SHA-256 of a built-in contract; empty is of nobody's.
func fingerprint(provider string) string {
	text, err := fs.ReadFile(contracts.Embedded(), provider+"/"+document)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
