package conformance

// about is the number that was asked for, which a live target has its own for.
func about(pointer, number string) Check {
	return Check{Expected: pointer + " is the number asked for", Look: func(s *Seen) (string, bool) {
		return field(pointer, `"`+s.Phone(number)+`"`).Look(s)
	}}
}

// ofOurs is for what only our number is known to have, such as a carrier. The
// contract judges what is said of a target's own.
func ofOurs(number string, c Check) Check {
	look := c.Look
	c.Look = func(s *Seen) (string, bool) {
		if s.Phone(number) != number {
			return "the number is the target's own", true
		}
		return look(s)
	}
	return c
}
