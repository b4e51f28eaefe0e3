package sim_test

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim"
)

func TestPercentFollowsRFC3986(t *testing.T) {
	for in, want := range map[string]string{
		"AZaz09-_.~": "AZaz09-_.~", " +*": "%20%2B%2A", "/:=&": "%2F%3A%3D%26", "中": "%E4%B8%AD", "\x00\xff": "%00%FF",
	} {
		assert.Equal(t, want, string(sim.AppendPercent(nil, in)))
	}
}

func TestJSONKeepsWhatGatewaysLeave(t *testing.T) {
	assert.Equal(t, `"a&b<c>/\"\\\n\t\r\u001B中"`, string(sim.AppendJSON(nil, "a&b<c>/\"\\\n\t\r\x1b中")))
}

func TestXMLEscapesAndReplaces(t *testing.T) {
	assert.Equal(t, "a&amp;b&lt;c&gt;\"'\n\uFFFD中", string(sim.AppendXML(nil, "a&b<c>\"'\n\x01中")))
}

func TestUUID(t *testing.T) {
	id := [16]byte{0xCC, 0x3B, 0xB6, 0xD2, 0x2F, 0xDF, 0x43, 0x21, 0x9D, 0xCE, 0xB3, 0x81, 0x65, 0xCE, 0x4C, 0x47}
	assert.Equal(t, "CC3BB6D2-2FDF-4321-9DCE-B38165CE4C47", sim.UpperUUID(id))
	assert.Equal(t, "cc3bb6d22fdf43219dceb38165ce4c47", sim.LowerHex(id))
}

func FuzzText(f *testing.F) {
	f.Add("a&b\"\\\x00\xff]]>")
	f.Fuzz(func(t *testing.T, s string) {
		var back string
		require.NoError(t, json.Unmarshal(sim.AppendJSON(nil, s), &back))
		require.Equal(t, strings.ToValidUTF8(strings.Map(func(r rune) rune { return r }, s), "\uFFFD"), back)
		require.NoError(t, xml.Unmarshal([]byte("<a>"+string(sim.AppendXML(nil, s))+"</a>"), &struct{}{}))
		plain, err := url.PathUnescape(string(sim.AppendPercent(nil, s)))
		require.NoError(t, err)
		require.Equal(t, s, plain)
	})
}

func TestUUIDs(t *testing.T) {
	id := [16]byte{0x4c, 0x46, 0x7b, 0x38, 0x39, 0x10, 0x44, 0x7d, 0x87, 0xbc, 0xac, 0x04, 0x91, 0x66, 0xf2, 0x16}
	assert.Equal(t, "4C467B38-3910-447D-87BC-AC049166F216", string(sim.AppendUpperUUID(nil, id)))
	assert.Equal(t, "id=4c467b38-3910-447d-87bc-ac049166f216", string(sim.AppendLowerUUID([]byte("id="), id)))
}
