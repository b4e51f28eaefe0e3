// Command floor is the yardstick: what a server on net/http cannot leave out
// if it answers signed queries honestly. It reads the query, orders the
// parameters, checks the HMAC-SHA1 of what they say and writes an answer that
// never changes. It keeps no nonces, no money and no journal, and knows one
// key. Memory is used again wherever it can be.
//
// It imports the standard library only, so that it gets faster with net/http
// and slower with nothing of ours.
package main
