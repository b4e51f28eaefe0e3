package control_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/sim/control"
)

// What another site's page may read is as much at stake as what it may change:
// GET and HEAD are refused to it too. Somebody who follows a link is let in.
func TestForeignPagesMayNotRead(t *testing.T) {
	addr := start(t, control.Options{Hosts: []string{"Numsim.Local"}})
	for _, row := range []struct {
		name    string
		headers []string
		status  int
	}{
		{"no browser", nil, 200},
		{"an address typed in", []string{"Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate"}, 200},
		{"our own page", []string{"Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors"}, 200},
		{"a link on another site", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}, 200},
		{"a link on another port", []string{"Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}, 200},
		{"a frame on another site", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"}, 403},
		{"an object on another site", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: object"}, 403},
		{"a navigation to nobody knows what", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"}, 403},
		{"a script of another site", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors"}, 403},
		{"a picture of another site", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"}, 403},
		{"a script of a sibling", []string{"Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors"}, 403},
		{"no mode said", []string{"Sec-Fetch-Site: cross-site"}, 403},
		{"an origin of ours", []string{"Origin: http://localhost:18080"}, 200},
		{"our address", []string{"Origin: http://127.0.0.1:1"}, 200},
		{"our address of the other kind", []string{"Origin: http://[::1]:18080"}, 200},
		{"a name we were given", []string{"Origin: http://numsim.local:18080"}, 200},
		{"another origin", []string{"Origin: https://evil.example"}, 403},
		{"one that begins like ours", []string{"Origin: http://localhost.evil.example"}, 403},
		{"one with ours before an @", []string{"Origin: http://localhost@evil.example"}, 403},
		{"a sandboxed frame", []string{"Origin: null"}, 403},
		{"an origin that is none", []string{"Origin: http://%zz"}, 403},
		{"same-origin as it says, and another origin", []string{"Sec-Fetch-Site: same-origin", "Origin: https://evil.example"}, 403},
	} {
		t.Run(row.name, func(t *testing.T) {
			for _, path := range []string{"/healthz", "/readyz"} {
				a := get(t, addr, path, row.headers...)
				assert.Equal(t, row.status, a.status, path)
				hardened(t, a)
				h := ask(t, addr, "HEAD "+path+" HTTP/1.1", append([]string{"Host: " + addr}, row.headers...)...)
				assert.Equal(t, row.status, h.status, "HEAD %s", path)
				if row.status == 403 {
					assert.Equal(t, "numsim control: pages of other sites may not ask me anything; ask from a program on this machine.\n", a.body)
					assert.Equal(t, 403, get(t, addr, "/nothing", row.headers...).status, "which routes exist is not told")
				}
			}
		})
	}
}

// Names have no case, in what was given and in what is asked.
func TestHostsHaveNoCase(t *testing.T) {
	addr := start(t, control.Options{Hosts: []string{"Numsim.Local", "box"}})
	for host, status := range map[string]int{
		"Numsim.Local": 200, "numsim.local": 200, "NUMSIM.LOCAL:18080": 200, "BOX": 200, "box:1": 200, "LOCALHOST": 200, "Localhost:18080": 200,
		"numsim.locale": 421, "numsim": 421, "boxes": 421,
	} {
		assert.Equal(t, status, ask(t, addr, "GET /readyz HTTP/1.1", "Host: "+host).status, host)
	}
}
