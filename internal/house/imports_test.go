package house_test

import (
	"encoding/json"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/numsim/numsim"

// rooms names, for each package, every package of ours it may import; "sim/*"
// stands for everything under sim. A package that is not listed is a finding:
// a new room says where it stands.
var rooms = map[string][]string{
	"":              {},
	"sim/numbering": {""},
	"scenarios":     {"", "sim/numbering"},
	"sim/ledger":    {""},
	"sim/journal":   {""},
	"sim/explain":   {},
	"sim":           {"", "scenarios", "sim/explain", "sim/ledger", "sim/journal", "sim/numbering"},
	"sim/aliyun":    {"", "sim", "sim/explain", "sim/ledger", "sim/numbering"},
	"sim/ksyun":     {"", "sim", "sim/explain", "sim/ledger", "sim/numbering"},
	"sim/ywjisu":    {"", "sim", "sim/explain", "sim/ledger", "sim/numbering"},
	"sim/all":       {"sim", "sim/aliyun", "sim/ksyun", "sim/ywjisu"},
	"sim/setup":     {"", "sim", "sim/ledger"},
	"sim/verify":    {"", "scenarios", "sim/journal"},
	"sim/control":   {""},
	"sim/serve":     {"", "scenarios", "sim", "sim/*"},
	"simtest":       {"", "scenarios", "sim/journal", "sim/ledger", "sim/serve", "sim/verify"},
	"client":        {""},
	"ctl":           {},
	"cmd/simulator": {"", "client", "ctl", "internal/capsule", "internal/dataset", "scenarios", "sim", "sim/*"},
	"cmd/numcheck":  {"", "client"},
	"contracts":     {},
	"conformance":   {"", "client", "contracts"},
	"cmd/contract":  {"", "conformance", "contracts", "ctl", "internal/builtin", "internal/chinese", "internal/drift", "internal/guard", "internal/replay", "internal/report", "internal/supervise", "internal/usage", "internal/verdict", "internal/wire", "probe"},
	"probe":         {"", "conformance", "contracts", "ctl"},
	// The one room that knows a simulator and the rules for one: cmd/contract and
	// tests share it, so that neither has to.
	"internal/builtin": {"", "conformance", "contracts", "internal/verdict", "scenarios", "sim", "sim/journal", "sim/ledger", "sim/serve"},
	"internal/drift":   {"", "client", "conformance", "contracts", "internal/replay", "internal/wire"},
	"internal/capsule": {"client", "ctl", "internal/wire"},
	"internal/dataset": {"", "sim/numbering"},
	"internal/house":   {},
	"internal/readme":  {},
	"internal/usage":   {"", "contracts", "ctl", "scenarios", "sim/numbering"},
	"internal/wire":    {"client"},
	"internal/guard":   {"", "client", "internal/wire"},
	"internal/chinese": {},
	"internal/report":  {"conformance", "contracts", "internal/chinese"},
	"internal/replay":  {"", "client", "internal/guard", "internal/wire"},
	"internal/verdict": {"", "conformance", "contracts", "scenarios", "sim/journal", "sim/verify"},

	"internal/supervise": {}, // the one room that starts processes

	"internal/replay/standin": {"", "client", "internal/guard", "internal/wire", "simtest"}, // for tests only

	"internal/fidelity": {"", "sim", "sim/setup"}, // for tests only: no room may import it
}

// imports is a package's imports, tests left out: tests may look anywhere.
type pkg struct {
	ImportPath string
	Imports    []string
	Deps       []string
	Doc        string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Deps,Doc", module+"/...").Output()
	require.NoError(t, err)
	var list []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); err == io.EOF {
			break
		} else {
			require.NoError(t, err)
		}
		list = append(list, p)
	}
	require.Greater(t, len(list), 8, "go list found hardly anything")
	return list
}

func TestArrowsPointDown(t *testing.T) {
	for _, p := range packages(t) {
		room := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		may, listed := rooms[room]
		assert.True(t, listed, "the room %q is new: say in rooms what it may import", room)
		for _, imported := range p.Imports {
			if imported != module && !strings.HasPrefix(imported, module+"/") {
				continue
			}
			to := strings.TrimPrefix(strings.TrimPrefix(imported, module), "/")
			wild := strings.HasPrefix(to, "sim/") && slices.Contains(may, "sim/*")
			assert.True(t, wild || slices.Contains(may, to), "%q may not import %q: arrows point down; see doc.go of both", room, to)
		}
	}
}

func TestEveryRoomHasASentenceOverItsDoor(t *testing.T) {
	for _, p := range packages(t) {
		assert.NotEmpty(t, p.Doc, "%s has no package comment", p.ImportPath)
	}
}

// Only commands, simtest and builtin know serve; no provider knows a sibling.
func TestNobodyReachesAround(t *testing.T) {
	for _, p := range packages(t) {
		for _, imported := range p.Imports {
			if strings.HasSuffix(imported, "/sim/serve") {
				assert.True(t, strings.Contains(p.ImportPath, "/cmd/") || strings.HasSuffix(p.ImportPath, "/simtest") || strings.HasSuffix(p.ImportPath, "/internal/builtin"), "%s imports sim/serve", p.ImportPath)
			}
			if strings.HasSuffix(p.ImportPath, "/client") {
				assert.NotContains(t, imported, module+"/sim", "the signer and the verifier share no line")
			}
			if strings.HasSuffix(p.ImportPath, "/conformance") {
				assert.NotContains(t, imported, module+"/sim", "the rules know a simulator as they know the real thing")
			}
			if strings.HasSuffix(p.ImportPath, "/ctl") {
				assert.NotContains(t, imported, module, "it knows the simulator by the wire alone")
			}
		}
	}
}

// judges are the rooms that may know OpenAPI.
var judges = []string{"contracts", "conformance", "cmd/contract", "internal/builtin", "internal/report", "internal/verdict", "probe", "internal/drift", "internal/usage"}

// libopenapi costs minutes to compile and megabytes to carry.
func TestOpenAPIIsForThoseWhoJudge(t *testing.T) {
	for _, p := range packages(t) {
		room := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		for _, imported := range p.Imports {
			if strings.HasPrefix(imported, "github.com/pb33f/") {
				assert.Contains(t, judges, room, "%s imports %s", room, imported)
			}
		}
		if slices.Contains(judges, room) {
			continue
		}
		for _, reached := range p.Deps {
			assert.False(t, strings.HasPrefix(reached, "github.com/pb33f/"), "%s reaches %s", room, reached)
		}
	}
}
