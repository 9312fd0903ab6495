package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	continuity "github.com/containerd/continuity/fs"
	"github.com/moby/buildkit/solver/pb"
	fs "github.com/tonistiigi/fsutil/copy"
)

func copyFiles(from, to string, do *pb.FileActionCopy) error {
	sources := []string{do.Src}
	if do.AllowWildcard {
		found, err := fs.ResolveWildcards(from, do.Src, do.FollowSymlink)
		if err != nil {
			return err
		}
		if len(found) == 0 && !do.AllowEmptyWildcard {
			return fmt.Errorf("%s: not found", do.Src)
		}
		sources = found
	}
	owner, err := ownerOf(do.Owner)
	if err != nil {
		return err
	}
	for _, source := range sources {
		err := fs.Copy(context.Background(), from, source, to, do.Dest, func(info *fs.CopyInfo) {
			info.IncludePatterns = do.IncludePatterns
			info.ExcludePatterns = do.ExcludePatterns
			info.Chown = owner
			if do.ModeStr != "" {
				info.ModeStr = do.ModeStr
			} else if mode := int(do.Mode); mode != -1 {
				info.Mode = &mode
			}
			info.CopyDirContents = do.DirCopyContents
			info.FollowLinks = do.FollowSymlink
			info.AlwaysReplaceExistingDestPaths = do.AlwaysReplaceExistingDestPaths
		})
		if err != nil {
			return fmt.Errorf("%s: %w", source, err)
		}
	}
	return nil
}

func makeFolder(root string, do *pb.FileActionMkDir) error {
	path, err := continuity.RootPath(root, do.Path)
	if err != nil {
		return err
	}
	owner, err := ownerOf(do.Owner)
	if err != nil {
		return err
	}
	if do.MakeParents {
		_, err = fs.MkdirAll(path, os.FileMode(do.Mode), owner, nil)
		return err
	}
	if err := os.Mkdir(path, os.FileMode(do.Mode)); err != nil && !os.IsExist(err) {
		return err
	}
	return fs.Chown(path, nil, owner)
}

func makeFile(root string, do *pb.FileActionMkFile) error {
	path, err := continuity.RootPath(root, filepath.Join("/", do.Path))
	if err != nil {
		return err
	}
	owner, err := ownerOf(do.Owner)
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, do.Data, os.FileMode(do.Mode)); err != nil {
		return err
	}
	return fs.Chown(path, nil, owner)
}

// Root is who owns what is copied, unless a number is given; names would have to be looked up in the image.
func ownerOf(wanted *pb.ChownOpt) (fs.Chowner, error) {
	user := &fs.User{}
	if wanted != nil {
		var err error
		if user.UID, err = number(wanted.User); err != nil {
			return nil, err
		}
		if user.GID, err = number(wanted.Group); err != nil {
			return nil, err
		}
	}
	return func(*fs.User) (*fs.User, error) { return user, nil }, nil
}

func number(wanted *pb.UserOpt) (int, error) {
	switch by := wanted.GetUser().(type) {
	case nil:
		return 0, nil
	case *pb.UserOpt_ByID:
		return int(by.ByID), nil
	}
	return 0, fmt.Errorf("an owner is to be a number: %v", wanted)
}
