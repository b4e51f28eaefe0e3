// Package process owns the servers under measurement: it starts them, waits
// for the line that says they are ready, reads what the kernel counts of them,
// and ends them. It knows no provider. Linux only: the figures are /proc's.
//
// It imports the standard library only.
package process
