#include "fetch/going.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attempt/attempt_machine.h"
#include "base/mem.h"
#include "fetch/part.h"
#include "io/output.h"
#include "sys/file/atomic_file.h"
#include "text/tsv.h"

enum { LINE_MAX_BYTES = 1 << 16 };

static const struct span word = SPAN("#recon-going 1");

/* Bytes of the directory, with its slash. */
static size_t
dir_of(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? (size_t)(slash + 1 - file) : 0;
}

static char *
name_note(const char *file)
{
	struct buf b = { 0 };
	size_t dir = dir_of(file);

	buf_add(&b, (struct span){ file, dir });
	buf_printf(&b, ".%s.recon-going%c", file + dir, '\0');
	return b.p;
}

/* The boot and the URL, as they stand in a line; false where nobody knows which boot
 * it is. */
static bool
put_where(struct buf *b, const char *url)
{
	struct attempt_machine here = { 0 };

	attempt_machine_read(&here, "/proc");
	buf_byte(b, '\t');
	tsv_escape(b, span_str(here.boot));
	buf_byte(b, '\t');
	tsv_escape(b, span_str(url));
	buf_byte(b, '\t');
	return here.boot[0] != '\0';
}

/* A note, read. */
struct note {
	bool is;
	bool is_here; /* of this URL and boot */
	struct transfer_mark mark;
	struct buf temp; /* owned: the path, and a NUL */
};

/* The name of a file under a temporary name beside the bill, for the bill. */
static bool
take_temp(struct note *n, struct span field, const char *file)
{
	size_t dir = dir_of(file), of_len = 0;
	const char *of;

	buf_add(&n->temp, (struct span){ file, dir });
	if (!tsv_unescape(&n->temp, field))
		return false;
	buf_byte(&n->temp, '\0');
	if (strlen(n->temp.p) + 1 != n->temp.len || dir_of(n->temp.p) != dir)
		return false;
	of = atomic_file_temp_of(n->temp.p + dir, &of_len);
	return of && strncmp(of, file + dir, of_len) == 0;
}

static void
parse(struct note *n, struct span line, const char *file, const char *url)
{
	struct buf where = { 0 };
	struct span boot, of, temp;
	bool known = put_where(&where, url);

	if (line.len && line.p[line.len - 1] == '\n' &&
	    span_begins(line, word)) {
		line.p += word.len;
		line.len -= word.len + 1;
		n->is_here = known && span_begins(line, buf_span(&where));
		n->is = tsv_next(&line, &boot) && tsv_next(&line, &boot) &&
		    tsv_next(&line, &of) && part_mark_take(&line, &n->mark) &&
		    tsv_next(&line, &temp) && !line.p &&
		    take_temp(n, temp, file);
	}
	buf_free(&where);
}

static void
read_note(struct note *n, const char *path, const char *file, const char *url)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	char text[LINE_MAX_BYTES];
	struct stat st;
	ssize_t got = -1;

	if (fd >= 0 && fstat(fd, &st) == 0 && part_is_ours(&st))
		got = read(fd, text, sizeof text);
	if (fd >= 0)
		close(fd);
	if (got > 0)
		parse(n, (struct span){ text, (size_t)got }, file, url);
}

/* Who fetched it is gone: its file, locked; -1 where it is alive, or there is
 * none. */
static int
open_left(const char *temp, struct stat *st)
{
	int fd = open(temp, O_RDWR | O_NOFOLLOW | O_CLOEXEC);

	if (fd >= 0 && fstat(fd, st) == 0 && part_is_ours(st) &&
	    flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* The partial is that file from now on. */
static int
become(struct partial *p, const struct note *n, int fd, const struct stat *st,
    struct err *e)
{
	struct stat was;

	if (fstat(p->fd, &was) || fchmod(fd, was.st_mode & 07777)) {
		close(fd);
		return err_sys(e, ST_FAIL, "%s", n->temp.p);
	}
	close(p->fd);
	atomic_file_remove(p->temp);
	p->fd = fd;
	p->temp = mem_dup(span_str(n->temp.p));
	p->got = st->st_size;
	p->mark = n->mark;
	return 0;
}

int
going_take(struct partial *p, const char *url, struct err *e)
{
	char *path = name_note(p->file);
	struct note n = { 0 };
	struct stat st;
	int r = 0, fd;

	read_note(&n, path, p->file, url);
	fd = n.is ? open_left(n.temp.p, &st) : -1;
	if (fd >= 0 && n.is_here && p->got == 0 && st.st_size > 0) {
		p->going = path;
		path = NULL;
		r = become(p, &n, fd, &st, e);
	} else if (fd >= 0) {
		unlink(n.temp.p);
		unlink(path);
		close(fd);
	}
	buf_free(&n.temp);
	free(path);
	return r;
}

/* Is a living process at the same file? */
static bool
is_taken(const char *path, const struct partial *p, const char *url)
{
	struct note n = { 0 };
	struct stat st, own;
	int fd = -1;
	bool taken = false;

	read_note(&n, path, p->file, url);
	if (n.is && stat(n.temp.p, &st) == 0 && fstat(p->fd, &own) == 0 &&
	    (st.st_ino != own.st_ino || st.st_dev != own.st_dev)) {
		fd = open_left(n.temp.p, &st);
		taken = fd < 0;
	}
	if (fd >= 0)
		close(fd);
	buf_free(&n.temp);
	return taken;
}

static int
write_note(const char *path, struct partial *p, const char *url, struct err *e)
{
	struct buf line = { 0 };
	int r;

	buf_add(&line, word);
	put_where(&line, url);
	part_mark_put(&line, &p->mark);
	buf_byte(&line, '\t');
	tsv_escape(&line, span_str(p->temp + dir_of(p->temp)));
	buf_byte(&line, '\n');
	r = output_text(path, buf_span(&line), e);
	buf_free(&line);
	return r;
}

int
going_note(struct partial *p, const char *url, struct err *e)
{
	char *path;

	if (!p->temp)
		return 0;
	path = name_note(p->file);
	if ((!p->going && is_taken(path, p, url)) ||
	    flock(p->fd, LOCK_EX | LOCK_NB)) {
		free(path);
		return 0;
	}
	free(p->going);
	p->going = path;
	atomic_file_leave(p->temp);
	return write_note(path, p, url, e);
}

void
going_end(struct partial *p)
{
	if (!p->going)
		return;
	unlink(p->going);
	free(p->going);
	p->going = NULL;
}
