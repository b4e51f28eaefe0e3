// Package fidelity keeps a provider's page under docs/fidelity in step with its
// code, for that provider's tests. It owns the reading of the page's tables and
// the checks that every page stands: tables are whole, every fact has a grade,
// the rows of the catalogue and the switches are there, in the same words, and
// no others; every setting is named, and only those that --set takes; the code
// a row points to exists. A page that has them is also held to the order of
// checks, the contradictions and the statuses.
//
// What only the wire can tell, the words for a status, carriers, places and
// signatures, stays in the provider's own test, which finds the tables here.
//
// It imports the root, sim, sim/setup and testify. It is for tests only, and
// knows no provider.
package fidelity
