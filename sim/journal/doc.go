// Package journal owns what was asked, what was answered, and why.
//
// Entries are decoded calls and stay inside the process: they never hold a
// secret, a signature or a token, and whoever takes one out redacts it. A ring
// is bounded in bytes and counts what it dropped, so that nobody mistakes a
// short memory for a quiet afternoon. It imports the root only.
package journal
