#include "flow/orders/orders.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "flow/orders/orders_file.h"
#include "sys/clock.h"
#include "sys/file/dir_sync.h"
#include "sys/file/write_whole.h"
#include "text/tsv.h"

enum { GROUP = 0070, OURS = 0700, SHARED = 03770 };

int
orders_make(const char *dir, struct buf *path, struct err *e)
{
	struct stat st;
	mode_t mode;

	orders_path(path, dir, "", "");
	if (stat(dir, &st))
		return err_sys(e, ST_FAIL, "%s", dir);
	if (mkdir(path->p, OURS)) {
		if (errno == EEXIST)
			return 0;
		return err_sys(e, ST_FAIL, "%s", path->p);
	}
	mode = (st.st_mode & S_IWGRP) ? SHARED : OURS;
	if (mode == SHARED &&
	    (chown(path->p, (uid_t)-1, st.st_gid) || chmod(path->p, mode)))
		return err_sys(e, ST_FAIL, "%s", path->p);
	return dir_sync(dir, e);
}

void
orders_word(struct buf *lines, struct span word)
{
	if (lines->len && lines->p[lines->len - 1] != '\n')
		buf_byte(lines, '\t');
	tsv_escape(lines, word);
}

void
orders_end(struct buf *lines)
{
	buf_byte(lines, '\n');
}

int
orders_name(char name[ORDERS_NAME_CAP], struct err *e)
{
	uint64_t chance;

	if (getrandom(&chance, sizeof chance, 0) != (ssize_t)sizeof chance)
		return err_sys(e, ST_FAIL, "getrandom");
	snprintf(name, ORDERS_NAME_CAP, "%013" PRIx64 "-%016" PRIx64,
	    (uint64_t)clock_wall_ms(), chance);
	return 0;
}

int
orders_write(const char *dir, const char *name, const char *end,
    struct span head, struct span text, bool sync, struct err *e)
{
	struct buf temp = { 0 }, path = { 0 };
	int fd, r = -1;

	orders_path(&temp, dir, name, ORDERS_TEMP);
	orders_path(&path, dir, name, end);
	/* For the runner to read, whoever writes: the directory is closed. */
	fd = open(temp.p, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
	    0600);
	if (fd < 0)
		err_sys(e, ST_FAIL, "%s", temp.p);
	else if (fchmod(fd, 0644) || write_whole(fd, head) ||
	    write_whole(fd, text) || (sync && fsync(fd)))
		err_sys(e, ST_FAIL, "%s", temp.p);
	else if (rename(temp.p, path.p))
		err_sys(e, ST_FAIL, "%s", path.p);
	else
		r = sync ? dir_sync_of(path.p, e) : 0;
	if (fd >= 0)
		close(fd);
	if (fd >= 0 && r)
		unlink(temp.p);
	buf_free(&temp);
	buf_free(&path);
	return r;
}

int
orders_put(const char *dir, struct span lines, char name[ORDERS_NAME_CAP],
    struct err *e)
{
	if (lines.len + ORDERS_HEAD.len > ORDERS_FILE_MAX)
		return err_set(e, ST_FAIL, "orders of more than %d MiB at once",
		    ORDERS_FILE_MAX >> 20);
	if (orders_name(name, e))
		return -1;
	return orders_write(
	    dir, name, ORDERS_ORDER, ORDERS_HEAD, lines, true, e);
}

int
orders_answer(const char *dir, const char *name, struct buf *b, struct err *e)
{
	struct buf path = { 0 };
	struct orders_stat st;
	int r;

	orders_path(&path, dir, name, ORDERS_ANSWER);
	r = orders_read(path.p, b, &st, e);
	/* In a directory for several only its owner may take it away, and
	 * does, later. */
	if (r == 1)
		unlink(path.p);
	buf_free(&path);
	return r;
}

bool
orders_answer_next(struct span *lines, enum status *status, struct buf *text)
{
	struct span line, field;
	uint64_t n;

	if (lines->len == 0)
		return false;
	line = (struct span){ lines->p, span_line(*lines) };
	lines->len -= line.len;
	lines->p += line.len;
	span_take(lines, '\n');
	*status = ST_BROKEN;
	if (tsv_next(&line, &field) && span_count(field, &n) && n < 256)
		*status = (enum status)n;
	if (line.p)
		tsv_unescape(text, line);
	return true;
}
