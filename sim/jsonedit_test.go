package sim

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/numsim/numsim/scenarios"
)

func TestAddMembers(t *testing.T) {
	for _, row := range []struct {
		name, text, want string
		members          []scenarios.Member
	}{
		{"to members", `{"Code":"OK"}`, `{"Extra":1,"Code":"OK"}`, member("Extra", "1")},
		{"spaces stay", " {\n \"Code\" : \"OK\" }\n", " {\"Extra\":1,\n \"Code\" : \"OK\" }\n", member("Extra", "1")},
		{"to an empty object", `{}`, `{"Extra":1}`, member("Extra", "1")},
		{"to an empty object with a space", `{ }`, `{"Extra":1 }`, member("Extra", "1")},
		{"two, in their order", `{"Code":"OK"}`, `{"a":null,"b":[],"Code":"OK"}`, append(member("a", "null"), member("b", "[]")...)},
		{"two to an empty object", `{}`, `{"a":1,"b":2}`, append(member("a", "1"), member("b", "2")...)},
		{"an object", `{"a":1}`, `{"x":{"y":[true]},"a":1}`, member("x", `{"y":[true]}`)},
		{"a dot is no path", `{"a":{}}`, `{"a.b":1,"a":{}}`, member("a.b", "1")},
		{"a name that needs escapes", `{}`, `{"a\"\\\n号":1}`, member("a\"\\\n号", "1")},
		{"there already", `{"Code":"OK"}`, `{"Code":"OK"}`, member("Code", "1")},
		{"deeper is not there", `{"a":{"Code":1}}`, `{"Code":2,"a":{"Code":1}}`, member("Code", "2")},
		{"twice the same", `{}`, `{"a":1}`, append(member("a", "1"), member("a", "2")...)},
		{"a value that is no JSON", `{"a":1}`, `{"a":1}`, member("x", "oops")},
		{"two values", `{"a":1}`, `{"a":1}`, member("x", "1,2")},
		{"no value", `{"a":1}`, `{"a":1}`, member("x", "")},
		{"to an array", `[{"a":1}]`, `[{"a":1}]`, member("x", "1")},
		{"to a string", `"{"`, `"{"`, member("x", "1")},
		{"to a number", `12`, `12`, member("x", "1")},
		{"to XML", `<Code>OK</Code>`, `<Code>OK</Code>`, member("x", "1")},
		{"to XML with a brace", `<Code>{}</Code>`, `<Code>{}</Code>`, member("x", "1")},
		{"to an object that breaks off", `{"a":1`, `{"a":1`, member("x", "1")},
		{"to two objects", `{}{}`, `{}{}`, member("x", "1")},
		{"to nothing", ``, ``, member("x", "1")},
	} {
		t.Run(row.name, func(t *testing.T) {
			text := []byte(row.text)
			assert.Equal(t, row.want, string(addMembers(text, row.members)))
			assert.Equal(t, row.text, string(text), "what was given stays")
		})
	}
}

func TestSetMember(t *testing.T) {
	const answer = `{"Code":"OK", "Data":[{"CheckStatus":1,"Mobile":"1"},{"CheckStatus":2}],"PhoneStatus":{"Status":"NORMAL","3":[7]}}`
	for _, row := range []struct{ name, path, value, from, to string }{
		{"at the top", "Code", `"FAIL"`, `"OK"`, `"FAIL"`},
		{"in an object", "PhoneStatus.Status", `"MOON"`, `"NORMAL"`, `"MOON"`},
		{"in an array", "Data.0.CheckStatus", `"1"`, `"CheckStatus":1`, `"CheckStatus":"1"`},
		{"in the array's next", "Data.1.CheckStatus", `null`, `"CheckStatus":2`, `"CheckStatus":null`},
		{"an element", "Data.1", `0`, `{"CheckStatus":2}`, `0`},
		{"a member whose name is digits", "PhoneStatus.3.0", `8`, `[7]`, `[8]`},
		{"an array", "Data", `[ ]`, `[{"CheckStatus":1,"Mobile":"1"},{"CheckStatus":2}]`, `[ ]`},
		{"not there", "Reason", `1`, ``, ``},
		{"not there, in an array", "Data.2.CheckStatus", `1`, ``, ``},
		{"not there, below a string", "Code.0", `1`, ``, ``},
		{"a name in an array", "Data.CheckStatus", `1`, ``, ``},
		{"an index that is written otherwise", "Data.00", `1`, ``, ``},
		{"an index in an object", "PhoneStatus.0", `1`, ``, ``},
		{"an index before the first", "Data.-1", `1`, ``, ``},
		{"a name in other case", "code", `1`, ``, ``},
		{"the empty path", "", `1`, ``, ``},
		{"a step too many", "Code.", `1`, ``, ``},
		{"a value that is no JSON", "Code", `OK`, ``, ``},
		{"a value that breaks out", "Code", `1,"x":2`, ``, ``},
	} {
		t.Run(row.name, func(t *testing.T) {
			want := answer
			if row.from != "" {
				assert.Equal(t, 1, strings.Count(answer, row.from), "the row names one place")
				want = strings.Replace(answer, row.from, row.to, 1)
			}
			text := []byte(answer)
			assert.Equal(t, want, string(setMember(text, scenarios.Member{Path: row.path, Value: row.value})))
			assert.Equal(t, answer, string(text), "what was given stays")
		})
	}
}

func TestSetMemberElsewhere(t *testing.T) {
	for _, row := range []struct{ name, text, path, want string }{
		{"spaces", "{ \"a\" :\t[ 1 , 2 ] }\n", "a.1", "{ \"a\" :\t[ 1 , 9 ] }\n"},
		{"an escaped quote before it", `{"x":"\"a\":1","a":1}`, "a", `{"x":"\"a\":1","a":9}`},
		{"a name that is empty", `{"":1}`, "", `{"":9}`},
		{"of two, the first", `{"a":1,"a":2}`, "a", `{"a":9,"a":2}`},
		{"a name with escapes", `{"a\"b":1}`, `a"b`, `{"a\"b":9}`},
		{"an array at the top", `[1,2]`, "0", `[9,2]`},
		{"XML", `<a>1</a>`, "a", `<a>1</a>`},
		{"no object", `1`, "a", `1`},
		{"a half", `{"a":1`, "a", `{"a":1`},
		{"trailing bytes", `{"a":1}x`, "a", `{"a":1}x`},
		{"nothing", ``, "a", ``},
	} {
		t.Run(row.name, func(t *testing.T) {
			assert.Equal(t, row.want, string(setMember([]byte(row.text), scenarios.Member{Path: row.path, Value: "9"})))
		})
	}
}

// Values are read a thousand deep: a body of brackets must not end the process.
func TestDepthIsBounded(t *testing.T) {
	nested := func(n int) []byte { return []byte(strings.Repeat("[", n) + strings.Repeat("]", n)) }
	assert.True(t, isJSON(nested(1000)))
	assert.False(t, isJSON(nested(1001)))
	assert.False(t, isJSON(nested(10_000_000)))
	assert.False(t, isJSON(bytes.Repeat([]byte(`{"a":`), 1_000_000)))
	assert.True(t, isJSON([]byte(`[`+strings.Repeat(`[],`, 2000)+`[]]`)), "beside each other is not deep")
}

// The standard library's idea of JSON is the measure.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,-0.5e+10,true,false,null,"\u00e9\n"]}`, `[]`, ` 1 `, `-`, `01`, `1.`, `1e`, `.5`, `"`, `"\x"`, `"\u12"`, `"\u123"`, `"\u12G4"`, `"\u12fF"`, "\"\x1f\"", "\"\x7f\"", "\"\x01\"",
		`{"a"}`, `{"a":}`, `{,}`, `[1,]`, `[,1]`, `{"a":1,}`, `tru`, `truex`, "\x00", "\"\xff\"", "1\x00", "[1\x00]", "{\"a\"\x00:1}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) > deepest {
			return
		}
		assert.Equal(t, json.Valid(text), isJSON(text), "%q", text)
	})
}

// Whatever is edited, legal stays legal and anything else stays as it is.
func FuzzEdit(f *testing.F) {
	f.Add([]byte(`{"Code":"OK","Data":[{"a":1}]}`), "Data.0.a", `"x"`)
	f.Add([]byte(`<Code>OK</Code>`), "Code", `1`)
	f.Add([]byte(`{"a":1`), "a", `}`)
	f.Fuzz(func(t *testing.T, text []byte, path, value string) {
		m := scenarios.Member{Path: path, Value: value}
		for name, got := range map[string][]byte{
			"set": setMember(text, m), "add": addMembers(text, []scenarios.Member{m}),
		} {
			if json.Valid(text) {
				assert.True(t, json.Valid(got), "%s: %q", name, got)
			} else {
				assert.Equal(t, text, got, name)
			}
		}
	})
}

// A value of any JSON, spaced at will.
func drawJSON(rt *rapid.T, depth int) string {
	space := func() string { return rapid.StringMatching(`[ \n\t]{0,2}`).Draw(rt, "space") }
	kind := rapid.IntRange(0, 5).Draw(rt, "kind")
	if depth == 0 {
		kind %= 4
	}
	switch kind {
	case 0:
		return rapid.SampledFrom([]string{"true", "false", "null", "0", "-1.5e3"}).Draw(rt, "word")
	case 1, 2, 3:
		return strconv.Quote(rapid.StringMatching(`[a-z{}\[\],:号]{0,5}`).Draw(rt, "text"))
	}
	var parts []string
	for i := range rapid.IntRange(0, 3).Draw(rt, "length") {
		part := space() + drawJSON(rt, depth-1) + space()
		if kind == 4 {
			part = space() + strconv.Quote("k"+strconv.Itoa(i)) + space() + ":" + part
		}
		parts = append(parts, part)
	}
	if kind == 4 {
		return "{" + strings.Join(parts, ",") + "}"
	}
	return "[" + strings.Join(parts, ",") + "]"
}

// A document is written around a value: setting the value changes nothing on
// either side of it.
func TestSetLeavesTheRestAlone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		before, after, path := "", "", []string{}
		for range rapid.IntRange(1, 4).Draw(rt, "steps") {
			other := drawJSON(rt, 2)
			if rapid.Bool().Draw(rt, "array") {
				before, after = before+"[ "+other+",", " ,"+other+"]"+after
				path = append(path, "1")
			} else {
				before, after = before+`{"other": `+other+`,"here" :`, `,"k0":`+other+" }"+after
				path = append(path, "here")
			}
		}
		old, value := drawJSON(rt, 2), drawJSON(rt, 2)
		got := string(setMember([]byte(before+old+after), scenarios.Member{Path: strings.Join(path, "."), Value: value}))
		if want := before + value + after; got != want || !json.Valid([]byte(got)) {
			rt.Fatalf("want %s\ngot  %s", want, got)
		}
	})
}

func TestAddLeavesTheRestAlone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		inside := ` "a" : ` + drawJSON(rt, 3) + "\n"
		value := drawJSON(rt, 2)
		got := string(addMembers([]byte("\t{"+inside+"} "), member("new", value)))
		if want := "\t{\"new\":" + value + "," + inside + "} "; got != want || !json.Valid([]byte(got)) {
			rt.Fatalf("want %s\ngot  %s", want, got)
		}
	})
}

func member(path, value string) []scenarios.Member {
	return []scenarios.Member{{Path: path, Value: value}}
}
