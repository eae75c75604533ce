#include "seen.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "lines.h"
#include "mem.h"
#include "tsv.h"

enum { DRAIN = 1 << 16 }; /* bytes read at once */

struct digest {
	struct input_layer layer;
	struct input *in; /* borrowed: it may move between reads */
	struct sha256 sha;
};

static int64_t
read_digested(struct input_layer *l, struct input *in, char *p, size_t cap,
    struct err *e)
{
	struct digest *d = (struct digest *)l;
	int64_t n = input_read_below(in, l, p, cap, e);

	d->in = in;
	if (n > 0)
		sha256_add(&d->sha, (struct span){ p, (size_t)n });
	return n;
}

static void
close_digest(struct input_layer *l)
{
	free(l);
}

struct digest *
digest_cover(struct input *in)
{
	struct digest *d = mem_zeroed(1, sizeof *d);

	d->layer = (struct input_layer){ .read = read_digested,
		.close = close_digest };
	d->in = in;
	sha256_init(&d->sha);
	input_cover(in, &d->layer);
	return d;
}

int
digest_finish(struct digest *d, char hex[SHA256_HEX + 1], struct err *e)
{
	char *p = mem_alloc(DRAIN);
	int64_t n;

	while ((n = read_digested(&d->layer, d->in, p, DRAIN, e)) > 0)
		;
	free(p);
	if (n < 0)
		return -1;
	sha256_hex(&d->sha, hex);
	return 0;
}

static int
was_seen(const char *name, struct span line, struct err *e)
{
	struct span hex, when = { 0 }, was = { 0 };

	tsv_next(&line, &hex);
	tsv_next(&line, &when);
	tsv_next(&line, &was);
	err_set(e, ST_DIFFER, "%s: was read before, as %s on %s (--again "
	    "takes it)", name, excerpt(was).s, excerpt(when).s);
	return -1;
}

/* The line of a digest in text, if it is there. */
static bool
find(struct span text, struct span hex, struct span *line)
{
	while (text.len) {
		const char *lf = memchr(text.p, '\n', text.len);
		size_t n = lf ? (size_t)(lf - text.p) : text.len;

		*line = (struct span){ text.p, n };
		if (span_begins(*line, hex))
			return true;
		n += lf != NULL;
		text.p += n;
		text.len -= n;
	}
	return false;
}

/* All of the file; one that is not there is empty. */
static int
load(int fd, const char *path, struct buf *b, struct err *e)
{
	ssize_t n;

	while ((n = read(fd, buf_room(b, DRAIN), DRAIN)) > 0 ||
	    (n < 0 && errno == EINTR))
		b->len += n > 0 ? (size_t)n : 0;
	return n < 0 ? err_sys(e, ST_FAIL, "%s: read", path) : 0;
}

static int
look_up(const struct seen *s, const char *hex, const char *name,
    struct err *e)
{
	struct buf b = { 0 };
	struct span line;
	int r = 0, fd = open(s->path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno != ENOENT)
		return err_sys(e, ST_FAIL, "%s", s->path);
	if (fd >= 0) {
		r = load(fd, s->path, &b, e);
		close(fd);
	}
	if (r == 0 && (find(buf_span(&b), span_str(hex), &line) ||
	    find(buf_span(&s->lines), span_str(hex), &line)))
		r = s->again ? 1 : was_seen(name, line, e);
	buf_free(&b);
	return r;
}

int
seen_note(struct seen *s, const char *hex, const char *name, struct err *e)
{
	time_t now = time(NULL);
	struct tm tm;
	char when[32];
	int r = look_up(s, hex, name, e);

	if (r) /* once is enough in the file */
		return r < 0 ? -1 : 0;
	strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ",
	    gmtime_r(&now, &tm));
	buf_printf(&s->lines, "%s\t%s\t", hex, when);
	tsv_escape(&s->lines, span_str(name));
	buf_byte(&s->lines, '\n');
	return 0;
}

/* Under the lock: has anybody added one of ours in the meantime? */
static int
check_again(const struct seen *s, int fd, struct err *e)
{
	struct span ours = buf_span(&s->lines), line;
	struct buf b = { 0 };
	int r = load(fd, s->path, &b, e);

	while (r == 0 && !s->again && ours.len) {
		size_t n = (size_t)((const char *)memchr(ours.p, '\n',
		    ours.len) - ours.p) + 1;

		if (find(buf_span(&b), (struct span){ ours.p, SHA256_HEX },
		    &line))
			r = was_seen(s->path, line, e);
		ours.p += n;
		ours.len -= n;
	}
	buf_free(&b);
	return r;
}

static int
append(const struct seen *s, int fd, struct err *e)
{
	struct span rest = buf_span(&s->lines);

	while (rest.len) {
		ssize_t n = write(fd, rest.p, rest.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(e, ST_FAIL, "%s: write", s->path);
		rest.p += n;
		rest.len -= (size_t)n;
	}
	return fsync(fd) ? err_sys(e, ST_FAIL, "%s: fsync", s->path) : 0;
}

int
seen_commit(struct seen *s, struct err *e)
{
	int fd, r;

	if (s->lines.len == 0)
		return 0;
	fd = open(s->path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (fd < 0)
		return err_sys(e, ST_FAIL, "%s", s->path);
	if (flock(fd, LOCK_EX))
		r = err_sys(e, ST_FAIL, "%s: flock", s->path);
	else
		r = check_again(s, fd, e) || append(s, fd, e) ? -1 : 0;
	if (close(fd) && r == 0)
		r = err_sys(e, ST_FAIL, "%s: close", s->path);
	return r;
}

void
seen_free(struct seen *s)
{
	buf_free(&s->lines);
}
