module github.com/xeodocs/git-worker

go 1.26
