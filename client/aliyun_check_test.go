package client_test

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/numbering"
)

func counting(attempts *int) func(*client.AliyunConfig) {
	var mu sync.Mutex
	return func(c *client.AliyunConfig) {
		c.Options.Observe = func(ctx context.Context, _ client.Attempt) (context.Context, func(client.Attempt)) {
			mu.Lock()
			defer mu.Unlock()
			*attempts++
			return ctx, nil
		}
	}
}

// wordsOf are the word of each ending in the documents of each generation, and
// what it means: the column of the table of words, read backwards.
var endings = []struct {
	ending                   string
	y2020, y2022, today      string
	in2020, in2022, neutrals numsim.Status
}{
	{"0200", "NORMAL", "NORMAL", "NORMAL", numsim.Active, numsim.Active, numsim.Active},
	{"0404", "NOT_EXIST", "NOT_EXIST", "NOT_EXIST", numsim.Vacant, numsim.Vacant, numsim.Vacant},
	{"0402", "SHUTDOWN", "SHUTDOWN", "SHUTDOWN", numsim.Suspended, numsim.Suspended, numsim.Suspended},
	{"0206", "UNKNOWN", "FUNCTIONAL_SHUTDOWN", "UNKNOWN", numsim.Unknown, numsim.PartSuspended, numsim.Unknown},
	{"0408", "UNKNOWN", "POWER_OFF", "POWER_OFF", numsim.Unknown, numsim.PoweredOff, numsim.PoweredOff},
	{"0203", "UNKNOWN", "SUSPECTED_POWER_OFF", "SUSPECTED_POWER_OFF", numsim.Unknown, numsim.SuspectedOff, numsim.SuspectedOff},
	{"0486", "NORMAL", "BUSY", "BUSY", numsim.Active, numsim.Busy, numsim.Busy},
	{"0480", "UNKNOWN", "UNKNOWN", "UNKNOWN", numsim.Unknown, numsim.Unknown, numsim.Unknown},
	{"0304", "NORMAL", "NORMAL", "NORMAL", numsim.Active, numsim.Active, numsim.Active},
	{"0403", "NORMAL", "NORMAL", "NORMAL", numsim.Active, numsim.Active, numsim.Active},
	{"0204", "UNKNOWN", "UNKNOWN", "UNKNOWN", numsim.Unknown, numsim.Unknown, numsim.Unknown},
	{"0422", "UNKNOWN", "UNKNOWN", "UNKNOWN", numsim.Unknown, numsim.Unknown, numsim.Unknown},
	{"0500", "UNKNOWN", "UNKNOWN", "UNKNOWN", numsim.Unknown, numsim.Unknown, numsim.Unknown},
	{"0999", "UNKNOWN", "UNKNOWN", "UNKNOWN", numsim.Unknown, numsim.Unknown, numsim.Unknown},
	{"0425", "UNKNOWN", "UNKNOWN", "UNKNOWN", numsim.Unknown, numsim.Unknown, numsim.Unknown},
}

func TestAliyunEveryEndingInEveryGeneration(t *testing.T) {
	require.Len(t, numbering.Endings(), len(endings)+2, "and 0400 and 0429, which are no statuses")
	r := boot(t)
	for _, row := range endings {
		for profile, want := range map[string]struct {
			word    string
			neutral numsim.Status
		}{"2020": {row.y2020, row.in2020}, "2021": {row.y2020, row.in2020}, "2022": {row.y2022, row.in2022}, "today": {row.today, row.neutrals}} {
			for _, format := range []func(*client.AliyunConfig){inJSON, inXML} {
				by := thatAll
				if profile == "today" {
					by = byUse
				}
				got := check(t, r.aliyun(t, "numsim-"+profile, by, format), numsim.Number("1390000"+row.ending))
				require.NoError(t, got.Err)
				assert.Equal(t, want.word, got.Word, "%s in %s", row.ending, profile)
				assert.Equal(t, want.neutral, got.Status, "%s in %s", row.ending, profile)
				assert.Equal(t, numsim.ChinaMobile, got.Carrier)
				assert.NotEmpty(t, got.RequestID)
				assert.Equal(t, want.word != "UNKNOWN", got.Charged == client.IsCharged)
			}
		}
	}
}

func TestAliyunTroubleByNumber(t *testing.T) {
	r := boot(t)
	for _, profile := range []string{"2020", "2021", "2022", "today"} {
		by := thatAll
		if profile == "today" {
			by = byUse
		}
		for _, row := range []struct {
			number numsim.Number
			kind   numsim.Kind
		}{
			{"13900000400", numsim.BadNumber}, {"13900000429", numsim.Throttled},
			{"1390000020", numsim.BadNumber}, {"23900000200", numsim.BadNumber},
		} {
			got := check(t, r.aliyun(t, "numsim-"+profile, by), row.number)
			assert.ErrorIs(t, got.Err, row.kind, "%s in %s", row.number, profile)
			assert.Equal(t, client.NotCharged, got.Charged)
		}
	}
}

func TestAliyunCarriersInAllSpellings(t *testing.T) {
	r := boot(t, "aliyun.broadnet=answered")
	for _, row := range []struct {
		profile string
		number  numsim.Number
		word    string
		carrier numsim.Carrier
	}{
		{"2020", "13900000200", "中国移动", numsim.ChinaMobile}, {"2020", "13000000200", "中国联通", numsim.ChinaUnicom},
		{"2020", "13300000200", "中国电信", numsim.ChinaTelecom}, {"2020", "19200000200", "中国广电", numsim.ChinaBroadnet},
		{"2020", "12000000200", "未知", numsim.NoCarrier},
		{"2021", "13900000200", "CMCC", numsim.ChinaMobile}, {"2021", "13000000200", "CUCC", numsim.ChinaUnicom},
		{"2021", "13300000200", "CTCC", numsim.ChinaTelecom}, {"2021", "19200000200", "UNKNOW", numsim.NoCarrier},
		{"today", "19200000200", "CBN", numsim.ChinaBroadnet}, {"today", "13300000486", "CTCC", numsim.ChinaTelecom},
	} {
		by := thatAll
		if row.profile == "today" {
			by = byUse
		}
		got := check(t, r.aliyun(t, "numsim-"+row.profile, by), row.number)
		require.NoError(t, got.Err)
		assert.Equal(t, row.word, got.CarrierWord, "%s in %s", row.number, row.profile)
		assert.Equal(t, row.carrier, got.Carrier, "%s in %s", row.number, row.profile)
	}
}

// All operations that followed answer alike, in the clear and behind a hash. The
// hashes are of 13900000404, made by another program.
func TestAliyunSuccessors(t *testing.T) {
	r := boot(t)
	a := r.aliyun(t, "numsim-today")
	ctx := context.Background()
	for name, ask := range map[string]func(context.Context, client.PhoneNumberStatusForRequest) (*client.AliyunStatus, error){
		"Public": a.PhoneNumberStatusForPublic, "Account": a.PhoneNumberStatusForAccount, "Real": a.PhoneNumberStatusForReal,
		"Sms": a.PhoneNumberStatusForSms, "Voice": a.PhoneNumberStatusForVoice,
	} {
		for mask, input := range hashes {
			res, err := ask(ctx, client.PhoneNumberStatusForRequest{AuthCode: "numsim-code", InputNumber: input, Mask: mask})
			require.NoError(t, err, "%s %s", name, mask)
			assert.Equal(t, "NOT_EXIST", res.PhoneStatus.Status)
			assert.Equal(t, numsim.Vacant, res.Status)
			assert.Equal(t, numsim.ChinaMobile, res.Carrier)
			assert.Equal(t, "OK", res.Message)
			assert.Equal(t, res.RequestID, res.Header.Get("x-acs-request-id"))
		}
	}
	_, err := a.PhoneNumberStatusFor(ctx, client.ForVirtual, client.PhoneNumberStatusForRequest{AuthCode: "c", InputNumber: mobile})
	assert.ErrorIs(t, err, numsim.Withdrawn)
	_, err = a.PhoneNumberStatusForReal(ctx, client.PhoneNumberStatusForRequest{AuthCode: "c", InputNumber: mobile, Mask: "ROT13"})
	assert.ErrorIs(t, err, numsim.BadRequest)
	_, err = a.PhoneNumberStatusForReal(ctx, client.PhoneNumberStatusForRequest{InputNumber: mobile})
	assert.ErrorIs(t, err, numsim.BadRequest)
}

func TestAliyunCheckAsksOnceAndInOrder(t *testing.T) {
	r := boot(t)
	attempts := 0
	a := r.aliyun(t, "numsim", counting(&attempts))
	assert.Equal(t, "aliyun", a.Provider())
	assert.Equal(t, 1, a.MostNumbers())
	got := a.Check(context.Background(), "13900000404", "13900000200", "13900000404", "13900000999", "13900000400")
	require.Len(t, got, 5)
	assert.Equal(t, 4, attempts)
	for i, want := range []struct {
		status  numsim.Status
		charged client.Charged
	}{
		{numsim.Vacant, client.IsCharged}, {numsim.Active, client.IsCharged}, {numsim.Vacant, client.NotCharged},
		{numsim.Unknown, client.NotCharged}, {numsim.Unknown, client.NotCharged},
	} {
		assert.Equal(t, want.status, got[i].Status, i)
		assert.Equal(t, want.charged, got[i].Charged, i)
		assert.Equal(t, "DescribePhoneNumberStatus", got[i].Operation)
	}
	assert.Empty(t, a.Check(context.Background()))
}

// The two readings of what an unknown status costs.
func TestAliyunUnknownIsChargedOrNot(t *testing.T) {
	r := boot(t, "aliyun.unknown-billed=yes", "aliyun.balance=0.20")
	a := r.aliyun(t, "numsim", billed)
	for range 2 {
		got := check(t, a, "13900000999")
		assert.Equal(t, client.IsCharged, got.Charged)
	}
	assert.ErrorIs(t, check(t, a, "13900000999").Err, numsim.Balance, "as the bill has it")

	r = boot(t, "aliyun.balance=0.10")
	a = r.aliyun(t, "numsim")
	for range 3 {
		assert.Equal(t, client.NotCharged, check(t, a, "13900000999").Charged)
	}
	assert.Equal(t, client.IsCharged, check(t, a, mobile).Charged)
	assert.ErrorIs(t, check(t, a, "13900000999").Err, numsim.Balance)
}

func TestAliyunHiddenFields(t *testing.T) {
	r := boot(t)
	a := r.aliyun(t, "numsim")
	for name, row := range map[string]struct {
		owner client.AliyunOwner
		kind  numsim.Kind
	}{
		"its own":        {client.AliyunOwner{OwnerID: 7, ResourceOwnerID: 1600000000000001, ResourceOwnerAccount: "numsim"}, 0},
		"somebody's id":  {client.AliyunOwner{ResourceOwnerID: 1}, numsim.Auth},
		"another's name": {client.AliyunOwner{ResourceOwnerAccount: "other"}, numsim.Auth},
	} {
		_, err := a.DescribePhoneNumberStatus(context.Background(), client.DescribePhoneNumberStatusRequest{PhoneNumber: mobile, AliyunOwner: row.owner})
		if row.kind == 0 {
			assert.NoError(t, err, name)
			continue
		}
		assert.ErrorIs(t, err, row.kind, name)
	}
}

func TestAliyunServesManyGoroutines(t *testing.T) {
	r := boot(t, "aliyun.qps=0")
	a := r.aliyun(t, "numsim")
	var all sync.WaitGroup
	for range 32 {
		all.Go(func() {
			for _, got := range a.Check(context.Background(), "13900000404", "13000000404") {
				assert.NoError(t, got.Err)
				assert.Equal(t, numsim.Vacant, got.Status)
			}
		})
	}
	all.Wait()
}

// hashes of 13900000404, made by another program: md5sum, sha256sum, openssl.
var hashes = map[client.AliyunMask]string{
	client.MaskNormal: "13900000404",
	"":                "13900000404",
	client.MaskMD5:    "512b0e8f19635c065105d462d7d8a375",
	client.MaskSHA256: "DF76DABFE8134AB469FFC98BA13409F0B9F4A26DE59B8F26FCD680DB97362398",
	client.MaskSM3:    "aeab51ed88fc96b5e6b1e6a0fb953c3ad07800f7d4193df62f7eb1c974cf7e1c",
}
