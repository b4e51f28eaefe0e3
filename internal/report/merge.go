package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
)

// Load reads a report that was written as JSON.
func Load(r io.Reader) (*conformance.Report, error) {
	var one conformance.Report
	if err := json.NewDecoder(r).Decode(&one); err != nil {
		return nil, fmt.Errorf("it is no report: %w; write one with --report json=FILE", err)
	}
	if one.Tool == "" {
		return nil, fmt.Errorf("it is JSON and no report, as it names no tool; write one with --report json=FILE")
	}
	return &one, nil
}

// Merge makes one report of several. Of their endings the first of 2, 7, 4, 1, 3,
// 5, 6, 8 counts; a single report stays as it is.
func Merge(list ...*conformance.Report) *conformance.Report {
	if len(list) == 1 {
		return list[0]
	}
	all := &conformance.Report{}
	var tools, targets, partial []string
	for i, one := range list {
		tools, targets = once(tools, one.Tool), once(targets, one.Target)
		if one.Partial != "" {
			partial = once(partial, one.Partial)
		}
		if i == 0 || one.Began.Before(all.Began) {
			all.Began = one.Began
		}
		if i == 0 || rank(one.Exit) < rank(all.Exit) {
			all.Exit, all.ExitWhy, all.Seed, all.FailOn = one.Exit, one.ExitWhy, one.Seed, one.FailOn
		}
		all.TookMS += one.TookMS
		all.NotRun += one.NotRun
		for _, result := range one.Results {
			result.Target = cmp.Or(result.Target, one.Target)
			all.Add(result)
		}
	}
	all.Tool, all.Target, all.Partial = strings.Join(tools, ", "), strings.Join(targets, ", "), strings.Join(partial, ", ")
	return all
}

func once(list []string, text string) []string {
	if slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}

// rank is how much an exit code counts, the least most.
func rank(code int) int {
	order := []int{2, 7, 4, 1, 3, 5, 6, 8, 130}
	switch i := slices.Index(order, code); {
	case i >= 0:
		return i
	case code == 0:
		return len(order) + 1
	}
	return len(order)
}
