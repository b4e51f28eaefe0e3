// Package ywjisu is the number status check of 北京云网极速 (kh.ywjisu.com,
// getCheckResult) on the wire, as its document 码号状态极速检测 API 接口规范
// describes it. The document bears no date; its code samples were written in
// May 2019, hence the name of the only profile, 2019.
//
// It owns the form, the token, the 23 result codes, the bill of a batch and the
// bytes of every answer. What the document leaves open follows the server
// source of the platform of 2017 whose sample it prints, where that is public;
// each other reading is a switch (switches.go), and docs/fidelity/ywjisu.md
// grades every fact. Fidelity ends at: the web server in front of the service
// (its redirects, its own pages and headers); the lock that platform held while
// a number was being looked up; and how old what is known of a number really is,
// which is drawn here.
//
// Read provider.go first, then wire.go, verify.go, answers.go (body.go,
// observed.go) and errors.go. It imports the root, sim, sim/explain, sim/numbering
// and, for the Account value only, sim/ledger.
package ywjisu
