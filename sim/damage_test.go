package sim

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/numsim/numsim/scenarios"
)

func TestDamage(t *testing.T) {
	const ten = `{"a":"号x"}` // twelve bytes
	for _, row := range []struct {
		name, body string
		d          scenarios.Damage
		sent       string
		announced  int
	}{
		{"none", ten, scenarios.Damage{}, ten, 12},
		{"a member", ten, scenarios.Damage{Add: member("b", "1")}, `{"b":1,"a":"号x"}`, 18},
		{"another value", ten, scenarios.Damage{Set: member("a", "1")}, `{"a":1}`, 7},
		{"both", ten, scenarios.Damage{Add: member("b", "1"), Set: member("a", "2")}, `{"b":1,"a":2}`, 13},
		{"a member that is added is not set", ten, scenarios.Damage{Add: member("b", "1"), Set: member("b", "2")}, `{"b":1,"a":"号x"}`, 18},
		{"half", ten, scenarios.Damage{Truncate: 50}, `{"a":"`, 6},
		{"half of a longer one", ten, scenarios.Damage{Truncate: 50, Add: member("b", "1")}, `{"b":1,"a`, 9},
		{"nearly all", ten, scenarios.Damage{Truncate: 99}, `{"a":"号x"`, 11},
		{"nearly nothing", ten, scenarios.Damage{Truncate: 1}, ``, 0},
		{"through a character", ten, scenarios.Damage{Truncate: 60}, "{\"a\":\"\xe5", 7},
		{"all", ten, scenarios.Damage{Truncate: 100}, ten, 12},
		{"more than all", ten, scenarios.Damage{Truncate: 1000}, ten, 12},
		{"less than nothing", ten, scenarios.Damage{Truncate: -1}, ten, 12},
		{"half, short", ten, scenarios.Damage{Truncate: 50, Short: true}, `{"a":"`, 12},
		{"short alone", ten, scenarios.Damage{Short: true}, ten, 12},
		{"another text", ten, scenarios.Damage{Replace: "<html>502</html>"}, "<html>502</html>", 16},
		{"another text has no members", ten, scenarios.Damage{Replace: "{}", Add: member("b", "1"), Set: member("a", "1")}, "{}", 2},
		{"half of another text", ten, scenarios.Damage{Replace: "<html>502</html>", Truncate: 50}, "<html>50", 8},
		{"XML", ` <r><a>1</a></r>`, scenarios.Damage{Add: member("b", "1"), Set: member("a", `"<"`)}, ` <r><a>&lt;</a><b>1</b></r>`, 27},
		{"half of XML", `<r><a>1</a></r>`, scenarios.Damage{Set: member("a", "21"), Truncate: 50}, `<r><a>21`, 8},
		{"neither JSON nor XML", `a < b`, scenarios.Damage{Add: member("b", "1"), Set: member("a", "2")}, `a < b`, 5},
		{"nothing", ``, scenarios.Damage{Add: member("b", "1"), Set: member("a", "2"), Truncate: 50, Garble: true}, ``, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			body := []byte(row.body)
			sent, announced := damaged(body, &row.d, 7)
			assert.Equal(t, row.sent, string(sent))
			assert.Equal(t, row.announced, announced)
			assert.Equal(t, row.body, string(body), "what was given stays")
		})
	}
}

// One byte of every thirty-two is another, and nobody can read the rest.
func TestGarbledBytes(t *testing.T) {
	long := `{"text":"` + strings.Repeat("0123456789", 100) + `"}`
	for _, body := range []string{long, `{"a":1}`, `{}`, `1`, `<a>text</a>`, "\x01", strings.Repeat("\x01", 32), strings.Repeat(" ", 33)} {
		for draw := range uint64(500) {
			got, announced := damaged([]byte(body), &scenarios.Damage{Garble: true}, draw)
			assert.Len(t, got, len(body))
			assert.Equal(t, len(body), announced)
			for from := 0; from < len(body); from += 32 {
				to := min(from+32, len(body))
				assert.Equal(t, 1, differing(body[from:to], got[from:to]), "from %d of %q", from, body)
			}
			assert.False(t, json.Valid(got), "%q", got)
			assert.Error(t, readXML(got), "%q", got)
		}
	}
}

func differing(a string, b []byte) (n int) {
	for i := range b {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

func readXML(text []byte) error {
	d := xml.NewDecoder(bytes.NewReader(text))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestADrawDecidesTheBytes(t *testing.T) {
	body := []byte(strings.Repeat("0123456789", 20))
	d := scenarios.Damage{Garble: true}
	seen, places := map[string]bool{}, map[int]bool{}
	for draw := range uint64(200) {
		first, _ := damaged(body, &d, draw)
		again, _ := damaged(body, &d, draw)
		assert.Equal(t, first, again)
		seen[string(first)] = true
		places[bytes.IndexAny(first[:32], "\x01")] = true
	}
	assert.Len(t, seen, 200, "and another draw makes others")
	assert.Len(t, places, 32, "anywhere in the stretch")
}

// Whatever the body and whatever the rule: no panic, a right length, and no
// change to what was given.
func TestAnyDamageToAnyBody(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		body := rapid.SliceOf(rapid.Byte()).Draw(rt, "body")
		switch rapid.IntRange(0, 2).Draw(rt, "kind") {
		case 1:
			body = []byte(drawJSON(rt, 3))
		case 2:
			body = []byte("<r>" + drawXML(rt, 3) + "</r>")
		}
		text := rapid.SampledFrom([]string{"", "a", "k0", "0", "k1.0", "oops", "{}", "\xff"})
		members := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) scenarios.Member {
			return scenarios.Member{Path: text.Draw(rt, "path"), Value: text.Draw(rt, "value")}
		}), 0, 3)
		d := scenarios.Damage{
			Add: members.Draw(rt, "add"), Set: members.Draw(rt, "set"),
			Truncate: rapid.IntRange(-1, 101).Draw(rt, "truncate"), Short: rapid.Bool().Draw(rt, "short"),
			Garble: rapid.Bool().Draw(rt, "garble"), Replace: text.Draw(rt, "replace"),
		}
		given, draw := bytes.Clone(body), rapid.Uint64().Draw(rt, "draw")
		sent, announced := damaged(body, &d, draw)
		again, _ := damaged(body, &d, draw)
		switch short := d.Short && d.Truncate > 0 && d.Truncate < 100; {
		case !bytes.Equal(body, given):
			rt.Fatalf("the body became %q", body)
		case !bytes.Equal(sent, again):
			rt.Fatalf("%q, then %q", sent, again)
		case !short && announced != len(sent), short && announced > 0 && announced <= len(sent):
			rt.Fatalf("%d announced for %d", announced, len(sent))
		}
	})
}
