// Package standin runs a simulator in the place of the real providers, for
// tests of live runs: on loopback, over TLS, under their real host names, with a
// certificate of an authority that lives as long as the test. It can drift: what
// the simulator answers is changed on its way.
//
// It imports simtest, guard for the option that lets a session reach it, and the
// standard library. Nothing but tests imports it.
package standin
