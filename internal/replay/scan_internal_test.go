package replay

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A nonce whose digits look like a number is none; a number is one wherever
// else it stands.
func TestHashesAreNoNumbers(t *testing.T) {
	f := &forbidden{}
	for text, want := range map[string]bool{
		"SignatureNonce=a13912300200bcdef0123456789abcde&Timestamp=x":                      false,
		"Signature=00a13912300200bcdef0123456789abcde0123456789abcdef0123456789abcdf1ab&x": true,  // 66 digits are no hash
		"token=13912300200139123002001391230020":                                           false, // 32 digits are no number either
		"x 13912300200 y":                                                                  true,
		"a13912300200b":                                                                    true,
		"+6281234567890":                                                                   true,
		"13912300200 and a hash":                                                           true,
		"139****0200, 1391230020017":                                                       false,
	} {
		assert.Equal(t, want, f.strange(text), text)
	}
}
