package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// blocks are a page's fenced blocks, with what they are.
func blocks(t *testing.T, page string) (list [][2]string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/" + page)
	require.NoError(t, err)
	for _, m := range regexp.MustCompile("(?ms)^```(\\w+)\\n(.*?)^```$").FindAllStringSubmatch(string(text), -1) {
		list = append(list, [2]string{m[1], m[2]})
	}
	return list
}

// Every command of the page about the control port does something, in the
// page's order, and both languages show the same ones.
func TestTheCommandsOfTheControlPage(t *testing.T) {
	page := blocks(t, "control.md")
	assert.Equal(t, page, blocks(t, "control.zh-CN.md"))
	_, url := started(t, "--quiet")
	t.Chdir(t.TempDir())
	c := &teller{t: t, env: map[string]string{"NUMSIM_CONTROL": url["control"]}}
	ran := 0
	for _, block := range page {
		if block[0] != "sh" {
			continue
		}
		for line := range strings.Lines(block[1]) {
			words := unquoted(strings.TrimSpace(line))
			require.Equal(t, []string{"simulator", "ctl"}, words[:2])
			c.says(words[2:]...)
			ran++
		}
	}
	assert.Greater(t, ran, 20)
}

// unquoted splits a line as a shell does that knows quotes only.
func unquoted(line string) (words []string) {
	for _, m := range regexp.MustCompile(`'([^']*)'|"([^"]*)"|(\S+)`).FindAllStringSubmatch(line, -1) {
		words = append(words, m[1]+m[2]+m[3])
	}
	return words
}

// Every route that there is has its place on the page.
func TestTheControlPageHasEveryRoute(t *testing.T) {
	_, url := started(t, "--quiet")
	_, spec := get(t, url["control"]+"/v1/openapi.json")
	paths := regexp.MustCompile(`"(/[a-z0-9/.{}-]+)":\{"(?:get|post|put|delete)"`).FindAllStringSubmatch(spec, -1)
	require.Greater(t, len(paths), 15)
	for _, page := range []string{"control.md", "control.zh-CN.md"} {
		text, err := os.ReadFile("../../docs/" + page)
		require.NoError(t, err)
		for _, path := range paths {
			short := strings.TrimPrefix(path[1], "/v1/accounts/{provider}/{account}/")
			assert.Contains(t, string(text), short, page)
		}
	}
}
