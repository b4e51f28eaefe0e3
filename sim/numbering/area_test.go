package numbering_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/numbering"
)

// Published for ever, like the derived truth: the list was made by a Python
// program written from the comment on Area.
func TestAreasArePinned(t *testing.T) {
	for number, area := range map[numsim.Number]string{
		"13900000200": "江西-景德镇",
		"13900009999": "江西-景德镇",
		"13900010200": "内蒙古-鄂尔多斯",
		"13012340404": "陕西-汉中",
		"13300000402": "海南-三亚",
		"19200000200": "贵州-六盘水",
		"19912340200": "广西-贵港",
		"17012340200": "内蒙古-鄂尔多斯",
		"15000000200": "湖南-湘西",
	} {
		assert.Equal(t, area, numbering.Area(number), number)
	}
}

// The seventh digit moves a number, the eighth does not.
func TestAnAreaIsASegments(t *testing.T) {
	moved := 0
	for i := range 1000 {
		n := numsim.Number(fmt.Sprintf("1390%03d0000", i))
		require.Equal(t, numbering.Area(n), numbering.Area(n[:7]+"9999"))
		if numbering.Area(n) != numbering.Area(n[:6]+"x0000") {
			moved++
		}
	}
	assert.Greater(t, moved, 950)
}

// Every area is some segment's, in short names, a municipality twice.
func TestAreasAreShortNames(t *testing.T) {
	provinces, count := map[string]bool{}, map[string]int{}
	for i := range 100_000 {
		count[numbering.Area(numsim.Number(fmt.Sprintf("13%05d", i)))]++
	}
	assert.Len(t, count, 300)
	for area, segments := range count {
		province, city, ok := strings.Cut(area, "-")
		require.True(t, ok, area)
		for _, name := range []string{province, city} {
			assert.NotRegexp(t, `[省市县盟州]$|地区$|自治`, strings.TrimSuffix(name, longShortName(name)), area)
		}
		provinces[province] = true
		assert.InDelta(t, 100_000/300, segments, 120, "%s has more or less than its share", area)
	}
	assert.Len(t, provinces, 31, "the mainland's provinces")
	for _, city := range []string{"北京", "天津", "上海", "重庆"} {
		assert.NotZero(t, count[city+"-"+city])
	}
}

// longShortName is the end of a short name that ends like a long one: 州 is
// part of the name of 广州 and of a dozen more.
func longShortName(name string) string {
	if len([]rune(name)) == 2 && strings.HasSuffix(name, "州") {
		return "州"
	}
	return ""
}
