package rules

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The template of a rule builds as part of this package, and its test passes
// when the rule is in the list.
func TestTemplate(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command")
	}
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile("all.go")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	withIt := filepath.Join(dir, "all.go")
	text := strings.Replace(string(list), "[]*Rule{\n", "[]*Rule{\n\tareaFault,\n", 1)
	if err := os.WriteFile(withIt, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	template := filepath.Join(here, "..", "docs", "template")
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {
		filepath.Join(here, "all.go"):             withIt,
		filepath.Join(here, "area_fault.go"):      filepath.Join(template, "rule.go.txt"),
		filepath.Join(here, "area_fault_test.go"): filepath.Join(template, "rule_test.go.txt"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(file, overlay, 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(goTool, "test", "-overlay", file, "-run", "^(TestAreaFault|TestBadAndGood|TestSeverities|TestRules)$", "-v", ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{"--- PASS: TestAreaFault ", "--- PASS: TestBadAndGood/area/fault "} {
		if !strings.Contains(string(out), want) {
			t.Errorf("got no %q in\n%.2000s", want, out)
		}
	}
}
