package main

import (
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every command of the page is run, and both languages have the same ones.
func TestThePagesCommands(t *testing.T) {
	english, chinese := commands(t, "../../docs/contract-testing.md"), commands(t, "../../docs/contract-testing.zh-CN.md")
	require.Greater(t, len(english), 3)
	assert.Equal(t, english, chinese)
	t.Chdir(t.TempDir())
	t.Setenv("GITHUB_STEP_SUMMARY", "")
	for _, words := range english {
		assert.Equal(t, exitOK, run(words[1:], io.Discard, io.Discard), words)
	}
	for _, name := range []string{"report.json", "report.xml", "report.md", "report.html", "report.sarif"} {
		info, err := os.Stat(name)
		require.NoError(t, err)
		assert.Positive(t, info.Size())
	}
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
