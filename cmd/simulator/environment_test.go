package main

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
)

// NUMSIM_VERSION is what somebody's image calls its own version by, and
// NUMSIM_HELP may be anything: flags that print and end are not for the
// environment.
func TestTheEnvironmentCannotAskForVersionOrHelp(t *testing.T) {
	for _, name := range []string{"NUMSIM_VERSION", "NUMSIM_HELP"} {
		for _, value := range []string{"v1.2.3", "true", "1"} {
			for _, command := range [][]string{nil, {"serve"}} {
				ctx, stop := context.WithCancel(t.Context())
				stop() // it starts, and ends at once
				var stdout, stderr bytes.Buffer
				getenv := func(asked string) string {
					if asked == name {
						return value
					}
					return ""
				}
				code := run(ctx, append(command, "--quiet", "--free-ports"), getenv, &stdout, &stderr)
				assert.Equal(t, exitOK, code, "%s=%s: %s", name, value, &stderr)
				assert.Regexp(t, `^ready control=\S+ aliyun=\S+ ksyun=\S+ ywjisu=\S+\n$`, stdout.String(), "%s=%s", name, value)
				assert.Empty(t, stderr.String())
			}
		}
	}
}
