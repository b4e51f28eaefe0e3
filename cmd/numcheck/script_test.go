package main

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

func TestMain(m *testing.M) {
	command := func(w world) int {
		w.getenv, w.stdin, w.stdout, w.stderr, w.now = os.Getenv, os.Stdin, os.Stdout, os.Stderr, time.Now
		return run(context.Background(), os.Args[1:], w)
	}
	if os.Getenv("NUMCHECK_CHILD") != "" {
		os.Exit(command(world{source: newRemote}))
	}
	testscript.Main(m, map[string]func(){
		"numcheck": func() { os.Exit(command(world{source: newEndings})) },
	})
}

// The command line, as people type it. UPDATE=1 rewrites the help text.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata", UpdateScripts: os.Getenv("UPDATE") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("GORACE", os.Getenv("GORACE"))
			return nil
		},
	})
}

// endings is a provider that answers by a number's last four digits.
type endings struct {
	name string
	most int
	out  string // the provider of this name has no money
}

func newEndings(w wanted) (client.Source, error) {
	if _, err := w.credentials(); err != nil {
		return nil, err
	}
	if w.options.BaseURL != "" && !strings.HasPrefix(w.options.BaseURL, "http") {
		return nil, errors.New(w.provider + ": base URL has no scheme")
	}
	return endings{w.provider, map[string]int{"aliyun": 1, "ksyun": 50, "ywjisu": 50}[w.provider], w.getenv("BROKE")}, nil
}

func (e endings) Provider() string { return e.name }
func (e endings) MostNumbers() int { return e.most }

func (e endings) Check(_ context.Context, numbers ...numsim.Number) []client.Result {
	results := make([]client.Result, len(numbers))
	for i, n := range numbers {
		results[i] = e.answer(n)
		results[i].Number, results[i].Provider = n, e.name
	}
	return results
}

func (e endings) answer(n numsim.Number) client.Result {
	no := func(kind numsim.Kind, charged client.Charged) client.Result {
		return client.Result{Charged: charged, Err: &client.Error{Provider: e.name, Operation: "Check", Code: "No", Message: "so it is", Kind: kind, Charged: charged}}
	}
	yes := func(s numsim.Status, word string) client.Result {
		return client.Result{Status: s, Word: word, Carrier: numsim.ChinaMobile, Area: "上海", Charged: client.IsCharged, RequestID: "id-" + string(n[7:])}
	}
	if e.name == e.out {
		return no(numsim.Balance, client.NotCharged)
	}
	switch string(n[len(n)-4:]) {
	case "0404":
		return yes(numsim.Vacant, "NOT_EXIST")
	case "0400":
		return no(numsim.BadNumber, client.NotCharged)
	case "0425":
		return no(numsim.Transport, client.PerhapsCharged)
	case "0503":
		if e.name == "aliyun" {
			return no(numsim.Outage, client.NotCharged)
		}
	}
	return yes(numsim.Active, "NORMAL")
}
