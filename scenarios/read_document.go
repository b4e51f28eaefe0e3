package scenarios

import (
	"path"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/numsim/numsim"
)

// tables are the keys of every kind of mapping.
type tables struct {
	document []key[Draft]
	number   *lifeOf[numberStage]
	setting  *lifeOf[settingStage]
	rule     []key[ruleDraft]
	when     []key[ruleDraft]
	chance   []key[ruleDraft]
	then     []key[ruleDraft]
	step     []key[ruleDraft]
	raw      []key[Raw]
	states   []key[Draft]
	expect   []key[expectDraft]
	delay    []key[Delay]
	body     []key[Damage]
}

func newTables() tables {
	return tables{
		document: documentKeys(), number: numberLife(), setting: settingLife(), rule: ruleKeys(),
		when: whenKeys(), chance: chanceKeys(), then: thenKeys(), step: stepKeys(), raw: rawKeys(), states: statesKeys(), expect: expectKeys(), delay: delayKeys(), body: bodyKeys(),
	}
}

// digits reads a whole number that is written with digits only.
func digits(text string) (uint64, bool) {
	n, err := strconv.ParseUint(text, 10, 64)
	return n, err == nil && strings.Trim(text, "0123456789") == "" && (text == "0" || text[0] != '0')
}

func documentKeys() []key[Draft] {
	return []key[Draft]{
		{"scenario", "the document's name: small letters, digits and -", matching("^[a-z0-9-]{1,64}$"), (*page).name},
		{"about", "what it is for, in a sentence", anyText(), (*page).about},
		{"seed", "whatever is left to chance follows from it", fromZero(), (*page).seed},
		{"magic", "whether magic endings such as 0404 mean something; on, if nothing is said", oneWord("on", "off"), func(p *page, n *yaml.Node, d *Draft) {
			if on, ok := oneOf(p, n, newBoolWords("on", "off"), "on or off"); ok {
				d.NoMagic = !on
			}
		}},
		{"request-ids", "request ids at random, or following from the request and the seed", oneWord("random", "seeded"), func(p *page, n *yaml.Node, d *Draft) {
			if seeded, ok := oneOf(p, n, newBoolWords("seeded", "random"), "random or seeded"); ok {
				d.SeededIDs = seeded
			}
		}},
		{"include", "documents read before this one, from the same folder; what this one says of numbers and accounts wins, its rules come after theirs", oneOrList(anyText()), func(*page, *yaml.Node, *Draft) {
			// read ahead of all other keys
		}},
		{"weights", "shares of the statuses among numbers that nothing is said of", weightsShape(), (*page).weights},
		{"accounts", "fields and switches of a provider's accounts, or of one: provider/account", accountsShape(), (*page).accounts},
		{"files", "CSV files with number,status and perhaps carrier and area; numbers said here win", oneOrList(anyText()), func(*page, *yaml.Node, *Draft) {
			// read ahead of numbers
		}},
		{"numbers", "what is true of a number, or of all that begin with digits and *", numbersShape(), (*page).numbers},
		{"states", "names of states that rules lead to and look at, of an account if nothing else is said; the first is where everything begins", either(listOf(anyScalar()), object(statesKeys())), (*page).states},
		{"expect", "what the consumer must show by the end", listOf(object(expectKeys())), (*page).expect},
		{"rules", "what happens: of each kind of effect the first rule that holds", rulesShape(), (*page).rules},
	}
}

// document reads the root of a file: first what others are to win over.
func (p *page) document(root *yaml.Node) {
	if root.Kind == yaml.MappingNode {
		p.ahead(root, "include", (*page).include)
		p.ahead(root, "files", (*page).csvFile)
	}
	has := false
	for name := range pairs(root) {
		has = has || name.Value == "scenario"
	}
	if mapping(p, root, p.tables.document, p.draft) && !has && p.top() {
		p.mistake(root, "the document has no name; begin with scenario: and one")
	}
}

// top is false for a document that another includes.
func (p *page) top() bool { return len(p.open) == 1 }

func (p *page) ahead(root *yaml.Node, key string, read func(p *page, n *yaml.Node, name string)) {
	for name, value := range pairs(root) {
		if name.Value != key {
			continue
		}
		for _, n := range p.list(value) {
			if file, ok := p.word(n); ok {
				read(p, n, file)
			}
		}
	}
}

// beside is the name in fsys of a file that this one names.
func (p *page) beside(name string) string {
	if name == "" || path.IsAbs(name) {
		return name
	}
	return path.Join(path.Dir(p.file), name)
}

// include reads another document. One that was read before is not read again,
// so that two may build on a third.
func (p *page) include(n *yaml.Node, name string) {
	name = p.beside(name)
	for _, open := range p.open {
		if open == name {
			p.mistake(n, "%s includes itself, by way of %s", quote(name), strings.Join(append(p.open, name), " -> "))
			return
		}
	}
	if p.done[name] {
		return
	}
	switch {
	case len(p.open) > maxIncludes:
		p.mistake(n, "documents include one another more than %d deep", maxIncludes)
		return
	case len(p.done) == maxFiles:
		p.mistake(n, "more than %d documents", maxFiles)
		return
	}
	data, wrong := p.load(name, maxBytes)
	if wrong != "" {
		p.mistake(n, "%s", wrong)
		return
	}
	p.page(name, data)
}

func (p *page) name(n *yaml.Node, d *Draft) {
	word, ok := p.word(n)
	if !ok {
		return
	}
	if len(word) > 64 || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		p.mistake(n, "%s is not a name: small letters, digits and -, 64 at most", quote(word))
		return
	}
	if p.top() {
		d.Name = word
	}
}

func (p *page) about(n *yaml.Node, d *Draft) {
	if text, ok := p.text(n, maxAbout, "\n\t"); ok && p.top() {
		d.About = text
	}
}

func (p *page) seed(n *yaml.Node, d *Draft) {
	word, ok := p.word(n)
	if !ok {
		return
	}
	if d.Seed, ok = digits(word); !ok {
		p.mistake(n, "%s is not a seed: a whole number from 0 to 18446744073709551615", quote(word))
	}
	d.HasSeed = true
}

// weights replaces those of an included document: shares make sense together.
func (p *page) weights(n *yaml.Node, d *Draft) {
	if n.Kind != yaml.MappingNode {
		p.mistake(n, "%s where a mapping belongs, of statuses to shares", kindOf(n))
		return
	}
	d.Weights = map[numsim.Status]int{}
	total := 0
	for name, value := range pairs(n) {
		status, known := oneOf(p, name, p.statuses, "a status")
		share, counted := p.whole(value, 0, maxWeight)
		if _, twice := d.Weights[status]; twice && known {
			p.mistake(name, "%s is the status %s, which has a share already", quote(name.Value), status)
		}
		if known && counted {
			d.Weights[status], total = share, total+share
		}
	}
	if total == 0 {
		p.mistake(n, "no status has a share above 0")
	}
}
