package control_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/serve"
)

const hostileScenario = "scenario: two\nstates: [up, down]\nrules:\n- name: one\n  when: {call: 2, per: account}\n  then: {goto: down}\n"

// goodState is a file that can be used; a row changes one member of it.
func goodState() map[string]any {
	return map[string]any{
		"version": 1, "scenario": hostileScenario, "elapsed": "1h", "now": "2026-11-22T12:00:00Z", "scale": 1,
		"said": map[string]any{"13900001111": "vacant"}, "amendments": []any{map[string]any{"text": "{name: two, then: {delay: 1ms}}"}},
		"accounts": []any{held(nil)}, "counters": []any{counted(0, "da308e4aa6a34165", 2)}, "states": []any{stood("da308e4aa6a34165", 1, "5s")},
	}
}

type object = map[string]any

func held(with object) object {
	o := object{"provider": "ywjisu", "account": "numsim", "balance": "1.00", "opening": "2.00", "quota": 7}
	maps.Copy(o, with)
	return o
}

func changed(with object) object {
	o := object{"at": "2026-11-22T11:30:00Z", "kind": "top-up", "amount": "1.00", "answers": 0, "balance": "2.00"}
	maps.Copy(o, with)
	return held(object{"changes": []any{o}})
}

func counted(rule any, key string, calls any) object {
	return object{"rule": rule, "key": key, "calls": calls}
}

func stood(key string, state any, since string) object {
	return object{"key": key, "state": state, "since": since}
}

// Odd numbers are refused by the name of their field, with a reason, and nothing
// is changed: neither the tenant that is there nor one that is made for it.
func TestAHostileStateFile(t *testing.T) {
	s := run(t, serve.Config{})
	put := func(tenant string, file object) answer {
		text, err := json.Marshal(file)
		require.NoError(t, err)
		return s.call("PUT", "/v1/state?tenant="+tenant, string(text))
	}
	require.Equal(t, 200, put("mine", goodState()).status)
	before := s.call("GET", "/v1/state?tenant=mine", "").body
	const k = "da308e4aa6a34165"
	for _, row := range []struct {
		member      string
		value       any
		field, says string
	}{
		{"version", 2, "version", "the file has version 2"},
		{"scale", -1, "scale", "-1: the scale of a clock is from 0.001 to 86400"},
		{"scale", 1e300, "scale", "the scale of a clock is from"},
		{"scale", 1e-9, "scale", "the scale of a clock is from"},
		{"now", "0001-01-01T00:00:00Z", "now", "a clock goes from 1971 to 2200"},
		{"now", "9999-12-31T23:59:59Z", "now", "a clock goes from 1971 to 2200"},
		{"elapsed", "soon", "elapsed", "not a duration"},
		{"elapsed", "", "elapsed", "not a duration"},
		{"elapsed", "99y", "elapsed", "not a duration"},
		{"elapsed", "30000d", "elapsed", "so long that the scenario began at no time a clock has"},
		{"elapsed", "99999999d", "elapsed", ""},
		{"set", []any{"aliyun.balense=1"}, "set", "balense"},
		{"set", []any{"aliyun.qps=-5"}, "set", "qps"},
		{"document", "../scenario.yaml", "files", "no file's below one folder"},
		{"document", "/etc/passwd", "files", "no file's below one folder"},
		{"files", object{`..\x.yaml`: "x"}, "files", "no file's below one folder"},
		{"files", object{"C:x.yaml": "x"}, "files", "no file's below one folder"},
		{"files", object{strings.Repeat("n", 129): "x"}, "files", "no file's below one folder"},
		{"said", object{"1390000111x": "vacant"}, "", "what is said of numbers has a mistake"},
		{"amendments", []any{object{}}, "amendments[0]", "neither a rule nor the name of one"},
		{"amendments", []any{object{"text": "{name: x, then: {delay: 1ms}}", "remove": "one"}}, "amendments[0]", "or both"},
		{"amendments", []any{object{"remove": "nobody"}}, "", "the rule amendments[0] has a mistake"},
		{"amendments", []any{object{"text": "{name: x, then: {delay: 1ms}}"}, object{"text": "{name: x, then: {delay: 1ms}}"}}, "", "the rule amendments[1] has a mistake"},
		{"amendments", []any{object{"text": "{name: x, then: {goto: nowhere}}"}}, "", "the rule amendments[0] has a mistake"},
		{"accounts", []any{held(object{"quota": -1})}, "accounts[0].quota", "-1, and an account has from 0 to"},
		{"accounts", []any{held(object{"quota": 1 << 40})}, "accounts[0].quota", "an account has from 0 to"},
		{"accounts", []any{held(object{"provider": "aliyun"})}, "accounts[0].quota", "of an account without a quota"},
		{"accounts", []any{held(object{"provider": "nobody"})}, "accounts[0].provider", `a provider "nobody" that there is not`},
		{"accounts", []any{held(object{"account": "nobody"})}, "accounts[0].account", `an account "nobody" that ywjisu does not have`},
		{"accounts", []any{held(nil), held(nil)}, "accounts[1]", "there twice: ywjisu/numsim"},
		{"accounts", []any{held(object{"balance": ""})}, "accounts[0].balance", "no amount of yuan"},
		{"accounts", []any{held(object{"balance": "NaN"})}, "accounts[0].balance", "not an amount in yuan"},
		{"accounts", []any{held(object{"balance": "1e9"})}, "accounts[0].balance", "not an amount in yuan"},
		{"accounts", []any{held(object{"balance": "900000000000000"})}, "accounts[0].balance", "more than an account holds"},
		{"accounts", []any{held(object{"balance": "-900000000000000"})}, "accounts[0].balance", "more than an account holds"},
		{"accounts", []any{held(object{"opening": strings.Repeat("9", 5000)})}, "accounts[0].opening", "not an amount in yuan"},
		{"accounts", []any{changed(object{"kind": "gift"})}, "accounts[0].changes[0].kind", `"gift", and there are top-up`},
		{"accounts", []any{changed(object{"at": "9999-01-01T00:00:00Z"})}, "accounts[0].changes[0].at", "a clock goes from 1971 to 2200"},
		{"accounts", []any{changed(object{"amount": "x"})}, "accounts[0].changes[0].amount", "not an amount in yuan"},
		{"accounts", []any{changed(object{"balance": "x"})}, "accounts[0].changes[0].balance", "not an amount in yuan"},
		{"accounts", []any{changed(object{"answers": -1 << 40})}, "accounts[0].changes[0].answers", "which no change makes"},
		{"accounts", []any{changed(object{"note": strings.Repeat("n", 257)})}, "accounts[0].changes[0].note", "longer than 256 bytes"},
		{"accounts", []any{held(object{"changes": manyChanges()})}, "accounts[0].changes", "a list of more than 1000"},
		{"counters", []any{counted(-1, k, 1)}, "counters[0].rule", "-1, and the scenario has had 2 rules"},
		{"counters", []any{counted(2, k, 1)}, "counters[0].rule", "2, and the scenario has had 2 rules"},
		{"counters", []any{counted(0, k, -3)}, "counters[0].calls", "-3, which no rule counts"},
		{"counters", []any{counted(0, k, 0)}, "counters[0].calls", "0, which no rule counts"},
		{"counters", []any{counted(0, k, 1<<60)}, "counters[0].calls", "which no rule counts"},
		{"counters", []any{counted(0, "xyz", 1)}, "counters[0].key", "no key in sixteen hexadecimal digits"},
		{"counters", []any{counted(0, "1", 1)}, "counters[0].key", "no key in sixteen hexadecimal digits"},
		{"counters", []any{counted(0, k, 1), counted(0, strings.ToUpper(k), 2)}, "counters[1]", "there twice"},
		{"states", []any{stood(k, -1, "0s")}, "states[0].state", "-1, and the scenario has 2 states"},
		{"states", []any{stood(k, 2, "0s")}, "states[0].state", "2, and the scenario has 2 states"},
		{"states", []any{stood(k, 1, "long")}, "states[0].since", "not a duration"},
		{"states", []any{stood(k, 1, "2000000h")}, "states[0].since", "longer than a hundred years"},
		{"states", []any{stood("", 1, "0s")}, "states[0].key", "no key in sixteen hexadecimal digits"},
		{"states", []any{stood(k, 1, "0s"), stood(k, 0, "0s")}, "states[1]", "there twice"},
	} {
		file := goodState()
		file[row.member] = row.value
		for _, tenant := range []string{"mine", "made-for-it"} {
			a := put(tenant, file)
			assert.Contains(t, []int{400, 422}, a.status, "%s %v: %s", row.member, row.value, a.body)
			p := problemOf(t, a)
			if row.field != "" {
				assert.Contains(t, p.Error.Where, `field "`+row.field+`"`, "%s: %s", row.member, a.body)
			}
			assert.Contains(t, p.Error.What, row.says, "%s: %s", row.member, a.body)
			assert.Less(t, len(a.body), 2000, "what was sent is not repeated at length")
		}
	}
	assert.Equal(t, before, s.call("GET", "/v1/state?tenant=mine", "").body)
	assert.Equal(t, 404, s.call("GET", "/v1/tenants/made-for-it", "").status)
	for _, body := range []string{
		`{"version":1,"version":1,"elapsed":"0s","now":"2026-11-22T12:00:00Z","scale":1}`, `{"version":1,"scale":NaN}`, `{"version":1,"scale":1e999,"elapsed":"0s","now":"2026-11-22T12:00:00Z"}`,
		`{"version":1,"said":{"13900001111":"vacant","13900001111":"active"},"elapsed":"0s","now":"2026-11-22T12:00:00Z","scale":1}`, `{"version":1.5}`, `{"version":"1"}`,
	} {
		assert.Equal(t, 400, s.call("PUT", "/v1/state?tenant=made-for-it", body).status, body)
	}
}

func manyChanges() (list []any) {
	for range 1001 {
		list = append(list, object{})
	}
	return list
}
