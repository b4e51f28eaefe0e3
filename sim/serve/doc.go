// Package serve turns a Config into a running simulator: accounts opened,
// listeners bound, servers started, and drained again. plane.go and the files
// that begin with its name are what the control API works on. It is the only room
// that knows everything under sim, and only commands, simtest and
// internal/builtin import it.
package serve
