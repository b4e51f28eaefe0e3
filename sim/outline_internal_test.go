package sim

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
)

// An outline has names, their order and the words that tell something. What is
// another one each time, or somebody's, is in none.
func TestOutlines(t *testing.T) {
	e := &Engine{traits: Traits{Telling: []string{"Code", "Status", "n"}}}
	filled := &Outcome{Refusal: &Refusal{Row: &numsim.Row{}, Message: "not yours: 13912345678"}}
	for _, row := range []struct {
		name string
		out  *Outcome
		body string
		want string
	}{
		{"an object", &Outcome{}, ` { "Code" : "OK" , "Id": "7f0b", "At": 179, "Gone": null, "n": 3, "Empty": "", "Yes": true }`, `{"Code":"OK","Id":"…","At":0,"Gone":null,"n":3,"Empty":"","Yes":true}`},
		{"objects in it", &Outcome{}, `{"Data":{"Status":"NORMAL","Mobile":"13912345678"},"None":{},"List":[]}`, `{"Data":{"Status":"NORMAL","Mobile":"…"},"None":{},"List":[]}`},
		{"a list of some alike", &Outcome{}, `[{"Status":"1","m":"a"},{"Status":"2","m":"b"},{"Status":"1","m":"c"}]`, `[{"Status":"1","m":"…"},{"Status":"2","m":"…"}]`},
		{"a name as it is written", &Outcome{}, `{"C\u006fde":"x"}`, `{"C\u006fde":"…"}`},
		{"XML", &Outcome{}, `<?xml version='1.0'?><R><Status>NORMAL</Status><Id>7f0b</Id><L><![CDATA[a<b]]></L></R>`, `<?xml version='1.0'?><R><Status>NORMAL</Status><Id>…</Id><L>…</L></R>`},
		{"XML that is cut", &Outcome{}, `<R><Status`, ""},
		{"a section that is cut", &Outcome{}, `<R><![CDATA[a`, "<R>…"},
		{"no JSON", &Outcome{}, `{"Code":`, ""},
		{"a text", &Outcome{}, "13912345678 is gone", ""},
		{"nothing", &Outcome{}, "", ""},
		{"nobody gets it", &Outcome{Lost: true}, "{}", ""},
		{"too long", &Outcome{}, `"` + strings.Repeat("x", mostOutlined) + `"`, ""},
		{"a caller's words", filled, `{"Code":"No","Message":"not yours: 13912345678"}`, `{"Code":"…","Message":"…"}`},
		{"a scenario's words", &Outcome{raw: &scenarios.Raw{}}, `{"Code":"mine"}`, ""},
		{"a refusal in a scenario's words", &Outcome{Refusal: &Refusal{raw: &scenarios.Raw{}}}, `{"Code":"mine"}`, ""},
		{"a refusal", &Outcome{Refusal: &Refusal{Row: &numsim.Row{}}}, `{"Code":"No"}`, `{"Code":"No"}`},
	} {
		t.Run(row.name, func(t *testing.T) {
			c := &Call{}
			c.reply.Body = []byte(row.body)
			assert.Equal(t, row.want, string(e.outlined(nil, c, row.out)))
		})
	}
}

// Outlines that come again are kept once; what is too long, or one too many,
// stands in its entry.
func TestSharedOutlines(t *testing.T) {
	e := &Engine{}
	number := func(text string) []byte { return e.outlines.number([]byte(text)) }
	one, other, long := `{"Code":"OK"}`, `{"Code":"No"}`, strings.Repeat("x", longestShared+1)
	assert.Equal(t, []byte{0, 0, 0}, number(one))
	assert.Equal(t, []byte{0, 0, 1}, number(other))
	assert.Equal(t, []byte{0, 0, 0}, number(one))
	assert.Equal(t, long, string(number(long)))
	assert.Empty(t, number(""))
	for i := range mostShared - 2 {
		assert.Len(t, number(strconv.Itoa(i)), 3)
	}
	assert.Equal(t, "one more", string(number("one more")))
	assert.Equal(t, []byte{0, 0, 1}, number(other))
	for _, text := range []string{one, other, long, "", "1021", "one more"} {
		assert.Equal(t, text, e.Outline(number(text)))
	}
}

// Whatever an answer is, an outline has no value but those of members that tell.
func FuzzOutlines(f *testing.F) {
	f.Add(`{"a":["canary",{"Code":1}]}`)
	f.Add(`<a b="1">canary<c/></a>`)
	f.Fuzz(func(t *testing.T, body string) {
		c, e := &Call{}, &Engine{}
		c.reply.Body = []byte(`{"a":` + body + `,"b":"canary"}`)
		assert.NotContains(t, string(e.outlined(nil, c, &Outcome{})), `"canary"}`)
	})
}
