package sim_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim"
)

func TestFormDecodesWhatClientsSend(t *testing.T) {
	for _, tt := range []struct{ in, want, why string }{
		{"a=1&b=2", "a=1|b=2", "plain"},
		{"&&a=1&", "a=1", "empty pairs are skipped"},
		{"a&b=", "a=|b=", "no = and nothing after it are both empty"},
		{"a=b=c", "a=b=c", "only the first = splits"},
		{"a=1;b=2", "a=1;b=2", "a semicolon is an ordinary byte"},
		{"a=+%20%2B", "a=  +", "both spellings of a space"},
		{"%61=%e4%b8%AD", "a=中", "escapes in either case, in keys too"},
		{"a=%00%ff", "a=\x00\xff", "bytes are kept as they are"},
	} {
		var f sim.Form
		require.NoError(t, sim.Add(&f, tt.in), tt.why)
		var got []string
		for _, p := range f.Pairs {
			got = append(got, string(p.Key)+"="+string(p.Value))
		}
		assert.Equal(t, tt.want, strings.Join(got, "|"), tt.why)
	}
}

func TestEmptyIsNotAbsent(t *testing.T) {
	var f sim.Form
	require.NoError(t, sim.Add(&f, "a&b=&c=1"))
	assert.NotNil(t, f.Get("a"))
	assert.NotNil(t, f.Get("b"))
	assert.Nil(t, f.Get("d"))
}

func TestFormRefusesWhatItCannotDecode(t *testing.T) {
	for in, says := range map[string]string{
		"a=1&b=%zz": "parameter 2 has a % that two hexadecimal digits do not follow",
		"a=%4":      "parameter 1 has a %",
		"=v":        "a parameter has a value but no name",
		strings.Repeat("a&", sim.MaxParameters+1): "there are more than 512 parameters",
	} {
		var f sim.Form
		assert.ErrorContains(t, sim.Add(&f, in), says)
	}
}

func TestFormFindsRepetitions(t *testing.T) {
	var f sim.Form
	require.NoError(t, sim.Add(&f, "b=1&a=1&c=1"))
	require.NoError(t, sim.Add(&f, []byte("A=1&c=2")))
	f.Sort()
	assert.Equal(t, "c", string(f.Repeated()), "across query and body; A and a are two names")
	assert.Nil(t, f.Get("d"))
	assert.Equal(t, []byte("1"), f.Get("b"))
}

// The form agrees with net/url wherever net/url accepts the whole text.
func FuzzForm(f *testing.F) {
	f.Add("a=1&b=%20+&&c")
	f.Add("a=1;b=2&%zz=1")
	f.Fuzz(func(t *testing.T, text string) {
		var form sim.Form
		err := sim.Add(&form, text)
		want, urlErr := url.ParseQuery(text)
		if urlErr != nil || strings.Contains(text, ";") {
			return
		}
		if err != nil {
			require.True(t, want.Has("") || len(strings.Split(text, "&")) > sim.MaxParameters, "%q: %v", text, err)
			return
		}
		got := url.Values{}
		for _, p := range form.Pairs {
			got.Add(string(p.Key), string(p.Value))
		}
		require.Equal(t, want, got)
	})
}
