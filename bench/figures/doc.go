// Package figures owns the arithmetic of a report: percentiles, medians and
// ratios of what was measured. It imports the standard library only.
package figures
