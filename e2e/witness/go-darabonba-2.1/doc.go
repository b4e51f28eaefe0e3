// Command go-darabonba-2.1 is the core today's generated Go clients wrap,
// called with the parameters those clients pass to it. Its one argument is
// Config.SignatureAlgorithm; without it the core takes its own default.
package main
