package contracts

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Amendment is a change to a contract by which a finding is none any more. It is
// one reading more of the documents, or a reading that is now known to be the
// provider's; what the documents say stays as it is.
type Amendment struct {
	Reading string            // ID=READING
	Files   map[string][]byte // whole new texts, by path from the root of the contracts
}

// Unacceptable is why no change to a contract does that, and what to do instead.
type Unacceptable string

func (u Unacceptable) Error() string { return string(u) }

// Amend makes the change. Fsys is what the document was loaded from; seen is the
// evidence, which begins with the day.
func (d *Document) Amend(fsys fs.FS, f Finding, seen Evidence) (*Amendment, error) {
	if f.Direction == "request" {
		return nil, Unacceptable("the request leaves the contract, not the answer: mend the client")
	}
	text, err := fs.ReadFile(fsys, path.Join(d.Provider, "openapi.yaml"))
	if err != nil {
		return nil, err
	}
	if id, reading := d.offered(f); id != "" {
		return d.live(string(text), id, reading, seen)
	}
	profile, _, _ := strings.Cut(f.Profile, " ")
	c, err := d.For(profile, d.Live())
	if err != nil {
		return nil, Unacceptable(err.Error() + ": judge it again with this contract")
	}
	p := &patch{c: c, t: c.tree, f: f, seen: seen, tree: map[string]any{}}
	if err := p.make(); err != nil {
		return nil, err
	}
	return d.overlay(string(text), p)
}

var offer = regexp.MustCompile(`([A-Za-z0-9./-]+)=([A-Za-z0-9._-]+) \(`)

// offered is a reading there is already that accepts the finding.
func (d *Document) offered(f Finding) (id, reading string) {
	if !strings.HasPrefix(f.Suggestion, "would be accepted with ") {
		return "", ""
	}
	profile, _, _ := strings.Cut(f.Profile, " ")
	for _, m := range offer.FindAllStringSubmatch(f.Suggestion, -1) {
		if x := d.Discrepancy(m[1]); x != nil && x.Reading(m[2]) != nil && x.Reading(m[2]).patch != nil && x.in(profile) {
			return m[1], m[2]
		}
	}
	return "", ""
}

// live says of a reading that it is the provider's.
func (d *Document) live(source, id, reading string, seen Evidence) (*Amendment, error) {
	x := at(d.base.root, "x-discrepancies", id)
	lines := strings.SplitAfter(source, "\n")
	evidence := at(x, "readings", reading, "evidence")
	edits := []struct {
		node *yaml.Node
		to   string
	}{{evidence, text(evidence) + "; " + string(seen)}, {member(x, "live"), reading}}
	for _, e := range edits { // the later one first, so that places stay
		if e.node == nil {
			return nil, Unacceptable(fmt.Sprintf("the reading %s=%s is not written as the others are: say live: %s by hand", id, reading, reading))
		}
		if err := replaceScalar(lines, e.node, e.to); err != nil {
			return nil, Unacceptable(fmt.Sprintf("%s: say live: %s of %s by hand", err, reading, id))
		}
	}
	return &Amendment{Reading: id + "=" + reading, Files: map[string][]byte{path.Join(d.Provider, "openapi.yaml"): []byte(strings.Join(lines, ""))}}, nil
}

// replaceScalar writes another text in a scalar's place.
func replaceScalar(lines []string, n *yaml.Node, to string) error {
	if n.Line < 1 || n.Line > len(lines) {
		return fmt.Errorf("line %d is not there", n.Line)
	}
	line := lines[n.Line-1]
	from := byteColumn(line, n.Column)
	if from < 0 {
		return fmt.Errorf("line %d is shorter than that", n.Line)
	}
	length := len(n.Value)
	if quote := line[from]; quote == '"' || quote == '\'' {
		end := strings.IndexByte(line[from+1:], quote)
		if end < 0 {
			return fmt.Errorf("line %d has a text of several lines", n.Line)
		}
		length = end + 2
	}
	if from+length > len(line) || !strings.Contains(line[from:from+length], n.Value) {
		return fmt.Errorf("line %d is written in another way", n.Line)
	}
	lines[n.Line-1] = line[:from] + fmt.Sprintf("%q", to) + line[from+length:]
	return nil
}

// byteColumn is where a column of characters begins.
func byteColumn(line string, column int) int {
	for i := range line {
		if column--; column == 0 {
			return i
		}
	}
	return -1
}

// overlay writes the patch as a reading of a discrepancy of its own.
func (d *Document) overlay(text string, p *patch) (*Amendment, error) {
	id := "seen-" + p.f.ID
	if d.Discrepancy(id) != nil {
		return nil, Unacceptable("the contract has " + id + " already: say live: seen there")
	}
	file := map[string]any{"overlay": id, "readings": map[string]any{"seen": map[string]any{"patch": p.tree}}}
	body, err := marshal(file)
	if err != nil {
		return nil, err
	}
	text, err = d.insert(text, p.block(id))
	if err != nil {
		return nil, err
	}
	return &Amendment{Reading: id + "=seen", Files: map[string][]byte{
		path.Join(d.Provider, "openapi.yaml"):         []byte(text),
		path.Join(d.Provider, "overlays", id+".yaml"): body,
	}}, nil
}

func marshal(v any) ([]byte, error) {
	var b strings.Builder
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	err := e.Encode(v)
	return []byte(b.String()), err
}

// block is the discrepancy as the document's others are written.
func (p *patch) block(id string) string {
	documented := p.f.Evidence
	if !slices.Contains(EvidenceKinds(), documented.Kind()) {
		documented = "inferred: the documents are silent"
	}
	where := strings.TrimSpace(p.f.Operation + " " + p.f.Pointer)
	return fmt.Sprintf(`  %s:
    about: %q
    default: documented
    live: seen
    profiles: [%q]
    unsimulated: seen at the provider; the simulator answers as the documents say
    readings:
      documented: {evidence: %q}
      seen: {evidence: %q}
`, id, fmt.Sprintf("%s at %s: %s, where the documents have %s", p.f.Rule, where, p.f.Actual, p.f.Expected), p.c.Profile, documented, p.seen)
}

// insert puts a discrepancy behind the last one.
func (d *Document) insert(text, block string) (string, error) {
	lines := strings.SplitAfter(text, "\n")
	if last := len(lines) - 1; last >= 0 && lines[last] != "" && !strings.HasSuffix(lines[last], "\n") {
		lines[last] += "\n"
	}
	next, there := len(lines)+1, false
	pairs(d.base.root, func(k, _ *yaml.Node) {
		if there && k.Line < next {
			next = k.Line
		}
		there = there || k.Value == "x-discrepancies"
	})
	if !there {
		return strings.Join(lines, "") + "x-discrepancies:\n" + block, nil
	}
	end := next - 1
	for end > 0 && end <= len(lines) && (strings.TrimSpace(lines[end-1]) == "" || strings.HasPrefix(lines[end-1], "#")) {
		end--
	}
	if end > len(lines) {
		return "", Unacceptable("x-discrepancies is not written as a block: add the reading by hand")
	}
	return strings.Join(lines[:end], "") + block + strings.Join(lines[end:], ""), nil
}
