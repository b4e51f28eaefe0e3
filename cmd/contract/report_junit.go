package main

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/numsim/numsim/conformance"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Skipped  int          `xml:"skipped,attr"`
	Time     string       `xml:"time,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string     `xml:"classname,attr"`
	Name    string     `xml:"name,attr"`
	Time    string     `xml:"time,attr"`
	Failure *junitText `xml:"failure"`
	Error   *junitText `xml:"error"`
	Skipped *junitText `xml:"skipped"`
}

type junitText struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// writeJUnit has a suite for each provider; what was not run is skipped with its
// reason.
func writeJUnit(w io.Writer, r *conformance.Report) error {
	all := junitSuites{Name: r.Tool + ": " + printable(r.Target), Tests: len(r.Results), Failures: r.Failed, Errors: r.Errors, Skipped: r.Skipped, Time: seconds(r.TookMS)}
	at := map[string]int{}
	for _, one := range r.Results {
		i, there := at[one.Provider]
		if !there {
			i = len(all.Suites)
			at[one.Provider] = i
			all.Suites = append(all.Suites, junitSuite{Name: cmp.Or(one.Provider, r.Tool)})
		}
		all.Suites[i].add(one)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (s *junitSuite) add(r conformance.Result) {
	cut := strings.LastIndex(r.ID, ".")
	c := junitCase{Class: r.ID[:cut], Name: r.ID[cut+1:], Time: seconds(r.Took.Milliseconds())}
	s.Tests++
	switch text := printable(r.Text()); r.Outcome {
	case conformance.Failed:
		s.Failures++
		c.Failure = &junitText{printable(first(r)), text}
	case conformance.Stopped:
		s.Errors++
		c.Error = &junitText{printable(r.Reason), text}
	case conformance.Skipped:
		s.Skipped++
		c.Skipped = &junitText{Message: printable(r.Reason)}
	}
	s.Cases = append(s.Cases, c)
}

// first is a failure in a line.
func first(r conformance.Result) string {
	for _, f := range r.Failures {
		return "expected " + f.Expected + "; " + f.Actual
	}
	for _, f := range r.Findings {
		return f.String()
	}
	return r.Reason
}

func seconds(ms int64) string { return fmt.Sprintf("%d.%03d", ms/1000, ms%1000) }

// printable is a text without what XML 1.0 has no place for.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r >= 0x20 && r <= 0xD7FF, r >= 0xE000 && r <= 0xFFFD, r >= 0x10000:
			return r
		}
		return -1
	}, strings.ToValidUTF8(text, "\uFFFD"))
}
