package ywjisu_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/ywjisu"
)

// The account of every row meets its golden, byte for byte. The goldens were
// written from the document, never recorded.
func TestEveryRowMatchesItsGolden(t *testing.T) {
	p, err := ywjisu.New()
	require.NoError(t, err)
	rows := p.Traits().Catalogue.Rows()
	files, err := filepath.Glob("testdata/refusals/*.http")
	require.NoError(t, err)
	require.Len(t, files, len(rows), "a golden for every row, and none to spare")
	r := newRig(t)
	for i := range rows {
		resp := r.do(post(signed(rows[i].Account(), good, noon).Encode()))
		assertGolden(t, "refusals/"+rows[i].Name+".http", resp)
		assert.Equal(t, rows[i].Name, r.last().Row)
	}
}

// The catalogue is the table of section 1.3.2, in its order.
func TestRowsAreTheTable(t *testing.T) {
	text, err := os.ReadFile("testdata/codes.json")
	require.NoError(t, err)
	var file struct {
		Codes []struct{ Code, Message string }
	}
	require.NoError(t, json.Unmarshal(text, &file))
	require.Len(t, file.Codes, 23)
	p, err := ywjisu.New()
	require.NoError(t, err)
	for i, row := range p.Traits().Catalogue.Rows() {
		assert.Equal(t, file.Codes[i].Code, row.Name)
		assert.Equal(t, file.Codes[i].Message, row.Message)
	}
}

// Every shape of an answer, and every reading of it.
func TestAnswersMatchTheirGoldens(t *testing.T) {
	for _, tt := range []struct{ golden, set, numbers, why string }{
		{"one", "", good, "section 1.3.1, sample"},
		{"several", "", "13900000404,13012340402,13312340200,13900000204,13900000304,13900000403", "each digit of status, in request order"},
		{"late-left-out", "", "13900000425,13900000200,13900000500,13900000404,13900000999", "section 1.4; what is late is not in the list"},
		{"all-late", "", "13900000425,13900000999", "an empty list is a success all the same"},
		{"unassigned", "", "12012340200", "a prefix nobody has"},
		{"unassigned-vacant", "unassigned=vacant", "12012340200", "the server of 2017"},
		{"malformed-number", "malformed=number", `13900000200,139"x`, "the server of 2017"},
		{"success-200000", "success=200000", good, "section 1.3.2"},
		{"chinese-escaped", "chinese=escaped", good, "PHP's json_encode"},
		{"last-time-string", "last-time=string", good, "later documents"},
		{"unseen-time-dated", "unseen-time=dated", "13900000204,13900000304", "a time for 3 and 4 too"},
		{"number-type-plain", "number-type=plain", "13900000200,13012340200,13312340200,19212340200", "later documents"},
		{"lag-30-days", "lag=720h", "13900000200,13900000404", "nothing is known of the last thirty days"},
		{"error-result-absent", "error-result=absent", "", "later documents"},
		{"error-result-empty", "error-result=empty", "", "neither"},
	} {
		t.Run(tt.golden+" "+tt.why, func(t *testing.T) {
			r := newRig(t, strings.Fields(tt.set)...)
			resp := r.do(post(signed("numsim", tt.numbers, noon).Encode()))
			assertGolden(t, "answers/"+tt.golden+".http", resp)
		})
	}
	t.Run("wrong-path", func(t *testing.T) {
		req := post(signed("numsim", good, noon).Encode())
		req.URL.Path = "/api/apiauth/getcheckresult"
		assertGolden(t, "answers/wrong-path.http", newRig(t).do(req))
	})
}

// assertGolden compares status, the headers the golden names, and the body's
// bytes.
func assertGolden(t *testing.T, file string, resp *http.Response) {
	t.Helper()
	golden, err := os.ReadFile(filepath.Join("testdata", file))
	require.NoError(t, err)
	head, want, ok := strings.Cut(string(golden), "\n\n")
	require.True(t, ok, "%s: no empty line between head and body", file)
	lines := strings.Split(head, "\n")
	assert.Equal(t, lines[0], "HTTP "+strconv.Itoa(resp.StatusCode), file)
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ": ")
		assert.Equal(t, []string{value}, resp.Header[name], "%s: %s", file, name)
	}
	assert.Equal(t, want, bodyOf(t, resp), file)
}

// Nothing is known of the headers but what any server has to send.
func TestHeaders(t *testing.T) {
	h := newRig(t).do(post(signed("numsim", good, noon).Encode())).Header
	assert.Equal(t, http.Header{
		"Content-Type": {"application/json;charset=utf-8"},
		"Date":         {"Sun, 22 Nov 2026 12:00:00 GMT"},
	}, h)
}
