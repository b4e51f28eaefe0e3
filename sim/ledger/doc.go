// Package ledger owns everything that a call can change and a test can count:
// credentials and the accounts behind them, money, throttle windows, nonces,
// and the clock each tenant lives by.
//
// It is the only room that moves money. Each step (Find, Admit, Slot, Charge)
// is one atomic call, so that a shared store can take its place without the
// engine noticing. It imports the root and nothing else of ours; what a
// provider makes of an account (profile, switches) passes through as a value
// it does not look into.
package ledger
