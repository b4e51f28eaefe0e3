package report

import (
	"strings"

	"github.com/numsim/numsim/conformance"
)

// verdict is a run in one sentence, with what to do.
type verdict struct {
	Tone     string // good, bad or open
	Sentence says
	Do       says
}

func verdictOf(r *conformance.Report) verdict {
	n := countOf(r)
	switch v, known := endings(r, n)[r.Exit]; {
	case r.Exit == 0 && n.failed > 0:
		return verdict{"bad", says{"%d of %d " + n.of.EN + " failed, and the run was told not to end badly for it", "%d" + n.of.ZH + "失败（共 %d），但这次运行被设为不因此失败"}.with(n.failed, n.ran),
			says{"Begin with the first one below, before somebody depends on it.", "从下面第一条开始处理，以免有人依赖它。"}}
	case r.Exit == 0 && n.ran == 0:
		return verdict{"open", says{"Nothing was run, so nothing is proved", "什么都没有运行，因此什么都没有证明"},
			says{"Choose at least one rule, or look at why all were skipped.", "至少选择一条规则，或查看全部跳过的原因。"}}
	case known:
		return v
	}
	return verdict{"bad", says{"The run ended with %d", "运行以退出码 %d 结束"}.with(r.Exit), says{"Read the program's words below.", "请看下面程序的原话。"}}
}

// count is how many there are of what a command looks at.
type count struct {
	tool        string // the last word of the command; empty for several
	of          says
	failed, ran int
}

// countOf leaves out how the command of exec ended, which is not what it asked.
func countOf(r *conformance.Report) count {
	n := count{tool: strings.TrimPrefix(r.Tool, "contract ")}
	switch n.tool {
	case "run":
		n.of = says{"rules", "条规则"}
	case "probe":
		n.of = says{"modules", "个模块"}
	case "drift":
		n.of = says{"findings", "项发现"}
	default:
		n.of = says{"checks", "项检查"}
	}
	for i := range r.Results {
		one := &r.Results[i]
		if strings.HasPrefix(one.ID, "exec.") && strings.HasSuffix(one.ID, ".command") {
			continue
		}
		switch one.Outcome {
		case conformance.Failed:
			n.failed, n.ran = n.failed+1, n.ran+1
		case conformance.Passed:
			if n.tool != "drift" || len(one.Findings) > 0 {
				n.ran++
			}
		}
	}
	return n
}

// endings are by exit code; docs/contract-testing.md has the table.
func endings(r *conformance.Report, n count) map[int]verdict {
	all := ofAny(r, n)
	for code, v := range map[string]map[int]verdict{"exec": ofExec(r, n), "probe": ofProbe(r, n), "drift": ofDrift(r, n)}[n.tool] {
		all[code] = v
	}
	return all
}

func ofAny(r *conformance.Report, n count) map[int]verdict {
	failed := says{"%d of %d " + n.of.EN + " failed", "%d " + n.of.ZH + "失败（共 %d " + n.of.ZH + "）"}
	if n.tool == "run" {
		failed = says{"%d of %d rules are broken", "%d 条规则被破坏（共 %d 条）"}
	}
	return map[int]verdict{
		0: {"good", says{"All %d " + n.of.EN + " that were run hold", "所运行的 %d " + n.of.ZH + "全部成立"}.with(n.ran),
			says{"Nothing. %d were skipped, and nothing is proved about those.", "无需处理。跳过了 %d 条，对它们什么都没有证明。"}.with(r.Skipped)},
		1: {"bad", failed.with(n.failed, n.ran),
			says{"Begin with the first one below: it says what was expected, what came, and where that is written. Mend the side that is wrong, and run it again.", "从下面第一条开始：它写明了期望、实际和出处。修正出错的一方，然后重新运行。"}},
		2: {"open", says{"Nothing is proved: the command or a document is wrong", "什么都没有证明：命令或文档有误"},
			says{"Read the program's words, correct what they name, and run again.", "按程序的原话改正，然后重新运行。"}},
		3: {"bad", says{"The provider left its contract in %d of %d " + n.of.EN, "服务商在 %d " + n.of.ZH + "上偏离了契约（共 %d " + n.of.ZH + "）"}.with(n.failed, n.ran),
			says{"Nobody's client is to blame. Look at each finding, see whether your code bears it, and accept it as a reading or ask the provider.", "不是客户端的错。逐条查看，确认你的代码能否承受，然后把它接受为一种读法，或询问服务商。"}},
		4: {"open", says{"A guard of the live run refused", "真实调用的防护拒绝了"},
			says{"What it refused was not sent. Read which guard it was, and give it what it asks for, or leave the call out.", "被拒绝的请求没有发出。查看是哪道防护，满足它的要求，或去掉该调用。"}},
		5: {"open", says{"The run was cut short: %d " + n.of.EN + " were not run", "运行提前结束：%d " + n.of.ZH + "没有运行"}.with(r.NotRun),
			says{"What is below is true as far as it goes. Run again with more time, money or calls.", "下面的内容就已运行的部分而言是真实的。放宽时间、金额或次数后重新运行。"}},
		6: {"open", says{"%d " + n.of.EN + " got no answer", "%d " + n.of.ZH + "没有得到应答"}.with(r.Errors),
			says{"See whether the target is up and can be reached, and run again. Nothing is proved about these.", "检查目标是否在运行、能否访问，然后重新运行。对它们什么都没有证明。"}},
		7: {"bad", says{"A secret stood where none may be", "在不该有的地方发现了密钥"},
			says{"Nothing with it was written. Look at what is named below before you record again; if it ever left this machine, change the secret.", "含有它的内容没有写出。再次录制前先查看下面指出的位置；如果它曾离开本机，请更换密钥。"}},
		8: {"open", says{"The command itself failed; nothing is wrong with what it asked", "命令自身失败；它发出的调用没有问题"},
			says{"Read the command's own output: it says why. Of its calls numsim has seen none that breaks a rule.", "请看命令自己的输出，其中有原因。numsim 没有发现它的调用破坏任何规则。"}},
		130: {"open", says{"The run was interrupted before anything was done", "运行在做任何事之前就被中断"}, says{"Run again.", "重新运行。"}},
	}
}
