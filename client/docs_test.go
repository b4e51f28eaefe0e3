package client_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The code on the page is code that is compiled, here or as a witness.
func TestThePagesCodeIsCompiled(t *testing.T) {
	var compiled strings.Builder
	for _, path := range []string{"example_aliyun_test.go", "example_list_test.go", "../e2e/witness/go-v1-typed/list.go"} {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		compiled.Write(text)
	}
	var pages [2][]string
	for i, path := range []string{"../docs/clients.md", "../docs/clients.zh-CN.md"} {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		for _, found := range regexp.MustCompile("(?s)```(\\w*)\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
			require.Equal(t, "go", found[1], "%s: nobody reads other blocks", path)
			assert.Contains(t, compiled.String(), found[2], path)
			pages[i] = append(pages[i], found[2])
		}
	}
	assert.Len(t, pages[0], 4)
	assert.Equal(t, pages[0], pages[1])
}
