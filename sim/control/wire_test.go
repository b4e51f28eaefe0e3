package control_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/serve"
)

// A session is a file of exchanges with a simulator that begins at noon: each
// begins with > and a method and a path, then the body, then what came back.
// A line "call KEY NUMBER" asks Alibaba Cloud's listener about a number, with
// another secret if one follows.
// UPDATE=1 writes what came back; it is read before it is kept.
func TestTheWire(t *testing.T) {
	files, err := filepath.Glob("testdata/wire/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	seen := map[string]bool{}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			p := &session{simulator: run(t, serve.Config{Seed: 7}), secret: map[string]string{}, seen: seen}
			for _, part := range strings.Split("\n"+string(text), "\n> ")[1:] {
				p.play(part)
			}
			if os.Getenv("UPDATE") != "" {
				require.NoError(t, os.WriteFile(file, p.out.Bytes(), 0o644))
				return
			}
			assert.Equal(t, string(text), p.out.String())
		})
	}
	unseen(t, seen)
}

type session struct {
	*simulator
	secret map[string]string // of Alibaba Cloud's keys, by tenant
	out    bytes.Buffer
	last   string          // request id of the last call
	seen   map[string]bool // fields of answers
}

// play is one exchange: "POST /v1/x {...}" on the first line.
func (s *session) play(part string) {
	s.t.Helper()
	line, _, _ := strings.Cut(part, "\n")
	fmt.Fprintf(&s.out, "> %s\n", line)
	words := strings.SplitN(line, " ", 3)
	if words[0] == "call" {
		tenant, _, _ := strings.Cut(words[1], ".")
		number, secret, other := strings.Cut(words[2], " ")
		if !other {
			secret = s.secretOf(tenant)
		}
		body := s.aliyun(words[1], secret, number)
		s.last = regexp.MustCompile(`[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}`).FindString(body)
		fmt.Fprintf(&s.out, "%s\n\n", s.steady(body))
		return
	}
	body := ""
	if len(words) == 3 {
		body = words[2]
	}
	a := s.simulator.call(words[0], strings.ReplaceAll(words[1], "LAST", s.last), body)
	s.conforms(words[0], words[1], a)
	s.keep(a)
	fmt.Fprintf(&s.out, "%d %s\n%s\n\n", a.status, a.header.Get("Content-Type"), s.steady(pretty(a.body)))
}

func (s *session) secretOf(tenant string) string {
	if secret, ok := s.secret[tenant]; ok {
		return secret
	}
	return "numsim-secret"
}

func (s *session) keep(a answer) {
	var made struct {
		Name      string
		Providers map[string]struct {
			Secret string `json:"access_key_secret"`
		}
		Keys *struct {
			Name      string
			Providers map[string]struct {
				Secret string `json:"access_key_secret"`
			}
		}
	}
	if json.Unmarshal([]byte(a.body), &made) != nil {
		return
	}
	if made.Keys != nil {
		made.Name, made.Providers = made.Keys.Name, made.Keys.Providers
	}
	if secret := made.Providers["aliyun"].Secret; secret != "" {
		s.secret[made.Name] = secret
	}
}

func pretty(body string) string {
	var b bytes.Buffer
	if json.Indent(&b, []byte(body), "", "  ") != nil {
		return strings.TrimRight(body, "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

// steady takes out what is drawn anew in each process, and the many ready-made
// accounts but the first of each provider.
func (s *session) steady(text string) string {
	for _, e := range s.Providers {
		text = strings.ReplaceAll(text, e.URL, "http://"+strings.ToUpper(e.Traits.Name))
	}
	for _, r := range []struct{ find, put string }{
		{`[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}`, "UUID"},
		{`"request_id": "[A-Z2-7]{26}"`, `"request_id": "ID"`},
		{`h:[0-9a-f]{20}`, "h:PSEUDONYM"},
		{`127\.0\.0\.1:\d+`, "HOST"},
		{`(SignatureNonce%3D)[0-9a-f]{32}`, "${1}NONCE"},
		{`"SerialId":"?\d+"?`, `"SerialId":"N"`},
		{`"(access_key_secret|pwd|private_key)": "[^"]*"`, `"$1": "SECRET"`},
		{`(?s),\s*\{[^{}]*"(account|name)": "numsim-[^{}]*\}`, ""},
		{`(?s),\s*\{[^{}]*"(account|name)": "[a-z]+\.numsim-[^{}]*\}`, ""},
	} {
		text = regexp.MustCompile(r.find).ReplaceAllString(text, r.put)
	}
	return text
}
