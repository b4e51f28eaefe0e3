package serve_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A signature that holds says nothing of a body whose hash is another: the
// header is what was signed, and the body is what is read.
func TestTheBodyHashIsTheBodys(t *testing.T) {
	hash := func(body string) string {
		sum := sha256.Sum256([]byte(body))
		return hex.EncodeToString(sum[:])
	}
	const body = "OwnerId=1"
	unhashed := []string{"host", "x-acs-action", "x-acs-date", "x-acs-signature-nonce", "x-acs-version"}
	for _, row := range []struct {
		name, body string
		hash       func(*message)
		signed     []string
		code, why  string
	}{
		{"right, of nothing", "", put("x-acs-content-sha256", hash("")), usual, "OK", "the row the others differ from"},
		{"right, of a form", body, put("x-acs-content-sha256", hash(body)), usual, "OK", "a body may be there"},
		{"wrong", body, put("x-acs-content-sha256", hash("")), usual, "SignatureDoesNotMatch", "well signed, and another body's"},
		{"wrong, of nothing", "", put("x-acs-content-sha256", hash(body)), usual, "SignatureDoesNotMatch", "the body was lost on the way"},
		{"empty", body, put("x-acs-content-sha256", ""), usual, "SignatureDoesNotMatch", "well signed, and any body's"},
		{"absent, and named as signed", body, remove("x-acs-content-sha256"), usual, "SignatureDoesNotMatch", "the same"},
		{"absent", body, remove("x-acs-content-sha256"), unhashed, "IncompleteSignature", "it decides, and so it is signed"},
		{"right, and not signed", body, put("x-acs-content-sha256", hash(body)), unhashed, "IncompleteSignature", "the same"},
		{"cut", body, put("x-acs-content-sha256", hash(body)[32:]), usual, "SignatureDoesNotMatch", "half a hash is none"},
		{"upper case", body, put("x-acs-content-sha256", strings.ToUpper(hash(body))), usual, "SignatureDoesNotMatch", "clients send lower case, and one text only is taken"},
	} {
		t.Run(row.name, func(t *testing.T) {
			r := boot(t)
			m := taken(t, r.v3(t, r.signer("numsim")))
			m.body = row.body
			m.set("content-type", "application/x-www-form-urlencoded")
			row.hash(m)
			m.seal(append([]string(nil), row.signed...)...)
			assert.Equal(t, row.code, one(t, r.addr, m.wire()).said(t).Code, row.why)
		})
	}
}
