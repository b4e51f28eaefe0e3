// Package house holds no code, only the test that keeps the arrows between
// rooms pointing down.
package house
