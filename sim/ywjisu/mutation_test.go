package ywjisu_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// One thing changed in a well-signed call: each is refused in the words for
// what was changed, or let through where the token does not cover it. The call
// itself is good before and after.
func TestMutations(t *testing.T) {
	for _, tt := range []struct {
		name  string
		do    func(v url.Values)
		row   string
		gives string
	}{
		{"code, another with the same secrets", func(v url.Values) { v.Set("code", "numsim-2019") }, "403000", "the code is in the token"},
		{"code, unknown", func(v url.Values) { v.Set("code", "numsim ") }, "400101", "no trimming"},
		{"code, a null byte after it", func(v url.Values) { v.Set("code", "numsim\x00") }, "400101", ""},
		{"code, renamed", rename("code", "Code"), "400001", "names have a case"},
		{"pwd, a letter", func(v url.Values) { v.Set("pwd", "numsim-pwD") }, "403000", "pwd is not in the token and compared by itself"},
		{"pwd, longer", func(v url.Values) { v.Set("pwd", "numsim-pwdd") }, "403000", ""},
		{"pwd, shorter", func(v url.Values) { v.Set("pwd", "numsim-pw") }, "403000", ""},
		{"pwd, renamed", rename("pwd", "password"), "400001", ""},
		{"timestamp, a second on", func(v url.Values) { v.Set("timestamp", "1795348801") }, "403000", "fresh, and not what was signed"},
		{"timestamp, renamed", rename("timestamp", "timeStamp"), "400001", ""},
		{"token, shorter", func(v url.Values) { v.Set("token", v.Get("token")[:31]) }, "403000", "no prefix will do"},
		{"token, longer", func(v url.Values) { v.Set("token", v.Get("token")+"0") }, "403000", ""},
		{"token, spaces around it", func(v url.Values) { v.Set("token", " "+v.Get("token")) }, "403000", "no trimming"},
		{"token, a prefix 0x", func(v url.Values) { v.Set("token", "0x"+v.Get("token")) }, "403000", ""},
		{"token, md5 of code and timestamp alone", func(v url.Values) { v.Set("token", "a419c1e421106bf3bfcd587ae21ca594") }, "403000", "made without the key"},
		{"token, renamed", rename("token", "sign"), "400001", ""},
		{"mobiles, another number", func(v url.Values) { v.Set("mobiles", "13900000404") }, "", "mobiles is not in the token: a thief may ask for any number"},
		{"mobiles, renamed", rename("mobiles", "mobile"), "400201", ""},
		{"a parameter more", func(v url.Values) { v.Set("extra", "1") }, "", "the token covers three parameters"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t)
			meets := func(v url.Values) string { r.do(post(v.Encode())); return r.last().Row }
			mutant := signed("numsim", good, noon)
			tt.do(mutant)
			require.Empty(t, meets(signed("numsim", good, noon)))
			assert.Equal(t, tt.row, meets(mutant), tt.gives)
			assert.Empty(t, meets(signed("numsim", good, noon)))
		})
	}
}

func rename(name, to string) func(url.Values) {
	return func(v url.Values) { v[to] = v[name]; v.Del(name) }
}

// Any change of a byte of code, pwd, timestamp or token is noticed; a change
// of a hexadecimal letter's case alone is not one.
func TestAnyChangedByteFails(t *testing.T) {
	r := newRig(t, "window=24h")
	rapid.Check(t, func(rt *rapid.T) {
		v := signed("numsim", good, noon)
		name := rapid.SampledFrom([]string{"code", "pwd", "timestamp", "token"}).Draw(rt, "parameter")
		was := v.Get(name)
		b := []byte(was)
		b[rapid.IntRange(0, len(b)-1).Draw(rt, "at")] ^= byte(rapid.IntRange(1, 255).Draw(rt, "flip"))
		if name == "token" && strings.EqualFold(string(b), was) {
			return
		}
		v.Set(name, string(b))
		r.do(post(v.Encode()))
		require.NotEmpty(rt, r.last().Row, "%s %q", name, b)
	})
}

// Whoever holds the secrets is let in, whatever they are made of and whenever
// they call within the window.
func TestAnyWellMadeTokenHolds(t *testing.T) {
	r := newRig(t)
	rapid.Check(t, func(rt *rapid.T) {
		off := time.Duration(rapid.IntRange(-900, 900).Draw(rt, "seconds")) * time.Second
		v := signed("numsim", good, noon.Add(off))
		token := []byte(v.Get("token"))
		for i := range token {
			if rapid.Bool().Draw(rt, "upper") {
				token[i] = strings.ToUpper(string(token[i : i+1]))[0]
			}
		}
		v.Set("token", string(token))
		r.do(post(v.Encode()))
		require.Empty(rt, r.last().Row)
	})
}
