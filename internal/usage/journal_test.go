package usage_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/usage"
)

const (
	asked   = `{"seq":1,"provider":"ksyun","operation":"PhoneNumberStatus","http":200,"numbers":[{"number":"139****0200","status":"active"}]}`
	again   = `{"seq":2,"provider":"ksyun","operation":"PhoneNumberStatus","http":200,"numbers":[{"number":"139****0404","status":"vacant"}]}`
	refused = `{"seq":3,"provider":"ywjisu","operation":"getCheckResult","http":200,"row":"400201","numbers":[{"number":"139****0200"}]}`
	strange = `{"seq":4,"provider":"aliyun","operation":"","http":404,"row":"InvalidAction.NotFound","numbers":[]}`
	end     = `{"end":true,"count":4,"dropped":0,"complete":true,"next":4}`
)

// Both forms of an export tell the same.
func TestWhatAJournalShows(t *testing.T) {
	lines, err := usage.ReadJournal("team.ndjson", []byte(asked+"\n"+again+"\n"+refused+"\n"+strange+"\n"+end+"\n"))
	require.NoError(t, err)
	har, err := usage.ReadJournal("team.har", []byte(`{"log":{"version":"1.2","entries":[{"_numsim":`+asked+`},{"_numsim":`+again+`},{"_numsim":`+refused+`},{"_numsim":`+strange+`}],"_numsim":`+end+`}}`))
	require.NoError(t, err)
	assert.Equal(t, lines, har)
	assert.True(t, lines.Whole)
	u := usage.Derive("team", lines)
	assert.Equal(t, map[string]usage.Provider{
		"ksyun":  {Operations: map[string]usage.Operation{"PhoneNumberStatus": {Calls: 2, Told: []string{"active", "vacant"}}}},
		"ywjisu": {Operations: map[string]usage.Operation{"getCheckResult": {Calls: 1}}, Met: []string{"400201"}},
		"aliyun": {Met: []string{"InvalidAction.NotFound"}},
	}, u.Providers)
}

// An export that breaks off, or a journal that forgot calls, is not whole.
func TestAJournalWithHoles(t *testing.T) {
	j, err := usage.ReadJournal("team.ndjson", []byte(asked+"\n"))
	require.NoError(t, err)
	assert.False(t, j.Whole)
	j, err = usage.ReadJournal("team.ndjson", []byte(asked+"\n"+again[:40]))
	require.NoError(t, err)
	assert.False(t, j.Whole)
	assert.Len(t, j.Entries, 1)
	j, err = usage.ReadJournal("team.ndjson", []byte(asked+"\n"+`{"end":true,"dropped":7,"complete":false}`))
	require.NoError(t, err)
	assert.False(t, j.Whole)
	assert.Equal(t, uint64(7), j.Dropped)
}

func TestWhatIsNoJournal(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "entry 1 is none; make one with simulator ctl journal export",
		"{\"hello\": 1}\n":              "entry 1 is none",
		asked + "\nnot JSON":            "entry 2 is none",
		`{"log":{"entries":[{"a":1}]}}`: "team: entry 1 was not written by numsim",
	} {
		_, err := usage.ReadJournal("team", []byte(text))
		assert.ErrorContains(t, err, want, text)
	}
}
