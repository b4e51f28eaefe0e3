package ywjisu_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/numbering"
)

func TestFidelityStatuses(t *testing.T) {
	rows, rig := readPage(t).Statuses(t, "Digit", "Charged"), newRig(t)
	for _, e := range numbering.Endings() {
		if e.Trouble != numbering.NoTrouble {
			continue
		}
		digit, charged := "–", "no"
		for _, v := range decode(t, rig.ask(t, "numsim", "1390000"+e.Digits)).ResultObj {
			digit, charged = v.Status, map[string]string{"0": "no", "1": "yes"}[v.ChargesStatus]
		}
		r, change := rows[e.Status], "%s: change the line or sim/ywjisu/answers.go: digits"
		assert.Equalf(t, digit, r.Word("Digit"), change, r.At())
		assert.Equalf(t, charged, r.Cell("Charged"), change, r.At())
		delete(rows, e.Status)
	}
	assert.Empty(t, rows, "statuses no ending stands for")
}

// Each carrier's word, asked for by one of its prefixes.
func TestFidelityCarriers(t *testing.T) {
	table := readPage(t).Table(t, "Carrier", "numberType", "Plain")
	prefixes := map[string]string{"mobile": "139", "unicom": "130", "telecom": "133", "broadnet": "192", "none": "120"}
	require.Len(t, table.Rows, len(prefixes))
	for _, r := range table.Rows {
		for column, set := range map[string]string{"numberType": "number-type=network", "Plain": "number-type=plain"} {
			require.Contains(t, prefixes, r.Cell("Carrier"))
			v := decode(t, newRig(t, set).ask(t, "numsim", prefixes[r.Cell("Carrier")]+"00000200")).ResultObj
			require.Len(t, v, 1)
			word := "–"
			if v[0].NumberType != nil {
				word = *v[0].NumberType
			}
			assert.Equalf(t, word, r.Word(column), "%s: change the line or sim/ywjisu/switches.go: networks", r.At())
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
	table := readPage(t).Table(t, "code", "Private key", "Timestamp", "Token")
	require.Len(t, table.Rows, len(file.Ywjisu))
	for i, v := range file.Ywjisu {
		r := table.Rows[i]
		assert.Equal(t, []string{v.Code, v.PrivateKey, v.Timestamp, v.Token},
			[]string{r.Word("code"), r.Word("Private key"), r.Word("Timestamp"), r.Word("Token")}, r.At())
	}
}
