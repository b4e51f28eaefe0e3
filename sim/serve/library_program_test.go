//go:build unix

package serve_test

import (
	"bufio"
	"bytes"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/ctl"
)

// atOnce is how many programs play at the same time.
const atOnce = 4

// The program that people start, with each scenario by its name, is seen to do
// what the plays say; its clock is moved by the control port. That a play fails
// without what its scenario says is proved in TestTheLibraryIsPlayed.
func TestTheLibraryIsPlayedByTheProgram(t *testing.T) {
	program := build(t)
	places := make(chan struct{}, atOnce)
	for name, p := range library() {
		t.Run(name, func(t *testing.T) {
			if p.patient {
				t.Skip("what it sees is how long answers are held back, which is real time in a program and would be minutes: played in this process only")
			}
			t.Parallel()
			places <- struct{}{}
			defer func() { <-places }()
			s := newProgramStage(t, program, name, p)
			p.act(s)
			assert.Equal(t, strings.Fields(p.want), s.seen)
		})
	}
}

func build(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "simulator")
	out, err := exec.Command("go", "build", "-o", path, "github.com/numsim/numsim/cmd/simulator").CombinedOutput()
	require.NoError(t, err, "%s", out)
	return path
}

// newProgramStage is a stage in a program of its own, whose clock stands where
// the scenario began.
func newProgramStage(t *testing.T, program, scenario string, p play) *stage {
	t.Helper()
	args := []string{"--scenario", scenario}
	for _, set := range p.set {
		args = append(args, "--set", set)
	}
	s := &stage{t: t, url: launch(t, program, args...), key: "numsim"}
	s.http = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: deadline}
	s.clock = &distantClock{t: t, ctl: ctl.New(s.url["control"])}
	s.after(0)
	return s
}

// launch starts the program on free ports and returns the addresses of its ready
// line. The test's end stops it, and it must then exit 0.
func launch(t *testing.T, program string, args ...string) map[string]string {
	t.Helper()
	cmd := exec.Command(program, append([]string{"--quiet", "--free-ports"}, args...)...)
	cmd.Env = []string{"TZ=UTC"} // nothing of ours is a setting of its
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		assert.NoError(t, cmd.Process.Signal(syscall.SIGTERM))
		assert.NoError(t, cmd.Wait(), "%s", &stderr)
	})
	ready, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err, "it did not get ready")
	url := map[string]string{}
	for field := range strings.FieldsSeq(ready) {
		if name, address, ok := strings.Cut(field, "="); ok {
			url[name] = address
		}
	}
	require.Len(t, url, 4, ready)
	return url
}

// distantClock is that of another process. It is frozen, so that what was asked
// once holds until it is moved.
type distantClock struct {
	t   *testing.T
	ctl *ctl.Client
	at  time.Time
}

func (c *distantClock) Now() time.Time { return c.at }

func (c *distantClock) Elapse(d time.Duration) {
	c.t.Helper()
	_, err := c.ctl.SetClock(c.t.Context(), ctl.ClockChange{Frozen: new(true), Elapsed: &d})
	require.NoError(c.t, err)
	now, err := c.ctl.Clock(c.t.Context())
	require.NoError(c.t, err)
	require.Equal(c.t, d, now.Elapsed)
	require.True(c.t, now.Frozen)
	c.at = now.Now
}
