package simtest_test

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/simtest"
)

func testPaysOnce(t simtest.TB) {
	sim := simtest.Start(t, simtest.Options{
		Numbers: map[string]string{"13900001111": "suspended"},
	})
	for range 2 { // the mistake: nobody kept the first answer
		_, _ = alive(http.DefaultClient, sim.Ksyun(), "13900001111")
	}
	sim.AssertAsked("13900001111", 1)
}

// The page's code is compiled here, and what it says a failure prints is what
// one prints.
func TestThePagesCodeRuns(t *testing.T) {
	var compiled strings.Builder
	for _, path := range []string{"example_test.go", "page_test.go"} {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		compiled.Write(text)
	}
	code := strings.ReplaceAll(compiled.String(), "func testPaysOnce(t simtest.TB)", "func TestPaysOnce(t *testing.T)")
	clock := regexp.MustCompile(`\d\d:\d\d:\d\d\.\d\d\d`)
	said := clock.ReplaceAllString(during(t, func(r *recorder) { testPaysOnce(r) }), "12:00:00.000")
	var pages [2][]string
	for i, path := range []string{"../docs/testing-in-go.md", "../docs/testing-in-go.zh-CN.md"} {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		for _, found := range regexp.MustCompile("(?s)```(\\w*)\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
			switch pages[i] = append(pages[i], found[2]); found[1] {
			case "go":
				assert.Contains(t, code, found[2], path)
			case "text":
				assert.Contains(t, said, found[2], path)
			default:
				t.Errorf("%s: nobody reads blocks of %q", path, found[1])
			}
		}
	}
	assert.Len(t, pages[0], 4)
	assert.Equal(t, pages[0], pages[1])
}
