package serve_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each shell block of the manual is run beside the files of the page, and
// prints what stands under it.
func TestTheCommandsOfTheManual(t *testing.T) {
	bin := t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(bin, "simulator"), "../../cmd/simulator")
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)
	m := manuals(t)[0] // the other has the same blocks
	folder, ran := t.TempDir(), 0
	for name, file := range m.files(t) {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), file.Data, 0o600))
	}
	for i, b := range m.blocks {
		if b.kind != "sh" {
			continue
		}
		require.Equal(t, "text", m.blocks[i+1].kind, b.code)
		words := strings.Fields(b.code)
		require.Equal(t, "simulator", words[0])
		cmd := exec.Command(filepath.Join(bin, "simulator"), words[1:]...)
		var printed bytes.Buffer
		cmd.Dir, cmd.Stdout, cmd.Stderr = folder, &printed, &printed
		require.NoError(t, cmd.Run(), "%s", &printed)
		assert.Equal(t, m.blocks[i+1].code, printed.String(), b.code)
		ran++
	}
	assert.Equal(t, 2, ran)
}
