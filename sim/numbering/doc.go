// Package numbering owns the mainland numbering plan (prefix to carrier, segment
// to area) and what is true of a number when nobody said anything: the numbers the
// documents print, the magic endings, and the derived default.
//
// It imports the root only. Prefixes up to 2020 follow the list in section 6
// of Alibaba Cloud's document of 2020-09-23; later segments follow public assignments, which
// for 162, 165, 148 and 1349 no list we know confirms. Number portability is not
// reflected.
package numbering
