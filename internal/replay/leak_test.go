package replay_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/internal/replay"
	"github.com/numsim/numsim/internal/replay/standin"
)

// echo answers with a text in the place of a member that the contract declares.
func echo(text func() string) standin.Options {
	return standin.Options{Drifts: []standin.Drift{func(x *standin.Exchange) {
		standin.SetField("", "Message", text())(x)
	}}}
}

// A secret that comes back is replaced where it is whole, in any spelling.
func TestSecretsThatComeBack(t *testing.T) {
	for name, spell := range map[string]func(string) string{
		"plain":         func(s string) string { return "you sent " + s + "!" },
		"for a query":   url.QueryEscape,
		"for a path":    url.PathEscape,
		"twice":         func(s string) string { return url.QueryEscape(url.QueryEscape(s)) },
		"in base64":     func(s string) string { return base64.StdEncoding.EncodeToString([]byte("a" + s + "b")) },
		"for a URL":     func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte("ab" + s)) },
		"in digits":     func(s string) string { return hex.EncodeToString([]byte(s)) },
		"in capitals":   func(s string) string { return strings.ToUpper(hex.EncodeToString([]byte(s))) },
		"several times": func(s string) string { return s + s + " " + s },
	} {
		var r *rig
		r = start(t, "aliyun", echo(func() string { return spell(r.recorder.Keys.Secret.Reveal()) }))
		_, _ = r.aliyun(t, nil).DescribePhoneNumberStatus(marked("aliyun.a-case"), client.DescribePhoneNumberStatusRequest{PhoneNumber: "13900000200"})
		tellsNothing(t, r)
		assert.Contains(t, string(r.one(t).Answer.Body), "<secret>", name)
	}
}

// One that is broken up cannot be replaced, so there is no file at all.
func TestSecretsInPieces(t *testing.T) {
	for name, spell := range map[string]func(string) string{
		"over lines":      func(s string) string { return s[:7] + "\n" + s[7:] },
		"with spaces":     func(s string) string { return strings.Join(strings.Split(s, ""), " ") },
		"by a zero width": func(s string) string { return s[:5] + "\u200b" + s[5:] },
		"in entities":     func(s string) string { return fmt.Sprintf("%s&#%d;%s", s[:1], s[1], s[2:]) },
		"half escaped":    func(s string) string { return fmt.Sprintf("%s%%%02x%s", s[:2], s[2], s[3:]) },
		"base64 on lines": func(s string) string {
			b := base64.StdEncoding.EncodeToString([]byte(s))
			return b[:9] + "\r\n" + b[9:]
		},
		"spread out, tabs": func(s string) string { return s[:3] + "\t\t" + s[3:12] + "\v" + s[12:] },
	} {
		var r *rig
		r = start(t, "aliyun", echo(func() string { return spell(r.recorder.Keys.Secret.Reveal()) }))
		_, err := r.aliyun(t, nil).DescribePhoneNumberStatus(marked("aliyun.a-case"), client.DescribePhoneNumberStatusRequest{PhoneNumber: "13900000200"})
		var leak *replay.Leak
		if !assert.ErrorAs(t, err, &leak, name) {
			continue
		}
		assert.Equal(t, replay.ExitLeak, leak.Code())
		assert.Equal(t, 7, replay.ExitLeak)
		assert.NotContains(t, err.Error(), r.recorder.Keys.Secret.Reveal())
		assert.Empty(t, r.wrote)
		list, err := replay.ReadAll(os.DirFS(r.recorder.Dir))
		require.NoError(t, err)
		assert.Empty(t, list)
		assert.Empty(t, filesBelow(t, r.recorder.Dir), "not even a temporary one is left")
	}
}

func filesBelow(t *testing.T, dir string) (list []string) {
	t.Helper()
	err := filesystem(dir, func(path string) { list = append(list, path) })
	require.NoError(t, err)
	return list
}

// What the contract does not know is not written down, wherever it is.
func TestOnlyWhatIsDeclared(t *testing.T) {
	const canary = "somebody's private words"
	r := start(t, "ksyun", standin.Options{Drifts: []standin.Drift{
		standin.AddField("", "Owner", canary), standin.AddField("Data", canary, "x"), standin.AddField("Data", "Name", map[string]any{"deep": canary}),
		func(x *standin.Exchange) {
			x.Header.Set("X-Owner", canary)
			x.Header.Set("Set-Cookie", canary)
			x.Header.Set("Content-Type", "application/json; charset=utf-8; note=\""+canary+"\"")
		},
	}})
	_, _ = r.ksyun(t, nil).BatchPhoneNumberStatus(marked("ksyun.a-case"), client.BatchPhoneNumberStatusRequest{Mobiles: []number{"13900000200"}})
	file := r.one(t)
	text, err := os.ReadFile(r.wrote[0])
	require.NoError(t, err)
	assert.NotContains(t, string(text)+string(file.Answer.Body)+string(file.Request.Body), canary)
	assert.Equal(t, []string{"/Data/*/Name", "/Owner"}, file.Answer.Undeclared, "names that are words are told")
	assert.Equal(t, 1, file.Answer.Dropped, "that there was more is told")
	assert.Equal(t, map[string]string{"Content-Type": "application/json;charset=utf-8"}, file.Answer.Header)
	assert.JSONEq(t, string(file.Answer.Body), string(file.Answer.Decoded))
}

// A name may be a key, a number or a secret: it is told only if it is a plain word.
func TestNamesThatAreNoWords(t *testing.T) {
	var r *rig
	r = start(t, "aliyun", standin.Options{Drifts: []standin.Drift{func(x *standin.Exchange) {
		k := r.recorder.Keys
		for _, name := range []string{
			k.ID, k.Secret.Reveal(), strings.ToUpper(k.Secret.Reveal()), "x" + k.Secret.Reveal(), "13900000200", "n13900000200", "LTAI5tAbCdEfGh",
			"d41d8cd98f00b204e9800998ecf8427e", "a b", "a.b", strings.Repeat("a", 60), "", "中国移动", "Wallet", "last_seen2",
		} {
			standin.AddField("", name, name)(x)
		}
	}}})
	_, err := r.aliyun(t, nil).DescribePhoneNumberStatus(marked("aliyun.a-case"), client.DescribePhoneNumberStatusRequest{PhoneNumber: "13900000200"})
	require.NoError(t, err)
	tellsNothing(t, r)
	file := r.one(t)
	assert.Equal(t, []string{"/Wallet", "/last_seen2"}, file.Answer.Undeclared)
	assert.Equal(t, 13, file.Answer.Dropped)
	text, err := os.ReadFile(r.wrote[0])
	require.NoError(t, err)
	assert.NotContains(t, strings.ToLower(string(text)), strings.ToLower(r.recorder.Keys.Secret.Reveal()))
	for _, bad := range []string{"/13900000200", "Wallet", "/a b", "/LTAI5tAbCdEfGh"} {
		_, err := replay.Decode([]byte(strings.Replace(string(text), "/Wallet", bad, 1)))
		assert.ErrorContains(t, err, "is no word", bad)
	}
}

// Numbers come back masked, with signs, inside sentences, as a hash.
func TestNumbersThatComeBack(t *testing.T) {
	r := start(t, "aliyun", echo(func() string {
		return "13900000200 +8613900000200 139-0000-0200 139****0200 １３９０００００２００ [13000000404] and 13912345678 or +6281234567890, md5 " +
			"3db1b95026010f40a7c0591516eafa3b, 8613900000200, 2026-11-22T12:00:00Z, code 403000, 139*****200"
	}))
	_, err := r.aliyun(t, nil).DescribePhoneNumberStatus(marked("aliyun.a-case"), client.DescribePhoneNumberStatusRequest{PhoneNumber: "13900000200"})
	require.NoError(t, err)
	tellsNothing(t, r)
	file := r.one(t)
	asked := ""
	for _, p := range file.Request.Parameters {
		if p.Name == "PhoneNumber" {
			asked = p.Value
		}
	}
	require.Regexp(t, `^13900[0-9]{2}0200$`, asked)
	var answer struct{ Message string }
	require.NoError(t, json.Unmarshal(file.Answer.Body, &answer))
	words := strings.Fields(answer.Message)
	assert.Equal(t, []string{
		asked, "+86" + asked, asked[:3] + "-" + asked[3:7] + "-" + asked[7:], asked[:3] + "****0200", asked,
	}, words[:5])
	for _, other := range []string{"13000000404", "13912345678", "6281234567890"} {
		assert.NotContains(t, answer.Message, other)
	}
	assert.Contains(t, answer.Message, "86"+asked+", 2026-11-22T12:00:00Z, code 403000, 139*****200")
}

// Neither errors nor logs nor what prints of a recorder hold a canary.
func TestCanariesNowhere(t *testing.T) {
	var log bytes.Buffer
	var r *rig
	r = start(t, "aliyun", echo(func() string { return r.recorder.Keys.Secret.Reveal()[:9] + "\n" + r.recorder.Keys.Secret.Reveal()[9:] }))
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	a := r.aliyun(t, func(c *client.AliyunConfig) { c.Options.Log = logger })
	_, err := a.DescribePhoneNumberStatus(marked("aliyun.a-case"), client.DescribePhoneNumberStatusRequest{PhoneNumber: "13900000200"})
	require.Error(t, err)
	logger.Error("failed", "err", err, "keys", r.recorder.Keys)
	for _, text := range []string{log.String(), fmt.Sprintf("%v %+v %#v", err, err, err), fmt.Sprintf("%v %+v %#v", r.recorder.Keys, r.recorder.Keys, r.recorder.Keys)} {
		assert.NotContains(t, text, r.recorder.Keys.Secret.Reveal())
		assert.NotContains(t, text, r.recorder.Keys.Secret.Reveal()[:9]+`\n`)
		assert.NotContains(t, text, "13900000200")
	}
}

// A call that no case has marked is not recorded under anybody's name, and a
// name never leads out of the folder.
func TestNamesOfRecordings(t *testing.T) {
	r := start(t, "aliyun", standin.Options{})
	for _, name := range []string{"../../etc/passwd", "a/b", "A.Case", ".hidden", "a..b", "a case", strings.Repeat("a", 121)} {
		_, err := r.aliyun(t, nil).DescribePhoneNumberStatus(marked(name), client.DescribePhoneNumberStatusRequest{PhoneNumber: "13900000200"})
		var leak *replay.Leak
		assert.ErrorAs(t, err, &leak, name)
	}
	assert.Empty(t, filesBelow(t, r.recorder.Dir))
}

// An answer that breaks off is no evidence, and reaches the caller as it came.
func TestAnAnswerThatBreaksOff(t *testing.T) {
	r := start(t, "aliyun", standin.Options{Before: func(w http.ResponseWriter, _ *http.Request, _ []byte) bool {
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, `{"Code":`)
		return true
	}})
	_, err := r.aliyun(t, nil).DescribePhoneNumberStatus(marked("aliyun.a-case"), client.DescribePhoneNumberStatusRequest{PhoneNumber: "13900000200"})
	require.ErrorContains(t, err, "broke off")
	assert.Empty(t, r.wrote)
}
