package e2e

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/e2e/harness"
)

// suite is somebody's test suite: how it is run every day, and a second one that
// passes too, with a client that must not.
type suite struct {
	language        string
	env             func(t *testing.T) []string
	command         []string
	careless        []string
	passed          string // the careless suite's own word that all is well
	reason, because string // what the screen must say of it
}

// What a machine may lack, installed as the witnesses do.
const (
	javaTools = `command -v javac >/dev/null && command -v mvn >/dev/null || {
		apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends openjdk-17-jdk-headless maven
	}
	`
	phpTools = `here=../../../e2e/witness/php-curl && . "$here/equip.sh"`
)

func suites() []suite {
	return []suite{
		{
			language: "java",
			env:      func(t *testing.T) []string { harness.Installed(t, "examples/suites/java", javaTools); return nil },
			command:  []string{"mvn", "-B", "-q", "test"},
			careless: []string{"mvn", "-B", "-q", "test", "-Dtest=Careless"},
			reason:   "final-retry", because: "Insufficient.Balance at aliyun comes back on every retry, and the same was asked again",
		},
		{
			language: "python",
			env: func(t *testing.T) []string {
				kept := harness.Installed(t, "examples/suites/python",
					`python3 -m venv "$INTO" && "$INTO/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile --no-deps -r requirements.txt`,
					"requirements.txt")
				return []string{"PATH=" + kept + "/bin:" + os.Getenv("PATH"), "PYTHONPYCACHEPREFIX=" + kept + "/pycache"}
			},
			command:  []string{"python", "-m", "pytest", "-q", "-p", "no:cacheprovider"},
			careless: []string{"python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "careless.py"},
			passed:   "1 passed",
			reason:   "duplicate-charge", because: "139****0200 was paid for 2 times at aliyun, 0.10 yuan too much; an answer was lost before",
		},
		{
			language: "node",
			env: func(t *testing.T) []string {
				kept := harness.Installed(t, "examples/suites/node",
					`cp package.json package-lock.json "$INTO/" && cd "$INTO" && npm ci --ignore-scripts --no-audit --no-fund`, "package-lock.json")
				return []string{"NODE_PATH=" + kept + "/node_modules"}
			},
			command:  []string{"node", "--test"},
			careless: []string{"node", "--test", "careless.js"},
			passed:   "# pass 1",
			reason:   "exec.node-suite.expect.1", because: "after Throttling.User the next try came after ",
		},
		{
			language: "php",
			env:      func(t *testing.T) []string { harness.Installed(t, "examples/suites/php", phpTools); return nil },
			command:  []string{"php", "test.php"},
			careless: []string{"php", "careless.php"},
			passed:   "ok - Kingsoft Cloud: a long list is asked about",
			reason:   "batch-too-long", because: "more numbers than a call takes: Mobiles takes 50, at ksyun",
		},
	}
}

// Each suite is put under exec as it is. The good one is green; of the careless
// one, which is content with itself, the first screen says what it did.
func TestSuitesUnderExec(t *testing.T) {
	t.Parallel()
	for _, s := range suites() {
		t.Run(s.language, func(t *testing.T) {
			ended := s.exec(t, s.command)
			require.Equal(t, 0, ended.Exit, "%s%s", ended.Stdout, ended.Stderr)
			assert.Contains(t, ended.Stderr, "exit 0: ")

			ended = s.exec(t, s.careless)
			require.Equal(t, 1, ended.Exit, "%s%s", ended.Stdout, ended.Stderr)
			assert.Contains(t, ended.Stdout, s.passed)
			screen := lastLines(ended.Stderr, 25)
			assert.Contains(t, screen, s.reason)
			assert.Contains(t, screen, s.because)
			assert.Contains(t, screen, "exit 1: ")
			t.Log(screen)
		})
	}
}

func (s suite) exec(t *testing.T, command []string) harness.Ended {
	var env []string
	if s.env != nil {
		env = s.env(t)
	}
	args := append([]string{"exec", "--scenario", "scenario.yaml", "--"}, command...)
	return harness.Command(t, "examples/suites/"+s.language, env, harness.Contract(t), args...)
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return strings.Join(lines[max(len(lines)-n, 0):], "\n")
}
