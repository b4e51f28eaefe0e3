package numsim_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
)

func TestParseMoney(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want numsim.Money
		out  string
		why  string
	}{
		{"0.10", 1000, "0.10", "the price of an answer"},
		{"12", 120000, "12.00", "whole yuan"},
		{"0.0125", 125, "0.0125", "all four decimals"},
		{"0", 0, "0.00", "nothing"},
		{"-0.30", -3000, "-0.30", "a debt"},
	} {
		got, err := numsim.ParseMoney(tt.in)
		require.NoError(t, err, tt.why)
		assert.Equal(t, tt.want, got, tt.why)
		assert.Equal(t, tt.out, got.String(), tt.why)
	}
	for _, bad := range []string{"", ".5", "1.", "1.00001", "1e3", "1.-5", "--1", "1.+5", "yuan", "-", "+", "-.5", "0x10", "99999999999999999999"} {
		_, err := numsim.ParseMoney(bad)
		assert.ErrorContains(t, err, "is not an amount in yuan", "%q", bad)
	}
}

func FuzzParseMoney(f *testing.F) {
	f.Add("0.30")
	f.Add("-1.5")
	f.Fuzz(func(t *testing.T, s string) {
		m, err := numsim.ParseMoney(s)
		if err != nil {
			return
		}
		again, err := numsim.ParseMoney(m.String())
		require.NoError(t, err)
		require.Equal(t, m, again, "what is written is read back")
	})
}
