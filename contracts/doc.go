// Package contracts owns what the providers promise: one OpenAPI 3.1 document
// for each of them (aliyun, ksyun, ywjisu), its overlays, and the judgement of
// an exchange by them. It knows the simulator no better than the real service.
//
// Each operation of an RPC provider has a virtual path of its own (/Action);
// what OpenAPI cannot say is in a closed set of x- extensions, which
// extensions.schema.json describes. Where documents contradict themselves the
// base document states one reading, and overlays/ID.yaml the others; a profile
// is a generation of the documents. docs/contracts.md has the format.
//
//	doc, flaws := contracts.Builtin("aliyun")
//	c, err := doc.For("2020", map[string]string{"serial-id": "number"})
//	findings := c.JudgeAnswer(exchange)
//
// Every statement carries its evidence and every finding the line of the
// contract it comes from. Read document.go first, then effective.go,
// judge_request.go and judge_answer.go. It imports nothing of ours.
package contracts
