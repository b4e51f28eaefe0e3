// Package verify judges what a journal holds: by what the scenario expects of
// the consumer, and by the habits that cost money at any provider, which it
// looks for without being asked.
//
// It imports the root, scenarios and sim/journal. It is pure: the same entries
// give the same report. A verdict over a journal that has forgotten something
// says so and is never green.
package verify
