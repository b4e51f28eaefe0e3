// Command go-darabonba-2.0 is the core the generated Go clients of 2022 to
// 2024 wrap, called with the parameters those clients pass to it.
package main
