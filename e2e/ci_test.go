package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/numsim/numsim/e2e/harness"
)

// team is a project whose npm test asks about one number, and once more where
// the provider has a fault that passes.
func team(t *testing.T) string {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"package.json": `{"scripts": {"test": "node test.js"}}`,
		"test.js": `const { createHash } = require('node:crypto');
const { NUMSIM_YWJISU_URL: url, NUMSIM_YWJISU_CODE: code, NUMSIM_YWJISU_PWD: pwd, NUMSIM_YWJISU_KEY: key } = process.env;
async function ask() {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const token = createHash('md5').update(code + key + timestamp).digest('hex');
  const body = new URLSearchParams({ code, pwd, mobiles: '13900000200', timestamp, token });
  return (await fetch(url + '/Api/ApiAuth/getCheckResult', { method: 'POST', body })).json();
}
(async () => {
  let answer = await ask();
  if (answer.resultCode === '504000') answer = await ask();
  process.exitCode = answer.resultCode === '000000' ? 0 : 1;
})();
`,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	return dir
}

// shell runs a step of a pipeline in a project, where go only notes what it was
// to install.
func shell(t *testing.T, dir, script string, env ...string) {
	t.Helper()
	tools := t.TempDir()
	note := "#!/bin/sh\nfor one; do last=$one; done\ntest \"$1\" = install && echo \"$last\" >>" + tools + "/installed\n"
	require.NoError(t, os.WriteFile(filepath.Join(tools, "go"), []byte(note), 0o700))
	require.NoError(t, os.Symlink(harness.Contract(t), filepath.Join(tools, "contract")))
	require.NoError(t, os.Symlink(harness.Binary(t), filepath.Join(tools, "simulator")))
	run(t, dir, script, append(env, "PATH="+tools+":"+os.Getenv("PATH"))...)
	for _, name := range strings.Fields(read(t, filepath.Join(tools, "installed"))) {
		folder, ours := strings.CutPrefix(strings.TrimSuffix(name, "@main"), "github.com/numsim/numsim/")
		assert.True(t, ours, name)
		assert.DirExists(t, harness.Folder(t, folder))
	}
}

func run(t *testing.T, dir, script string, env ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bash", "-euo", "pipefail", "-c", script)
	cmd.Dir, cmd.Env = dir, append(append(os.Environ(), "GITHUB_STEP_SUMMARY="), env...)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s\n%s", script, out)
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if !os.IsNotExist(err) {
		require.NoError(t, err)
	}
	return string(text)
}

// blocks are the pieces of code of a page, as language and text.
func blocks(t *testing.T, name string) [][]string {
	found := regexp.MustCompile("(?s)```([a-z]+)\n(.*?)```").FindAllStringSubmatch(read(t, harness.Folder(t, "docs")+"/"+name), -1)
	require.Len(t, found, 5)
	return found
}

// Both languages have the same snippets; each is read as its system reads it, and
// its shell lines are run in a team's project.
func TestThePipelines(t *testing.T) {
	t.Parallel()
	english := blocks(t, "ci.md")
	assert.Equal(t, english, blocks(t, "ci.zh-CN.md"))
	var action struct{ Inputs map[string]any }
	require.NoError(t, yaml.Unmarshal([]byte(read(t, harness.Folder(t, "action.yml"))), &action))
	for i, block := range english {
		scripts := map[string]func(*testing.T, string, map[string]any) []string{"yaml": pipeline, "groovy": jenkins, "sh": plain}[block[1]]
		require.NotNil(t, scripts, block[1])
		t.Run(fmt.Sprintf("snippet %d, %s", i+1, block[1]), func(t *testing.T) {
			dir := team(t)
			list := scripts(t, block[2], action.Inputs)
			if len(list) == 0 {
				return // by the action, which has a test of its own
			}
			shell(t, dir, strings.Join(list, "\n"))
			assert.Contains(t, read(t, dir+"/exec.xml"), "<testsuite")
		})
	}
}

func plain(_ *testing.T, text string, _ map[string]any) []string { return []string{text} }

func jenkins(t *testing.T, text string, _ map[string]any) (list []string) {
	assert.Equal(t, strings.Count(text, "{"), strings.Count(text, "}"))
	for _, step := range regexp.MustCompile("(?s)sh '''(.*?)'''").FindAllStringSubmatch(text, -1) {
		list = append(list, step[1])
	}
	require.Len(t, list, 2)
	return list
}

// pipeline has the scripts of GitHub's steps or of GitLab's jobs, and checks what
// is asked of our action.
func pipeline(t *testing.T, text string, inputs map[string]any) (list []string) {
	type job struct {
		Script []string
		Steps  []struct {
			Uses, Run string
			With      map[string]any
		}
	}
	var document map[string]yaml.Node
	require.NoError(t, yaml.Unmarshal([]byte(text), &document))
	jobs := map[string]job{}
	if github, is := document["jobs"]; is {
		require.NoError(t, github.Decode(&jobs))
	} else {
		require.NoError(t, yaml.Unmarshal([]byte(text), &jobs))
	}
	for _, name := range []string{"numsim", "numbers"} { // GitLab's stage .pre comes first
		list = append(list, jobs[name].Script...)
		for _, step := range jobs[name].Steps {
			if step.Run != "" {
				list = append(list, step.Run)
			}
			if strings.HasPrefix(step.Uses, "numsim/numsim@") {
				for input := range step.With {
					assert.Contains(t, inputs, input)
				}
			}
		}
	}
	return list
}

// The action builds the commands and runs a team's command with each scenario.
func TestTheAction(t *testing.T) {
	t.Parallel()
	var action struct {
		Inputs map[string]struct{ Default string }
		Runs   struct {
			Using string
			Steps []struct {
				Uses, Run, Shell string
				Env              map[string]string
			}
		}
	}
	require.NoError(t, yaml.Unmarshal([]byte(read(t, harness.Folder(t, "action.yml"))), &action))
	require.Equal(t, "composite", action.Runs.Using)
	require.Len(t, action.Runs.Steps, 5)
	cache, build, exec := action.Runs.Steps[1], action.Runs.Steps[3], action.Runs.Steps[4]
	temp, dir := t.TempDir(), team(t)
	run(t, dir, cache.Run, "GITHUB_ACTION_PATH="+harness.Folder(t, "."), "GITHUB_OUTPUT="+temp+"/output")
	assert.Regexp(t, `(?m)^key=go1\.\S+-[0-9a-f]{40}$`, read(t, temp+"/output"))
	run(t, harness.Folder(t, "."), build.Run, "RUNNER_TEMP="+temp, "GITHUB_PATH="+temp+"/path")
	assert.Equal(t, temp+"/numsim\n", read(t, temp+"/path"))

	given := map[string]string{"command": "npm test", "scenario": "first-try-fails\nslow-provider\n"}
	env := []string{"PATH=" + strings.TrimSpace(read(t, temp+"/path")) + ":" + os.Getenv("PATH"), "GITHUB_STEP_SUMMARY=" + temp + "/summary"}
	for name, value := range exec.Env {
		input := strings.TrimSuffix(strings.TrimPrefix(value, "${{ inputs."), " }}")
		require.Contains(t, action.Inputs, input)
		text, is := given[input]
		if !is {
			text = action.Inputs[input].Default
		}
		env = append(env, name+"="+text)
	}
	run(t, dir, exec.Run, env...)
	report := read(t, dir+"/numsim-reports/exec.json")
	assert.Contains(t, report, "exec.first-try-fails.")
	assert.Contains(t, report, "exec.slow-provider.")
	assert.Contains(t, read(t, dir+"/numsim-reports/exec.xml"), "<testsuite")
	assert.NotEmpty(t, read(t, temp+"/summary"))
}
