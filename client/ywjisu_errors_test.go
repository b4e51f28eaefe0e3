package client_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/client"
)

func TestYwjisuBadSignerIsRefused(t *testing.T) {
	for _, c := range []struct {
		reason string
		spoil  func(*client.YwjisuSigner)
		says   []string
	}{
		{"no code", func(s *client.YwjisuSigner) { s.Code = "" }, []string{"Code is empty", "set it"}},
		{"no password", func(s *client.YwjisuSigner) { s.Password = "" }, []string{"Password is empty", "set it"}},
		{"no key", func(s *client.YwjisuSigner) { s.PrivateKey = "" }, []string{"PrivateKey is empty", "set it"}},
		{"a code read with its newline", func(s *client.YwjisuSigner) { s.Code += "\n" }, []string{"Code", "white space"}},
		{"a password read with its newline", func(s *client.YwjisuSigner) { s.Password += "\n" }, []string{"Password", "how it was read"}},
		{"a key read with the space before it", func(s *client.YwjisuSigner) { s.PrivateKey = " hush" }, []string{"PrivateKey", "how it was read"}},
		{"two lines read for one", func(s *client.YwjisuSigner) { s.PrivateKey = "hush\nhush" }, []string{"PrivateKey", "control"}},
		{"a file in another encoding", func(s *client.YwjisuSigner) { s.Password = "hush\xff" }, []string{"Password is not UTF-8", "convert"}},
		{"a clock never set", func(s *client.YwjisuSigner) { s.Now = func() time.Time { return time.Time{} } }, []string{"Now", "ten digits", "check the clock"}},
		{"a clock of nine digits", func(s *client.YwjisuSigner) { s.Now = func() time.Time { return time.Unix(999_999_999, 0) } }, []string{"999999999 s"}},
		{"a clock of eleven digits", func(s *client.YwjisuSigner) { s.Now = func() time.Time { return time.Unix(10_000_000_000, 0) } }, []string{"10000000000 s"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			s := fixedYwjisu()
			c.spoil(&s)
			_, err := s.Request(endpoint, "13900000200")
			requireSaysOf(t, "ywjisu", err, c.says)
			for _, secret := range []string{"numsim password", "numsim-key", "hush"} {
				assert.NotContains(t, err.Error(), secret)
			}
		})
	}
}

func TestYwjisuTakesSecretsInAnyScript(t *testing.T) {
	s := fixedYwjisu()
	s.Password, s.PrivateKey = "密码 a", "a b"
	req, err := s.Request(endpoint, "13900000200")
	if assert.NoError(t, err) {
		assert.Equal(t, "密码 a", form(t, req).Get("pwd"))
	}
}

func TestYwjisuBadMobilesAreRefused(t *testing.T) {
	for _, c := range []struct {
		reason  string
		mobiles []string
		says    []string
	}{
		{"none", nil, []string{"no mobiles", "1 to 50"}},
		{"one too many", slices.Repeat([]string{"13900000200"}, 51), []string{"51 mobiles", "takes 50", "another"}},
		{"an empty one", []string{"13900000200", ""}, []string{"mobile 2 of 2", "digits only"}},
		{"a list in one", []string{"13900000200,13900000100"}, []string{"mobile 1 of 1", "without comma"}},
		{"a country code", []string{"+8613900000200"}, []string{"mobile 1 of 1", "plus"}},
		{"a space in the middle", []string{"13900000200", "139 0000 0200", "13900000100"}, []string{"mobile 2 of 3", "space"}},
		{"full-width digits", []string{"１３９０００００２００"}, []string{"mobile 1 of 1"}},
		{"not a text", []string{"\xff"}, []string{"mobile 1 of 1"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			_, err := fixedYwjisu().Request(endpoint, c.mobiles...)
			requireSaysOf(t, "ywjisu", err, c.says)
			assert.NotContains(t, err.Error(), "0200", "a number belongs to a person")
		})
	}
}
