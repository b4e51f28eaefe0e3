package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

// A step may have ten annotations of a level; the tenth says how many there are.
const mostAnnotations = 9

// Annotations are workflow commands of GitHub Actions, one for each line of a
// contract or a scenario.
func Annotations(w io.Writer, r *conformance.Report) error {
	all := byLine(issues(&atlas{}, r))
	for i, group := range all {
		if i == mostAnnotations {
			_, err := fmt.Fprintf(w, "::error title=numsim::and %d more places: the job's summary and the other reports have them all\n", len(all)-i)
			return err
		}
		if _, err := io.WriteString(w, annotation(group)); err != nil {
			return err
		}
	}
	return nil
}

// byLine keeps the order of the first of each line.
func byLine(list []issue) (groups [][]issue) {
	at := map[string]int{}
	for _, one := range list {
		key := fmt.Sprint(one.file, ":", one.line)
		if one.file == "" {
			key = one.print
		}
		i, there := at[key]
		if !there {
			i = len(groups)
			at[key], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], one)
	}
	return groups
}

func annotation(group []issue) string {
	one := group[0] // the worst
	var properties, text []string
	if one.file != "" {
		properties = append(properties, "file="+property(one.file), fmt.Sprintf("line=%d", one.line))
	}
	properties = append(properties, "title="+property(one.rule))
	for _, each := range group {
		text = append(text, each.rule+": "+short(each.message, mostOfMessage))
		if names := strings.Join(each.results, ", "); names != each.rule {
			text = append(text, names)
		}
	}
	return fmt.Sprintf("::%s %s::%s\n", command(one.severity), strings.Join(properties, ","), data(short(strings.Join(text, "\n"), 2000)))
}

func command(s contracts.Severity) string {
	return cmp.Or(map[contracts.Severity]string{contracts.Risky: "warning", contracts.Info: "notice"}[s], "error")
}

// data and property are what the runner's own toolkit makes of a text.
func data(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func property(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(text)
}
