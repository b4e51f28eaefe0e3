package report

import (
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

// again is the command that comes to the same result, where it is known.
func again(r conformance.Result) string {
	if !slices.Contains(contracts.Providers(), r.Provider) {
		return ""
	}
	if module, ok := strings.CutPrefix(r.ID, "probe."+r.Provider+"."); ok {
		return "contract probe --provider " + r.Provider + " --module " + brief(module)
	}
	if strings.HasPrefix(r.ID, r.Provider+".") {
		return "contract run --case " + brief(r.ID)
	}
	return ""
}

// whose fault a failure is, as far as it is known: findings name a side, and else
// it is the side that the command looks at.
func whose(r conformance.Result) says {
	var en, zh []string
	for _, f := range r.Findings {
		if s := term(string(f.Side)); f.Severity != contracts.Info && s.ZH != "" {
			en, zh = once(en, s.EN), once(zh, s.ZH)
		}
	}
	first, _, _ := strings.Cut(r.ID, ".")
	switch {
	case len(en) > 0:
		return says{strings.Join(en, ", "), strings.Join(zh, "、")}
	case strings.HasPrefix(r.ID, "exec.") && strings.HasSuffix(r.ID, ".command"):
		return says{"the command's own: its output says why", "命令自身：原因见它的输出"}
	case first == "exec" || first == "probe":
		return says{"the client's: what it sent is judged", "客户端：评判的是它发出的内容"}
	case strings.Contains(r.ID, ".client."):
		return says{"whoever answered, or numsim's own client, which asked", "应答的一方，或发问的 numsim 自带客户端"}
	case slices.Contains(contracts.Providers(), first):
		return says{"whoever answered: numsim asked as the rule says", "应答的一方：numsim 是按规则发问的"}
	}
	return says{}
}
