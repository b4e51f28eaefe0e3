package contracts_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
)

func page(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../docs/" + name)
	require.NoError(t, err)
	return string(text)
}

func firstColumn(text, form string) (all []string) {
	for _, m := range regexp.MustCompile(`(?m)^\| `+form+` \|`).FindAllStringSubmatch(text, -1) {
		all = append(all, m[1])
	}
	return all
}

// Both pages have every extension, every exit code, and the finding as it is
// really said.
func TestThePagesAreInStep(t *testing.T) {
	schema, err := fs.ReadFile(contracts.Embedded(), "extensions.schema.json")
	require.NoError(t, err)
	var definitions struct {
		Defs map[string]any `json:"$defs"`
	}
	require.NoError(t, json.Unmarshal(schema, &definitions))
	var extensions []string
	for key := range definitions.Defs {
		if strings.HasPrefix(key, "x-") {
			extensions = append(extensions, key)
		}
	}
	found := contract(t, load(t, "aliyun"), "", nil).JudgeAnswer(edited(t, aliyunExchange(t), `"1100000000000"`, `1100000000000`))
	require.Len(t, found, 1)
	for _, name := range []string{"contracts.md", "contracts.zh-CN.md"} {
		text := page(t, name)
		assert.ElementsMatch(t, extensions, firstColumn(text, "`(x-[a-z-]+)`"), name)
		assert.Equal(t, []string{"0", "1", "2", "3", "4", "5", "6", "7", "130"}, firstColumn(text, "([0-9]+)"), name)
		assert.Contains(t, strings.ReplaceAll(text, "\n", " "), found[0].String(), name)
	}
}
