// Package sim is the engine: one exchange from the first byte to the last, the
// Provider interface, and the only place that writes to the network.
//
// Start at exchange.go; it fits on a screen. A provider (sim/aliyun and its
// neighbours) says how one vendor's wire looks; the order of the steps, money,
// nonces, throttles and the journal are the engine's, so that a new provider
// cannot forget them. Values go forward and nothing is undone. A refusal is an
// ordinary value on the same road as an answer. A fault of the simulator's own
// goes another road: a plain 500 that names numsim and never wears a
// provider's dress.
//
// It imports the root, scenarios, sim/explain, sim/ledger, sim/journal and
// sim/numbering.
package sim
