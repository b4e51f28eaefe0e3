//go:build unix

package control_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/control"
)

// attacks are what a page of another site tries, each ending by itself. CONTROL
// is the control port as it is called, REBOUND its address under the page's own
// name, as a name that was bound anew has it.
const attacks = `<!doctype html><body><script>
const said = {};
const note = (name, p) => p.then(v => said[name] = String(v), e => said[name] = "failed: " + e.name);
const frame = (src, set) => new Promise(done => {
  const f = document.createElement("iframe");
  if (set) { f.name = "target"; document.body.append(f) } // which loads a page of its own at once
  f.onload = f.onerror = () => { let v = "closed"; try { v = "open: " + f.contentDocument.body.innerText } catch (e) {} done(v) };
  if (set) { set() } else { f.src = src; document.body.append(f) }
});
const post = () => {
  const form = document.createElement("form");
  form.action = "CONTROL/v1/clock"; form.method = "post"; form.enctype = "text/plain"; form.target = "target";
  const i = document.createElement("input"); i.name = '{"frozen":true,"x":"'; i.value = '"}'; form.append(i);
  document.body.append(form); form.submit();
};
const listen = url => new Promise(done => { const e = new EventSource(url); e.onopen = () => done("open"); e.onerror = () => { e.close(); done("closed") } });
const picture = url => new Promise(done => { const i = new Image(); i.onload = () => done("open"); i.onerror = () => done("closed"); i.src = url });
const body = {method: "PUT", headers: {"Content-Type": "application/json"}, body: '{"frozen":true}'};
Promise.all([
  note("read", fetch("CONTROL/v1/clock").then(r => r.text())),
  note("opaque", fetch("CONTROL/v1/clock", {mode: "no-cors"}).then(r => r.type + " " + r.status)),
  note("change", fetch("CONTROL/v1/clock", body).then(r => r.text())),
  note("simple", fetch("CONTROL/v1/clock", {method: "POST", mode: "no-cors", body: '{"frozen":true}'}).then(r => r.type)),
  note("rebound", fetch("REBOUND/v1/clock").then(r => r.text())),
  note("rebound change", fetch("REBOUND/v1/clock", {...body, mode: "cors"}).then(r => r.text())),
  note("stream", listen("CONTROL/v1/journal/stream")),
  note("rebound stream", listen("REBOUND/v1/journal/stream")),
  note("picture", picture("CONTROL/v1/clock")),
  note("frame", frame("CONTROL/v1/journal/stream")),
  note("rebound frame", frame("REBOUND/v1/clock")),
  note("form", frame("", post)),
]).then(() => fetch("/said", {method: "POST", body: JSON.stringify(said)}));
</script>`

// seen is one request as the control port met it.
type seen struct {
	what, site, dest string
	status           int
}

// witness is a control port that remembers what it was asked and answered.
type witness struct {
	mu   sync.Mutex
	list []seen
	next http.Handler
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *witness) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	s := &statusWriter{rw, 200}
	w.next.ServeHTTP(s, r)
	host, _, _ := strings.Cut(r.Host, ":")
	w.mu.Lock()
	defer w.mu.Unlock()
	w.list = append(w.list, seen{r.Method + " " + host + r.URL.Path, r.Header.Get("Sec-Fetch-Site"), r.Header.Get("Sec-Fetch-Dest"), s.status})
}

// browser runs Chromium until the test ends, in a group of processes of its own.
func browser(t *testing.T, url string) {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("there is no Chromium here: what a real browser does was not tried")
	}
	cmd := exec.Command(path, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--disable-breakpad",
		"--disable-background-networking", "--user-data-dir="+t.TempDir(), "--host-resolver-rules=MAP evil.example 127.0.0.1", url)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Stderr = &bytes.Buffer{} // a pipe of which every helper process has an end: Wait awaits them all
	cmd.WaitDelay = time.Minute
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		late := time.AfterFunc(10*time.Second, func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
		_ = cmd.Wait() // it was ended
		late.Stop()
	})
}

// A page of another site, in a real browser, learns nothing of the control port
// and changes nothing there: by scripts, forms, frames, streams, and after its
// own name was bound to this machine.
func TestAForeignPageInChromium(t *testing.T) {
	c := &settable{}
	w := &witness{next: control.New(clockOnly(c))}
	port := httptest.NewServer(w)
	t.Cleanup(port.Close)
	rebound := strings.Replace(port.URL, "127.0.0.1", "evil.example", 1)
	page := strings.NewReplacer("CONTROL", port.URL, "REBOUND", rebound).Replace(attacks)
	result := make(chan string, 1)
	evil := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, page)
		case "/said":
			text, _ := io.ReadAll(r.Body)
			result <- string(text)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(evil.Close)
	browser(t, strings.Replace(evil.URL, "127.0.0.1", "evil.example", 1))
	var said map[string]string
	select {
	case text := <-result:
		require.NoError(t, json.Unmarshal([]byte(text), &said))
	case <-time.After(2 * time.Minute):
		require.Fail(t, "the browser never said what it saw")
	}
	require.Len(t, said, 12)
	for name, what := range said {
		assert.True(t, what == "closed" || strings.HasPrefix(what, "failed: ") || strings.HasPrefix(what, "opaque"), "%s: %s", name, what)
	}
	assert.Zero(t, c.changes, "nothing was changed")
	w.mu.Lock()
	defer w.mu.Unlock()
	all := map[string]bool{}
	for _, s := range w.list {
		want := 403
		if strings.Contains(s.what, " evil.example/") {
			want = 421
		}
		assert.Equal(t, want, s.status, "%+v", s)
		all[s.what+" "+s.dest] = true
	}
	for _, what := range []string{
		"GET 127.0.0.1/v1/journal/stream iframe", "POST 127.0.0.1/v1/clock iframe", "GET 127.0.0.1/v1/clock image", "GET 127.0.0.1/v1/journal/stream empty",
		"GET evil.example/v1/clock ", "GET evil.example/v1/journal/stream ", // without Sec-Fetch headers: the name is all there is to go by
	} {
		assert.True(t, all[what], "the browser tried %s: %v", what, w.list)
	}
}
