package main

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// block is one of a page, by what stands behind its fence.
type block struct{ tag, text string }

func blocks(t *testing.T, file string) (list []block) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	for _, b := range regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)^```$").FindAllStringSubmatch(string(text), -1) {
		list = append(list, block{b[1], b[2]})
	}
	return list
}

// The page about exec: its files are written, its commands run, and what they say
// is what stands under them, but for the time.
func TestTheExecPage(t *testing.T) {
	for _, program := range []string{"curl", "openssl", "sh"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("the page's client needs %s", program)
		}
	}
	english, chinese := blocks(t, "../../docs/exec.md"), blocks(t, "../../docs/exec.zh-CN.md")
	assert.Equal(t, english, chinese)
	t.Chdir(t.TempDir())
	t.Setenv("GITHUB_STEP_SUMMARY", "")
	var said bytes.Buffer
	code, ran := 0, 0
	for _, b := range english {
		switch b.tag {
		case "bash", "yaml":
			name := strings.TrimPrefix(strings.SplitN(b.text, "\n", 2)[0], "# ")
			require.NoError(t, os.WriteFile(name, []byte(b.text), 0o600))
		case "sh":
			said.Reset()
			code = run(strings.Fields(b.text)[1:], &bytes.Buffer{}, &said)
			ran++
		case "text":
			times := regexp.MustCompile(`\d\d:\d\d:\d\d\.\d{3}`)
			assert.Equal(t, b.text, times.ReplaceAllString(strings.TrimPrefix(said.String(), "\n"), "12:00:00.000"))
			assert.Contains(t, b.text, "exit "+string(rune('0'+code)))
		default:
			assert.Equal(t, "console", b.tag, "a block that is neither run nor said to be for reading: %s", b.text)
		}
	}
	assert.Equal(t, 3, ran)
}

// The table of variables is the environment itself.
func TestTheExecPagesTable(t *testing.T) {
	page, err := os.ReadFile("../../docs/exec.md")
	require.NoError(t, err)
	chinese, err := os.ReadFile("../../docs/exec.zh-CN.md")
	require.NoError(t, err)
	var out bytes.Buffer
	run([]string{"exec", "--", "env"}, &out, &bytes.Buffer{})
	given := map[string]bool{}
	for _, one := range os.Environ() {
		name, _, _ := strings.Cut(one, "=")
		given[name] = true
	}
	added := 0
	for line := range strings.Lines(out.String()) {
		name, _, _ := strings.Cut(line, "=")
		if regexp.MustCompile(`^(NUMSIM|ALIBABA_CLOUD|KSYUN|YWJISU)_`).MatchString(name) && !given[name] {
			added++
			assert.Contains(t, string(page), "`"+name+"`", "the table in docs/exec.md")
			assert.Contains(t, string(chinese), "`"+name+"`", "the table in docs/exec.zh-CN.md")
		}
	}
	assert.Equal(t, 23, added)
}
