package process

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAServerIsReadyWhenItSaysSo(t *testing.T) {
	s, err := Start(t.Context(), "sh", "-c", "echo a banner; echo ready control=http://127.0.0.1:1 aliyun=http://127.0.0.1:2; exec sleep 60")
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"control": "127.0.0.1:1", "aliyun": "127.0.0.1:2"}, s.Addresses)
	assert.Positive(t, s.Ready)
	m, err := s.Memory()
	require.NoError(t, err)
	assert.Positive(t, m.Resident)
	assert.GreaterOrEqual(t, m.Peak, m.Resident)
	assert.NoError(t, s.Stop(), "a server that had to be told to end ended well")
}

func TestAServerThatNeverGetsReady(t *testing.T) {
	for _, tt := range []struct{ why, script, says string }{
		{"it ends", "echo no luck", "ended before it was ready"},
		{"it names no address", "echo ready; echo ready now; exec sleep 60", "names no address"},
	} {
		_, err := Start(t.Context(), "sh", "-c", tt.script)
		assert.ErrorContains(t, err, tt.says, tt.why)
	}
	_, err := Start(t.Context(), "/nowhere/at/all")
	assert.Error(t, err)
}

func TestAServerEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s, err := Start(ctx, "sh", "-c", "echo ready x=http://127.0.0.1:1; exec sleep 60")
	require.NoError(t, err)
	cancel()
	assert.NoError(t, s.Stop())
	_, err = s.CPU()
	assert.Error(t, err, "nothing is left to read of it")
}
