// Package explain says which mistake made a signature that does not hold.
//
// A provider lays the failed request out as one of three schemes: Form (sorted
// parameters), Headed (a canonical request with signed headers) or Token (a
// hash over a few joined texts). The package then signs it once more with each
// mistake that people make, alone and two at a time, and names the one that
// reproduces the value that was sent. Tables of mistakes are in slips*.go, in
// the order in which they are tried; search.go is the search.
//
// It is a room of its own, and not a part of each provider, because the
// mistakes belong to the schemes: two providers share Form and two share
// Headed, and a fourth provider gets the whole table for a page of its own that
// says how its request is laid out. The verifiers stay where they are and share
// no line with it; a test holds the two to one string.
//
// What it says must not become an oracle. It never prints a secret, nor a
// signature, neither the right one nor one it has made: whoever holds the right
// one for a request can send that request. It compares whole values only, in
// constant time: to say that a value begins like the right one would give the
// right one away byte by byte. So to be told of a mistake one has to have made
// it, which takes the secret. The strings to sign are shown, as Alibaba Cloud
// shows them itself, with numbers, tokens and unknown values veiled (veil.go).
//
// Work is bounded in bytes for each request (search.go) and in requests for
// each second, and what is kept is bounded in bytes (desk.go). It imports
// nothing of ours.
package explain
