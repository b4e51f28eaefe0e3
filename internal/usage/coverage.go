package usage

import (
	"fmt"
	"path"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/sim/numbering"
)

// Goal is something that a contract documents and a consumer's tests may meet.
type Goal struct {
	Provider string
	Name     string // error:ROW, or value:OPERATION=VALUE
	Rule     string // in words
	Source   string // where it is documented
	How      string // what provokes it
	Met      int    // by how many calls
}

// Cover are the goals of a contract: every row of its error table, and every
// status that the operations called can tell.
func Cover(provider string, c *contracts.Contract, journals []*Journal) (goals []Goal) {
	seen := look(provider, journals)
	library := provokers(provider)
	for _, row := range c.Errors() {
		goals = append(goals, Goal{
			Provider: provider, Name: "error:" + row.Name, Met: seen.rows[row.Name], Source: row.Position.String() + ", " + string(row.Evidence),
			Rule: fmt.Sprintf("a call meets %s: %s", row.Name, row.When), How: howToMeet(row, library),
		})
	}
	for _, op := range c.Operations() {
		if seen.told[path.Base(op)] == nil {
			continue
		}
		for _, e := range c.Told(op) {
			goals = append(goals, statuses(provider, path.Base(op), e, seen.told[path.Base(op)])...)
		}
	}
	return goals
}

// howToMeet names the ready-made account that answers with a row, and scenarios
// that have it.
func howToMeet(row contracts.ErrorRow, library map[string][]string) string {
	account := "account numsim-" + strings.ReplaceAll(row.Name, "/", "-")
	names := library[row.Name]
	if row.Name != row.Code {
		names = append(names, library[row.Code]...)
	}
	switch len(names) {
	case 0:
		return account
	case 1:
		return account + ", scenario " + names[0]
	}
	return account + ", scenarios " + strings.Join(names, ", ")
}

// statuses are the goals of one closed list, none where it is not one of
// statuses.
func statuses(provider, operation string, e contracts.Enum, told map[string]int) (goals []Goal) {
	for _, v := range e.Values {
		g := Goal{
			Provider: provider, Name: "value:" + operation + "=" + v.Value, Source: v.Position.String() + ", " + string(v.Evidence),
			Rule: fmt.Sprintf("an answer of %s tells %s: %s", operation, v.Value, v.Means),
		}
		var endings []string
		for _, s := range meant(v) {
			g.Met += told[s.String()]
			endings = append(endings, ending(s))
		}
		if len(endings) > 0 {
			g.How = "a number that ends in " + strings.Join(endings, " or ")
			goals = append(goals, g)
		}
	}
	return goals
}

// meant are the statuses that a value stands for, by the Chinese words before
// the comma of what it means. Carriers and the rest stand for none.
func meant(v contracts.Value) (list []numsim.Status) {
	words, _, _ := strings.Cut(v.Means, ",")
	for word := range strings.SplitSeq(words, "或") {
		for _, s := range numsim.Statuses() {
			if word == s.Chinese() || word == also()[s] {
				list = append(list, s)
			}
		}
	}
	if len(list) == 0 && v.Value == "UNKNOWN" { // whose meaning is a sentence
		list = append(list, numsim.Unknown)
	}
	return list
}

// also are other words of documents for a status.
func also() map[numsim.Status]string {
	return map[numsim.Status]string{numsim.Active: "实号", numsim.WrongNumber: "号码错误"}
}

func ending(s numsim.Status) string {
	for _, e := range numbering.Endings() {
		if e.Status == s && e.Trouble == numbering.NoTrouble {
			return e.Digits
		}
	}
	return ""
}

// seen is what journals have of one provider.
type seen struct {
	rows map[string]int
	told map[string]map[string]int // operation, status
}

func look(provider string, journals []*Journal) seen {
	s := seen{map[string]int{}, map[string]map[string]int{}}
	for _, j := range journals {
		for i := range j.Entries {
			if e := &j.Entries[i]; e.Provider == provider {
				s.note(e)
			}
		}
	}
	return s
}

func (s seen) note(e *ctl.Entry) {
	if e.Row != "" {
		s.rows[e.Row]++
	}
	if e.Operation == "" {
		return
	}
	if s.told[e.Operation] == nil {
		s.told[e.Operation] = map[string]int{}
	}
	for _, n := range e.Numbers {
		if n.Status != "" {
			s.told[e.Operation][n.Status]++
		}
	}
}

// Percent is how much of the goals was met, rounded down.
func Percent(goals []Goal) int {
	met := 0
	for _, g := range goals {
		if g.Met > 0 {
			met++
		}
	}
	if len(goals) == 0 {
		return 0
	}
	return met * 100 / len(goals)
}

// Providers are those whom a journal has calls of.
func (j *Journal) Providers() []string {
	found := map[string]bool{}
	for i := range j.Entries {
		found[j.Entries[i].Provider] = true
	}
	return sorted(found)
}
