package fidelity

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	reference = regexp.MustCompile("`([a-z0-9_/]+\\.go)(?:: ([^`]+))?`")
	codeCell  = regexp.MustCompile("^(–|" + reference.String() + "( " + reference.String() + ")*)$")
)

// references: the code a row points to is declared where it says.
func (p *Page) references(t testing.TB, least int) {
	declared := map[string]map[string]bool{}
	count := 0
	for _, r := range p.rows("Code") {
		assert.Regexpf(t, codeCell, r.cells["Code"], "%s: write code as `file.go: name`, or –", r.at)
		for _, m := range reference.FindAllStringSubmatch(r.cells["Code"], -1) {
			path := m[1]
			if !strings.Contains(path, "/") {
				path = p.folder + "/" + path
			}
			if declared[path] == nil {
				declared[path] = p.declarations(t, path, r.at)
			}
			assert.Truef(t, declared[path][m[2]], "%s: %s declares no %q; has it moved?", r.at, path, m[2])
			count++
		}
	}
	require.GreaterOrEqual(t, count, least, "hardly any reference was found: is the column still called Code?")
}

// declarations are the names a file declares: functions, methods, types,
// constants, variables and fields.
func (p *Page) declarations(t testing.TB, path, where string) map[string]bool {
	names := map[string]bool{}
	file, err := parser.ParseFile(token.NewFileSet(), p.file(path), nil, parser.SkipObjectResolution)
	if !assert.NoErrorf(t, err, "%s: %s cannot be read; has it moved?", where, path) {
		return names
	}
	add := func(ids []*ast.Ident) {
		for _, id := range ids {
			names[id.Name] = true
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch d := n.(type) {
		case *ast.FuncDecl:
			names[d.Name.Name] = true
			return false
		case *ast.TypeSpec:
			names[d.Name.Name] = true
		case *ast.ValueSpec:
			add(d.Names)
		case *ast.Field:
			add(d.Names)
		}
		return true
	})
	return names
}

// Quoted finds the line of a file in the provider's folder that has the text in
// quotes, or else its longest beginning that something is added to.
func (p *Page) Quoted(t testing.TB, file, text string) (at string, found bool) {
	t.Helper()
	path := p.folder + "/" + file
	code, err := os.ReadFile(p.file(path))
	require.NoError(t, err)
	needle := strconv.Quote(text)
	for i := len(text); i > 0; i-- {
		if before, _, ok := strings.Cut(string(code), needle); ok {
			return fmt.Sprintf("%s:%d", path, strings.Count(before, "\n")+1), true
		}
		needle = strconv.Quote(text[:i-1]) + " +"
	}
	return path, false
}
