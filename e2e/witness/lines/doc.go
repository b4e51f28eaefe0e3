// Package lines is the part the Go witnesses share: cases in, answers out, one
// JSON object a line. It declares the wire types itself, because a witness is
// a stranger to the harness, in Go as in any other language.
package lines
