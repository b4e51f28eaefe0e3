// Package supervise runs somebody else's command and leaves nothing of it
// behind.
//
// Two processes do that. Run, in the program that wants the command run, starts
// the program a second time as its guardian; Guard, in there, starts the
// command and waits. The guardian adopts every process that outlives its parent,
// and ends them all when the command is over, or when the pipe to Run closes:
// however Run's process ends, kill -9 among it, the guardian notices. Of a guardian
// that is killed itself Run's process adopts what it watched, and ends that.
//
// The command has the standard files of Run's options themselves, not copies
// of what they carry. It has a process group of its own, to which signals are
// passed on; on a terminal it stays in its parent's, so that the terminal's keys
// and job control do what they always do.
//
// It is the only room of numsim that starts processes, and imports nothing of
// ours. Read run.go first, then guard.go.
package supervise
