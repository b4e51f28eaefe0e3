package ksyun_test
import ("testing";"net/http/httptest";"os/exec";"time")
func TestZZ(t *testing.T){
 noon = time.Now().UTC()
 r:=newRig(t,"json=read","get=served")
 s:=httptest.NewServer(r.handler); defer s.Close()
 out,err:=exec.Command("/tmp/ksvenv/bin/python","/tmp/kscall.py",s.URL[7:]).CombinedOutput()
 t.Log(string(out),err)
 out,err=exec.Command("python3","/tmp/kbotocore.py",s.URL).CombinedOutput()
 t.Log(string(out),err)
 for _,e:=range r.journal.Entries(){ t.Log(e.Operation,e.HTTP,e.Row,e.Why)}
}
