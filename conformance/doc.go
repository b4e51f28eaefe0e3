// Package conformance owns the rules that everything must keep which answers as
// one of the providers: a simulator in this process, one behind a URL, the real
// service. Cases are Go data: a name for ever, the rule in words, the line of
// the document it comes from, what must be arranged, the call, and the checks.
//
//	suite, err := conformance.New(conformance.Cases())
//	result := suite.Run(ctx, target, c)
//
// A target arranges what a case asks for, or says why it cannot, and then the
// case is skipped by name. Every exchange of every case is also judged by the
// contracts. Read case.go first, then target.go and run.go; the rules are in
// the files named after the providers.
//
// It imports the root, client and contracts, and nothing under sim: it knows a
// simulator as it knows the real thing, over HTTP.
package conformance
