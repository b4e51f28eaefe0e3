// Package replay owns recordings of exchanges with real providers: they are
// written without anything that is somebody's, and played to a simulator to see
// whether it answers alike.
//
// A Recorder is an http.RoundTripper around another one. What it writes is
// redacted by a keep-list first: only what the contract declares by name
// survives, secrets become placeholders, phone numbers stand-ins with magic
// endings, and the request is signed again with a simulator's key. Then the file
// is read back and searched for whatever must not be in it; one hit, and there
// is no file.
//
// A Player makes the recorded request to a simulator and compares the answers
// after naming by reference what must differ: the first request id is
// <request-id:1> on both sides. Both are also given to the production client, and
// what it makes of them is compared. Known differences are Gaps, a list that may only
// shrink. Judge says which side is wrong, by a table.
//
// It imports the root, client, internal/guard for the marks on
// calls, and internal/wire. It knows contracts by the values in Keep alone. Read
// recording.go first, then recorder.go, redact.go, play.go.
package replay
