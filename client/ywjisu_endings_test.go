package client_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/serve"
)

func TestYwjisuEndings(t *testing.T) {
	d := startDuo(t, serve.Config{})
	y := d.ywjisu()
	for digits, want := range endingWords {
		if want.ywjisu.word == "" {
			continue
		}
		t.Run(digits, func(t *testing.T) {
			number := numsim.Number("1390000" + digits)
			got, err := y.GetCheckResult(t.Context(), client.GetCheckResultRequest{Mobiles: []numsim.Number{number}})
			require.NoError(t, err)
			assert.Equal(t, "000000", got.ResultCode)
			assert.Equal(t, "成功", got.ResultMsg)
			assert.Nil(t, got.Extra)
			require.Len(t, got.ResultObj, 1)
			s := got.ResultObj[0]
			assert.Equal(t, want.ywjisu, told{s.Status, s.NeutralStatus})
			assert.Equal(t, string(number), s.Mobile)
			assert.Equal(t, "中国移动 GSM", s.NumberType)
			assert.Equal(t, numsim.ChinaMobile, s.NeutralCarrier)
			assert.NotEmpty(t, s.Area)
			assert.Nil(t, s.Extra)
			if s.Status == "3" { // 库无 is free
				assert.Equal(t, "0", s.ChargesStatus)
				assert.Equal(t, client.NotCharged, s.Charged)
			} else {
				assert.Equal(t, "1", s.ChargesStatus)
				assert.Equal(t, client.IsCharged, s.Charged)
			}

			r := y.Check(t.Context(), number)[0]
			require.NoError(t, r.Err)
			assert.Equal(t, want.ywjisu, told{r.Word, r.Status})
			assert.Equal(t, s.Charged, r.Charged)
			assert.Equal(t, s.Area, r.Area)
			assert.Equal(t, s.SeenAt, r.SeenAt)
			if s.Status == "3" || s.Status == "4" { // of which there is no report
				assert.True(t, r.SeenAt.IsZero())
			} else {
				assert.WithinRange(t, r.SeenAt, duoBegan.Add(-90*24*time.Hour), duoBegan.Add(time.Minute))
			}
		})
	}
}

func TestYwjisuRefusedNumber(t *testing.T) {
	d := startDuo(t, serve.Config{})
	r := d.ywjisu().Check(t.Context(), "13900000400")[0]
	assert.ErrorIs(t, r.Err, numsim.BadRequest)
	assert.Equal(t, "400001", errorIn(t, r.Err).Code)
	assert.Equal(t, client.NotCharged, r.Charged)
}
