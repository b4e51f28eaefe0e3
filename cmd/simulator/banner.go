package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/pflag"

	"github.com/numsim/numsim/sim/numbering"
	"github.com/numsim/numsim/sim/serve"
)

// sampleNumber has an ending that answers active everywhere.
const sampleNumber = "13900000200"

// banner prints what somebody needs in the first half minute, in under forty
// lines.
func banner(w io.Writer, s *serve.Simulator) error {
	t := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	line(t, "numsim %s imitates providers that answer: is this phone number alive?\n", versionText())
	for _, p := range s.Providers {
		line(t, "  %s\t%s\t%s", p.Traits.Vendor, p.URL, p.Traits.Secrets)
	}
	line(t, "  control\t%s\tsimulator ctl, or GET /v1/openapi.json", s.Control)
	if playing := s.Playing(); playing.Name != "" {
		line(t, "  scenario\t%s\tseed %d", playing.Name, playing.Seed)
	}
	line(t, "")
	if err := t.Flush(); err != nil {
		return err
	}
	for _, p := range s.Providers {
		if err := bannerCurl(w, p); err != nil {
			return err
		}
	}
	endings(w)
	line(w, "More accounts, one for every error of a provider:  simulator accounts")
	line(w, "SDKs that send loopback through a proxy:  export NO_PROXY=%s", noProxy(s))
	line(w, "(Python's ignore it: unset HTTP_PROXY and HTTPS_PROXY there)\n")
	return nil
}

func bannerCurl(w io.Writer, p serve.Endpoint) error {
	o := newOrder(p.Traits.Name)
	if o == nil {
		return nil
	}
	again := "simulator sign " + p.Traits.Name + " --phone " + sampleNumber
	o.flags(pflag.NewFlagSet("", pflag.ContinueOnError), p.Traits)
	again += o.suit(p.Accounts[0].Account.Profile)
	if p.URL != defaultURL(p.Traits) {
		again += " --base-url " + p.URL
	}
	curl, err := sign(o, sampleNumber, p.URL, false)
	if err != nil {
		return err
	}
	good := "good"
	if !slices.Contains(p.Traits.Unused, "nonce-cap") { // it has nonces
		good = "good once,"
	}
	line(w, "Ask %s; %s for %s (again: %s):\n\n  %s\n", p.Traits.Name, good, spoken(p.Accounts[0].Account.Window), again, curl)
	return nil
}

// spoken says whole minutes in words, as most windows are.
func spoken(d time.Duration) string {
	if d%time.Minute == 0 && d > time.Minute {
		return strconv.Itoa(int(d.Minutes())) + " minutes"
	}
	return d.String()
}

// endings prints the magic endings four to a line.
func endings(w io.Writer) {
	line(w, "The last four digits of a number decide what is true of it (late and throttled: where the provider knows such):\n")
	t := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	for i, e := range numbering.Endings() {
		_, _ = fmt.Fprintf(t, "  %s %s\t", e.Digits, endingWord(e))
		if i%4 == 3 {
			_, _ = fmt.Fprintln(t)
		}
	}
	_, _ = fmt.Fprint(t, "\n\n")
	_ = t.Flush()
}

func endingWord(e numbering.Ending) string {
	switch e.Trouble {
	case numbering.NumberRefused:
		return "number refused"
	case numbering.AnswerLate:
		return "answer late"
	case numbering.CallThrottled:
		return "call throttled"
	}
	return e.Status.String()
}

// noProxy lists hosts with and without port: Go and npm clients look at the
// host, the Tea cores at host:port.
func noProxy(s *serve.Simulator) string {
	list := "127.0.0.1,localhost"
	for _, p := range s.Providers {
		list += "," + strings.TrimPrefix(p.URL, "http://")
	}
	return list
}

func line(w io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(w, format+"\n", args...) }
