package contracts

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Grading is a severity and why.
type Grading struct {
	Severity Severity `yaml:"severity"`
	Why      string   `yaml:"why"`
	// Samples are how many exchanges a finding of drift needs before it is more
	// than a suspicion; 0 is one.
	Samples int `yaml:"samples"`
}

// Needed is Samples, at least one.
func (g Grading) Needed() int { return max(g.Samples, 1) }

// Severities is severity.yaml: what each rule of a judgement and each kind of
// change between two documents means to a consumer.
type Severities struct {
	rules   map[string]Grading
	changes map[string]Grading
}

// Rule is the grading of a rule.
func (s *Severities) Rule(rule string) Grading { return s.grading(s.rules, rule) }

// Change is the grading of a kind of change.
func (s *Severities) Change(kind string) Grading { return s.grading(s.changes, kind) }

// grading calls breaking what nobody graded: better a false alarm than none.
func (s *Severities) grading(table map[string]Grading, name string) Grading {
	if g, ok := table[name]; ok {
		return g
	}
	return Grading{Severity: Breaking, Why: "severity.yaml does not grade " + name}
}

// Rules are the rules that one exchange can break, and those that many show.
func Rules() []string { return slices.Concat(exchangeRules(), driftRules()) }

func exchangeRules() []string {
	return []string{
		"contract.broken", "encoding.charset", "error.code.new", "error.http.changed", "error.message.changed", "header.contenttype", "header.repeated",
		"req.body.type", "req.carrier", "req.encoding", "req.method", "req.operation", "req.param.missing", "req.param.repeated",
		"req.param.undeclared", "req.param.value", "req.path", "req.transport",
		"resp.body.empty", "resp.body.unreadable", "resp.enum.new", "resp.field.added", "resp.field.removed", "resp.field.type",
		"resp.field.value", "resp.items", "resp.key.repeated", "resp.status", "xml.root",
	}
}

// driftRules are found by looking at many exchanges of a provider, or at what a
// refusal says of the request.
func driftRules() []string {
	return []string{
		"charge.rule", "error.envelope", "error.precedence.changed", "evidence.stale", "limit.batch", "limit.body", "limit.qps",
		"operation.replaced", "operation.withdrawn", "req.param.now-required", "req.param.rejected",
		"resp.enum.unseen", "resp.field.nullable", "resp.field.required-lost", "sig.rejected", "success.code.changed",
		"timing.p95", "xml.order",
	}
}

const severityFile = "severity.yaml"

// loadSeverities reads the embedded table and lays the one of fsys, if it has
// one, over it. A key nobody asks for is a flaw.
func loadSeverities(fsys fs.FS) (*Severities, []Flaw) {
	s := &Severities{rules: map[string]Grading{}, changes: map[string]Grading{}}
	flaws := s.add(embedded)
	for _, name := range slices.Concat(Rules(), Changes()) {
		if s.rules[name].Why == "" && s.changes[name].Why == "" {
			flaws = append(flaws, Flaw{Position{File: severityFile}, "severity", "nothing says how severe " + name + " is"})
		}
	}
	if _, err := fs.Stat(fsys, severityFile); err == nil {
		flaws = append(flaws, s.add(fsys)...)
	}
	return s, flaws
}

func (s *Severities) add(fsys fs.FS) []Flaw {
	files := map[*yaml.Node]string{}
	root, flaws := parse(fsys, severityFile, files)
	pairs(root, func(k, table *yaml.Node) {
		known, into := Rules(), s.rules
		switch k.Value {
		case "rules":
		case "changes":
			known, into = Changes(), s.changes
		default:
			flaws = append(flaws, severityFlaw(k, "severity.yaml has the keys rules and changes, not "+k.Value))
			return
		}
		pairs(table, func(name, n *yaml.Node) {
			var g Grading
			decode(n, &g)
			flaws = append(flaws, gradingKeys(n, k.Value)...)
			switch {
			case !slices.Contains(known, name.Value):
				flaws = append(flaws, severityFlaw(name, fmt.Sprintf("there is no %q in %s; nothing would ever have that severity", name.Value, k.Value)))
			case !slices.Contains([]Severity{Breaking, Risky, Info}, g.Severity) || g.Why == "":
				flaws = append(flaws, severityFlaw(name, name.Value+" needs a severity (breaking, risky or info) and a why"))
			case g.Samples < 0 || text(member(n, "samples")) != "" && g.Samples == 0:
				flaws = append(flaws, severityFlaw(name, name.Value+" needs samples of at least 1, or none to be said"))
			}
			into[name.Value] = g
		})
	})
	return flaws
}

func severityFlaw(n *yaml.Node, text string) Flaw {
	return Flaw{Position{severityFile, n.Line, n.Column}, "severity", text}
}

// gradingKeys finds what an entry says that nothing reads. A change between two
// documents is seen at once, and needs no samples.
func gradingKeys(n *yaml.Node, table string) (flaws []Flaw) {
	known := []string{"severity", "why"}
	if table == "rules" {
		known = append(known, "samples")
	}
	pairs(n, func(k, _ *yaml.Node) {
		if !slices.Contains(known, k.Value) {
			flaws = append(flaws, severityFlaw(k, fmt.Sprintf("an entry of %s has the keys %s, and none called %q", table, strings.Join(known, ", "), k.Value)))
		}
	})
	return flaws
}
