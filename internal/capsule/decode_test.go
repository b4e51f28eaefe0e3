package capsule_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/capsule"
)

type object = map[string]any

// call is a step that can be read, with some members otherwise.
func call(with object) object {
	c := object{
		"seq": 1, "provider": "aliyun", "operation": "x", "account": "numsim", "method": "GET", "scheme": "v1", "signature": "valid",
		"parameters": []any{object{"name": "Action", "value": "x", "in": "query"}}, "answer": object{"http": 200, "charged": "0.10", "delivered": true, "numbers": []any{}},
	}
	maps.Copy(c, with)
	return step(object{"call": c})
}

func step(with object) object {
	s := object{"at": "2026-11-22T12:00:00Z"}
	maps.Copy(s, with)
	return s
}

func file(steps ...any) object {
	return object{
		"capsule": 1, "tenant": "t", "made": "2026-11-22T12:00:00Z", "clear_numbers": false, "begin": object{}, "steps": steps,
		"verdict": object{}, "left_out": []any{},
	}
}

func written(t *testing.T, o object) []byte {
	t.Helper()
	text, err := json.Marshal(o)
	require.NoError(t, err)
	return text
}

// Broken, huge, of another version, with paths for names: each is refused with
// its place.
func TestHostileCapsules(t *testing.T) {
	_, err := capsule.Decode(written(t, file(call(nil), step(object{"said": object{"13900000200": "vacant"}}), step(object{"forgot": ""}))))
	require.NoError(t, err)
	with := func(name string, value any) object {
		f := file()
		f[name] = value
		return f
	}
	steps := make([]any, 40_001)
	for i := range steps {
		steps[i] = object{}
	}
	for _, row := range []struct {
		file         object
		where, which string
	}{
		{with("capsule", 2), "capsule: ", "its version is 2, and this program reads 1"},
		{with("capsule", "1"), "capsule: ", "there is a string, which does not fit"},
		{with("capsule", nil), "the file: ", "it has no member capsule"},
		{with("more", 1), "the file: ", `unknown field "more"`},
		{with("begin", []any{}), "begin: ", "it is no object"},
		{with("begin", nil), "begin: ", "it is no object"},
		{with("steps", steps), "steps: ", "there are more than 40000"},
		{with("steps", object{}), "steps: ", "there is an object, which does not fit"},
		{file(step(nil)), "steps[0]: ", "not one of call, said, forgot, rule and account"},
		{file(step(object{"forgot": "", "rule": object{"remove": "x"}})), "steps[0]: ", "not one of"},
		{file(call(nil), step(object{"forgot": strings.Repeat("1", 129)})), "steps[1].forgot: ", "longer than any number"},
		{file(object{"at": "9999-01-01T00:00:00Z", "forgot": ""}), "steps[0].at: ", "not between 1971 and 2200"},
		{file(step(object{"rule": object{}})), "steps[0].rule: ", "neither one rule to add"},
		{file(step(object{"account": object{"provider": "aliyun", "account": "../../tenants", "change": object{}}})), "steps[0].account: ", "not those of an account"},
		{file(step(object{"account": object{"provider": "a?tenant=other", "account": "x", "change": object{}}})), "steps[0].account: ", "not those of an account"},
		{file(call(object{"provider": "evil.example"})), "steps[0].call.provider: ", "none of aliyun, ksyun, ywjisu"},
		{file(call(object{"method": "DELETE"})), "steps[0].call.method: ", "none of GET, POST"},
		{file(call(object{"scheme": "none of them"})), "steps[0].call.scheme: ", "none of v1"},
		{file(call(object{"signature": "good"})), "steps[0].call.signature: ", "none of valid"},
		{file(call(object{"account": "a/b"})), "steps[0].call.account: ", "no account's name"},
		{file(call(object{"nonce": strings.Repeat("n", 200)})), "steps[0].call.nonce: ", "longer than any"},
		{file(call(object{"parameters": make([]object, 65)})), "steps[0].call.parameters: ", "more than 64"},
		{file(call(object{"parameters": []any{object{"name": "a", "in": "header"}}})), "steps[0].call.parameters[0]: ", "no parameter of a query or a form"},
		{file(call(object{"headers": object{"Host": "evil.example"}})), "steps[0].call.headers: ", "one that no capsule has"},
		{file(call(object{"headers": object{"Accept": "a\r\nHost: evil.example"}})), "steps[0].call.headers: ", "one that no capsule has"},
		{file(call(object{"base_url": "http://evil.example"})), "the file: ", `unknown field "base_url"`},
		{file(call(object{"answer": object{"body": strings.Repeat("[", 65<<10)}})), "steps[0].call.answer.body: ", "longer than any"},
		{file(call(object{"answer": object{"numbers": make([]object, 10_001)}})), "steps[0].call.answer.numbers: ", "more than 10000"},
	} {
		_, err := capsule.Decode(written(t, row.file))
		var flaw *capsule.Flaw
		require.ErrorAs(t, err, &flaw, row.where)
		assert.Contains(t, err.Error(), ": "+row.where)
		assert.Contains(t, err.Error(), row.which)
		assert.Less(t, len(err.Error()), 400)
	}
	for text, says := range map[string]string{
		"": "line 1: ", "{": "line 1: ", "{\n\n\"capsule\": 1,,}": "line 3: ", "[]": "line 1: ", "null": "the file: it has no member", "\x00\xff": "line 1: ",
		`{"capsule":1}` + strings.Repeat(" ", 64<<20): "larger than 64 MiB",
		strings.Repeat(`{"capsule":`, 20_000):         "line 1: ",
	} {
		_, err := capsule.Decode([]byte(text))
		require.ErrorContains(t, err, says, "%.40q", text)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"capsule":1,"begin":{},"steps":[{"at":"2026-11-22T12:00:00Z","call":{"provider":"aliyun","account":"numsim","method":"GET","scheme":"v1","signature":"valid"}}]}`))
	f.Add([]byte(`{"capsule":2}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := capsule.Decode(text)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		again, err := json.Marshal(c)
		require.NoError(t, err)
		_, err = capsule.Decode(again)
		require.NoError(t, err, "what was read can be read again")
	})
}
