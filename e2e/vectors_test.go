package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/e2e/harness"
)

// loop is the program of one language that signs and compares.
type loop struct {
	language string
	command  func(t *testing.T) []string
}

func loops() []loop {
	words := func(words ...string) func(*testing.T) []string {
		return func(*testing.T) []string { return words }
	}
	return []loop{
		{"go", func(t *testing.T) []string {
			kept := harness.Installed(t, "examples/vectors/go", `go build -o "$INTO/vectors" .`, "main.go", "sign.go", "go.mod")
			return []string{kept + "/vectors"}
		}},
		{"java", func(t *testing.T) []string {
			kept := harness.Installed(t, "examples/vectors/java", javaTools+`mvn -q -B dependency:copy-dependencies -DoutputDirectory="$INTO"`, "pom.xml")
			return []string{"java", "-XX:TieredStopAtLevel=1", "-cp", kept + "/*", "Check.java"}
		}},
		{"node", words("node", "check.js")},
		{"php", func(t *testing.T) []string {
			harness.Installed(t, "examples/vectors/php", phpTools)
			return []string{"php", "check.php"}
		}},
		{"python", words("python3", "check.py")},
	}
}

func (l loop) run(t *testing.T, files []string) harness.Ended {
	words := append(l.command(t), files...)
	return harness.Command(t, "examples/vectors/"+l.language, nil, words[0], words[1:]...)
}

// Each language signs every vector that contract writes out; and where a vector
// is changed, at whatever place, no loop says that it is fine.
func TestVectors(t *testing.T) {
	t.Parallel()
	sound := published(t)
	for _, l := range loops() {
		t.Run(l.language, func(t *testing.T) {
			ended := l.run(t, written(t, sound, nil))
			require.Equal(t, 0, ended.Exit, "%s%s", ended.Stdout, ended.Stderr)
			assert.Equal(t, 18, strings.Count("\n"+ended.Stdout, "\nok "), ended.Stdout)
			assert.NotContains(t, ended.Stdout, "not ok")
			for place, change := range mutants() {
				ended := l.run(t, written(t, sound, change))
				assert.Equal(t, 1, ended.Exit, "%s: %s%s", place, ended.Stdout, ended.Stderr)
				assert.Equal(t, 18, strings.Count("\n"+ended.Stdout, "\nnot ok "), "%s: %s%s", place, ended.Stdout, ended.Stderr)
				assert.Contains(t, ended.Stdout, " "+place, "what differs is named")
			}
			assert.Equal(t, 1, l.run(t, nil).Exit, "nothing checked is not fine")
		})
	}
}

type document = map[string]any

// published are the files as contract writes them.
func published(t *testing.T) map[string][]byte {
	files := map[string][]byte{}
	for _, provider := range []string{harness.Aliyun, harness.Ksyun, harness.Ywjisu} {
		ended := harness.Command(t, ".", nil, harness.Contract(t), "vectors", "--provider", provider)
		require.Equal(t, 0, ended.Exit, ended.Stderr)
		files[provider] = []byte(ended.Stdout)
	}
	return files
}

// written are the files on disk, each vector changed.
func written(t *testing.T, files map[string][]byte, change func(vector document)) (paths []string) {
	dir := t.TempDir()
	for provider, text := range files {
		var file document
		require.NoError(t, json.Unmarshal(text, &file))
		for _, one := range file["vectors"].([]any) {
			if change != nil {
				change(one.(document))
			}
		}
		text, err := json.Marshal(file)
		require.NoError(t, err)
		paths = append(paths, filepath.Join(dir, provider+".json"))
		require.NoError(t, os.WriteFile(paths[len(paths)-1], text, 0o600))
	}
	return paths
}

// mutants are changes of a vector, by the word with which a loop reports them.
func mutants() map[string]func(document) {
	return map[string]func(document){
		"string_to_sign": func(v document) { v["string_to_sign"] = v["string_to_sign"].(string) + "x" },
		"signature": func(v document) {
			given := v["given"].(document)
			given["secret"] = given["secret"].(string) + "x"
		},
		"wire": func(v document) {
			wire := v["wire"].(document)
			for _, place := range []string{"query", "form", "headers"} {
				if pairs, there := wire[place].([]any); there {
					pairs[0] = pairs[0].(string) + "x"
					return
				}
			}
		},
		"mistake: forgotten": func(v document) {
			v["must_not"] = append(v["must_not"].([]any), document{"mistake": "forgotten", "signature": v["signature"]})
		},
	}
}
