package usage

import (
	"fmt"
	"io"
)

// Widths of the badge's two halves, for DejaVu Sans or Verdana of 11 pixels.
const (
	badgeLeft  = 96
	badgeRight = 40
)

// Badge writes a percentage as a small SVG, which asks for nothing elsewhere.
func Badge(w io.Writer, percent int) error {
	color := "#b3402c"
	switch {
	case percent >= 80:
		color = "#2f7d32"
	case percent >= 50:
		color = "#8a6d00"
	}
	text := fmt.Sprintf("%d%%", percent)
	_, err := fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="20" role="img" aria-label="error coverage: %s">
<title>error coverage: %s</title>
<rect width="%d" height="20" rx="3" fill="#444"/>
<path d="M%d 0h%da3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-%dz" fill="%s"/>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="%d" y="14">error coverage</text>
<text x="%d" y="14">%s</text>
</g>
</svg>
`, badgeLeft+badgeRight, text, text, badgeLeft+badgeRight, badgeLeft, badgeRight-3, badgeRight-3, color, badgeLeft/2, badgeLeft+badgeRight/2, text)
	return err
}
