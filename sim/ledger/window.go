package ledger

// window counts the calls of one second of the clock. Calls astride a second's
// boundary may arrive in the wrong order, so the second before is kept too, and
// what is a little older counts with it; any other jump is a clock that was set,
// and starts afresh.
type window struct {
	second       int64
	used, before int
}

func (w *window) admit(second int64, limit int) bool {
	used := &w.used
	switch second - w.second {
	case 0:
	case -1, -2, -3, -4, -5:
		used = &w.before
	case 1:
		w.second, w.before, w.used = second, w.used, 0
	default:
		*w = window{second: second}
	}
	if *used >= limit {
		return false
	}
	*used++
	return true
}
