package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/client"
)

func TestKsyunBadSignerIsRefused(t *testing.T) {
	for _, c := range []struct {
		reason string
		spoil  func(*client.KsyunSigner)
		says   []string
	}{
		{"no key", func(s *client.KsyunSigner) { s.AccessKey = "" }, []string{"AccessKey is empty", "set it"}},
		{"no secret", func(s *client.KsyunSigner) { s.SecretKey = "" }, []string{"SecretKey is empty", "set it"}},
		{"a key read with its newline", func(s *client.KsyunSigner) { s.AccessKey += "\n" }, []string{"AccessKey", "white space"}},
		{"a secret read with its newline", func(s *client.KsyunSigner) { s.SecretKey += "\r\n" }, []string{"SecretKey", "how it was read"}},
		{"a token that would split a header", func(s *client.KsyunSigner) { s.SecurityToken = "hush\r\nX-Amz-Date: b" }, []string{"SecurityToken", "control"}},
		{"a region with a space", func(s *client.KsyunSigner) { s.Region = "cn-beijing-6 " }, []string{"Region", "white space"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			s := fixedKsyun()
			c.spoil(&s)
			_, err := s.V1(endpoint, batch())
			requireSaysOf(t, "ksyun", err, c.says)
			_, err = s.AWS4(endpoint, batch())
			requireSaysOf(t, "ksyun", err, c.says)
			assert.NotContains(t, err.Error(), "numsim-secret")
			assert.NotContains(t, err.Error(), "hush")
		})
	}
}

func TestKsyunAWS4RefusesWhatBreaksTheScope(t *testing.T) {
	for _, c := range []struct {
		reason string
		spoil  func(*client.KsyunSigner)
		field  string
	}{
		{"a whole credential as the key", func(s *client.KsyunSigner) { s.AccessKey = "numsim/20261122" }, "AccessKey"},
		{"two keys", func(s *client.KsyunSigner) { s.AccessKey = "numsim,numsim-sts" }, "AccessKey"},
		{"a region with its service", func(s *client.KsyunSigner) { s.Region = "cn-beijing-6/cpn" }, "Region"},
		{"two regions", func(s *client.KsyunSigner) { s.Region = "cn-beijing-6,cn-shanghai-2" }, "Region"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			s := fixedKsyun()
			c.spoil(&s)
			_, err := s.AWS4(endpoint, batch())
			requireSaysOf(t, "ksyun", err, []string{c.field + " holds a slash or a comma", "how it was read"})
			_, err = s.V1(endpoint, batch())
			assert.NoError(t, err, "V1 escapes them")
		})
	}
}

func TestKsyunBadParamsAreRefused(t *testing.T) {
	for _, c := range []struct {
		reason string
		spoil  func(map[string]string)
		says   []string
	}{
		{"no action", func(p map[string]string) { delete(p, "Action") }, []string{"parameter Action is empty"}},
		{"an empty version counts as none", func(p map[string]string) { p["Version"] = "" }, []string{"parameter Version is empty"}},
		{"an action with its newline", func(p map[string]string) { p["Action"] += "\n" }, []string{"parameter Action", "white space"}},
		{"a nameless parameter", func(p map[string]string) { p[""] = "x" }, []string{"without a name"}},
		{"bytes that are no text", func(p map[string]string) { p["Mobiles"] = "\xff" }, []string{`"Mobiles" is not UTF-8`}},
		{"a name that is no text", func(p map[string]string) { p["\xff"] = "a" }, []string{"is not UTF-8"}},
		{"the key belongs in the signer", func(p map[string]string) { p["Accesskey"] = "x" }, []string{"Accesskey", "leave it out"}},
		{"the region too", func(p map[string]string) { p["Region"] = "x" }, []string{"Region", "leave it out"}},
		{"the token too", func(p map[string]string) { p["SecurityToken"] = "hush" }, []string{"SecurityToken", "leave it out"}},
		{"there is one service", func(p map[string]string) { p["Service"] = "iam" }, []string{"Service", "leave it out"}},
		{"a signature cannot be given", func(p map[string]string) { p["Signature"] = "" }, []string{"Signature", "leave it out"}},
		{"nor its method", func(p map[string]string) { p["SignatureMethod"] = "x" }, []string{"SignatureMethod", "leave it out"}},
		{"nor its version", func(p map[string]string) { p["SignatureVersion"] = "x" }, []string{"SignatureVersion", "leave it out"}},
		{"the signer's clock is set elsewhere", func(p map[string]string) { p["Timestamp"] = "x" }, []string{"Timestamp", "leave it out"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			params := batch()
			c.spoil(params)
			_, err := fixedKsyun().V1(endpoint, params)
			requireSaysOf(t, "ksyun", err, c.says)
			_, err = fixedKsyun().AWS4(endpoint, params)
			requireSaysOf(t, "ksyun", err, c.says)
			assert.NotContains(t, err.Error(), "hush")
		})
	}
	_, err := fixedKsyun().V1(endpoint, nil)
	requireSaysOf(t, "ksyun", err, []string{"Action"})
	_, err = fixedKsyun().AWS4(endpoint, nil)
	requireSaysOf(t, "ksyun", err, []string{"Action"})
}
