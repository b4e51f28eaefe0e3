package explain

import (
	"strconv"
	"strings"
	"time"
)

// layouts are the forms of a time that people send and sign, the two of our
// schemes among them.
func layouts() []string {
	return []string{
		"2006-01-02T15:04:05Z", "20060102T150405Z", "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02T15:04:05.000Z",
		"2006-01-02T15:04:05+00:00", "2006-01-02T15:04:05-07:00", "20060102T150405+00:00", "20060102150405", "Mon, 02 Jan 2006 15:04:05 GMT", time.RFC1123Z,
	}
}

// stampSlips sign another time, or the same one in another form.
func stampSlips(sent string, set func(*plan, string)) []slip {
	form, at := readStamp(sent)
	if form == "" {
		return nil
	}
	use := func(t time.Time, layout string) func(*plan) {
		return func(p *plan) { set(p, t.Format(layout)) }
	}
	var zones, seconds, forms []func(*plan)
	for h := -12; h <= 14; h++ {
		if h != 0 && h != 8 && h != -8 {
			zones = append(zones, use(at.Add(time.Duration(h)*time.Hour), form))
		}
	}
	for _, s := range []int{1, -1, 2, -2} {
		seconds = append(seconds, use(at.Add(time.Duration(s)*time.Second), form))
	}
	for _, layout := range layouts() {
		if layout != form {
			forms = append(forms, use(at, layout))
		}
	}
	forms = append(forms, func(p *plan) { set(p, strconv.FormatInt(at.Unix(), 10)) }, func(p *plan) { set(p, strconv.FormatInt(at.UnixMilli(), 10)) })
	return []slip{
		one(said("stamp-local", "the time that was signed is China's local time, 8 hours from the UTC that was sent", "签的是北京时间，和发送的 UTC 时间差 8 小时"), inStamp, use(at.Add(8*time.Hour), form), use(at.Add(-8*time.Hour), form)),
		many(said("stamp-zone", "the time that was signed is whole hours from the one that was sent: another time zone", "签的时间和发送的时间差整数个小时：时区不对"), inStamp, zones),
		many(said("stamp-second", "the time was taken twice: the one that was signed is a second or two from the one that was sent", "时间取了两次：签的和发的差了一两秒"), inStamp, seconds),
		many(said("stamp-form", "the time was signed in another form than it was sent", "签的时间和发送的时间格式不同"), inStamp, forms),
	}
}

func readStamp(text string) (layout string, at time.Time) {
	for _, layout := range layouts() {
		if at, err := time.Parse(layout, text); err == nil && at.Format(layout) == text {
			return layout, at
		}
	}
	return "", time.Time{}
}

// Unix is the layout of seconds since 1970.
const Unix = "unix"

// Stamp says what is wrong with a time that a provider does not take, by the
// form it wants and what time it is there; nil if that does not tell.
func Stamp(sent, layout string, now time.Time) *Finding {
	digits := strings.Trim(sent, "0123456789") == ""
	form, at := readStamp(sent)
	switch {
	case digits && layout == Unix && len(sent) == 10:
		n, _ := strconv.ParseInt(sent, 10, 64)
		return zone(time.Unix(n, 0).Sub(now))
	case digits && len(sent) == 13:
		return Named(*said("stamp-milliseconds", "the time is in milliseconds since 1970", "时间用的是 1970 年以来的毫秒数"))
	case digits && len(sent) == 10:
		return Named(*said("stamp-seconds", "the time is in seconds since 1970", "时间用的是 1970 年以来的秒数"))
	case form == layout && form != "":
		return zone(at.Sub(now))
	case form != "" || strings.TrimSpace(sent) != sent || anyTime(sent):
		return Named(*said("stamp-form", "the time is not in the form that this signature wants", "时间的格式不是这种签名要求的格式"))
	}
	return nil
}

func anyTime(text string) bool {
	for _, layout := range []string{time.RFC3339Nano, time.RFC1123, time.RFC850, time.ANSIC, time.DateOnly, "2006/01/02 15:04:05"} {
		if _, err := time.Parse(layout, text); err == nil {
			return true
		}
	}
	return false
}

// zone is for a time that is whole hours off, give or take two minutes.
func zone(off time.Duration) *Finding {
	rest := off - off.Round(time.Hour)
	switch hours := off.Round(time.Hour); {
	case rest.Abs() > 2*time.Minute || hours == 0 || hours.Abs() > 14*time.Hour:
		return nil
	case hours == 8*time.Hour:
		return Named(*said("stamp-local", "the time is China's local time and said to be UTC", "时间是北京时间，却当成 UTC 发送"))
	default:
		return Named(*said("stamp-zone", "the time is whole hours off: it is another zone's", "时间差了整数个小时：用了别的时区"))
	}
}
