package ywjisu_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/fidelity"
	"github.com/numsim/numsim/sim/ywjisu"
)

func readPage(t *testing.T) *fidelity.Page {
	t.Helper()
	p, err := ywjisu.New()
	require.NoError(t, err)
	return fidelity.Read(t, p, "docs/fidelity/ywjisu.md", "sim/ywjisu")
}

func TestFidelityPage(t *testing.T) {
	readPage(t).InStep(t, fidelity.Least{References: 81, Settings: 31})
}

func TestFidelityContradictions(t *testing.T) { readPage(t).Contradictions(t, 11) }

func TestFidelityOrder(t *testing.T) {
	var order []fidelity.Check
	for _, c := range ywjisu.Order() {
		order = append(order, fidelity.Check(c))
	}
	readPage(t).Order(t, "Check", order)
}
