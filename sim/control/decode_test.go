package control_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/serve"
)

// What encoding/json would let pass is found, and named by its place.
func TestBodiesAreReadStrictly(t *testing.T) {
	s := run(t, serve.Config{})
	for _, row := range []struct{ path, body, what, where, do string }{
		{"/v1/explain", `{"provider":"aliyun","numbers":["13900000200"],"Numbers":["1"]}`, "there is no such field", `field "Numbers"`, `did you mean "numbers"?`},
		{"/v1/explain", `{"provider":"aliyun","provider":"ksyun","numbers":[]}`, "it is there twice", `field "provider"`, "send it once"},
		{"/v1/explain", `{"provider":"aliyun","numbers":[13900000200]}`, "it is a number and not a text", `field "numbers"`, "GET /v1/openapi.json"},
		{"/v1/explain", `{"provider":"aliyun","numbers":"13900000200"}`, "it is a text and not a list", `field "numbers"`, "GET /v1/openapi.json"},
		{"/v1/explain", `{"provider":["aliyun"]}`, "it is a list and not a text", `field "provider"`, "GET /v1/openapi.json"},
		{"/v1/explain", `{"provider":{"a":1}}`, "it is an object and not a text", `field "provider"`, "GET /v1/openapi.json"},
		{"/v1/explain", `{"numbers":[null]}`, "it is null", `field "numbers"`, "leave it out"},
		{"/v1/tenants", `{"frozen":"yes"}`, "it is a text and not true or false", `field "frozen"`, "GET /v1/openapi.json"},
		{"/v1/tenants", `{"seed":-1}`, "it is a number and not a whole number from 0", `field "seed"`, "GET /v1/openapi.json"},
		{"/v1/tenants", `{"seed":1.5}`, "it is a number and not a whole number from 0", `field "seed"`, "GET /v1/openapi.json"},
		{"/v1/tenants", `{"files":{"a":"x","a":"y"}}`, "it is there twice", `field "files"."a"`, "send it once"},
		{"/v1/tenants", `{"profile":{"aliyun":{"x":null}}}`, "it is null", `field "profile"."aliyun"."x"`, "leave it out"},
		{"/v1/tenants", `{"now":"noon"}`, "it has a value that cannot be read", "body", "GET /v1/openapi.json"},
		{"/v1/rules", `{"rule":{"name":"a","name":"b"}}`, "it is there twice", `field "rule"."name"`, "send it once"},
		{"/v1/rules", `{"rule":` + strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40) + "}", "it is nested deeper than 32 levels", "body", "flatter"},
		{"/v1/tenants", `{"name":"a"} x`, "it is not one JSON object", "body", "send one"},
		{"/v1/tenants", `{"name":"a",}`, "it is not one JSON object", "body", "send one"},
		{"/v1/tenants", "\ufeff{}", "it is not one JSON object", "body", "send one"},
	} {
		a := s.call("POST", row.path, row.body)
		assert.Equal(t, 400, a.status, row.body)
		p := problemOf(t, a)
		assert.Contains(t, p.Error.What, row.what, row.body)
		assert.Equal(t, "POST "+row.path+", "+row.where, p.Error.Where)
		assert.Contains(t, p.Error.Do, row.do)
	}
	assert.Len(t, s.Tenants(), 1)
}

// Whatever is around it, a phone number is masked and everything else stays.
func TestTextsAreScrubbed(t *testing.T) {
	r := control.NewRedactor()
	for in, want := range map[string]string{
		"":                              "",
		"number 13900000200 is refused": "number 139****0200 is refused",
		"8613900000200":                 "861****0200",
		"1234567":                       "****",
		"123456 and 12345":              "123456 and 12345",
		"13900000200,18600000404":       "139****0200,186****0404",
		"2026-11-22T12:00:00Z":          "2026-11-22T12:00:00Z",
	} {
		assert.Equal(t, want, r.Text(in))
	}
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`1[0-9]{10}`).Draw(t, "number")
		around := rapid.StringMatching(`[^0-9]{0,10}`)
		text := around.Draw(t, "before") + number + around.Draw(t, "after")
		if strings.Contains(r.Text(text), number) {
			t.Fatalf("%q keeps it", text)
		}
	})
}

// A pseudonym is one number's in one process.
func TestPseudonyms(t *testing.T) {
	one, other := control.NewRedactor(), control.NewRedactor()
	shown, name := one.Number("13900000200", false)
	_, again := one.Number("13900000200", true)
	_, elsewhere := other.Number("13900000200", false)
	assert.Equal(t, "139****0200", shown)
	assert.Equal(t, name, again)
	assert.NotEqual(t, name, elsewhere)
	assert.True(t, one.Is(name, "13900000200"))
	assert.True(t, one.Is("13900000200", "13900000200"))
	for _, filter := range []string{"", "139****0200", elsewhere, "h:", "13900000201"} {
		assert.False(t, one.Is(filter, "13900000200"), filter)
	}
	assert.NotEqual(t, name, one.Stranger("13900000200"), "of keys apart")
}

// Every operation of every provider can be asked about, with any number there
// can be: nothing ends in a fault.
func TestEveryCallCanBeExplained(t *testing.T) {
	s := run(t, serve.Config{})
	draw := rand.New(rand.NewPCG(1, 2))
	numbers := []numsim.Number{"10000", "123456", "1234567", "13900000200", "19900000404", "12345678901", "62810000404", "861390000020012"}
	for range 20 {
		n := ""
		for range 5 + draw.IntN(11) {
			n += string(rune('0' + draw.IntN(10)))
		}
		numbers = append(numbers, numsim.Number(n))
	}
	for _, e := range s.Providers {
		for _, operation := range e.Traits.Operations {
			for _, account := range []string{"numsim", "numsim-unlimited", "numsim-disabled"} {
				for _, n := range numbers {
					made := into[control.Explanation](s, "POST", "/v1/explain", `{"provider":"`+e.Traits.Name+`","operation":"`+operation+`","account":"`+account+`","numbers":["`+string(n)+`"]}`)
					assert.Equal(t, n.Masked(), made.Numbers[0].Number)
					assert.NotEmpty(t, made.Numbers[0].Origin)
				}
			}
		}
	}
}
