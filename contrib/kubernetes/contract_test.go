package kubernetes

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

// A node runs containers of the image on this machine: with volumes in
// directories, and the paths in the arguments changed to those.
type node struct {
	program string
	volumes map[string]string // directories, by the names of the volumes
}

func newNode(t *testing.T) *node {
	t.Helper()
	dir := t.TempDir()
	n := &node{filepath.Join(dir, name), map[string]string{}}
	for _, v := range []string{"captures", "results", "settings"} {
		n.volumes[v] = filepath.Join(dir, v)
		if err := os.Mkdir(n.volumes[v], 0o777); err != nil {
			t.Fatal(err)
		}
	}
	build := exec.Command("go", "build", "-buildvcs=false", "-o", n.program, "./cmd/rpcrdma-lint")
	build.Dir = "../.."
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return n
}

var entrypoint = regexp.MustCompile(`(?m)^ENTRYPOINT \["/([^"]+)"\]$`)

// run does what a kubelet does with the container of a pod, with env beside the
// variables of the container and nothing else.
func (n *node) run(t *testing.T, pod *corev1.PodSpec, env ...string) (status int, log string) {
	t.Helper()
	c := &pod.Containers[0]
	image, err := os.ReadFile("../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	m := entrypoint.FindSubmatch(image)
	if m == nil || len(c.Command) > 0 || string(m[1]) != filepath.Base(n.program) {
		t.Fatalf("the container runs %q, the image %q", c.Command, m)
	}
	for _, v := range c.Env {
		env = append(env, v.Name+"="+v.Value)
	}
	var args []string
	for _, a := range c.Args {
		for _, v := range env {
			key, value, _ := strings.Cut(v, "=")
			a = strings.ReplaceAll(a, "$("+key+")", value)
		}
		args = append(args, n.path(c, a))
	}
	cmd := exec.Command(n.program, args...)
	cmd.Env = env
	cmd.Dir = n.volumes["results"]
	if c.WorkingDir != "" {
		cmd.Dir = n.path(c, c.WorkingDir)
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String()
}

// path is an argument, in which the path of a mount, if it holds one, is that of
// the directory.
func (n *node) path(c *corev1.Container, arg string) string {
	flag, path, ok := strings.Cut(arg, "/")
	for _, m := range c.VolumeMounts {
		if rest, in := strings.CutPrefix("/"+path+"/", m.MountPath+"/"); ok && in {
			return flag + filepath.Join(n.volumes[m.Name], rest)
		}
	}
	return arg
}

// shards runs all indexes of the Indexed Job.
func (n *node) shards(t *testing.T) {
	t.Helper()
	j := job(t, "shards.yaml")
	for i := range int(*j.Spec.Completions) {
		if status, log := n.run(t, &j.Spec.Template.Spec, "JOB_COMPLETION_INDEX="+strconv.Itoa(i)); status != 0 {
			t.Fatalf("index %d: exit status %d\n%s", i, status, log)
		}
	}
}

func (n *node) parts(t *testing.T) []os.FileInfo {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(n.volumes["results"], "parts"))
	if err != nil {
		t.Fatal(err)
	}
	var all []os.FileInfo
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, info)
	}
	return all
}

// The three Jobs, one after the other, come to what one process writes. Shards
// that are missing make the merge fail, and to run the Jobs again repairs that
// without another look at what is done.
func TestContract(t *testing.T) {
	n := newNode(t)
	for _, capture := range []string{"abuse-flood.pcap", "evil-dup.pcap", "misc-snap128.pcap.zst", "story-reconnect-flood.pcap", "v41-recall-mtu1500.pcap"} {
		b, err := os.ReadFile(filepath.Join("../../captures", capture))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(n.volumes["captures"], capture), b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	settings := filepath.Join(n.volumes["settings"], ".rpcrdma-lint.yaml")
	if err := os.WriteFile(settings, []byte("rules:\n  credit/first-call: warning\n"), 0o666); err != nil {
		t.Fatal(err)
	}

	list, merge := job(t, "manifest.yaml"), job(t, "merge.yaml")
	if status, log := n.run(t, &list.Spec.Template.Spec); status != 0 {
		t.Fatalf("manifest: exit status %d\n%s", status, log)
	}
	n.shards(t)
	parts := n.parts(t)
	if want := int(*job(t, "shards.yaml").Spec.Completions); len(parts) != want {
		t.Fatalf("got %d parts, want %d", len(parts), want)
	}
	status, log := n.run(t, &merge.Spec.Template.Spec)
	report := filepath.Join(n.volumes["results"], "report.json")
	got, err := os.ReadFile(report)
	if err != nil {
		t.Fatalf("%v\n%s", err, log)
	}

	plain := exec.Command(n.program, "--manifest", filepath.Join(n.volumes["results"], "captures.jsonl"), "--format", "json")
	plain.Dir = n.volumes["settings"]
	want, err := plain.Output()
	if len(want) == 0 {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got a report of %d bytes that differs from the %d of one process", len(got), len(want))
	}
	if s := plain.ProcessState.ExitCode(); status != s || s != 1 {
		t.Errorf("got exit status %d of merge, %d of one process, want 1 for findings", status, s)
	}

	lost := parts[len(parts)/2].Name()
	if err := os.Remove(filepath.Join(n.volumes["results"], "parts", lost)); err != nil {
		t.Fatal(err)
	}
	if status, log := n.run(t, &merge.Spec.Template.Spec); status != 3 || !strings.Contains(log, "missing") {
		t.Errorf("merge without %s: exit status %d, want 3\n%s", lost, status, log)
	}
	n.shards(t)
	for i, p := range n.parts(t) {
		if p.Name() != lost && !os.SameFile(p, parts[i]) {
			t.Errorf("%s was written again", p.Name())
		}
	}
	n.run(t, &merge.Spec.Template.Spec)
	if again, err := os.ReadFile(report); err != nil || !bytes.Equal(again, want) {
		t.Errorf("got another report after the repetition, %v", err)
	}
}
