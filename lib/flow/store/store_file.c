#define _GNU_SOURCE /* statx */
#include "flow/store/store_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file/dir_sync.h"

/* The mode of the file in a directory of that mode. */
static mode_t
mode_for(mode_t dir)
{
	return (mode_t)(0600 | (dir & 0040));
}

int
store_file_make(const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	struct buf dir = { 0 };
	struct stat st;
	int fd, r;

	buf_add(&dir,
	    slash ? (struct span){ path, (size_t)(slash - path + 1) }
		  : SPAN("."));
	buf_byte(&dir, '\0');
	r = stat(dir.p, &st);
	if (r)
		err_sys(e, ST_FAIL, "%s", dir.p);
	buf_free(&dir);
	if (r)
		return -1;
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return errno == EEXIST ? 0 : err_sys(e, ST_FAIL, "%s", path);
	r = fchmod(fd, mode_for(st.st_mode));
	if (close(fd) || r)
		return err_sys(e, ST_FAIL, "%s", path);
	return dir_sync_of(path, e);
}

int
store_file_check_dir(const char *dir, struct err *e)
{
	struct stat st;

	if (stat(dir, &st))
		return err_sys(e, ST_FAIL, "%s", dir);
	if (st.st_uid != 0 && st.st_uid != geteuid())
		return err_set(e, ST_FAIL,
		    "%s: belongs to user %lu, who could change the store", dir,
		    (unsigned long)st.st_uid);
	if (!(st.st_mode & (S_IWGRP | S_IWOTH)) || (st.st_mode & S_ISVTX))
		return 0;
	return err_set(e, ST_FAIL,
	    "%s: others can put files in the place of the store's (mode "
	    "%04o); chmod +t makes it safe",
	    dir, (unsigned)(st.st_mode & 07777));
}

/* Is there anything in its write-ahead log? */
static bool
has_log(const char *path)
{
	struct buf log = { 0 };
	struct stat st;
	bool has;

	buf_printf(&log, "%s-wal", path);
	buf_byte(&log, '\0');
	has = stat(log.p, &st) == 0 && st.st_size > 0;
	buf_free(&log);
	return has;
}

int
store_file_check_size(const char *path, int64_t bytes, struct err *e)
{
	struct stat st;

	if (stat(path, &st))
		return err_sys(e, ST_FAIL, "%s", path);
	if (st.st_size >= bytes || has_log(path))
		return 0;
	return err_set(e, ST_DATA,
	    "%s: is damaged, %lld of its %lld bytes are "
	    "there: " STORE_FILE_HINT,
	    path, (long long)st.st_size, (long long)bytes);
}

int
store_file_mark(const char *path, struct buf *b, struct err *e)
{
#ifdef STATX_BTIME
	struct statx sx;

	if (statx(AT_FDCWD, path, 0, STATX_INO | STATX_BTIME, &sx) == 0) {
		buf_printf(b, "inode %" PRIu64, (uint64_t)sx.stx_ino);
		if (sx.stx_mask & STATX_BTIME)
			buf_printf(b, " made %lld.%09u",
			    (long long)sx.stx_btime.tv_sec,
			    sx.stx_btime.tv_nsec);
		return 0;
	}
#endif
	struct stat st;

	if (stat(path, &st))
		return err_sys(e, ST_FAIL, "%s", path);
	buf_printf(b, "inode %llu", (unsigned long long)st.st_ino);
	return 0;
}
