#include "outbox/files/outcome_log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "io/lines.h"
#include "io/output.h"
#include "sys/clock.h"
#include "sys/file/dir_sync.h"
#include "sys/file/write_whole.h"

/* Judges every line. */
struct walk {
	outcome_log_fn *judge;
	void *arg;
	struct output *kept; /* NULL: nothing is rewritten */
	struct output *bad;
	struct outcome_log_sums sums;
};

static void
put(struct output *o, struct span line)
{
	if (!o)
		return;
	output_write(o, line);
	output_write(o, SPAN("\n"));
}

static void
take(struct walk *w, struct span line, bool torn)
{
	enum outcome_log_verdict verdict = OUTCOME_BAD;
	uint64_t bytes = line.len + !torn;
	struct outcome o;

	if (!torn && outcome_parse(line, &o))
		verdict = w->judge(w->arg, &o, w->sums.bytes, bytes);
	if (verdict == OUTCOME_KEEP)
		put(w->kept, line);
	else if (verdict == OUTCOME_BAD)
		put(w->bad, line);
	w->sums.bad += verdict == OUTCOME_BAD;
	w->sums.bytes += bytes;
}

static int
walk(const char *path, struct walk *w, struct err *e)
{
	enum line_outcome r;
	struct lines lines;
	struct span line;

	if (access(path, F_OK) && errno == ENOENT)
		return 0;
	if (lines_open(&lines, path, e))
		return -1;
	while ((r = lines_next(&lines, &line, e)) == LINE_OK)
		take(w, line, lines.unended);
	lines_close(&lines);
	return r == LINE_ERROR ? -1 : 0;
}

int
outcome_log_read(const char *path, outcome_log_fn *judge, void *arg,
    struct outcome_log_sums *sums, struct err *e)
{
	struct walk w = { .judge = judge, .arg = arg };
	int r = walk(path, &w, e);

	*sums = w.sums;
	return r;
}

/* Adds bytes to a file, made where it is missing, and brings them to the
 * disk. */
static int
append(const char *path, struct span s, struct err *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	int r;

	if (fd < 0)
		return err_sys(e, ST_FAIL, "%s", path);
	r = write_whole(fd, s) || fsync(fd) ? err_sys(e, ST_FAIL, "%s", path)
					    : 0;
	close(fd);
	return r ? r : dir_sync_of(path, e);
}

int
outcome_log_rewrite(const char *path, outcome_log_fn *judge, void *arg,
    struct span more, const char *bad_path, struct err *e)
{
	struct output kept, bad;
	struct walk w = { judge, arg, &kept, &bad, { 0 } };
	int r;

	if (output_open(&kept, path, e))
		return -1;
	output_hold(&bad);
	r = walk(path, &w, e);
	if (r == 0 && w.sums.bad)
		r = append(bad_path, output_held(&bad), e);
	output_abandon(&bad);
	if (r) {
		output_abandon(&kept);
		return -1;
	}
	output_write(&kept, more);
	return output_close(&kept, e);
}

int
outcome_log_line(
    int fd, uint64_t offset, struct buf *line, struct outcome *o, struct err *e)
{
	enum { PIECE = 1 << 12 };
	char *lf = NULL;
	ssize_t n = 1;

	buf_clear(line);
	while (!lf && n > 0) {
		char *to = buf_room(line, PIECE);

		n = pread(fd, to, PIECE, (off_t)(offset + line->len));
		lf = n > 0 ? memchr(to, '\n', (size_t)n) : NULL;
		line->len += lf ? (size_t)(lf - to) : n > 0 ? (size_t)n : 0;
	}
	if (n < 0)
		return err_sys(e, ST_FAIL, "log");
	return lf && outcome_parse(buf_span(line), o)
	    ? 0
	    : err_set(e, ST_DATA, "log: it was changed meanwhile");
}

int
outcome_log_open(struct outcome_log *l, const char *path, struct err *e)
{
	off_t end;

	*l = (struct outcome_log){ 0 };
	l->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (l->fd < 0)
		return err_sys(e, ST_FAIL, "%s", path);
	end = lseek(l->fd, 0, SEEK_END);
	if (end < 0 || dir_sync_of(path, e)) {
		if (end < 0)
			err_sys(e, ST_FAIL, "%s", path);
		close(l->fd);
		return -1;
	}
	l->path = mem_dup(span_str(path));
	l->bytes = (uint64_t)end;
	return 0;
}

uint64_t
outcome_log_tell(struct outcome_log *l, const struct outcome *o)
{
	size_t before = l->told.len;

	outcome_format(&l->told, o);
	l->n_told++;
	return l->told.len - before;
}

/* Takes off what a write that failed has left. */
static int
take_back(struct outcome_log *l, struct err *e)
{
	err_sys(e, ST_FAIL, "%s", l->path);
	if (ftruncate(l->fd, (off_t)l->bytes))
		err_sys(e, ST_FAIL, "%s: to take back half a line", l->path);
	return -1;
}

static int
write_told(struct outcome_log *l, struct err *e)
{
	if (l->told.len == 0)
		return 0;
	if (write_whole(l->fd, buf_span(&l->told)))
		return take_back(l, e);
	if (l->unsynced == 0)
		l->written_ms = clock_monotonic_ms();
	l->bytes += l->told.len;
	l->unsynced += l->n_told;
	l->n_told = 0;
	buf_clear(&l->told);
	return 0;
}

int
outcome_log_sync(struct outcome_log *l, struct err *e)
{
	if (write_told(l, e))
		return -1;
	if (l->unsynced && fdatasync(l->fd))
		return err_sys(e, ST_FAIL, "%s: fdatasync", l->path);
	l->unsynced = 0;
	return 0;
}

int
outcome_log_write(struct outcome_log *l, struct err *e)
{
	if (write_told(l, e))
		return -1;
	return l->unsynced >= OUTCOME_LOG_UNSYNCED ||
		outcome_log_sync_ms(l) == 0
	    ? outcome_log_sync(l, e)
	    : 0;
}

int
outcome_log_sync_ms(const struct outcome_log *l)
{
	int64_t left;

	if (l->unsynced == 0)
		return -1;
	left = l->written_ms + OUTCOME_LOG_SYNC_MS - clock_monotonic_ms();
	if (left > OUTCOME_LOG_SYNC_MS)
		left = OUTCOME_LOG_SYNC_MS;
	return left > 0 ? (int)left : 0;
}

void
outcome_log_close(struct outcome_log *l)
{
	if (l->path)
		close(l->fd);
	free(l->path);
	buf_free(&l->told);
	*l = (struct outcome_log){ 0 };
}
