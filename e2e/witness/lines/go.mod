module github.com/numsim/numsim/e2e/witness/lines

go 1.26.8
