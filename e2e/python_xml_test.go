package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/e2e/harness"
)

// TestXMLError is the standard case unknown-key asked in XML. A Tea core reads
// an error as XML only under a content type of exactly text/xml;charset=utf-8;
// under any other it ends in a JSON error.
func TestXMLError(t *testing.T) {
	sim := harness.Start(t)
	for _, tt := range []struct {
		name, dir string
		args      []string
		class     string
	}{
		{"python-tea", "witness/python-new", []string{"0.3"}, "Tea.exceptions.TeaException"},
		{"python-new", "witness/python-new", []string{"0.4"},
			"alibabacloud_tea_openapi.exceptions._client.ClientException"},
		{"php-curl", "witness/php-curl", nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			seen := harness.Ask(t, harness.Witness{Dir: tt.dir, Args: tt.args}, harness.Case{
				Name: "unknown-key-xml", Operation: harness.Describe, Endpoint: sim.Aliyun, AccessKeyID: "nobody", AccessKeySecret: "numsim-secret",
				PhoneNumber: "13900000200", Format: "XML",
			})
			assert.False(t, seen.OK)
			assert.Equal(t, tt.class, seen.ErrorType)
			assert.Equal(t, "InvalidAccessKeyId.NotFound", seen.ErrorCode)
			assert.Equal(t, 404, seen.HTTPStatus)
			assert.Contains(t, seen.Message, "Specified access key is not found.")
			assert.Contains(t, seen.Recommend, "?q=InvalidAccessKeyId.NotFound&product=Dytnsapi", "a CDATA section")
			assert.Equal(t, sim.Aliyun, seen.HostID)
		})
	}
}
