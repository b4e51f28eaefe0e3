package ksyun_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// answered is what an answer of any operation says of one number.
type answered struct {
	CheckStatus string
	Mobile      string
	Carrier     string
	PhoneStatus json.Number
}

// ask returns what each operation says of a number with that ending.
func ask(t *testing.T, r *rig, action, number string) answered {
	t.Helper()
	name := "Mobile"
	if action == batch {
		name = "Mobiles"
	}
	resp := r.do(call(action, name, number))
	require.Equal(t, 200, resp.StatusCode, r.last().Why)
	var body struct {
		answered
		Data   []answered
		Result answered
	}
	require.NoError(t, json.Unmarshal([]byte(bodyOf(t, resp)), &body))
	switch action {
	case batch:
		require.Len(t, body.Data, 1)
		return body.Data[0]
	case international:
		return body.Result
	}
	return body.answered
}

// The table of statuses, cell by cell, and whether an answer that has a price
// is billed: what tells nothing of the number is free.
func TestEveryStatusOfEveryOperation(t *testing.T) {
	r := newRig(t, "price=0.05")
	for _, tt := range []struct {
		ending, status                 string
		realtime, batch, international string
		free                           string // the operations whose answer is free, by their first letter
	}{
		{"0200", "active", "1", "1", "1", ""},
		{"0404", "vacant", "2", "0", "3", ""},
		{"0402", "suspended", "13", "2", "2", ""},
		{"0206", "part-suspended", "13", "2", "1", ""},
		{"0408", "powered-off", "5", "1", "2", ""},
		{"0203", "suspected-off", "7", "1", "2", ""},
		{"0486", "busy", "3", "1", "1", ""},
		{"0480", "unreachable", "4", "99", "2", "B"},
		{"0304", "silent", "1", "4", "1", ""},
		{"0403", "risky", "1", "3", "1", ""},
		{"0204", "unlisted", "10", "6", "99", "PBI"},
		{"0422", "wrong-number", "12", "5", "3", ""},
		{"0500", "probe-failed", "9", "99", "99", "PBI"},
		{"0999", "unknown", "10", "99", "99", "PBI"},
	} {
		for _, op := range []struct{ action, number, code string }{
			{realtime, "1390000" + tt.ending, tt.realtime},
			{batch, "1390000" + tt.ending, tt.batch},
			{international, "6281000" + tt.ending, tt.international},
		} {
			got := ask(t, r, op.action, op.number)
			assert.Equal(t, op.code, got.CheckStatus+string(got.PhoneStatus), "%s by %s", tt.status, op.action)
			assert.Equal(t, op.number, got.Mobile)
			line := r.last().Lines[0]
			assert.Equal(t, tt.status, line.Status.String())
			free := false
			for _, letter := range tt.free {
				free = free || op.action[0] == byte(letter)
			}
			assert.Equal(t, !free, line.Billed, "%s by %s", tt.status, op.action)
			assert.Equal(t, !free, r.last().Charged == 500, "0.05 yuan")
		}
	}
}

func TestCarriers(t *testing.T) {
	r := newRig(t)
	for number, word := range map[string]string{
		"13900000200": "移动", "13000000200": "联通", "13300000200": "电信", "19200000200": "广电", "12000000200": "未知",
	} {
		assert.Equal(t, word, ask(t, r, realtime, number).Carrier, number)
		assert.Equal(t, word, ask(t, r, batch, number).Carrier, number)
	}
}

// A prefix nobody was given is a wrong number before its ending is looked at.
func TestUnassignedPrefix(t *testing.T) {
	r := newRig(t)
	assert.Equal(t, "12", ask(t, r, realtime, "12000000200").CheckStatus)
	assert.Equal(t, "5", ask(t, r, batch, "12000000200").CheckStatus)
}

// No answer comes late here: the ending that means so is unknown.
func TestNothingComesLate(t *testing.T) {
	r := newRig(t)
	assert.Equal(t, "10", ask(t, r, realtime, "13900000425").CheckStatus)
	assert.Equal(t, "99", ask(t, r, batch, "13900000425").CheckStatus)
	assert.Equal(t, "99", string(ask(t, r, international, "62810000425").PhoneStatus))
}
