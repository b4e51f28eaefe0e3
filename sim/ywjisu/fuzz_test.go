package ywjisu_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/ywjisu"
)

// answer is the envelope as clients read it, with nothing else in it.
type answer struct {
	ResultMsg  string     `json:"resultMsg"`
	ResultCode string     `json:"resultCode"`
	ResultObj  []verdicts `json:"resultObj"`
}

type verdicts struct {
	Mobile        string  `json:"mobile"`
	LastTime      *int64  `json:"lastTime"`
	Area          *string `json:"area"`
	NumberType    *string `json:"numberType"`
	ChargesStatus string  `json:"chargesStatus"`
	Status        string  `json:"status"`
}

func decode(t *testing.T, body string) (a answer) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(body))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&a), "%q", body)
	require.False(t, d.More(), "%q", body)
	return a
}

// Whatever arrives, the answer is the provider's: one JSON object with a code
// and a sentence of the table, and a status below 500.
func FuzzEnvelope(f *testing.F) {
	f.Add("POST", "/Api/ApiAuth/getCheckResult", "", "code=numsim&pwd=numsim-pwd&&mobiles=13900000200", "application/x-www-form-urlencoded")
	f.Add("GET", "/Api/ApiAuth/getCheckResult", "code=%zz", "", "")
	f.Add("HEAD", "/Api", "a", "{}", "application/json")
	p, err := ywjisu.New()
	require.NoError(f, err)
	r := newRig(f)
	f.Fuzz(func(t *testing.T, method, path, query, body, contentType string) {
		req := httptest.NewRequest(http.MethodPost, endpoint, strings.NewReader(body))
		req.Method, req.URL.Path, req.URL.RawQuery = method, path, query
		req.Header.Set("Content-Type", contentType)
		resp := r.do(req)
		require.Less(t, resp.StatusCode, 500)
		if method == http.MethodHead {
			return
		}
		a := decode(t, bodyOf(t, resp))
		row := p.Traits().Catalogue.Find(a.ResultCode)
		require.NotNil(t, row, a.ResultCode)
		require.Equal(t, row.Message, a.ResultMsg)
		require.Nil(t, a.ResultObj, "no call without a token is answered")
	})
}

// Whatever list is sent, it is refused whole, or each number of it is answered
// in its place unless it is late; the bill is the lines marked as charged.
func FuzzNumbers(f *testing.F) {
	f.Add("13900000200,13900000404", false)
	f.Add("13900000425,,139,13900000999,\"\\/\x00,中国,\xff", true)
	f.Add(strings.Repeat("13900000200,", 50), true)
	f.Fuzz(func(t *testing.T, list string, alone bool) {
		r := newRig(t, "malformed="+map[bool]string{true: "number", false: "refuse"}[alone])
		a := decode(t, r.ask(t, "numsim", list))
		sent := strings.Split(list, ",")
		if a.ResultCode != "000000" {
			require.Contains(t, []string{"400001", "400201"}, a.ResultCode)
			require.Equal(t, 1_000_000, r.quota("numsim"))
			return
		}
		require.LessOrEqual(t, len(sent), 50)
		charged, at := 0, -1
		for _, v := range a.ResultObj {
			next := slices.IndexFunc(sent[at+1:], func(text string) bool { return string([]rune(text)) == v.Mobile })
			require.GreaterOrEqual(t, next, 0, "%q is answered out of its place, or was not asked for", v.Mobile)
			at += 1 + next
			require.Contains(t, []string{"0", "1"}, v.ChargesStatus)
			require.Contains(t, []string{"0", "1", "2", "3", "4", "5"}, v.Status)
			require.False(t, v.Status == "3" && v.ChargesStatus == "1", "what is not in the library is free")
			require.True(t, v.LastTime == nil || *v.LastTime <= noon.UnixMilli())
			require.Equal(t, v.Area == nil, v.NumberType == nil)
			if v.ChargesStatus == "1" {
				charged++
			}
		}
		require.Equal(t, 1_000_000-charged, r.quota("numsim"))
	})
}
