package main

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/replay/standin"
)

const page = "../../docs/contract-testing.md"

// Every command of the page is run, and both languages have the same ones. Live
// ones ask a stand-in, with a ledger of the test's own.
func TestThePagesCommands(t *testing.T) {
	english, chinese := commands(t, page), commands(t, strings.Replace(page, ".md", ".zh-CN.md", 1))
	require.Greater(t, len(english), 8)
	assert.Equal(t, english, chinese)
	numbers := numbersOf(t, page)
	r := newLiveRig(t, standin.Options{})
	require.NoError(t, os.CopyFS(filepath.Join(r.dir, "conformance/recordings"), os.DirFS(kept)))
	t.Chdir(r.dir)
	t.Setenv("GITHUB_STEP_SUMMARY", "")
	require.NoError(t, os.WriteFile("numbers.txt", []byte(numbers), 0o600))
	sum := sha256.Sum256([]byte(numbers))
	for _, words := range english {
		args := slices.Clone(words[1:])
		if slices.Contains(args, "--live") {
			args[slices.Index(args, "SHA256")] = hex.EncodeToString(sum[:])
			args = append(args, "--ledger", filepath.Join(r.dir, "ledger"))
		}
		if strings.Join(args, " ") == "replay recordings" {
			args = append(args, "--stand-in") // which answered them here
		}
		code, out := r.do(args...)
		assert.Equal(t, exitOK, code, "%s\n%s", words, out)
	}
	for _, name := range []string{"report.json", "report.xml", "report.md", "report.html", "report.sarif"} {
		info, err := os.Stat(name)
		require.NoError(t, err)
		assert.Positive(t, info.Size())
	}
	assert.Equal(t, 9, r.server.Calls(), "four that are free, then five of them with one for money")
}

// numbersOf is the page's list of numbers, with one that is nobody's.
func numbersOf(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	block := regexp.MustCompile("(?s)   ```\n(   consent:.*?)   ```").FindSubmatch(text)
	require.NotNil(t, block)
	list := strings.ReplaceAll(string(block[1]), "   ", "")
	require.Contains(t, list, "NUMBER active 2027-01-31")
	return strings.NewReplacer("NUMBER", "13912300200", "2027-01-31\n", "2098-12-31\n").Replace(list)
}

func commands(t *testing.T, file string) (list [][]string) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		for line := range strings.Lines(block[1]) {
			list = append(list, strings.Fields(strings.ReplaceAll(line, "'", "")))
		}
	}
	return list
}
