package ksyun_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The account of every row meets its golden, byte for byte. The goldens were
// written from the documents, never recorded.
func TestEveryRowMatchesItsGolden(t *testing.T) {
	rows := provider(t).Traits().Catalogue.Rows()
	require.Len(t, rows, 35, "33 of the gateway and 2 of the service")
	files, err := filepath.Glob("testdata/refusals/*.http")
	require.NoError(t, err)
	require.Len(t, files, len(rows), "a golden for every row, and none to spare")
	r := newRig(t)
	for i := range rows {
		account := rows[i].Account()
		resp := r.do(call(realtime, "Accesskey", account, "Region", "cn-beijing-6"))
		assertGolden(t, "refusals/"+strings.TrimPrefix(account, "numsim-"), resp)
		assert.Equal(t, rows[i].Name, r.last().Row)
	}
}

// Every shape of an answer matches the sample or table it was taken from.
func TestAnswersMatchTheirGoldens(t *testing.T) {
	for _, tt := range []struct {
		golden, action, numbers, set string
	}{
		{"batch", batch, good, ""},
		{"batch-three", batch, "13900000404,13000000402,12000000200", ""},
		{"realtime", realtime, good, ""},
		{"international", international, abroad, ""},
		{"international-string", international, abroad, "phone-status=string"},
		{"international-array", international, abroad, "result=array"},
		{"international-masked", international, abroad, "mobile=masked"},
		{"international-table", international, abroad, "result=array phone-status=string"},
	} {
		name := "Mobile"
		if tt.action == batch {
			name = "Mobiles"
		}
		resp := newRig(t, strings.Fields(tt.set)...).do(call(tt.action, name, tt.numbers))
		assertGolden(t, "answers/"+tt.golden, resp)
	}
}

var (
	requestID = regexp.MustCompile(`"RequestId":"([^"]*)"`)
	lowerUUID = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
)

// assertGolden compares status, the header the golden names, and the body's
// bytes after filling in the request id.
func assertGolden(t *testing.T, file string, resp *http.Response) {
	t.Helper()
	golden, err := os.ReadFile(filepath.Join("testdata", file+".http"))
	require.NoError(t, err)
	body := bodyOf(t, resp)
	id := requestID.FindStringSubmatch(body)
	require.NotNil(t, id, body)
	require.Regexp(t, lowerUUID, id[1])
	head, want, ok := strings.Cut(strings.ReplaceAll(string(golden), "{RequestId}", id[1]), "\n\n")
	require.True(t, ok, "%s: no empty line between head and body", file)
	status, header, _ := strings.Cut(head, "\n")
	assert.Equal(t, status, "HTTP "+strconv.Itoa(resp.StatusCode), file)
	assert.Equal(t, header, "Content-Type: "+resp.Header.Get("Content-Type"), file)
	assert.Equal(t, want, body, file)
}

// A request is answered in JSON whatever it accepts, and nothing of a header is
// made up.
func TestHeaders(t *testing.T) {
	r := newRig(t)
	for _, accept := range []string{"application/json", "text/xml", ""} {
		req := call(realtime)
		req.Header.Set("Accept", accept)
		h := r.do(req).Header
		assert.Equal(t, []string{"application/json;charset=UTF-8"}, h["Content-Type"])
		assert.Equal(t, []string{"Sun, 22 Nov 2026 12:00:00 GMT"}, h["Date"], "the tenant's clock, not the machine's")
		assert.Len(t, h, 2)
	}
}
