// Package load owns the traffic: requests signed with the client package
// before the clock runs, keep-alive connections that send them in a closed or
// an open loop, and a check of every answer. It reaches loopback and nothing
// else, and ends after a number of requests or a time, whichever is first.
//
// It imports client and the standard library.
package load
