// Package kubernetes tests the manifests beside it.
package kubernetes

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

// name is that of the container, and of the claim for results.
const name = "rpcrdma-lint"

// decode reads a manifest of one object and refuses fields that v doesn't have.
func decode(t *testing.T, file, kind string, v any) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.UnmarshalStrict(b, v); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if !strings.Contains("\n"+string(b), "\nkind: "+kind+"\n") {
		t.Fatalf("%s: is not of the kind %s", file, kind)
	}
}

func job(t *testing.T, file string) *batchv1.Job {
	t.Helper()
	j := &batchv1.Job{}
	decode(t, file, "Job", j)
	if j.APIVersion != batchv1.SchemeGroupVersion.String() {
		t.Errorf("%s: got API version %q, want %q", file, j.APIVersion, batchv1.SchemeGroupVersion)
	}
	return j
}

var jobs = []string{"manifest.yaml", "shards.yaml", "merge.yaml"}

// Every manifest is decoded by one of the tests.
func TestAll(t *testing.T) {
	files, err := filepath.Glob("*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want := append([]string{"results.yaml"}, jobs...)
	slices.Sort(want)
	if !slices.Equal(files, want) {
		t.Errorf("got %v, want %v", files, want)
	}
}

func TestStrict(t *testing.T) {
	b, err := os.ReadFile("shards.yaml")
	if err != nil {
		t.Fatal(err)
	}
	wrong := strings.Replace(string(b), "backoffLimitPerIndex:", "backoffLimitPerIndexes:", 1)
	if err := yaml.UnmarshalStrict([]byte(wrong), &batchv1.Job{}); err == nil {
		t.Error("got no error for a field that does not exist")
	}
}

func TestResults(t *testing.T) {
	var c corev1.PersistentVolumeClaim
	decode(t, "results.yaml", "PersistentVolumeClaim", &c)
	if c.APIVersion != "v1" || c.Name != name || !slices.Equal(c.Spec.AccessModes, []corev1.PersistentVolumeAccessMode{corev1.ReadWriteMany}) {
		t.Errorf("got claim %s %s %v, want one that many nodes write to", c.APIVersion, c.Name, c.Spec.AccessModes)
	}
}

// The API server would refuse what breaks these rules.
func TestShards(t *testing.T) {
	s := job(t, "shards.yaml").Spec
	if s.CompletionMode == nil || *s.CompletionMode != batchv1.IndexedCompletion {
		t.Fatal("not an Indexed Job")
	}
	if s.BackoffLimitPerIndex == nil || s.MaxFailedIndexes == nil || *s.MaxFailedIndexes > *s.Completions || *s.Parallelism > *s.Completions {
		t.Errorf("got limits %v, %v, %v of %v", s.BackoffLimitPerIndex, s.MaxFailedIndexes, s.Parallelism, s.Completions)
	}
	if s.BackoffLimit != nil {
		t.Error("backoffLimit counts all indexes together, and would end the Job of many shards")
	}
}

// What holds for the pods of all Jobs.
func TestPods(t *testing.T) {
	for _, file := range jobs {
		j := job(t, file)
		pod := j.Spec.Template.Spec
		if j.Spec.PodFailurePolicy == nil || pod.RestartPolicy != corev1.RestartPolicyNever {
			t.Errorf("%s: a failure policy needs the restart policy Never, and is wanted", file)
		}
		if u := pod.SecurityContext; u == nil || u.RunAsNonRoot == nil || !*u.RunAsNonRoot || *u.RunAsUser == 0 {
			t.Errorf("%s: runs as root", file)
		}
		if pod.AutomountServiceAccountToken == nil || *pod.AutomountServiceAccountToken {
			t.Errorf("%s: gets a token", file)
		}
		if len(pod.Containers) != 1 || pod.Containers[0].Name != name {
			t.Fatalf("%s: got %d containers, want one, called %s", file, len(pod.Containers), name)
		}
		c := &pod.Containers[0]
		if s := c.SecurityContext; s == nil || !*s.ReadOnlyRootFilesystem || *s.AllowPrivilegeEscalation || !slices.Equal(s.Capabilities.Drop, []corev1.Capability{"ALL"}) {
			t.Errorf("%s: the container may do more than it needs", file)
		}
		if c.Resources.Requests.Cpu().IsZero() || c.Resources.Requests.Memory().IsZero() || c.Resources.Limits.Memory().Cmp(*c.Resources.Requests.Memory()) < 0 {
			t.Errorf("%s: got resources %v", file, c.Resources)
		}
		// A pod that is evicted may end with any status.
		if first := j.Spec.PodFailurePolicy.Rules[0]; first.Action != batchv1.PodFailurePolicyActionIgnore || first.OnPodConditions[0].Type != corev1.DisruptionTarget {
			t.Errorf("%s: the first rule for failures is not that of disruptions", file)
		}
		for _, r := range j.Spec.PodFailurePolicy.Rules {
			if e := r.OnExitCodes; e != nil && (*e.ContainerName != name || slices.Contains(e.Values, 0) || !slices.IsSorted(e.Values)) {
				t.Errorf("%s: got exit codes %v of %s", file, e.Values, *e.ContainerName)
			}
		}
		checkVolumes(t, file, &pod)
	}
}

// checkVolumes wants each volume to be mounted, and nothing but the results to be
// written to.
func checkVolumes(t *testing.T, file string, pod *corev1.PodSpec) {
	t.Helper()
	claims := map[string]string{"captures": "captures", "results": name}
	if len(pod.Volumes) != len(pod.Containers[0].VolumeMounts) {
		t.Errorf("%s: got %d volumes, %d mounts", file, len(pod.Volumes), len(pod.Containers[0].VolumeMounts))
	}
	for _, m := range pod.Containers[0].VolumeMounts {
		i := slices.IndexFunc(pod.Volumes, func(v corev1.Volume) bool { return v.Name == m.Name })
		if i < 0 {
			t.Errorf("%s: there is no volume %s", file, m.Name)
			continue
		}
		if m.ReadOnly != (m.Name != "results") {
			t.Errorf("%s: got %s read-only: %t", file, m.Name, m.ReadOnly)
		}
		v := pod.Volumes[i]
		if m.Name == "settings" {
			if v.ConfigMap == nil || v.ConfigMap.Name != name+"-settings" || !*v.ConfigMap.Optional {
				t.Errorf("%s: got settings from %v", file, v.VolumeSource)
			}
			continue
		}
		if v.PersistentVolumeClaim == nil || v.PersistentVolumeClaim.ClaimName != claims[m.Name] {
			t.Errorf("%s: got %s from %v", file, m.Name, v.VolumeSource)
		}
	}
}
