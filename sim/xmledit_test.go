package sim

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/numsim/numsim/scenarios"
)

const xmlAnswer = `<?xml version='1.0' encoding='UTF-8'?><XResponse><PhoneStatus><Status>NORMAL</Status><Carrier>中国移动</Carrier></PhoneStatus><RequestId>A-1</RequestId><Code>OK</Code></XResponse>`

func TestSetElement(t *testing.T) {
	for _, row := range []struct{ name, path, value, from, to string }{
		{"a text", "PhoneStatus.Status", `"RESTRICTED"`, `>NORMAL<`, `>RESTRICTED<`},
		{"below the root", "Code", `"FAIL"`, `>OK<`, `>FAIL<`},
		{"what XML must escape", "Code", `"<a> & \"b\" ]]>"`, `>OK<`, `>&lt;a&gt; &amp; "b" ]]&gt;<`},
		{"what JSON may escape", "Code", `"\u003c\u4e0a\n\/"`, `>OK<`, ">&lt;上\n/<"},
		{"what XML cannot have", "Code", `"a\u0000b\uffffc\ud800"`, `>OK<`, ">a\uFFFDb\uFFFDc\uFFFD<"},
		{"a number", "Code", ` -0.50e3 `, `>OK<`, `>-0.50e3<`},
		{"true", "Code", `true`, `>OK<`, `>true<`},
		{"false", "Code", `false`, `>OK<`, `>false<`},
		{"null", "PhoneStatus", `null`, `<Status>NORMAL</Status><Carrier>中国移动</Carrier>`, ``},
		{"the empty text", "Code", `""`, `>OK<`, `><`},
		{"an object", "Code", `{"b": {"c": [1, {"d": null}]}, "a":"x"}`, `>OK<`, `><b><c>1</c><c><d></d></c></b><a>x</a><`},
		{"an empty object", "Code", `{}`, `>OK<`, `><`},
		{"names that XML cannot have", "Code", `{"a b":1,"0":2,"":3,"x:y":4,"<":5,"-a":6,"号":7,"_a-1.b":8}`, `>OK<`, `><_a-1.b>8</_a-1.b><`},
		{"a list", "Code", `[1, "<", null, []]`, `<Code>OK</Code>`, `<Code>1</Code><Code>&lt;</Code><Code></Code>`},
		{"lists in a list", "Code", `[[1,2],[3]]`, `<Code>OK</Code>`, `<Code>1</Code><Code>2</Code><Code>3</Code>`},
		{"an empty list", "Code", `[]`, `<Code>OK</Code>`, ``},
		{"not there", "Reason", `1`, ``, ``},
		{"not there, inside", "PhoneStatus.Reason", `1`, ``, ``},
		{"inside a text", "Code.Status", `1`, ``, ``},
		{"another object's", "Status", `1`, ``, ``},
		{"an index", "PhoneStatus.0", `1`, ``, ``},
		{"the root itself", "XResponse", `1`, ``, ``},
		{"with the root", "XResponse.Code", `1`, ``, ``},
		{"in other case", "code", `1`, ``, ``},
		{"no path", "", `1`, ``, ``},
		{"no JSON", "Code", `OK`, ``, ``},
		{"two values", "Code", `1,2`, ``, ``},
		{"no value", "Code", ``, ``, ``},
	} {
		t.Run(row.name, func(t *testing.T) {
			want := xmlAnswer
			if row.from != "" {
				assert.Equal(t, 1, strings.Count(xmlAnswer, row.from), "the row names one place")
				want = strings.Replace(xmlAnswer, row.from, row.to, 1)
			}
			text := []byte(xmlAnswer)
			assert.Equal(t, want, string(setElement(text, scenarios.Member{Path: row.path, Value: row.value})))
			assert.Equal(t, xmlAnswer, string(text), "what was given stays")
			assert.NoError(t, readXML([]byte(want)))
		})
	}
}

func TestSetElementElsewhere(t *testing.T) {
	for _, row := range []struct{ name, text, path, want string }{
		{"without a root", `<a><b>1</b></a><c>2</c>`, "a.b", `<a><b>9</b></a><c>2</c>`},
		{"without a root, at the top", `<a>1</a><c>2</c>`, "c", `<a>1</a><c>9</c>`},
		{"of two, the first", `<r><a>1</a><a>2</a></r>`, "a", `<r><a>9</a><a>2</a></r>`},
		{"spaces", "<r>\n <a >\t1</a >\n</r>\n", "a", "<r>\n <a>9</a>\n</r>\n"},
		{"closed as it opens", `<r><a /><b/></r>`, "b", `<r><a /><b>9</b></r>`},
		{"CDATA", `<r><a><![CDATA[<b>1</b>]]></a></r>`, "a", `<r><a>9</a></r>`},
		{"in CDATA", `<r><a><![CDATA[<b>1</b>]]></a></r>`, "a.b", `<r><a><![CDATA[<b>1</b>]]></a></r>`},
		{"in a comment", `<r><!--<a>1</a>--><a>2</a></r>`, "a", `<r><!--<a>1</a>--><a>9</a></r>`},
		{"attributes", `<r a="/"><a b='>'>1</a></r>`, "a", `<r a="/"><a>9</a></r>`},
		{"the wrong end", `<r><a>1</b></r>`, "a", `<r><a>1</b></r>`},
		{"a half", `<r><a>1</a>`, "a", `<r><a>1</a>`},
		{"only a declaration", `<?xml version="1.0"?>`, "a", `<?xml version="1.0"?>`},
		{"another encoding", `<?xml version="1.0" encoding="GBK"?><r><a>1</a></r>`, "a", `<?xml version="1.0" encoding="GBK"?><r><a>1</a></r>`},
		{"JSON", `{"a":1}`, "a", `{"a":1}`},
		{"nothing", ``, "a", ``},
	} {
		t.Run(row.name, func(t *testing.T) {
			assert.Equal(t, row.want, string(setElement([]byte(row.text), scenarios.Member{Path: row.path, Value: "9"})))
		})
	}
}

func TestAddElements(t *testing.T) {
	for _, row := range []struct {
		name, text, want string
		members          []scenarios.Member
	}{
		{"last, in their order", `<r><a>1</a></r>`, `<r><a>1</a><c>2</c><b></b></r>`, append(member("c", "2"), member("b", "null")...)},
		{"to an empty root", `<r></r>`, `<r><c>2</c></r>`, member("c", "2")},
		{"to one that is closed as it opens", `<r/>`, `<r/>`, member("c", "2")},
		{"before what follows", "<r>\n</r>\n<!-- x -->", "<r>\n<c>2</c></r>\n<!-- x -->", member("c", "2")},
		{"without a root", "<a>1</a><b>2</b>\n", "<a>1</a><b>2</b><c>2</c>\n", member("c", "2")},
		{"there already", `<r><c>1</c></r>`, `<r><c>1</c></r>`, member("c", "2")},
		{"deeper is not there", `<r><a><c>1</c></a></r>`, `<r><a><c>1</c></a><c>2</c></r>`, member("c", "2")},
		{"twice the same", `<r></r>`, `<r><c>1</c></r>`, append(member("c", "1"), member("c", "2")...)},
		{"a list", `<r></r>`, `<r><c>1</c><c>2</c></r>`, member("c", "[1,2]")},
		{"a dot is no path", `<r><a></a></r>`, `<r><a></a><a.b>1</a.b></r>`, member("a.b", "1")},
		{"a name that XML cannot have", `<r></r>`, `<r></r>`, member("a><b", "1")},
		{"no JSON", `<r></r>`, `<r></r>`, member("c", "oops")},
		{"to a half", `<r>`, `<r>`, member("c", "1")},
		{"to text", `text`, `text`, member("c", "1")},
		{"to nothing", ``, ``, member("c", "1")},
	} {
		t.Run(row.name, func(t *testing.T) {
			text := []byte(row.text)
			assert.Equal(t, row.want, string(addElements(text, row.members)))
			assert.Equal(t, row.text, string(text), "what was given stays")
		})
	}
}

// Whatever is edited, what the standard library reads it goes on reading, and
// anything else stays as it is.
func FuzzEditXML(f *testing.F) {
	for _, text := range []string{xmlAnswer, `<a/>`, `<a:b xmlns:a="u"><c/></a:b>`, `<r><a b="c"/ ></r>`, `<a><b>`, `<a>&amp;</a><!DOCTYPE x [<!ENTITY y "z">]>`, "\uFEFF<a></a>"} {
		f.Add([]byte(text), "a", `{"x":["<",null,1],"y z":0}`)
		f.Add([]byte(text), "PhoneStatus.Status", `"]]>"`)
	}
	f.Fuzz(func(t *testing.T, text []byte, path, value string) {
		m := scenarios.Member{Path: path, Value: value}
		for name, got := range map[string][]byte{
			"set": setElement(text, m), "add": addElements(text, []scenarios.Member{m}),
		} {
			if readXML(text) == nil && json.Valid([]byte(value)) {
				assert.NoError(t, readXML(got), "%s: %q", name, got)
			} else {
				assert.Equal(t, text, got, name)
			}
		}
	})
}

// drawXML is elements and texts, spaced at will.
func drawXML(rt *rapid.T, depth int) (text string) {
	for i := range rapid.IntRange(0, 2).Draw(rt, "length") {
		name := "k" + string(rune('0'+i))
		inside := rapid.SampledFrom([]string{"", " ", "a", "&lt;", "<![CDATA[<]]>", "<!-- - -->"}).Draw(rt, "text")
		if depth > 0 {
			inside += drawXML(rt, depth-1)
		}
		text += "<" + name + ">" + inside + "</" + name + ">"
	}
	return text
}

// A document is written around an element: setting it changes nothing on either
// side of it.
func TestSetElementLeavesTheRestAlone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		before, after, path := "<r>", "</r>", []string{}
		for range rapid.IntRange(0, 3).Draw(rt, "steps") {
			before, after = before+drawXML(rt, 1)+"<here>", "</here>"+drawXML(rt, 1)+after
			path = append(path, "here")
		}
		path = append(path, "it")
		got := string(setElement([]byte(before+"<it>"+drawXML(rt, 2)+"</it>"+after), scenarios.Member{Path: strings.Join(path, "."), Value: `"new"`}))
		if want := before + "<it>new</it>" + after; got != want {
			rt.Fatalf("want %s\ngot  %s", want, got)
		}
	})
}
