package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
)

func main() {
	if err := run(); err != nil {
		_, _ = fmt.Fprintf(os.Stderr, "floor: %v\n", err)
		os.Exit(1)
	}
}

func run() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("ready floor=http://%s\n", l.Addr())
	return http.Serve(l, newFloor("numsim-unlimited", "numsim-secret"))
}
