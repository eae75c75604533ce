#include "fetch/versions.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "io/output.h"
#include "sys/clock.h"

enum { PIECE = 1 << 16, STAMP = 16 /* bytes of a time */ };

/* 1 where a version of that digest is there, 0 where none is, -1. */
static int
has(const char *dir, struct span name, struct span sha256, struct err *e)
{
	DIR *d = opendir(dir);
	struct dirent *entry;
	int found = 0;

	if (!d)
		return err_sys(e, ST_FAIL, "%s", dir);
	while (!found && (entry = readdir(d))) {
		struct span s = span_str(entry->d_name);

		found = s.len == name.len + 1 + STAMP + 1 + sha256.len &&
		    span_begins(s, name) &&
		    !memcmp(s.p + s.len - sha256.len, sha256.p, sha256.len);
	}
	closedir(d);
	return found;
}

/* 2022-11-02T01:00:00Z without what stands between its digits. */
static void
put_stamp(struct buf *b)
{
	char text[CLOCK_TEXT_CAP];

	clock_format(clock_wall_s(), text);
	for (const char *p = text; *p; p++)
		if (*p != '-' && *p != ':')
			buf_byte(b, *p);
}

static int
copy(int fd, const char *path, struct err *e)
{
	struct output out;
	off_t at = 0;
	ssize_t n;

	if (output_open(&out, path, e))
		return -1;
	while ((n = pread(fd, output_room(&out, PIECE), PIECE, at)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			output_abandon(&out);
			return err_sys(e, ST_FAIL, "%s: read", path);
		}
		output_took(&out, (size_t)n);
		at += n;
	}
	return output_close(&out, e);
}

int
versions_keep(const char *dir, const char *name, int fd, const char *sha256,
    bool always, struct err *e)
{
	struct buf path = { 0 };
	int r;

	if (mkdir(dir, 0777) && errno != EEXIST)
		return err_sys(e, ST_FAIL, "%s", dir);
	r = always ? 0 : has(dir, span_str(name), span_str(sha256), e);
	if (r == 0) {
		buf_printf(&path, "%s/%s.", dir, name);
		put_stamp(&path);
		buf_printf(&path, ".%s", sha256);
		buf_byte(&path, '\0');
		r = copy(fd, path.p, e);
	}
	buf_free(&path);
	return r < 0 ? -1 : 0;
}
