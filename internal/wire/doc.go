// Package wire owns how a request to a provider is read back from its bytes,
// and how what was read is signed again. It is strict: what two readers could
// take for different requests cannot be read at all.
//
// It imports the signers of client and nothing else of ours. Read request.go
// first, then sign.go.
package wire
