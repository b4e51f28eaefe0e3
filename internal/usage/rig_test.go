package usage_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
)

func load(t *testing.T, provider string) *contracts.Document {
	t.Helper()
	d, flaws := contracts.Builtin(provider)
	require.Empty(t, flaws)
	return d
}

// edit is one text of a provider's document in the place of another.
type edit struct{ old, new string }

// changes are those from the built-in contract to one that is edited.
func changes(t *testing.T, provider string, edits ...edit) []contracts.Change {
	t.Helper()
	fsys := fstest.MapFS{}
	require.NoError(t, fs.WalkDir(contracts.Embedded(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(contracts.Embedded(), name)
		for _, e := range edits {
			if name == provider+"/openapi.yaml" {
				require.Equal(t, 1, strings.Count(string(text), e.old), e.old)
				text = []byte(strings.Replace(string(text), e.old, e.new, 1))
			}
		}
		fsys[name] = &fstest.MapFile{Data: text}
		return err
	}))
	after, flaws := contracts.Load(fsys, provider)
	require.Empty(t, flaws)
	list, err := contracts.Diff(load(t, provider), after)
	require.NoError(t, err)
	require.NotEmpty(t, list)
	return list
}
