package report

import (
	"fmt"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/chinese"
)

// says is a text in both languages.
type says struct{ EN, ZH string }

// with fills in both.
func (s says) with(args ...any) says {
	return says{fmt.Sprintf(s.EN, args...), fmt.Sprintf(s.ZH, args...)}
}

// ruleWords are a rule of the contracts in words; the rule's own name where it is
// nobody's here.
func ruleWords(rule string) says {
	if s, ok := contractRules()[rule]; ok {
		return s
	}
	return says{EN: told(rule)}
}

// ruleOf is a result's rule, in Chinese too where somebody translated the text
// that the result has.
func ruleOf(r conformance.Result) says {
	return says{brief(r.Rule), visible(chinese.Rule(r.ID, r.Rule))}
}

// given is a text of a result, likewise.
func given(text string) says { return says{brief(text), visible(chinese.Text(text))} }

// phrase is what was expected or came, likewise.
func phrase(text string) says {
	switch text {
	case "present":
		return says{text, "存在"}
	case "absent":
		return says{text, "不存在"}
	}
	return says{brief(text), visible(chinese.Phrase(text))}
}

func contractRules() map[string]says {
	return map[string]says{
		"charge.rule":              {"What an answer costs is not what the contract says", "应答的计费与契约不符"},
		"contract.broken":          {"The contract itself is broken, and nothing can be judged by it", "契约本身有错误，无法据此评判"},
		"encoding.charset":         {"The answer is not in the character set that the contract says", "应答的字符集与契约不符"},
		"error.code.new":           {"An error code that no table of the contract has", "契约的错误表中没有的错误码"},
		"error.envelope":           {"The code or the message stands in another place than the contract says", "错误码或消息的位置与契约不符"},
		"error.http.changed":       {"An error code with another HTTP status than its row has", "错误码的 HTTP 状态与表中不同"},
		"error.message.changed":    {"An error code with another message than its row has", "错误码的消息与表中不同"},
		"error.precedence.changed": {"Of two faults the other one is reported now", "两个错误同时存在时，现在报告的是另一个"},
		"evidence.stale":           {"Nobody has looked for a long time", "证据已经过时，很久没有验证过"},
		"header.contenttype":       {"The answer's Content-Type is not what the contract says", "应答的 Content-Type 与契约不符"},
		"header.repeated":          {"A header is there more than once", "响应头出现了不止一次"},
		"limit.batch":              {"Another number of phone numbers fits into one call than the contract says", "一次调用能容纳的号码数与契约不符"},
		"limit.body":               {"A body of another length is taken than the contract says", "能接受的正文长度与契约不符"},
		"limit.qps":                {"Another number of calls a second is taken than the contract says", "每秒能接受的调用次数与契约不符"},
		"operation.replaced":       {"The operation sends callers to another one", "服务商要求改用另一个操作"},
		"operation.withdrawn":      {"The provider no longer has the operation", "服务商已下线这个操作"},
		"req.body.type":            {"The request's body is of a type that the provider does not read", "请求正文的类型是服务商不读取的"},
		"req.carrier":              {"A parameter stands where the provider does not look", "参数放在了服务商不读取的位置"},
		"req.encoding":             {"The request is encoded so that the provider reads something else", "请求的编码会让服务商读到别的内容"},
		"req.method":               {"The provider does not serve this HTTP method", "服务商不支持这个 HTTP 方法"},
		"req.operation":            {"The provider has no such operation", "服务商没有这个操作"},
		"req.param.missing":        {"A parameter that is required is missing", "缺少必需的参数"},
		"req.param.now-required":   {"A parameter is required that was not", "原本可选的参数现在必须提供"},
		"req.param.rejected":       {"A parameter is refused that was taken", "原本接受的参数现在被拒绝"},
		"req.param.repeated":       {"A parameter is there more than once", "参数出现了不止一次"},
		"req.param.undeclared":     {"A parameter that the contract does not know", "契约中没有的参数"},
		"req.param.value":          {"A parameter has a value that the provider refuses", "参数的值会被服务商拒绝"},
		"req.path":                 {"Nothing is served at this path", "这个路径上没有服务"},
		"req.transport":            {"The provider does not serve this kind of transport", "服务商不支持这种传输方式"},
		"resp.body.empty":          {"The answer has no body", "应答没有正文"},
		"resp.body.unreadable":     {"The answer's body cannot be read", "应答的正文无法解析"},
		"resp.enum.new":            {"A value that the closed list of the contract does not have", "契约的封闭列表中没有的值"},
		"resp.enum.unseen":         {"A value of the contract's list has not been seen", "契约列表中的值一直没有出现"},
		"resp.field.added":         {"A field that the contract does not know", "契约中没有的字段"},
		"resp.field.nullable":      {"A field that the contract promises is null", "契约承诺的字段为 null"},
		"resp.field.removed":       {"A field that the contract promises is missing", "缺少契约承诺的字段"},
		"resp.field.required-lost": {"A field that the contract promises is missing in some of the answers", "部分应答缺少契约承诺的字段"},
		"resp.field.type":          {"A field is of another type than the contract says", "字段的类型与契约不同"},
		"resp.field.value":         {"A field's value is not of the form that the contract says", "字段的值不符合契约规定的形式"},
		"resp.items":               {"A list has more or fewer elements than the contract says", "列表的元素个数与契约不符"},
		"resp.key.repeated":        {"A key is there more than once in the same object", "同一对象中键重复出现"},
		"resp.status":              {"An HTTP status that the contract does not have", "契约中没有的 HTTP 状态"},
		"sig.rejected":             {"A signature that computes is refused", "计算正确的签名被拒绝"},
		"success.code.changed":     {"An answer that went well has another code than the contract says", "成功应答的代码与契约不符"},
		"timing.p95":               {"Answers take much longer than they did", "应答耗时明显变长"},
		"xml.order":                {"The XML's elements come in another order", "XML 元素的顺序与契约不符"},
		"xml.root":                 {"The XML's root element is not what the contract says", "XML 的根元素与契约不符"},
	}
}

// term is a word that findings have, and the program's own where it is none.
func term(name string) says {
	if zh, ok := map[string]string{
		"breaking": "破坏性", "risky": "有风险", "info": "提示",
		"client": "客户端", "simulator": "模拟器", "provider": "服务商", "contract": "契约", "unknown": "未知",
		"request": "请求", "answer": "应答",
		"query": "查询串", "form": "表单", "body": "正文", "header": "头", "status": "状态", "path": "路径", "method": "方法", "line": "请求行",
	}[name]; ok {
		return says{name, zh}
	}
	return says{EN: name}
}

// words are the texts of the page, by the names that the template calls them.
func words() map[string]says {
	return map[string]says{
		"language":     {"Language", "语言"},
		"theme":        {"Colours", "颜色"},
		"theme-system": {"As the system", "跟随系统"},
		"theme-light":  {"Light", "浅色"},
		"theme-dark":   {"Dark", "深色"},
		"skip":         {"Skip to the verdict", "跳到结论"},
		"contents":     {"On this page", "本页内容"},
		"do":           {"What to do:", "怎么办："},
		"own-words":    {"In the program's words:", "程序的原话："},
		"runs":         {"Runs", "运行"},
		"tool":         {"Command", "命令"},
		"target":       {"Target", "目标"},
		"began":        {"Began", "开始时间"},
		"took":         {"Took", "用时"},
		"seed":         {"Seed", "种子"},
		"exit":         {"Exit", "退出码"},
		"passed":       {"passed", "通过"},
		"failed":       {"failed", "失败"},
		"error":        {"no answer", "无应答"},
		"skipped":      {"skipped", "跳过"},
		"not-run":      {"not run", "未运行"},
		"filters":      {"Show only", "筛选"},
		"outcome":      {"Outcome", "结果"},
		"provider":     {"Provider", "服务商"},
		"severity":     {"Severity", "严重程度"},
		"side":         {"Side", "责任方"},
		"search":       {"Name or rule has", "名称或规则包含"},
		"shown":        {"shown", "条已显示"},
		"no-results":   {"This report has no results: nothing was run, and nothing is proved.", "这份报告没有结果：什么都没有运行，也什么都没有证明。"},
		"broken":       {"What is broken", "被破坏的规则"},
		"causes":       {"What it comes down to", "归纳起来"},
		"causes-more":  {"and %d more, each below", "另有 %d 项，见下文"},
		"cause":        {"What is wrong", "问题"},
		"results":      {"Rules", "规则数"},
		"stopped":      {"What got no answer", "没有得到应答的"},
		"stopped-note": {"Nothing is proved about these, neither good nor bad.", "对这些规则什么都没有证明，既不算好也不算坏。"},
		"skipped-all":  {"What was skipped, and why", "跳过的规则和原因"},
		"passed-all":   {"What holds", "成立的规则"},
		"passed-notes": {"Notes on what holds", "成立但有提示的规则"},
		"name":         {"Name", "名称"},
		"rule":         {"Rule", "规则"},
		"source":       {"Written in", "出处"},
		"where":        {"Line", "文件和行"},
		"reason":       {"Why", "原因"},
		"forced":       {"The target is told to answer so, because", "令目标这样应答，因为"},
		"call":         {"Call %d", "第 %d 次调用"},
		"expected":     {"Expected", "期望"},
		"actual":       {"Actual", "实际"},
		"blames":       {"Side", "责任方"},
		"place":        {"At", "位置"},
		"contract":     {"Contract line", "契约行"},
		"because":      {"It matters because", "影响"},
		"suggestion":   {"Suggestion", "建议"},
		"exchange":     {"Exchange %d", "第 %d 次请求与应答"},
		"request":      {"Request", "请求"},
		"answer":       {"Answer", "应答"},
		"marked":       {"Marked is what the checks are about.", "标出的是检查所针对的部分。"},
		"curl":         {"The same request by curl", "用 curl 发出同样的请求"},
		"copy":         {"Copy", "复制"},
		"signed":       {"What each side signed", "双方各自签名的字符串"},
		"signed-note":  {"Where they differ is marked, character by character.", "不同之处逐字符标出。"},
		"signed-same": {"Both sides signed the same string. Then the secret is another one, or the request or its signature was changed after signing.",
			"双方签名的字符串相同。那么是密钥不同，或者请求或签名值在签名之后被改动。"},
		"client-side":   {"Client", "客户端"},
		"provider-side": {"Provider", "服务商"},
		"left-out":      {"The exchanges are left out here to keep the page small; the JSON report has them.", "为控制页面大小，此处省略了请求和应答；JSON 报告中有。"},
		"cut":           {"Cut short here; the JSON report has more.", "此处截断；JSON 报告中有更多。"},
		"signed-theirs": {"This is what the other side signs. Compare it with what your client signs. Values that may be secret are shown as x.", "这是对方要签名的字符串。请与你的客户端签名的字符串比较；可能是秘密的值显示为 x。"},
		"signed-client": {"This is what the client signed; what the other side signs is not known.", "这是客户端签名的字符串；对方的字符串未知。"},
		"again":         {"Do it again", "重现"},
		"whose":         {"Whose fault", "谁的问题"},
		"remark":        {"Noticed, and not counted", "注意到但不计入"},
		"matrix":        {"Coverage of the contracts", "契约的覆盖"},
		"matrix-note": {"Every row of the error tables and every reading of a discrepancy, by operation and by target. A cell has how many rules are about it and the day on which one of them last held. What no run has seen hold is in red.",
			"错误表的每一行和分歧的每一种读法，按操作和目标列出。每格是涉及它的规则数，以及其中最近一次成立的日期。没有任何运行见到成立的，名称为红色。"},
		"matrix-codes":    {"%s: %d of %d error codes were met", "%s：%d / %d 个错误码已覆盖"},
		"matrix-readings": {"%s: %d of %d readings were met", "%s：%d / %d 种读法已覆盖"},
		"code":            {"Error code", "错误码"},
		"operation":       {"Operation", "操作"},
		"readings":        {"Readings asked for", "所用的读法"},
		"discrepancy":     {"Discrepancy", "分歧"},
		"reading":         {"Reading", "读法"},
		"cases":           {"Rules", "规则"},
		"recording":       {"recordings", "录制"},
		"default":         {"default", "默认"},
		"only-unmet":      {"Only what was not met", "只看未覆盖的"},
		"held":            {"held", "成立"},
		"cell-failed":     {"broken", "被破坏"},
		"cell-error":      {"no answer", "无应答"},
		"cell-skipped":    {"skipped", "跳过"},
		"cell-none":       {"not asked", "未涉及"},
		"legend":          {"✓ held  ✗ broken  ? no answer  – skipped  · not asked", "✓ 成立  ✗ 被破坏  ? 无应答  – 跳过  · 未涉及"},
		"recorded-note": {"A recording proves what was answered on its day, by whoever was asked then.",
			"录制只证明当天被询问者的应答。"},
		"help": {"How to read this page", "如何阅读本页"},
		"help-1": {"numsim holds whoever answers as one of the providers (Alibaba Cloud, Kingsoft Cloud, ywjisu), and whoever asks them, to what their documents say. A rule has a name for ever, and the place it is written in.",
			"numsim 按文档的规定检查以服务商（阿里云、金山云、ywjisu）身份应答的一方，以及询问它们的一方。每条规则有永久的名称，并注明出处。"},
		"help-2": {"“document 000:141” is line 141 of the provider's document: 000 is Alibaba Cloud's, 001 Kingsoft Cloud's, 002 ywjisu's. A contract line is a line of the OpenAPI files in the folder contracts.",
			"“document 000:141” 指服务商文档的第 141 行：000 是阿里云，001 是金山云，002 是 ywjisu。契约行是 contracts 目录中 OpenAPI 文件的行。"},
		"help-3": {"The side is who left the contract: client (who asked), simulator or provider (who answered), contract (the document itself), unknown.",
			"责任方是偏离契约的一方：客户端（提问方）、模拟器或服务商（应答方）、契约（文档本身）、未知。"},
		"help-4": {"Breaking: clients fail by it. Risky: some may. Info: good to know. Where documents contradict themselves, each way to read them is a reading of a discrepancy.",
			"破坏性（breaking）：客户端会因此出错。有风险（risky）：可能出错。提示（info）：仅供了解。文档自相矛盾之处，每种理解都是该分歧的一种读法。"},
		"help-5":      {"Numbers are masked and secrets left out. Answers are shown as they are. Rules were written in English; where a text has no translation it stays so.", "号码已遮盖，密钥已略去。应答保持原文。规则以英文写成；没有译文的保持英文。"},
		"none":        {"none", "无"},
		"unsaid":      {"not said", "未注明"},
		"made-from":   {"Made from %d results by numsim.", "由 numsim 根据 %d 条结果生成。"},
		"back-to-top": {"Back to the top", "回到顶部"},
	}
}
