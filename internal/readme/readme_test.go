//go:build unix

package readme

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// notRun names, by its first line, each console block and says why it cannot
// run in a test. It may only shrink: an entry without its block is a failure.
var notRun = map[string]string{
	"$ docker build -t numsim .": "needs a Docker daemon; the image is checked by a stage of its own",
}

// A shell block is run, a block under it is its answer, a console block is
// listed. There is no other kind.
func TestEveryBlockIsRunOrComparedOrListed(t *testing.T) {
	for _, name := range names {
		listed := map[string]bool{}
		blocks := read(t, name).blocks
		require.NotEmpty(t, blocks, name)
		for i, b := range blocks {
			at := fmt.Sprintf("%s:%d", name, b.line)
			first, _, _ := strings.Cut(b.code, "\n")
			reason := notRun[first]
			switch {
			case b.shell():
			case b.answer():
				assert.True(t, i > 0 && blocks[i-1].shell(), "%s: an answer, and no shell block before it", at)
			case b.tag == "console" && reason != "":
				listed[first] = true
				t.Logf("%s is not run: %s", at, reason)
			default:
				assert.Fail(t, "a block nobody runs", "%s: tag it sh, or json or text as an answer, or console and list %q in notRun", at, first)
			}
		}
		for first := range notRun {
			assert.True(t, listed[first], "%s has no console block that begins with %q: take it out of notRun", name, first)
		}
	}
}

// The pages are one text in two languages: what a reader copies is the same.
func TestBothPagesHaveTheSameCode(t *testing.T) {
	english, chinese := read(t, names[0]), read(t, names[1])
	require.Len(t, chinese.blocks, len(english.blocks))
	for i, b := range english.blocks {
		assert.Equal(t, b.tag, chinese.blocks[i].tag, "%s:%d", chinese.name, chinese.blocks[i].line)
		assert.Equal(t, b.code, chinese.blocks[i].code, "%s:%d", chinese.name, chinese.blocks[i].line)
	}
	assert.Equal(t, english.spans(), chinese.spans(), "inline code that only one page has")
}

func TestLinksLeadSomewhere(t *testing.T) {
	for _, name := range names {
		links := regexp.MustCompile(`\]\(([^)\s]+)\)`).FindAllStringSubmatch(read(t, name).prose, -1)
		require.NotEmpty(t, links, name)
		for _, found := range links {
			link, err := url.Parse(found[1])
			require.NoError(t, err)
			if link.IsAbs() {
				continue // nothing here calls out
			}
			_, err = os.Stat(filepath.Join(root, link.Path))
			assert.NoError(t, err, "%s links to %s", name, found[1])
		}
	}
}

// The image's variables are those the pages name, and no others.
func TestTheImageListensWhereThePagesSay(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "Dockerfile"))
	require.NoError(t, err)
	listens := regexp.MustCompile(`NUMSIM_[A-Z]+=0\.0\.0\.0:\d+`)
	image := listens.FindAllString(string(text), -1)
	require.Len(t, image, len(providers)+1, "a port for each provider and one for control")
	for _, name := range names {
		var named []string
		for span := range read(t, name).spans() {
			if listens.MatchString(span) {
				named = append(named, span)
			}
		}
		assert.ElementsMatch(t, image, named, name)
	}
}

// serving is a line that starts a simulator and leaves it in the foreground.
var serving = regexp.MustCompile(`^(?:[A-Z_]+=\S+ )*simulator(?: serve)?(?: -[^|&;\n]*)?$`)

func TestThePagesAgainstTheProgram(t *testing.T) {
	s := newStage(t)
	var awaited []late
	for _, name := range names {
		p := read(t, name)
		for i, b := range p.blocks {
			if !b.shell() {
				continue
			}
			var answer *block
			if i+1 < len(p.blocks) && p.blocks[i+1].answer() {
				answer = &p.blocks[i+1]
			}
			t.Run(fmt.Sprintf("%s:%d", name, b.line), func(t *testing.T) { s.perform(t, b, answer) })
		}
		t.Run(name+" services", func(t *testing.T) { s.services(t, p) })
		t.Run(name+" endings", func(t *testing.T) { awaited = append(awaited, s.endings(t, p)...) })
		t.Run(name+" accounts", func(t *testing.T) { s.accounts(t, p) })
		t.Run(name+" rows", func(t *testing.T) { s.rows(t, p) })
		t.Run(name+" settings", func(t *testing.T) { s.settings(t, p) })
	}
	assert.Len(t, awaited, len(names), "one ending a page is answered late")
	for _, l := range awaited {
		t.Run("late "+l.phone, func(t *testing.T) { s.arrives(t, l) })
	}
}

// perform runs one block as a reader would and compares the answer under it.
func (s *stage) perform(t *testing.T, b block, answer *block) {
	var printed string
	if code := s.rewrite(b.code); serving.MatchString(code) {
		r := s.start(t, code)
		for _, p := range providers {
			got := s.ask(t, r, p, "--phone 13900000200")
			assert.True(t, got.good(), "it is ready and %s does not serve: %+v", p, got)
		}
		printed = r.printed
	} else {
		printed = s.run(t, code)
	}
	assert.NotEmpty(t, printed, "the block prints nothing")
	if answer != nil {
		assert.Equal(t, level(answer.code), level(strings.TrimSpace(printed)), "not what line %d shows", answer.line)
	}
}

// drawn is what differs from run to run, in its one form, and what stands for
// it in a comparison.
var drawn = []struct {
	form *regexp.Regexp
	name string
}{
	{regexp.MustCompile(`\b[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}\b`), "REQUEST-ID"},
	{regexp.MustCompile(`"RequestId":"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"`), `"RequestId":"request-id"`},
	{regexp.MustCompile(`"lastTime":1[7-9]\d{11}\b`), `"lastTime":MILLISECONDS`},
	{regexp.MustCompile(`"SerialId":"11\d{11}"`), `"SerialId":"SERIAL"`},
	{regexp.MustCompile(`SignatureNonce%3D[0-9a-f]{32}%26`), "SignatureNonce%3DNONCE%26"},
	{regexp.MustCompile(`Timestamp%3D\d{4}-\d\d-\d\dT\d\d%253A\d\d%253A\d\dZ%26`), "Timestamp%3DTIME%26"},
	{regexp.MustCompile(`127\.0\.0\.1:[1-9]\d*`), "127.0.0.1:PORT"},
}

func level(answer string) string {
	for _, d := range drawn {
		answer = d.form.ReplaceAllString(answer, d.name)
	}
	return answer
}
