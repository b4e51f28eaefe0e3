package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

// counting is a source that nobody should ask.
type counting struct{ asked *int }

func (counting) Provider() string { return "aliyun" }
func (counting) MostNumbers() int { return 1 }

func (c counting) Check(_ context.Context, numbers ...numsim.Number) []client.Result {
	*c.asked += len(numbers)
	return make([]client.Result, len(numbers))
}

// Where nobody watches there is a line now and then, with rate, money and what is
// left.
func TestLinesNowAndThen(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(1795305600, 0)
	p := newProgress(world{stderr: &out, getenv: func(string) string { return "" }, now: func() time.Time { return now }}, 1000)
	for i := range 25 {
		now = now.Add(time.Second)
		p.did(10*(i+1), 1000, "0.50 yuan spent, 0.10 perhaps")
	}
	assert.Equal(t, []string{
		"numcheck: 100 of 1000, 10.0/s, 0.50 yuan spent, 0.10 perhaps, about 1m30s left",
		"numcheck: 200 of 1000, 10.0/s, 0.50 yuan spent, 0.10 perhaps, about 1m20s left",
	}, strings.Split(strings.TrimSpace(out.String()), "\n"))

	out.Reset()
	now = now.Add(time.Minute)
	p.did(250, -1, "0.00 yuan spent")
	assert.Equal(t, "numcheck: 250, 2.9/s, 0.00 yuan spent\n", out.String(), "nobody knows how many come")
}

// The bar has count, rate and money, and makes room for what is written beside it.
func TestBar(t *testing.T) {
	for _, tt := range []struct {
		total int
		want  string
	}{{1000, "(300/900, "}, {-1, "(300/-, "}} {
		var out bytes.Buffer
		b := newBar(&out, tt.total, 0)
		for i := range 200 {
			b.did(i, tt.total, "0.50 yuan")
		}
		b.did(300, max(tt.total-100, -1), "0.60 yuan, 0.10 perhaps")
		assert.Contains(t, out.String(), "0.60 yuan, 0.10 perhaps")
		assert.Contains(t, out.String(), tt.want)
		assert.Contains(t, out.String(), " numbers/")

		_, _ = (&screen{Writer: &out, bar: b}).Write([]byte("a line\n"))
		assert.True(t, strings.HasSuffix(out.String(), "  \ra line\n"), "the bar is wiped first")
	}
}
