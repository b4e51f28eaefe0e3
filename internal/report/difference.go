package report

// piece is a part of a text; a marked one is what differs, or what is meant.
type piece struct {
	Text   string
	Marked bool
}

// mostCells bounds the table that a difference is found in.
const mostCells = 1 << 20

// difference marks, character by character, what of each text the other does
// not have. What is too long to compare is marked from the first difference to
// the last.
func difference(a, b string) (left, right []piece) {
	x, y := []rune(a), []rune(b)
	head := 0
	for head < len(x) && head < len(y) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < len(x)-head && tail < len(y)-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	inX, inY := common(x[head:len(x)-tail], y[head:len(y)-tail])
	return pieces(x, head, tail, inX), pieces(y, head, tail, inY)
}

// common says of each character of both whether it is in the longest sequence
// that they share.
func common(x, y []rune) (inX, inY []bool) {
	inX, inY = make([]bool, len(x)), make([]bool, len(y))
	if len(x)*len(y) > mostCells {
		return inX, inY
	}
	wide := len(y) + 1
	length := make([]uint16, (len(x)+1)*wide)
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				length[i*wide+j] = length[(i+1)*wide+j+1] + 1
			} else {
				length[i*wide+j] = max(length[(i+1)*wide+j], length[i*wide+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			inX[i], inY[j] = true, true
			i, j = i+1, j+1
		case length[(i+1)*wide+j] >= length[i*wide+j+1]:
			i++
		default:
			j++
		}
	}
	return inX, inY
}

// fewest is how many characters in a row must be the same between two
// differences: fewer are chance.
const fewest = 3

func pieces(text []rune, head, tail int, same []bool) (list []piece) {
	for i := 0; i < len(same); {
		j := i
		for j < len(same) && same[j] == same[i] {
			j++
		}
		if same[i] && j-i < fewest && i > 0 && j < len(same) {
			for k := i; k < j; k++ {
				same[k] = false
			}
		}
		i = j
	}
	add := func(part []rune, marked bool) {
		switch {
		case len(part) == 0:
		case len(list) > 0 && list[len(list)-1].Marked == marked:
			list[len(list)-1].Text += string(part)
		default:
			list = append(list, piece{string(part), marked})
		}
	}
	add(text[:head], false)
	for i := range same {
		add(text[head+i:head+i+1], !same[i])
	}
	add(text[len(text)-tail:], false)
	return list
}

// alike is a difference where the texts have enough in common to be compared.
func alike(a, b string) (left, right []piece) {
	left, right = difference(a, b)
	same := 0
	for _, p := range left {
		if !p.Marked {
			same += len(p.Text)
		}
	}
	if 3*same < max(len(a), len(b)) {
		return []piece{{Text: a}}, []piece{{Text: b}}
	}
	return left, right
}
