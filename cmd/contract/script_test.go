package main

import (
	"errors"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	_ = os.Unsetenv("GITHUB_ACTIONS") // where these tests run, what they break on purpose is nobody's annotation
	testscript.Main(m, map[string]func(){
		"contract":  func() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) },
		"numclient": clientMain, // what exec runs
	})
}

// The command line, as people type it. UPDATE=1 rewrites the help texts. Each
// script finds the built-in contracts in the folder built.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata", UpdateScripts: os.Getenv("UPDATE") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("GORACE", os.Getenv("GORACE"))
			return errors.Join(os.CopyFS(e.WorkDir+"/built", os.DirFS("../../contracts")), os.CopyFS(e.WorkDir+"/recorded", os.DirFS("../../conformance/recordings")))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"edit": edit},
	})
}
