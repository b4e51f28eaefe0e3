package guard_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/internal/guard"
	"github.com/numsim/numsim/internal/replay/standin"
)

func TestAllowList(t *testing.T) {
	list := listed(t, listText)
	assert.Equal(t, map[numsim.Number]numsim.Status{
		"13900000200": numsim.Active, "13900000404": numsim.Vacant, "13000000402": numsim.Suspended, "13900000203": numsim.SuspectedOff,
	}, list.Numbers())
	status, ok := list.Expected("13900000404")
	assert.True(t, ok)
	assert.Equal(t, numsim.Vacant, status)
	_, ok = list.Expected("13900000999")
	assert.False(t, ok)
}

// The pin is that of sha256sum, worked out by hand for this one text.
const (
	oneLine = "consent: yes\n13900000200 active 2098-12-31\n"
	onePin  = "30e7ecdfa76bf4cca5eec64c2d6a6c107944e968ff79120f9c94321b0e7961d5"
)

func TestAllowListRefuses(t *testing.T) {
	read := func(text, pin string) error {
		_, err := guard.ReadAllowList(fstest.MapFS{"numbers": {Data: []byte(text)}}, "numbers", pin)
		return err
	}
	require.NoError(t, read(oneLine, onePin))
	require.NoError(t, read(oneLine, strings.ToUpper(onePin)))
	refused(t, nil, guard.Numbers, guard.ExitRefused, read(oneLine, ""), "not pinned")
	assert.ErrorContains(t, read(oneLine, ""), onePin, "it says what to pin")
	refused(t, nil, guard.Numbers, guard.ExitRefused, read(oneLine+" ", onePin), "changed")
	_, err := guard.ReadAllowList(fstest.MapFS{}, "numbers", onePin)
	refused(t, nil, guard.Numbers, guard.ExitRefused, err, "no file")
	for name, text := range map[string]string{
		"nothing":          "# nothing\n",
		"no consent":       "13900000200 active 2098-12-31",
		"an empty consent": "consent:\n13900000200 active 2098-12-31",
		"no date":          "consent: yes\n13900000200 active",
		"no such date":     "consent: yes\n13900000200 active 2098-02-31",
		"no such status":   "consent: yes\n13900000200 alive 2098-12-31",
		"no number":        "consent: yes\n+8613900000200 active 2098-12-31",
		"short":            "consent: yes\n10086 active 2098-12-31",
		"twice":            "consent: yes\n13900000200 active 2098-12-31\n13900000200 vacant 2098-12-31",
		"a long line":      "consent: " + strings.Repeat("y", 1<<17),
	} {
		err := read(text, pinOf(text))
		refused(t, nil, guard.Numbers, guard.ExitRefused, err, name)
		if err != nil {
			assert.NotContains(t, err.Error(), "13900000200", name+": a message shows no number")
		}
	}
}

// A listed number may be written as documents and cases write it.
func TestSpellingsOfAListedNumber(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, nil)
	for _, spelling := range []string{"13900000200", "+8613900000200", "8613900000200", "139-0000-0200", " 13900000200"} {
		_, _, err := r.send(marked(guard.Billable), request(t, r, "aliyun", map[string]string{"PhoneNumber": spelling}))
		require.NoError(t, err, spelling)
	}
	for _, malformed := range []string{"12", "abc", "1390"} {
		_, _, err := r.send(marked(guard.Billable), request(t, r, "aliyun", map[string]string{"PhoneNumber": malformed}))
		require.NoError(t, err, "it is nobody's number: %s", malformed)
	}
}

// A hash of a listed number is that number; the two were computed by md5sum and
// sha256sum.
func TestHashesOfAListedNumber(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, nil)
	for mask, hash := range map[client.AliyunMask]string{
		client.MaskMD5: "3db1b95026010f40a7c0591516eafa3b", client.MaskSHA256: "f7cb5d90e091ae7f90affd3063d4cfbe647e5f4b04e7a5c3e95b9989d032e14a",
	} {
		_, err := r.aliyun(t).PhoneNumberStatusForPublic(marked(guard.Billable), client.PhoneNumberStatusForRequest{AuthCode: r.o.Keys.AuthCode, InputNumber: hash, Mask: mask})
		var no *guard.Refusal
		assert.NotErrorAs(t, err, &no, string(mask))
	}
	assert.Equal(t, 2, r.server.Calls())
}
