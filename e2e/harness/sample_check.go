package harness

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// checkAsked holds what is true of every request of a client.
func checkAsked(t *testing.T, s Sample, passed Passed) {
	t.Helper()
	assert.Equal(t, 1, passed.Attempts, "requests the client sent")
	assert.Equal(t, s.ContentType, passed.Header.Get("Content-Type"), "the request's content type")
	assert.Equal(t, s.Signature == "AWS4", passed.Signature == "AWS4", "an Authorization header in the AWS4 style")
}

// checkPromise holds the answer on the wire to the documents, before a client
// has made anything of it.
func checkPromise(t *testing.T, want promised, passed Passed) {
	t.Helper()
	assert.Equal(t, want.status, passed.Status, "the answer's HTTP status")
	assert.Equal(t, want.body, steadyBody(t, passed.Body), "the answer's body")
}

// checkHeard compares what the client was left with.
func checkHeard(t *testing.T, s Sample, want promised, heard Heard, passed Passed) {
	t.Helper()
	assert.Equal(t, s.SDK, heard.SDK, "the program is made of something else than the table names")
	assert.Equal(t, passed.Body, heard.Body, "the text the client has is not the answer's")
	if s.HidesStatus {
		want.status = 0
	}
	failed := passed.Status != 200
	if failed && s.Calls != "" {
		want.code = s.Calls
	}
	if s.ReadsNothing {
		want.code, want.statuses = "", nil
	}
	assert.Equal(t, want.status, heard.HTTPStatus, "the HTTP status the client knows")
	assert.Equal(t, want.code, heard.Code, "the code the client read")
	assert.Equal(t, strings.Join(want.statuses, " "), strings.Join(heard.Statuses, " "), "the statuses the client read")
	if failed {
		assert.Equal(t, s.Throws, heard.ErrorType, "the exception the client met")
	} else {
		assert.Empty(t, heard.ErrorType, "the client met an exception")
	}
}

// steadyBody is an answer without white space, with a * for what varies.
func steadyBody(t *testing.T, body string) string {
	t.Helper()
	var text bytes.Buffer
	require.NoError(t, json.Compact(&text, []byte(body)), "not JSON: %q", body)
	steady := text.String()
	for pattern, stars := range map[string]string{
		`"RequestId":"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"`: `"RequestId":"*"`,
		`"lastTime":[0-9]{13}\b`:                                  `"lastTime":*`,
		`"area":"[^"-]+-[^"-]+"`:                                  `"area":"*-*"`,
	} {
		steady = regexp.MustCompile(pattern).ReplaceAllString(steady, stars)
	}
	return steady
}

// steadyForm is a request body with a * for what varies.
func steadyForm(form string) string {
	for pattern, stars := range map[string]string{
		`\bSignature=[0-9a-f]{64}\b`: "Signature=*",
		`\bTimestamp=[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}(:|%3A)[0-9]{2}(:|%3A)[0-9]{2}Z`: "Timestamp=*T*${1}*${2}*Z",
		`\btimestamp=[0-9]{10}\b`: "timestamp=*",
		`\btoken=[0-9a-f]{32}\b`:  "token=*",
	} {
		form = regexp.MustCompile(pattern).ReplaceAllString(form, stars)
	}
	return form
}
