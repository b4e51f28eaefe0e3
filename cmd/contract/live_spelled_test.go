package main

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/replay/standin"
)

// spelled is a text in the ways that somebody could read it back from.
func spelled(text string) map[string]string {
	percent, units := "", ""
	for _, b := range []byte(text) {
		percent += fmt.Sprintf("%%%02X", b)
		units += fmt.Sprintf(`\u%04x`, b)
	}
	backwards := []byte(text)
	slices.Reverse(backwards)
	return map[string]string{
		"plain": text, "percent": percent, "percent in small letters": strings.ToLower(percent), "percent twice": strings.ReplaceAll(percent, "%", "%25"), "units": units,
		"base64": base64.StdEncoding.EncodeToString([]byte(text)), "base64 behind one": base64.StdEncoding.EncodeToString([]byte("x" + text)),
		"base64 behind two": base64.URLEncoding.EncodeToString([]byte("xy" + text)), "hex": hex.EncodeToString([]byte(text)),
		"hex in capitals": strings.ToUpper(hex.EncodeToString([]byte(text))), "capitals": strings.ToUpper(text), "backwards": string(backwards),
	}
}

// However an answer spells a credential or a number, no report of any kind, and
// nothing that is made of recordings and reports later, tells it.
func TestLiveCanariesInEverySpelling(t *testing.T) {
	for _, provider := range []string{"aliyun", "ksyun", "ywjisu"} {
		t.Run(provider, func(t *testing.T) {
			var words string
			r := newLiveRig(t, standin.Options{})
			r.server = standin.Start(t, standin.Options{Drifts: []standin.Drift{func(x *standin.Exchange) {
				for _, member := range []string{"Message", "resultMsg", "Code"} {
					standin.SetField("", member, words)(x)
				}
				standin.SetField("Error", "Message", words)(x)
				standin.SetField("PhoneStatus", "Carrier", words)(x)
				standin.SetField("", "Carrier", words)(x)
				standin.SetField("resultObj", "area", words)(x)
				standin.SetField("resultObj", "numberType", words)(x)
				standin.AddField("", "Echo", words)(x)
				x.Header.Set("x-ECHO", words)
				x.Header.Set("Authorization", words)
			}}})
			r.standIn = r.server.GuardBy
			k := r.server.Keys(provider, "numsim")
			var hidden []string
			for _, secret := range []string{k.ID, k.Secret.Reveal(), k.Password.Reveal(), k.AuthCode.Reveal(), "13912300200", "13912300404"} {
				if secret == "" {
					continue
				}
				for _, text := range spelled(secret) {
					words += text + " "
					hidden = append(hidden, text)
				}
			}
			tellsNoSpelling(t, r, provider, hidden)
		})
	}
}

func tellsNoSpelling(t *testing.T, r *liveRig, provider string, hidden []string) {
	t.Helper()
	recordings, report := filepath.Join(r.dir, "recordings"), filepath.Join(r.dir, "r.json")
	kinds := func(name string) string {
		var list []string
		for _, kind := range []string{"json", "junit", "md", "html", "sarif", "codequality", "annotations"} {
			list = append(list, kind+"="+filepath.Join(r.dir, name+"."+kind))
		}
		return strings.Join(list, ",")
	}
	ask := []string{"--max-cny", "1", "--price-cny", "0.10", "--fail-on", "info", "--report"}
	code, out := r.ask(t, provider, append(ask, kinds("run"))...)
	assert.NotEqual(t, exitOK, code, out)
	assert.Contains(t, out, "FAILED", "it is shown, and so could be told")
	code, out = r.ask(t, provider, append(ask, "json="+report+","+kinds("recorded"), "--record", recordings)...)
	assert.Contains(t, []int{exitLeak, exitDrift}, code, out) // what cannot be hidden ends the run
	_, _ = r.do("drift", recordings, "--report", "json="+filepath.Join(r.dir, "drift.json")+","+kinds("drift"), "--fail-on", "info")
	_, _ = r.do("replay", recordings, "--stand-in", "--report", kinds("replay"))
	_, _ = r.do("report", report, "--report", kinds("report"))
	files := map[string]string{"the output": r.out.String()}
	for _, path := range filesBelow(t, r.dir) {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		if filepath.Base(path) != "numbers.txt" {
			files[filepath.Base(path)] = string(text)
		}
	}
	assert.Greater(t, len(files), 20)
	for where, text := range files {
		for _, h := range hidden {
			for _, form := range []string{h, strings.ReplaceAll(h, `\`, `\\`)} {
				assert.False(t, strings.Contains(text, form), "%s tells %s", where, form)
			}
		}
	}
}
