// Numbers with a fraction, and sizes: the catalogue knows what separates the fraction in a language.

package state

import (
	"strconv"
	"strings"
)

// decimalText is a number with so many digits after the separator, of which there is one at least: "6.2", in German "6,2".
func decimalText(value float64, digits int) Text {
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(value, 'f', max(1, digits), 64), ".")
	return T("number.decimal", "Whole", whole, "Fraction", fraction)
}

// sizeText is "312 B", "4.5 kB", "9.8 MB".
func sizeText(n int) Text {
	switch {
	case n < 1000:
		return T("size.bytes", "N", n)
	case n < 1000*1000:
		return T("size.kilobytes", "N", decimalText(float64(n)/1000, 1))
	}
	return T("size.megabytes", "N", decimalText(float64(n)/1e6, 1))
}
