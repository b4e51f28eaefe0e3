// Package readme holds no code, only the test that keeps both READMEs true: it
// runs their shell blocks against a program built for the purpose, compares the
// answers printed under them, and asks each provider for every ending, account
// and setting in their tables. It imports nothing of ours: it knows the simulator
// as a reader does.
package readme
