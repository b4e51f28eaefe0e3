package usage_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/usage"
)

// The page's usage file is one, in both languages, and every name in it is the
// contracts'.
func TestThePagesFile(t *testing.T) {
	var files []string
	for _, page := range []string{"impact.md", "impact.zh-CN.md"} {
		text, err := os.ReadFile("../../docs/" + page)
		require.NoError(t, err)
		block := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindSubmatch(text)
		require.NotNil(t, block, page)
		files = append(files, string(block[1]))
	}
	assert.Equal(t, files[0], files[1])
	u, err := usage.Read("team-a.yaml", []byte(files[0]))
	require.NoError(t, err)
	require.Len(t, u.Providers, 2)
	for provider := range u.Providers {
		assert.NoError(t, u.Check(load(t, provider)))
	}
}
