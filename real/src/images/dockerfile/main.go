// Command dockerfile tells what BuildKit makes of a Dockerfile, and moves files as BuildKit does.
//
//	dockerfile plan <Dockerfile> <target>  the steps up to a stage and the image that they end in; stdin has the configurations of base images
//	dockerfile context <from> <to>         copies what of a folder reaches a build, as its .dockerignore says
//	dockerfile apply <folder> <from>       does to a folder what a step says, which comes on stdin; it may copy from another one
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/solver/pb"
	"github.com/moby/patternmatcher/ignorefile"
	"github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	fs "github.com/tonistiigi/fsutil/copy"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 3 {
		switch args[0] {
		case "plan":
			return plan(args[1], args[2])
		case "context":
			return buildContext(args[1], args[2])
		case "apply":
			return apply(args[1], args[2])
		}
	}
	return errors.New("usage: dockerfile plan <Dockerfile> <target> | context <from> <to> | apply <folder> <from>")
}

type step struct {
	ID string `json:"id"`
	Op *pb.Op `json:"op"`
}

type planned struct {
	Steps []step `json:"steps"`
	// The step whose outcome is the image.
	Root  *pb.Input            `json:"root"`
	Image ocispecs.ImageConfig `json:"image"`
	// What BuildKit says of the Dockerfile while it builds.
	Warnings []string `json:"warnings"`
}

// known answers with the configurations that it is given, as a registry would.
type known map[string]ocispecs.ImageConfig

func (bases known) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	config, ok := bases[ref]
	if !ok {
		return "", "", nil, fmt.Errorf("nothing on this machine stands for the image %s", ref)
	}
	text, err := json.Marshal(ocispecs.Image{
		Platform: here(),
		Config:   config,
		// An image without layers would be taken for an empty one.
		RootFS: ocispecs.RootFS{Type: "layers", DiffIDs: []digest.Digest{digest.FromString(ref)}},
	})
	return ref, digest.FromBytes(text), text, err
}

func here() ocispecs.Platform {
	return ocispecs.Platform{OS: "linux", Architecture: runtime.GOARCH}
}

func plan(file, target string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	bases := known{}
	if err := json.NewDecoder(os.Stdin).Decode(&bases); err != nil {
		return err
	}
	ctx := context.Background()
	platform := here()
	result := planned{Warnings: []string{}}
	made, err := dockerfile2llb.Dockerfile2LLB(ctx, text, dockerfile2llb.ConvertOpt{
		Config:         dockerui.Config{Target: target, BuildPlatforms: []ocispecs.Platform{platform}},
		TargetPlatform: &platform,
		MetaResolver:   bases,
		Warn: func(rule, _, _, message string, at []parser.Range) {
			line := 0
			if len(at) > 0 {
				line = at[0].Start.Line
			}
			result.Warnings = append(result.Warnings, fmt.Sprintf("line %d: %s: %s", line, rule, message))
		},
	})
	if err != nil {
		return err
	}
	result.Image = made.Image.Config.ImageConfig
	definition, err := made.State.Marshal(ctx, llb.Platform(platform))
	if err != nil {
		return err
	}
	for _, text := range definition.Def {
		op := &pb.Op{}
		if err := op.Unmarshal(text); err != nil {
			return err
		}
		result.Steps = append(result.Steps, step{ID: string(digest.FromBytes(text)), Op: op})
	}
	// The last one does nothing but name what comes of the others.
	last := len(result.Steps) - 1
	if last < 0 || len(result.Steps[last].Op.Inputs) != 1 {
		return errors.New("nothing comes of this Dockerfile")
	}
	result.Root = result.Steps[last].Op.Inputs[0]
	result.Steps = result.Steps[:last]
	return json.NewEncoder(os.Stdout).Encode(result)
}

func buildContext(from, to string) error {
	var ignored []string
	file, err := os.Open(filepath.Join(from, ".dockerignore"))
	if err == nil {
		defer file.Close()
		ignored, err = ignorefile.ReadAll(file)
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return fs.Copy(context.Background(), from, "/", to, "/", func(info *fs.CopyInfo) {
		info.CopyDirContents = true
		info.ExcludePatterns = ignored
	})
}

func apply(folder, from string) error {
	var action pb.FileAction
	if err := json.NewDecoder(os.Stdin).Decode(&action); err != nil {
		return err
	}
	switch do := action.Action.(type) {
	case *pb.FileAction_Copy:
		return copyFiles(from, folder, do.Copy)
	case *pb.FileAction_Mkdir:
		return makeFolder(folder, do.Mkdir)
	case *pb.FileAction_Mkfile:
		return makeFile(folder, do.Mkfile)
	}
	return fmt.Errorf("an action that is not known here: %T", action.Action)
}
