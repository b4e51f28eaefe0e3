package harness

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// scripted launches a witness that is nothing but the given run script.
func scripted(t *testing.T, script string) *process {
	t.Helper()
	t.Setenv("NUMSIM_E2E_CACHE", t.TempDir())
	root, err := Root()
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "run"), []byte("#!/bin/sh\n"+script), 0o755))
	relative, err := filepath.Rel(root, dir)
	require.NoError(t, err)
	return launch(t, relative, []string{"first", "second"})
}

func TestProcessAnswersInOrder(t *testing.T) {
	p := scripted(t, `while read -r line; do echo '{"name":"a","ok":true,"message":"'"$1 $2"'"}'; done`)
	for range 2 {
		seen, err := p.ask(Case{Name: "a"})
		require.NoError(t, err)
		assert.Equal(t, Seen{Name: "a", OK: true, Message: "first second"}, seen, "arguments reach the program")
	}
	assert.NoError(t, p.finish())
}

func TestProcessThatMisbehavesSaysHow(t *testing.T) {
	tests := map[string]struct{ script, says string }{
		"ends before it answers":        {`echo no interpreter >&2; exit 3`, "no interpreter"},
		"prints what is not JSON":       {`read -r line; echo added 35 packages; read -r line`, "added 35 packages"},
		"invents a field":               {`read -r line; echo '{"name":"a","nmae":1}'; read -r line`, "nmae"},
		"answers for another case":      {`read -r line; echo '{"name":"b"}'; read -r line`, `case "b" when asked for "a"`},
		"dies with a message on stderr": {`read -r line; echo traceback >&2; exit 1`, "traceback"},
	}
	for why, tt := range tests {
		t.Run(why, func(t *testing.T) {
			_, err := scripted(t, tt.script).ask(Case{Name: "a"})
			assert.ErrorContains(t, err, tt.says)
		})
	}
}

func TestProcessThatEndsBadlyFails(t *testing.T) {
	tests := map[string]struct{ script, says string }{
		"with an exit code":            {`read -r line; echo '{"name":"a"}'; read -r line; exit 4`, "exit status 4"},
		"with a line nobody asked for": {`read -r line; echo '{"name":"a"}'; read -r line; echo bye`, "nobody asked for: bye"},
	}
	for why, tt := range tests {
		t.Run(why, func(t *testing.T) {
			p := scripted(t, tt.script)
			_, err := p.ask(Case{Name: "a"})
			require.NoError(t, err)
			assert.ErrorContains(t, p.finish(), tt.says)
		})
	}
}

func TestProcessThatHeardAnotherCall(t *testing.T) {
	p := scripted(t, `read -r line; echo '{"name":"a","body":"{}"}'; read -r line; echo '{"name":"a"}'; read -r line`)
	heard, err := p.call(Call{Name: "a"})
	require.NoError(t, err)
	assert.Equal(t, Heard{Name: "a", Body: "{}"}, heard)
	_, err = p.call(Call{Name: "b"})
	assert.ErrorContains(t, err, `call "a" when asked for "b"`)
}
