package ksyun_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What a JSON body must be is strict: whatever is read loosely is signed
// loosely.
func TestStrictJSON(t *testing.T) {
	r := newRig(t, "json=read")
	many := `"a":"1",` + strings.Repeat(`"b":"1",`, 600)
	for why, body := range map[string]string{
		"empty": "", "null": "null", "a list": `["Mobile"]`, "a string": `"Mobile"`, "a number": `{"Mobile":13900000200}`,
		"true": `{"DryRun":true}`, "null within": `{"Mobile":null}`, "an object within": `{"Mobile":{}}`, "a list within": `{"Mobile":["1"]}`,
		"cut short": `{"Mobile":"1"`, "a comma too many": `{"Mobile":"1",}`, "two objects": `{"Mobile":"1"}{}`, "something after": `{} x`, "a brace too many": `{"Mobile":"1"}}`, "a bracket too many": `{"Mobile":"1"}]`,
		"a name twice": `{"Mobile":"1","Mobile":"1"}`, "a name twice, once escaped": `{"Mobile":"1","\u004dobile":"1"}`,
		"no name": `{"":"1"}`, "not UTF-8": "{\"Mobile\":\"\xff\"}", "single quotes": `{'Mobile':'1'}`, "too many": "{" + many + `"c":"1"}`,
	} {
		req := jsonBody("Action="+realtime+"&Version=2019-05-01", body)
		assert.Equal(t, "InvalidQueryParameter", r.meets(req), why)
		assert.NotContains(t, r.last().Why, "13900000200", "no number gets into a reason")
	}
}

// Query and object count together, and are signed together.
func TestJSONIsSignedWithItsQuery(t *testing.T) {
	r := newRig(t, "json=read")
	assert.Empty(t, r.meets(jsonCall(realtime)))
	assert.Empty(t, r.meets(jsonCall(batch, "Mobiles", good+","+vacant)))
	req := jsonCall(realtime)
	req.URL.RawQuery += "&Extra=1"
	assert.Equal(t, "SignatureDoesNotMatch/mismatch", r.meets(req))
	req = jsonCall(realtime)
	req.URL.RawQuery += "&Mobile=" + good
	assert.Empty(t, r.meets(req), "a name may be in both if it says the same")
	req = jsonCall(realtime)
	req.URL.RawQuery += "&Mobile=" + vacant
	assert.Equal(t, "InvalidQueryParameter", r.meets(req))
}
