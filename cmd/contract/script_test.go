package main

import (
	"errors"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	_ = os.Unsetenv("GITHUB_ACTIONS")           // where these tests run, what they break on purpose is nobody's annotation
	if strings.HasSuffix(os.Args[0], ".test") { // the tests, and not a command of theirs
		listenAgain()
	}
	testscript.Main(m, map[string]func(){
		"contract":  func() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) },
		"numclient": clientMain, // what exec runs
	})
}

// listenAgain has the commands of the tests hear the signals that whoever
// started the tests had them ignore, as nohup does and a shell without jobs.
func listenAgain() {
	for _, s := range []os.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT} {
		if signal.Ignored(s) {
			signal.Notify(make(chan os.Signal, 1), s) // what is heard here is not ignored in a child
		}
	}
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
