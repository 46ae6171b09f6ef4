package rules
import ("testing";"rpcrdma-lint/internal/trace")
func TestZZ18(t *testing.T){
 for _, tr := range []string{
 "est; exchange; late C>CALL 5 noack; S>REPLY 5; C>CALL 6; S>REPLY 6; C>RNR(6); S>again 6; exchange; C>DREQ",
 "est; C>CALL 1; S>REPLY 1 cr=1; C>DONE 9; C>CALL 2; S>RNR(2); C>DREQ",
 "est; C>CALL 1; S>REPLY 1 cr=1; C>WRITE hx 0 0 imm; C>CALL 2; S>RNR(2); C>DREQ",
 "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; wait 60s; C>CALL 2; C>CALL 3; S>RNR(3); C>DREQ",
 "est; C>CALL 1 v3 READ count=100 wr=(h,100); S>WRITE h 0 100 imm; S>REPLY 1 wr=(h,100); C>RNR(1); S>DREQ",
 "est; C>CALL 1; S>REPLY 1 cr=1; C>CALL 2; C>CALL 3; S>REPLY 2; S>REPLY 3; C>RNR(3); C>CALL 4; S>DREQ",
 "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2; wait 60s; C>CALL 2; S>RNR(2); C>DREQ",
 "est; C>CALL 1; S>REPLY 1 cr=1; C>CALL 2; C>DONE 9; S>RNR(9); C>DREQ",
 "est; exchange; late=2 C>CALL 5 noack; S>REPLY 5; C>RNR(5); C>CALL 6; S>DREQ",
 "est; exchange; C>CALL 2; wait 60s; C>CALL 2; S>REPLY 2; S>REPLY 2; C>RNR; C>CALL 3; S>DREQ",
 "est; exchange; S>SEND 7 proc=9 hdr=; C>CALL 2; S>REPLY 2; C>RNR(2); C>CALL 3; S>DREQ",
 "est; exchange; C>SEND raw=0102; C>CALL 2; S>RNR(2); C>DREQ",
 "est; exchange; C>CALL 1; C>CALL 2; S>REPLY 1; S>REPLY 2; C>RNR(1); S>DREQ",
 "est; exchange; bad: S>REPLY 9; C>RNR; C>CALL 2; S>REPLY 2; S>DREQ",
 "est; exchange; bad: S>WRITE h 0 100; C>NAK(62); S>DREQ",
 "est; backchannel; S>CALL r1; C>REPLY r1 cr=4; nak: S>RNR(r1); C>DREQ",
 }{
  t.Log("##", tr)
  for _, f := range lint(t, trace.Make(t, tr), nil).Findings { t.Log("  ", listed(f), f.Message); if f.Rule==connLoss {t.Log("     ",f.Evidence)} }
 }
}
