package builtin

import ("testing";"context";"github.com/numsim/numsim/conformance")
func BenchmarkArrange(b *testing.B){ for b.Loop(){ p,err:=Target{}.Arrange(context.Background(),&conformance.Case{}); if err!=nil{b.Fatal(err)}; p.Close()}}
