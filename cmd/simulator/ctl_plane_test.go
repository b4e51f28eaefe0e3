package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
)

// teller runs ctl commands in this process against one simulator.
type teller struct {
	t   *testing.T
	env map[string]string
}

func (c *teller) tell(args ...string) (code int, stdout, stderr string) {
	c.t.Helper()
	var out, mistakes bytes.Buffer
	code = run(c.t.Context(), append([]string{"ctl"}, args...), func(name string) string { return c.env[name] }, &out, &mistakes)
	return code, out.String(), mistakes.String()
}

// says runs a command that succeeds.
func (c *teller) says(args ...string) string {
	c.t.Helper()
	code, stdout, stderr := c.tell(args...)
	require.Equal(c.t, exitOK, code, "%s: %s", args, stderr)
	return stdout
}

func TestCtlFromBeginningToEnd(t *testing.T) {
	_, url := started(t, "--quiet")
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "scenario.yaml"), []byte("scenario: mine\ninclude: base.yaml\nfiles: list.csv\nrules:\n  - name: second\n    when: { provider: aliyun, call: 2, per: account }\n    then: { error: Insufficient.Balance }\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "base.yaml"), []byte("scenario: base\nseed: 3\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "list.csv"), []byte("number,status\n13900001111,vacant\n"), 0o600))
	c := &teller{t: t, env: map[string]string{"NUMSIM_CONTROL": url["control"]}}

	made := c.says("tenants", "create", "ci", "--scenario", dir, "--set", "aliyun.balance=1", "--profile", "aliyun=2021", "--frozen", "--now", "2026-11-22T12:00:00Z")
	assert.Regexp(t, `(?m)^aliyun +http://\S+ +key ci\.numsim, secret [0-9a-f]{32}$`, made)
	assert.Regexp(t, `(?m)^ywjisu +http://\S+ +code ci\.numsim, pwd [0-9a-f]{32}, private key [0-9a-f]{32}$`, made)
	assert.Regexp(t, `(?m)^ci +mine +3 +0 `, c.says("tenants"))
	c.env["NUMSIM_TENANT"] = "ci"
	assert.Equal(t, "2026-11-22T12:00:00Z, 0s after the scenario began, frozen\n", c.says("clock"))
	assert.Contains(t, c.says("clock", "--json"), `"elapsed": "0s"`)
	assert.Contains(t, c.says("scenario"), "scenario mine, seed 3, began 2026-11-22T12:00:00Z, 1 rule\n")
	assert.Contains(t, c.says("scenario"), "# list.csv\nnumber,status\n13900001111,vacant\n")

	assert.Equal(t, "2 numbers said\n", c.says("numbers", "set", "13900003333=停机", `13900004444=[{"until":"1h","status":"busy"},{"status":"active"}]`))
	assert.Equal(t, "13900003333  \"停机\"\n13900004444  [{\"until\":\"1h\",\"status\":\"busy\"},{\"status\":\"active\"}]\n", c.says("numbers"))
	assert.Equal(t, "quick: delay 1ms\n", c.says("rules", "add", "{name: quick, then: {delay: 1ms}}", "--first"))
	assert.Regexp(t, `(?m)^quick +rule-2:1 +delay 1ms +acted in 0$`, c.says("rules"))
	explained := c.says("explain", "13900003333")
	assert.Contains(t, explained, "139****3333 is mobile, suspended (said of this number at run time); numsim asks DescribePhoneNumberStatus at aliyun, 0s after the scenario began\n")
	assert.Contains(t, explained, "holds   rule-2:1  quick: delay 1ms\n")
	assert.Contains(t, explained, "closest scenario.yaml:5  second\n")

	assert.Regexp(t, `aliyun/numsim +ci\.numsim +2021 +3\.50 +unlimited`, c.says("accounts", "top-up", "aliyun/numsim", "2.50", "--note", "more"))
	assert.Regexp(t, `aliyun/numsim +ci\.numsim +2021 +unlimited`, c.says("accounts", "balance", "aliyun/numsim", "unlimited"))
	assert.Regexp(t, ` 7 `, c.says("accounts", "quota", "ywjisu/numsim", "7"))
	assert.Regexp(t, `(?m)^\S+Z +2\.50 +top-up more$`, c.says("accounts", "statement", "aliyun/numsim"))
	assert.Contains(t, c.says("accounts", "ywjisu"), "ywjisu/numsim-broke")
	assert.NotContains(t, c.says("accounts", "ywjisu"), "aliyun/")
	assert.Regexp(t, `aliyun/numsim-broke`, c.says("accounts", "show", "aliyun/numsim-broke"))

	file := filepath.Join(dir, "state.json")
	assert.Empty(t, c.says("state", "save", file))
	info, err := os.Stat(file)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode())
	assert.Contains(t, c.says("--tenant", "copy", "state", "load", file), "tenant copy\n")
	assert.Contains(t, c.says("--tenant", "copy", "numbers"), "13900003333")
	assert.Contains(t, c.says("state", "load", file), "mine", "the same tenant again")

	assert.Equal(t, "quick is gone\n", c.says("rules", "remove", "quick"))
	assert.Equal(t, "2 numbers taken back\n", c.says("numbers", "forget"))
	assert.Contains(t, c.says("scenario", "load", "first-try-fails", "--seed", "9"), "scenario first-try-fails, seed 9")
	assert.Contains(t, c.says("scenario", "load"), "scenario with defaults only")
	assert.Contains(t, c.says("tenants", "reset", "ci"), "ci ")
	assert.Equal(t, "ci is gone\n", c.says("tenants", "delete", "ci"))
}

// The journal shows the call that was made, to people and to programs.
func TestCtlJournal(t *testing.T) {
	_, url := started(t, "--quiet")
	c := &teller{t: t, env: map[string]string{"NUMSIM_CONTROL": url["control"]}}
	assert.Empty(t, c.says("journal"))
	answer := askAliyun(t, url["aliyun"], "13900000404")
	id := regexp.MustCompile(`"RequestId":"([^"]+)"`).FindStringSubmatch(answer)[1]
	assert.Regexp(t, `^1 +\S+Z +aliyun +DescribePhoneNumberStatus +numsim +200 +0\.10 +139\*{4}0404 vacant\n$`, c.says("journal"))
	assert.Empty(t, c.says("journal", "--number", "13900000200"))
	assert.Contains(t, c.says("journal", "show", id), "139****0404 vacant")
	var page struct {
		Entries []struct {
			RequestID string `json:"request_id"`
		}
	}
	require.NoError(t, json.Unmarshal([]byte(c.says("journal", "--json", "--since", "0", "--limit", "5")), &page))
	assert.Equal(t, id, page.Entries[0].RequestID)
	assert.Equal(t, 2, strings.Count(c.says("journal", "export"), "\n"))
	assert.Contains(t, c.says("journal", "export", "--format", "har"), `"version":"1.2"`)
	assert.Empty(t, c.says("journal", "unclaimed"))
	assert.Equal(t, "1 entry forgotten\n", c.says("journal", "clear"))
	assert.Empty(t, c.says("journal"))
}

func TestCtlMistakes(t *testing.T) {
	_, url := started(t, "--quiet")
	c := &teller{t: t, env: map[string]string{"NUMSIM_CONTROL": url["control"]}}
	for _, row := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"tenants", "create", "A"}, exitFault, "a tenant's name has 1 to 32 small letters, digits and -"},
		{[]string{"tenants", "create", "--now", "noon"}, exitUsage, "--now noon is not a time such as 2026-11-22T12:00:00Z"},
		{[]string{"tenants", "create", "--scenario", "first-try-fail"}, exitUsage, `did you mean "first-try-fails"?`},
		{[]string{"tenants", "delete"}, exitUsage, "simulator ctl tenants delete needs a tenant's name"},
		{[]string{"tenants", "shwo"}, exitUsage, `simulator ctl tenants has no command "shwo" (did you mean "show"?)`},
		{[]string{"state", "lod"}, exitUsage, `simulator ctl state has no command "lod" (did you mean "load"?)`},
		{[]string{"accounts", "show", "numsim"}, exitUsage, "numsim is not provider/account, such as aliyun/numsim"},
		{[]string{"accounts", "top-up", "aliyun/numsim"}, exitUsage, "needs an amount"},
		{[]string{"accounts", "top-up", "aliyun/numsim", "lots"}, exitFault, `"lots" is not an amount in yuan`},
		{[]string{"numbers", "set", "13900003333"}, exitUsage, "13900003333 is not number=status"},
		{[]string{"numbers", "set", "13900003333=bussy"}, exitFault, `"bussy" is not a status; did you mean "busy"?`},
		{[]string{"rules", "add", "{then: {dely: 1s}}"}, exitFault, `there is no key "dely" here; did you mean "delay"?`},
		{[]string{"explain", "12"}, exitFault, "a number has 5 to 15 digits and nothing else"},
		{[]string{"explain"}, exitUsage, "simulator ctl explain needs a number"},
		{[]string{"journal", "--tenant", "nobody"}, exitFault, "there is no tenant of that name"},
		{[]string{"journal", "show", "x"}, exitFault, "that is no request id"},
		{[]string{"journal", "export", "--format", "xml"}, exitFault, "it is none of json, ndjson and har"},
		{[]string{"state", "load", "/nothing/here"}, exitUsage, "no such file"},
	} {
		code, stdout, stderr := c.tell(row.args...)
		assert.Equal(t, row.code, code, "%s: %s", row.args, stderr)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, row.says, "%s", row.args)
	}
}

// A port that others can reach has a token, which is printed once, on stderr.
func TestTheTokenIsPrintedOnce(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	out, w := io.Pipe()
	exit := make(chan int, 1)
	var stderr bytes.Buffer
	go func() {
		exit <- run(ctx, []string{"--free-ports", "--quiet", "--control", "0.0.0.0:0"}, func(string) string { return "" }, w, &stderr)
		_ = w.Close()
	}()
	lines := bufio.NewScanner(out)
	require.True(t, lines.Scan())
	go func() { _, _ = io.Copy(io.Discard, out) }()
	ready := lines.Text()
	said := stderr.String()
	defer func() {
		stop()
		assert.Equal(t, exitOK, <-exit)
	}()
	found := regexp.MustCompile(`its token for this run is ([A-Z2-7]{26}) `).FindAllStringSubmatch(said, -1)
	require.Len(t, found, 1)
	assert.NotContains(t, ready, found[0][1])
	c := &teller{t: t, env: map[string]string{"NUMSIM_CONTROL": urls(ready)["control"]}}
	code, _, mistakes := c.tell("tenants")
	assert.Equal(t, exitFault, code)
	assert.Contains(t, mistakes, "NUMSIM_CONTROL_TOKEN")
	c.env["NUMSIM_CONTROL_TOKEN"] = found[0][1]
	assert.Contains(t, c.says("tenants"), "default")
}

// askAliyun has the ready-made account ask about a number.
func askAliyun(t *testing.T, url, number string) string {
	t.Helper()
	s := client.AliyunSigner{AccessKeyID: "numsim", AccessKeySecret: "numsim-secret"}
	req, err := s.V1(http.MethodGet, url, map[string]string{"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "Format": "JSON", "PhoneNumber": number})
	require.NoError(t, err)
	res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
	require.NoError(t, err)
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	return string(body)
}
