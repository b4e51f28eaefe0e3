// Package setup owns what happens to accounts before the first call: the fields
// that can be set by name, the ready-made accounts that follow from a
// provider's traits and catalogue, and the reading a provider gives of them.
//
// It imports the root, sim and sim/ledger. Nothing on the request path imports
// it.
package setup
