package report

import "github.com/numsim/numsim/conformance"

// What other commands than run have sentences of their own for.

func ofExec(r *conformance.Report, n count) map[int]verdict {
	return map[int]verdict{
		0: {"good", says{"All %d checks of the command's calls hold", "对命令所发调用的 %d 项检查全部成立"}.with(n.ran), nothingToDo(r)},
		1: {"bad", says{"%d of %d checks of the command's calls failed", "对命令所发调用的检查有 %d 项失败（共 %d 项）"}.with(n.failed, n.ran),
			says{"The command is to blame, as it asked the simulator wrongly. Begin with the first one below: it says which call, what it did, and what it should have done. Mend the client, or say in the scenario that this is meant.",
				"问题在命令一方：它对模拟器的请求不对。从下面第一条开始：它写明了是哪次调用、做了什么、应该怎么做。请修正客户端；如果本意如此，就写进场景。"}},
		5: {"open", says{"The command was ended before it was over", "命令还没有运行完就被结束"},
			says{"What is below is true as far as it goes. Run again with a longer --timeout, or find out what the command waits for.", "下面的内容就已运行的部分而言是真实的。加大 --timeout 后重新运行，或查明命令在等什么。"}},
		6: {"open", says{"%d checks could not be made", "有 %d 项检查无法进行"}.with(r.Errors),
			says{"Each says below why. Nothing is proved about these.", "原因见下面各条。对它们什么都没有证明。"}},
	}
}

func ofProbe(r *conformance.Report, n count) map[int]verdict {
	return map[int]verdict{
		0: {"good", says{"The client passed all %d modules that were judged", "客户端通过了全部 %d 个已评判的模块"}.with(n.ran), nothingToDo(r)},
		1: {"bad", says{"The client failed in %d of %d modules", "客户端在 %d 个模块中失败（共 %d 个）"}.with(n.failed, n.ran),
			says{"The client is to blame. Begin with the first one below: it says what came over the wire and what should have. Mend it, and run that module again.", "问题在客户端。从下面第一条开始：它写明了实际发来的和应该发来的。修正后只重跑该模块即可。"}},
		2: {"open", says{"Nothing is proved: nobody called, or the command is wrong", "什么都没有证明：没有人调用，或命令有误"},
			says{"Point the client at the URL that the module prints, and run again.", "让客户端访问模块打印的 URL，然后重新运行。"}},
	}
}

func ofDrift(r *conformance.Report, n count) map[int]verdict {
	return map[int]verdict{
		0: {"good", says{"No drift that counts, in %d findings", "没有达到失败标准的漂移（共 %d 项发现）"}.with(n.ran),
			says{"Nothing now. What was noticed is below; %d are only suspected, until more samples show them.", "暂时无需处理。注意到的都在下面；其中 %d 项只是怀疑，还需要更多样本。"}.with(r.Skipped)},
		1: {"bad", says{"In %d of %d findings the client, the contract or the simulator is wrong", "有 %d 项发现（共 %d 项）是客户端、契约或模拟器有误"}.with(n.failed, n.ran),
			says{"Each finding names the side. Mend that side, or accept the finding as a reading of the contract: contract accept.", "每项发现都指明了责任方。修正那一方，或用 contract accept 把它接受为契约的一种读法。"}},
		2: {"open", says{"A file is no recording, or the command is wrong", "有文件不是录制，或命令有误"},
			says{"Read the program's words, and mend or remove what they name. The other files were looked at all the same.", "按程序的原话改正或移走所指的文件。其他文件仍然检查过了。"}},
		3: {"bad", says{"Answers left the contract: %d of %d findings count", "应答偏离了契约：%d 项发现达到失败标准（共 %d 项）"}.with(n.failed, n.ran),
			says{"See whether your code bears each of them. Then accept it as a reading of the contract (contract accept), or ask the provider.", "逐项确认你的代码能否承受，然后用 contract accept 把它接受为契约的一种读法，或询问服务商。"}},
		6: {"open", says{"The provider answered with faults of its own, and with nothing else", "服务商只应答了它自身的故障"},
			says{"Nothing is proved. Try again later.", "什么都没有证明。请稍后重试。"}},
	}
}

func nothingToDo(r *conformance.Report) says {
	return says{"Nothing. %d were skipped, and nothing is proved about those.", "无需处理。跳过了 %d 条，对它们什么都没有证明。"}.with(r.Skipped)
}
