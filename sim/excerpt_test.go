package sim_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/sim"
)

// What a reason may repeat of a caller's text: enough to find the mistake, and
// neither a token nor a phone number.
func TestExcerpt(t *testing.T) {
	for _, tt := range []struct{ in, want, why string }{
		{"", "", "nothing of nothing"},
		{"/healthz", "/healthz", "a path is what it is"},
		{"v123", "v123", "three digits are no number"},
		{"v1234", "v123*", "the fourth may be a phone number's"},
		{"13900000200", "139********", "the carrier's prefix at most"},
		{"2026-11-22", "202*-11-22", "each run is counted anew"},
		{"1a2b3c4d5", "1a2b3c4d5", "digits with something between are no run"},
		{"a=secret", "a", "what follows a = is a value"},
		{"a&Signature", "a", "what follows a & is another parameter"},
		{"/?AccessKeyId", "/", "what follows a ? is a query"},
		{"a%3Dsecret", "a", "what follows a % may be a = in disguise"},
		{"=secret", "", "even at once"},
		{strings.Repeat("x", 64), strings.Repeat("x", 64), "64 bytes are kept"},
		{strings.Repeat("x", 65), strings.Repeat("x", 64), "and no more"},
		{strings.Repeat("x", 62) + "中", strings.Repeat("x", 62) + "\uFFFD", "a character cut in two is none"},
		{strings.Repeat("x", 61) + "中", strings.Repeat("x", 61) + "中", "one that fits is kept"},
		{"/b9f63d6d748ea14b2ba656e7dfdc142e/x", "/b9f6…/x", "a long word with a digit may be a secret"},
		{"DescribePhoneNumberStatus", "DescribePhoneNumberStatus", "a long word without one is a name"},
		{"a\xff\x80b", "a\uFFFDb", "bytes that are no UTF-8"},
	} {
		assert.Equal(t, tt.want, sim.Excerpt(tt.in), "%q: %s", tt.in, tt.why)
	}
}
