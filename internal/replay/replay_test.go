package replay_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/replay"
	"github.com/numsim/numsim/internal/replay/standin"
	"github.com/numsim/numsim/internal/wire"
	"github.com/numsim/numsim/simtest"
)

func keysOf(sim *simtest.Sim) func(provider, account string) wire.Keys {
	return func(provider, account string) wire.Keys {
		c := sim.Account(provider, account)
		return wire.Keys{ID: c.ID, Secret: client.Secret(c.Secret), Password: client.Secret(c.Password), Token: client.Secret(c.Token), AuthCode: "any-code"}
	}
}

// exchanges are calls of every scheme and operation, good and bad, with the
// account that has to be charged; each is recorded, and played without a
// difference.
func exchanges() map[string]func(*testing.T, *rig) error {
	describe := func(number string, change func(*client.AliyunConfig)) func(*testing.T, *rig) error {
		return func(t *testing.T, r *rig) error {
			_, err := r.aliyun(t, change).DescribePhoneNumberStatus(marked("aliyun.a-case"), client.DescribePhoneNumberStatusRequest{PhoneNumber: number})
			return err
		}
	}
	batch := func(change func(*client.KsyunConfig), numbers ...numsim.Number) func(*testing.T, *rig) error {
		return func(t *testing.T, r *rig) error {
			_, err := r.ksyun(t, change).BatchPhoneNumberStatus(marked("ksyun.a-case"), client.BatchPhoneNumberStatusRequest{Mobiles: numbers})
			return err
		}
	}
	result := func(change func(*client.YwjisuConfig), numbers ...numsim.Number) func(*testing.T, *rig) error {
		return func(t *testing.T, r *rig) error {
			_, err := r.ywjisu(t, change).GetCheckResult(marked("ywjisu.a-case"), client.GetCheckResultRequest{Mobiles: numbers})
			return err
		}
	}
	return map[string]func(*testing.T, *rig) error{
		"aliyun acs3":             describe("13900000200", nil),
		"aliyun acs3 vacant":      describe("13000000404", nil),
		"aliyun v1":               describe("13300000402", func(c *client.AliyunConfig) { c.V1 = true }),
		"aliyun v1 XML":           describe("13900000200", func(c *client.AliyunConfig) { c.V1, c.Format = true, client.AliyunXML }),
		"aliyun v1 wrong secret":  describe("13900000200", func(c *client.AliyunConfig) { c.V1, c.Signer.AccessKeySecret = true, "not-the-secret" }),
		"aliyun acs3 wrong":       describe("13900000200", func(c *client.AliyunConfig) { c.Signer.AccessKeySecret = "not-the-secret" }),
		"aliyun nobody's key":     describe("13900000200", func(c *client.AliyunConfig) { c.Signer.AccessKeyID = "numsim-made-up" }),
		"aliyun malformed number": describe("123", nil),
		"ksyun v1":                batch(nil, "13900000200", "13000000404", "13300000402"),
		"ksyun twice the same":    batch(nil, "13900000200", "13900000200"),
		"ksyun aws4":              batch(func(c *client.KsyunConfig) { c.AWS4 = true }, "13900000200"),
		"ksyun wrong secret":      batch(func(c *client.KsyunConfig) { c.Signer.SecretKey = "not-the-secret" }, "13900000200"),
		"ksyun malformed":         batch(nil, "123"),
		"ksyun realtime": func(t *testing.T, r *rig) error {
			_, err := r.ksyun(t, nil).PhoneNumberStatus(marked("ksyun.a-case"), client.PhoneNumberStatusRequest{Mobile: "13000000404"})
			return err
		},
		"ksyun dry run": func(t *testing.T, r *rig) error {
			return r.ksyun(t, nil).DryRun(marked("ksyun.a-case"), client.PhoneNumberStatusRequest{Mobile: "13900000200"})
		},
		"ksyun abroad": func(t *testing.T, r *rig) error {
			_, err := r.ksyun(t, nil).IsmsPhoneNumberStatus(marked("ksyun.a-case"), client.IsmsPhoneNumberStatusRequest{Mobile: "6281100000200"})
			return err
		},
		"ywjisu":              result(nil, "13900000200", "13000000404", "13300000402"),
		"ywjisu wrong key":    result(func(c *client.YwjisuConfig) { c.Signer.PrivateKey = "not-the-key" }, "13900000200"),
		"ywjisu wrong pwd":    result(func(c *client.YwjisuConfig) { c.Signer.Password = "not-the-pwd" }, "13900000200"),
		"ywjisu malformed":    result(nil, "123"),
		"ywjisu nobody's key": result(func(c *client.YwjisuConfig) { c.Signer.Code = "numsim-made-up" }, "13900000200"),
	}
}

// What is recorded plays without a difference, twice, and tells nothing that is
// somebody's.
func TestRecordAndPlay(t *testing.T) {
	for name, call := range exchanges() {
		t.Run(name, func(t *testing.T) {
			provider, _, _ := strings.Cut(name, " ")
			r := start(t, provider, standin.Options{})
			_ = call(t, r) // a refusal is an answer to record like any other
			file := r.one(t)
			tellsNothing(t, r)
			assert.Equal(t, provider+".a-case", file.Case)
			assert.Empty(t, file.Request.Unsigned)

			for range 2 {
				p, sim := player(t, simtest.Options{Seed: 7})
				done, err := p.Play(t.Context(), file)
				require.NoError(t, err)
				assert.Empty(t, done.Skipped)
				assert.Empty(t, done.Differences, "the recording:\n%s\nthe simulator:\n%s", file.Answer.Body, sim.Journal())
				require.Len(t, sim.Calls(), map[bool]int{true: 1}[file.Request.Standing != wire.Foreign], "a call reached an account")
			}
		})
	}
}

// tellsNothing looks through every file below the folder in its own way: for
// the caller's credentials and the numbers, in clear and in base64.
func tellsNothing(t *testing.T, r *rig) {
	t.Helper()
	require.NotEmpty(t, r.wrote)
	for _, path := range r.wrote {
		info, err := os.Stat(path)
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	}
	forbidden := []string{"13900000200", "13000000404", "13300000402", "6281100000200", r.recorder.Keys.ID}
	for _, secret := range []client.Secret{r.recorder.Keys.Secret, r.recorder.Keys.Password, r.recorder.Keys.AuthCode} {
		if secret != "" {
			forbidden = append(forbidden, secret.Reveal())
		}
	}
	texts := 0
	err := filepath.WalkDir(r.recorder.Dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		all := string(text)
		for _, run := range regexp.MustCompile(`[A-Za-z0-9+/]{16,}={0,2}`).FindAllString(all, -1) {
			plain, _ := base64.StdEncoding.DecodeString(run)
			all += string(plain)
		}
		texts++
		for _, what := range forbidden {
			assert.NotContains(t, all, what, path)
		}
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, len(r.wrote), texts, "there are no other files")
}

// Equal numbers stay equal within a recording, between request and answer; the
// next recording has others.
func TestStandIns(t *testing.T) {
	mobiles := func() (asked, answered string) {
		r := start(t, "ksyun", standin.Options{})
		_, err := r.ksyun(t, nil).BatchPhoneNumberStatus(marked("ksyun.a-case"), client.BatchPhoneNumberStatusRequest{Mobiles: []numsim.Number{"13900000200", "13000000404", "13300000402"}})
		require.NoError(t, err)
		file := r.one(t)
		for _, p := range file.Request.Parameters {
			if p.Name == "Mobiles" {
				asked = p.Value
			}
		}
		var list []string
		for _, m := range regexp.MustCompile(`"Mobile":"([0-9]+)"`).FindAllStringSubmatch(string(file.Answer.Body), -1) {
			list = append(list, m[1])
		}
		return asked, strings.Join(list, ",")
	}
	asked, answered := mobiles()
	assert.Equal(t, asked, answered)
	assert.Regexp(t, `^13900[0-9]{2}0200,13000[0-9]{2}0404,13300[0-9]{2}0402$`, asked, "the carrier and what is true stay, the number does not")
	others := map[string]bool{asked: true}
	for range 4 {
		again, _ := mobiles()
		others[again] = true
	}
	assert.Greater(t, len(others), 1, "stand-ins are drawn anew for each recording")
}

// A simulator that answers otherwise is found, at the place.
func TestDifferences(t *testing.T) {
	r := start(t, "ksyun", standin.Options{Drifts: []standin.Drift{
		standin.SetField("Data", "CheckStatus", "3"), standin.SetField("Data", "Carrier", 7), standin.RemoveField("", "RequestId"),
	}})
	_, _ = r.ksyun(t, nil).BatchPhoneNumberStatus(marked("ksyun.a-case"), client.BatchPhoneNumberStatusRequest{Mobiles: []numsim.Number{"13900000200"}})
	p, _ := player(t, simtest.Options{})
	done, err := p.Play(t.Context(), r.one(t))
	require.NoError(t, err)
	assert.Equal(t, []replay.Difference{
		{"ksyun.a-case", "/body/Data/0/Carrier", "7", `"移动"`},
		{"ksyun.a-case", "/body/Data/0/CheckStatus", `"3"`, `"1"`},
		{"ksyun.a-case", "/body/RequestId", "nothing", `"<request-id:1>"`},
		{"ksyun.a-case", "/client/Results/0/Carrier", `"none"`, `"mobile"`},
		{"ksyun.a-case", "/client/Results/0/Status", `"risky"`, `"active"`},
		{"ksyun.a-case", "/client/Results/0/RequestID", "nothing", `"<request-id:1>"`},
	}, done.Differences)
	for _, d := range done.Differences {
		assert.Contains(t, d.String(), d.Pointer)
	}
}

// A value that is equal twice on one side and not on the other is a difference,
// though both vary.
func TestReferencesKeepEquality(t *testing.T) {
	r := start(t, "aliyun", standin.Options{Drifts: []standin.Drift{func(x *standin.Exchange) {
		x.Body = []byte(strings.Replace(string(x.Body), "requestId=", "requestId=0", 1))
	}}})
	_, _ = r.aliyun(t, nil).DescribePhoneNumberStatus(marked("aliyun.a-case"), client.DescribePhoneNumberStatusRequest{PhoneNumber: "123"})
	p, _ := player(t, simtest.Options{})
	done, err := p.Play(t.Context(), r.one(t))
	require.NoError(t, err)
	require.Len(t, done.Differences, 1)
	assert.Equal(t, "/body/Recommend", done.Differences[0].Pointer)
}

// What cannot be played is said, not passed.
func TestSkipped(t *testing.T) {
	r := start(t, "aliyun", standin.Options{Drifts: []standin.Drift{func(x *standin.Exchange) {
		x.Status, x.Body = 502, []byte("<html>bad gateway for 13900000200</html>")
		x.Header.Set("Content-Type", "text/html; charset=utf-8")
	}}})
	_, _ = r.aliyun(t, nil).DescribePhoneNumberStatus(marked("aliyun.a-case"), client.DescribePhoneNumberStatusRequest{PhoneNumber: "13900000200"})
	tellsNothing(t, r)
	file := r.one(t)
	assert.Equal(t, "<40 bytes that no contract declares>", string(file.Answer.Body))
	p, sim := player(t, simtest.Options{})
	done, err := p.Play(t.Context(), file)
	require.NoError(t, err)
	assert.Contains(t, done.Skipped, "nothing of its answer is declared")
	p.Target = nil
	file.Answer.Opaque = false
	done, err = p.Play(t.Context(), file)
	require.NoError(t, err)
	assert.Equal(t, "there is no simulator of aliyun", done.Skipped)
	assert.Empty(t, sim.Calls())
}

func TestNoAnswerIsTheEnvironment(t *testing.T) {
	r := start(t, "ywjisu", standin.Options{})
	_, err := r.ywjisu(t, nil).GetCheckResult(marked("ywjisu.a-case"), client.GetCheckResultRequest{Mobiles: []numsim.Number{"13900000200"}})
	require.NoError(t, err)
	p, _ := player(t, simtest.Options{})
	p.HTTP, p.Target = nil, map[string]string{"ywjisu": "http://127.0.0.1:1"}
	_, err = p.Play(t.Context(), r.one(t))
	require.ErrorContains(t, err, "the simulator did not answer")
	assert.NotContains(t, fmt.Sprint(err), "13900000200")
	for _, live := range []string{"https://kh.ywjisu.com", "https://KH.ywjisu.com.", "https://kh.ywjisu.com:443", "https://dytnsapi.aliyuncs.com", ":"} {
		p.Target["ywjisu"] = live
		_, err = p.Play(t.Context(), r.one(t))
		assert.ErrorContains(t, err, "is played to a simulator", live)
	}
}

// Every recording satisfies the contract it was made by.
func TestRecordingsSatisfyTheContract(t *testing.T) {
	for name, call := range exchanges() {
		provider, _, _ := strings.Cut(name, " ")
		r := start(t, provider, standin.Options{})
		_ = call(t, r)
		file := r.one(t)
		c, err := contractOf(provider)
		require.NoError(t, err)
		at, err := url.Parse("https://" + file.Request.Host + file.Request.Path + "?" + file.Request.Query)
		require.NoError(t, err)
		x := &contracts.Exchange{Method: file.Request.Method, URL: at, Header: http.Header{}, Body: file.Request.Body, Status: file.Answer.Status, AnswerHeader: http.Header{}, AnswerBody: file.Answer.Body}
		for h, value := range file.Request.Header {
			x.Header.Set(h, value)
		}
		for h, value := range file.Answer.Header {
			x.AnswerHeader.Set(h, value)
		}
		for _, f := range c.JudgeAnswer(x) {
			t.Errorf("%s: %s", name, f)
		}
		if !strings.Contains(name, "malformed") {
			for _, f := range c.JudgeRequest(x) {
				t.Errorf("%s: %s", name, f)
			}
		}
	}
}
