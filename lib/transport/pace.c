#include "transport/pace.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "sys/clock.h"
#include "sys/file/lockfile.h"
#include "value/time/duration.h"

enum {
	LOCK_SECONDS = 10,
	MARGIN_MS = 100, /* at least: what is sent apart may arrive together */
	FILE_MAX = 1 << 16,
};

/* What the file says. */
struct log {
	int64_t *sent; /* owned, in order */
	size_t n, cap;
	int64_t hold; /* nothing before then */
};

static int64_t
period_ms(const struct pace_rule *r)
{
	int64_t ms = (int64_t)r->seconds * 1000;

	return ms + (ms / 60 > MARGIN_MS ? ms / 60 : MARGIN_MS);
}

static int64_t
longest_ms(const struct pace *p)
{
	int64_t most = 0;

	for (size_t i = 0; i < p->n; i++)
		if (period_ms(&p->rules[i]) > most)
			most = period_ms(&p->rules[i]);
	return most;
}

static void
note(struct log *l, int64_t ms)
{
	l->sent = mem_grow(l->sent, &l->cap, l->n + 1, sizeof *l->sent);
	l->sent[l->n++] = ms;
}

/* Takes a line. One that is none, where a disk was full, is passed over, as is
 * one of a time to come: then the clock was set back. */
static void
take_line(struct log *l, struct span line, int64_t now, int64_t longest)
{
	bool hold = span_begins(line, SPAN("hold "));
	uint64_t ms;

	if (hold)
		line = (struct span){ line.p + 5, line.len - 5 };
	if (!span_count(line, &ms))
		return;
	if (hold)
		l->hold = (int64_t)ms;
	else if ((int64_t)ms > now - longest && (int64_t)ms <= now)
		note(l, (int64_t)ms);
}

static int
read_log(int fd, struct log *l, int64_t now, int64_t longest)
{
	char *text = mem_alloc(FILE_MAX);
	ssize_t n = pread(fd, text, FILE_MAX, 0);
	struct span left = { text, n > 0 ? (size_t)n : 0 };

	while (left.len) {
		size_t len = span_line(left);

		take_line(l, (struct span){ left.p, len }, now, longest);
		len += len < left.len;
		left = (struct span){ left.p + len, left.len - len };
	}
	free(text);
	return n < 0 ? -1 : 0;
}

static int
write_log(int fd, const struct log *l, int64_t now)
{
	struct buf b = { 0 };
	int r;

	if (l->hold > now)
		buf_printf(&b, "hold %" PRId64 "\n", l->hold);
	for (size_t i = 0; i < l->n; i++)
		buf_printf(&b, "%" PRId64 "\n", l->sent[i]);
	r = pwrite(fd, b.p, b.len, 0) == (ssize_t)b.len &&
		ftruncate(fd, (off_t)b.len) == 0
	    ? 0
	    : -1;
	buf_free(&b);
	return r;
}

/* How long the rules, and the target, want to wait. */
static int64_t
wait_of(const struct pace *p, const struct log *l, int64_t now)
{
	int64_t wait = l->hold > now ? l->hold - now : 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct pace_rule *r = &p->rules[i];
		int64_t until;

		if (l->n < r->n)
			continue;
		until = l->sent[l->n - r->n] + period_ms(r);
		if (until - now > wait)
			wait = until - now;
	}
	return wait;
}

static int
opened(const struct pace *p, struct err *e)
{
	int fd = lockfile_wait(p->path, "pace", LOCK_SECONDS, e);

	if (fd < 0 && e->status == ST_FAIL)
		err_set(e, ST_FAIL, "pace: %s: %s (pace-file says where it is)",
		    p->path, strerror(errno));
	return fd;
}

static int
close_log(const struct pace *p, int fd, struct log *l, int r, struct err *e)
{
	if (r)
		err_sys(e, ST_FAIL, "pace: %s", p->path);
	free(l->sent);
	close(fd);
	return r;
}

int
pace_take(const struct pace *p, int64_t *wait, struct err *e)
{
	int64_t now = clock_wall_ms();
	struct log l = { 0 };
	int fd, r;

	*wait = 0;
	if (p->n == 0)
		return 0;
	fd = opened(p, e);
	if (fd < 0)
		return -1;
	r = read_log(fd, &l, now, longest_ms(p));
	if (r == 0 && (*wait = wait_of(p, &l, now)) == 0) {
		note(&l, now);
		r = write_log(fd, &l, now);
	}
	return close_log(p, fd, &l, r, e);
}

int
pace_hold(const struct pace *p, int64_t seconds, struct err *e)
{
	int64_t now = clock_wall_ms(), until = now + seconds * 1000;
	struct log l = { 0 };
	int fd, r;

	if (p->n == 0)
		return 0;
	fd = opened(p, e);
	if (fd < 0)
		return -1;
	r = read_log(fd, &l, now, longest_ms(p));
	if (r == 0 && until > l.hold) {
		l.hold = until;
		r = write_log(fd, &l, now);
	}
	return close_log(p, fd, &l, r, e);
}

/* "20/1m" */
static bool
parse_rule(struct span s, struct pace_rule *r)
{
	const char *slash = memchr(s.p, '/', s.len);
	uint64_t n;

	if (!slash ||
	    !span_count((struct span){ s.p, (size_t)(slash - s.p) }, &n) ||
	    !duration_parse(
		(struct span){ slash + 1, s.len - (size_t)(slash - s.p) - 1 },
		&r->seconds))
		return false;
	r->n = (uint32_t)n;
	return n >= 1 && n <= PACE_N_MAX && r->seconds >= 1 &&
	    r->seconds <= PACE_SECONDS_MAX;
}

int
pace_value(void *at, const struct option_given *o, struct err *e)
{
	struct span left = span_trim(span_str(o->value));
	struct pace *p = at;

	p->n = 0;
	while (left.len) {
		size_t n = 0;

		while (n < left.len && left.p[n] != ' ' && left.p[n] != '\t')
			n++;
		if (p->n == PACE_RULES ||
		    !parse_rule((struct span){ left.p, n }, &p->rules[p->n]))
			return err_set(e, ST_FAIL,
			    "\"%s\" is no pace: up to four of 20/1m, 5/1s",
			    excerpt(span_str(o->value)).s);
		p->n++;
		left = span_trim((struct span){ left.p + n, left.len - n });
	}
	return 0;
}
