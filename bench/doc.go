// Command bench measures the simulator beside a floor: a tuned net/http server
// that checks the same signatures and keeps nothing (cmd/floor). Both run as
// processes of their own and take turns under the same load; what is claimed
// is a ratio of figures of one run. The floor takes part twice, so that the
// distance between its two entries shows how much is noise.
//
//	go run . -rounds 15          the table
//	go run . -soak 1000000       memory over a million requests
//
// It builds what it measures, reaches loopback only, and is bounded in time
// and count. It is a module of its own so that the simulator's stays light.
//
// Start at main.go. Packages: load makes the traffic, process starts servers
// and reads /proc, figures does the arithmetic.
package main
