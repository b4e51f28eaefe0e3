package contracts_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
)

func withSeverities(t *testing.T, text string) (*contracts.Document, []contracts.Flaw) {
	t.Helper()
	all := fstest.MapFS{"severity.yaml": {Data: []byte(text)}}
	for _, name := range []string{"ywjisu/openapi.yaml", "ywjisu/vectors.json"} {
		data, err := contracts.Embedded().Open(name)
		require.NoError(t, err)
		info, err := data.Stat()
		require.NoError(t, err)
		text := make([]byte, info.Size())
		_, err = data.Read(text)
		require.NoError(t, err)
		all[name] = &fstest.MapFile{Data: text}
	}
	return contracts.Load(all, "ywjisu")
}

// How many samples a finding needs is said beside how bad it is.
func TestSamples(t *testing.T) {
	d, _ := withSeverities(t, "rules:\n  resp.enum.new: {severity: risky, why: we have a default branch, samples: 3}\n")
	require.NotNil(t, d)
	own := d.Severities().Rule("resp.enum.new")
	assert.Equal(t, contracts.Grading{Severity: contracts.Risky, Why: "we have a default branch", Samples: 3}, own)
	assert.Equal(t, 3, own.Needed())
	assert.Equal(t, 5, d.Severities().Rule("resp.field.required-lost").Needed())
	assert.Equal(t, 1, d.Severities().Rule("resp.field.removed").Needed(), "where nothing is said")
}

// An entry that says what nothing reads is a flaw: a comma without quotes cuts a
// reason short and makes a key of the rest.
func TestMistakesInSamples(t *testing.T) {
	for text, says := range map[string]string{
		"rules:\n  resp.enum.new: {severity: risky, why: x, samples: 0}\n":  "needs samples of at least 1",
		"rules:\n  resp.enum.new: {severity: risky, why: x, samples: -2}\n": "needs samples of at least 1",
		"rules:\n  resp.enum.new: {severity: risky, why: x, sample: 2}\n":   `none called "sample"`,
		"rules:\n  resp.enum.new: {severity: risky, why: one, two}\n":       `none called "two"`,
		"changes:\n  description: {severity: info, why: x, samples: 2}\n":   `none called "samples"`,
		"rules:\n  resp.enum.old: {severity: risky, why: x}\n":              `there is no "resp.enum.old" in rules`,
	} {
		_, flaws := withSeverities(t, text)
		var said []string
		for _, f := range flaws {
			if f.File == "severity.yaml" {
				said = append(said, f.Text)
			}
		}
		require.Len(t, said, 1, text)
		assert.Contains(t, said[0], says)
	}
}
