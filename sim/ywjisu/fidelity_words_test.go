package ywjisu_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/numbering"
)

func TestFidelityStatuses(t *testing.T) {
	table := readPage(t).table(t, "Status", "中文", "Digit", "Charged")
	onPage, rig := table.byWord(t, "Status"), newRig(t)
	for _, e := range numbering.Endings() {
		r, ok := onPage[e.Status.String()]
		if e.Trouble != numbering.NoTrouble || !assert.Truef(t, ok, "%s:%d: the table of statuses lacks %s", fidelityPage, table.line, e.Status) {
			continue
		}
		digit, charged := "–", "no"
		for _, v := range decode(t, rig.ask(t, "numsim", "1390000"+e.Digits)).ResultObj {
			digit, charged = v.Status, map[string]string{"0": "no", "1": "yes"}[v.ChargesStatus]
		}
		change := "%s: change the line or sim/ywjisu/answers.go: digits"
		assert.Equalf(t, digit, r.word("Digit"), change, r.at())
		assert.Equalf(t, charged, r.cells["Charged"], change, r.at())
		assert.Equalf(t, e.Status.Chinese(), r.cells["中文"], "%s: change the line or status.go: statusWords", r.at())
	}
	assert.Lenf(t, onPage, len(numsim.Statuses()), "%s:%d: the table of statuses has a status that status.go has not, or lacks one", fidelityPage, table.line)
}

// Each carrier's word, asked for by one of its prefixes.
func TestFidelityCarriers(t *testing.T) {
	table := readPage(t).table(t, "Carrier", "numberType", "Plain")
	prefixes := map[string]string{"mobile": "139", "unicom": "130", "telecom": "133", "broadnet": "192", "none": "120"}
	require.Len(t, table.rows, len(prefixes))
	for _, r := range table.rows {
		for column, set := range map[string]string{"numberType": "number-type=network", "Plain": "number-type=plain"} {
			require.Contains(t, prefixes, r.cells["Carrier"])
			v := decode(t, newRig(t, set).ask(t, "numsim", prefixes[r.cells["Carrier"]]+"00000200")).ResultObj
			require.Len(t, v, 1)
			word := "–"
			if v[0].NumberType != nil {
				word = *v[0].NumberType
			}
			assert.Equalf(t, word, r.word(column), "%s: change the line or sim/ywjisu/switches.go: networks", r.at())
		}
	}
}

// The tokens on the page are those of the vectors, to the letter.
func TestFidelityVectors(t *testing.T) {
	text, err := os.ReadFile("testdata/vectors.json")
	require.NoError(t, err)
	var file struct {
		Ywjisu []struct {
			Code       string
			PrivateKey string `json:"private_key"`
			Timestamp  string
			Token      string
		}
	}
	require.NoError(t, json.Unmarshal(text, &file))
	table := readPage(t).table(t, "code", "Private key", "Timestamp", "Token")
	require.Len(t, table.rows, len(file.Ywjisu))
	for i, v := range file.Ywjisu {
		r := table.rows[i]
		assert.Equal(t, []string{v.Code, v.PrivateKey, v.Timestamp, v.Token},
			[]string{r.word("code"), r.word("Private key"), r.word("Timestamp"), r.word("Token")}, r.at())
	}
}
