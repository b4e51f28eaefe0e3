package report

import "github.com/numsim/numsim/conformance"

// verdict is a run in one sentence, with what to do.
type verdict struct {
	Tone     string // good, bad or open
	Sentence says
	Do       says
}

func verdictOf(r *conformance.Report) verdict {
	ran := r.Passed + r.Failed
	switch v, known := endings(r, ran)[r.Exit]; {
	case r.Exit == 0 && r.Failed > 0:
		return verdict{"bad", says{"%d of %d rules are broken, and the run was told not to end badly for it", "%d 条规则被破坏（共 %d 条），但这次运行被设为不因此失败"}.with(r.Failed, ran),
			says{"Begin with the first one below, before somebody depends on it.", "从下面第一条开始处理，以免有人依赖它。"}}
	case r.Exit == 0 && ran == 0:
		return verdict{"open", says{"Nothing was run, so nothing is proved", "什么都没有运行，因此什么都没有证明"},
			says{"Choose at least one rule, or look at why all were skipped.", "至少选择一条规则，或查看全部跳过的原因。"}}
	case known:
		return v
	}
	return verdict{"bad", says{"The run ended with %d", "运行以退出码 %d 结束"}.with(r.Exit), says{"Read the program's words below.", "请看下面程序的原话。"}}
}

// endings are by exit code; docs/contract-testing.md has the table.
func endings(r *conformance.Report, ran int) map[int]verdict {
	return map[int]verdict{
		0: {"good", says{"All %d rules that were run hold", "所运行的 %d 条规则全部成立"}.with(ran),
			says{"Nothing. %d were skipped, and nothing is proved about those.", "无需处理。跳过了 %d 条，对它们什么都没有证明。"}.with(r.Skipped)},
		1: {"bad", says{"%d of %d rules are broken", "%d 条规则被破坏（共 %d 条）"}.with(r.Failed, ran),
			says{"Begin with the first one below: it says what was expected, what came, and where that is written. Mend the side that is wrong, and run it again.", "从下面第一条开始：它写明了期望、实际和出处。修正出错的一方，然后重新运行。"}},
		2: {"open", says{"Nothing is proved: the command or a document is wrong", "什么都没有证明：命令或文档有误"},
			says{"Read the program's words, correct what they name, and run again.", "按程序的原话改正，然后重新运行。"}},
		3: {"bad", says{"The provider left its contract in %d of %d rules", "服务商在 %d 条规则上偏离了契约（共 %d 条）"}.with(r.Failed, ran),
			says{"Nobody's client is to blame. Look at each finding, see whether your code bears it, and accept it as a reading or ask the provider.", "不是客户端的错。逐条查看，确认你的代码能否承受，然后把它接受为一种读法，或询问服务商。"}},
		4: {"open", says{"A guard of the live run refused", "真实调用的防护拒绝了"},
			says{"What it refused was not sent. Read which guard it was, and give it what it asks for, or leave the call out.", "被拒绝的请求没有发出。查看是哪道防护，满足它的要求，或去掉该调用。"}},
		5: {"open", says{"The run was cut short: %d rules were not run", "运行提前结束：%d 条规则没有运行"}.with(r.NotRun),
			says{"What is below is true as far as it goes. Run again with more time, money or calls.", "下面的内容就已运行的部分而言是真实的。放宽时间、金额或次数后重新运行。"}},
		6: {"open", says{"%d rules got no answer", "%d 条规则没有得到应答"}.with(r.Errors),
			says{"See whether the target is up and can be reached, and run again. Nothing is proved about these rules.", "检查目标是否在运行、能否访问，然后重新运行。对这些规则什么都没有证明。"}},
		7: {"bad", says{"A secret stood where none may be", "在不该有的地方发现了密钥"},
			says{"Nothing with it was written. Look at what is named below before you record again; if it ever left this machine, change the secret.", "含有它的内容没有写出。再次录制前先查看下面指出的位置；如果它曾离开本机，请更换密钥。"}},
		130: {"open", says{"The run was interrupted before anything was done", "运行在做任何事之前就被中断"}, says{"Run again.", "重新运行。"}},
	}
}
