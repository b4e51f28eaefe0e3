package e2e

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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
			seen := askOnce(t, tt.dir, tt.args, harness.Case{
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

// askOnce runs a witness for one case outside the standard list.
func askOnce(t *testing.T, dir string, args []string, c harness.Case) harness.Seen {
	t.Helper()
	line, err := json.Marshal(c)
	require.NoError(t, err)
	cmd := exec.Command(filepath.Join(dir, "run"), args...)
	var stderr bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(append(line, '\n')), &stderr
	out, err := cmd.Output()
	require.NoError(t, err, "%s/run: %s", dir, &stderr)
	var seen harness.Seen
	require.NoError(t, json.Unmarshal(out, &seen), "%s", out)
	return seen
}
