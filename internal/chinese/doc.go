// Package chinese owns what the rules are called in Chinese, and the texts that
// reports have beside them: what a person is to do, why something was skipped,
// why a finding matters. English is the source. Every text is looked up by its
// English, so that a report of an older program is Chinese where its texts are
// still the same, and stays English where they are not.
//
//	zh := chinese.Rule(result.ID, result.Rule)
//	zh = chinese.Text("suspected, 1 of 5 samples")
//
// cases.zh-CN.yaml has the rules of conformance by the names of their cases,
// texts.zh-CN.yaml everything else. Words and codes of the providers stay as
// they are. It imports nothing of ours.
package chinese
