#include "book/dir/open_items.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "io/input.h"
#include "io/packed/unpack.h"
#include "stream/stream_in.h"
#include "text/tsv.h"
#include "value/time/date.h"

enum { PIECE = 1 << 16 };

static int
read_through(const char *path, struct output *to, char digest[DIGEST_TEXT + 1],
    uint64_t *bytes, struct err *e)
{
	struct input in;
	struct digest *sum;
	char piece[PIECE];
	int64_t n;
	int r;

	if (input_open(&in, path, e))
		return -1;
	if (to && unpack_cover(&in, NULL, e)) {
		input_close(&in);
		return -1;
	}
	sum = digest_cover(&in);
	while ((n = input_read(&in, piece, sizeof piece, e)) > 0)
		if (to)
			output_write(to, (struct span){ piece, (size_t)n });
	r = n < 0 ? -1 : digest_take(sum, digest, bytes, e);
	input_close(&in);
	return r;
}

int
open_items_changed(const char *path, struct err *e)
{
	return err_set(e, ST_DATA,
	    "%s: its SHA-256 is not that of the manifest: it was changed or "
	    "is damaged",
	    path);
}

/* A link could lead to what another state holds; what is not there is told by
 * whoever opens it. */
static int
check_regular(const char *path, struct err *e)
{
	struct stat st;

	if (lstat(path, &st) || S_ISREG(st.st_mode))
		return 0;
	return err_set(e, ST_DATA, "%s: is no regular file", path);
}

int
open_items_check(const char *path, const struct day_bytes *want, struct err *e)
{
	char digest[DIGEST_TEXT + 1];
	struct stat st;
	uint64_t bytes;

	if (lstat(path, &st) && errno == ENOENT)
		return err_set(e, ST_DATA,
		    "%s: is not there, and the manifest names it", path);
	if (check_regular(path, e) ||
	    read_through(path, NULL, digest, &bytes, e))
		return -1;
	if (span_eq(span_str(digest), want->digest) && bytes == want->bytes)
		return 0;
	return open_items_changed(path, e);
}

/* A comment in the file said which day it is of. */
static int
check_comment(const struct day_entry *d, const char *name, struct span line,
    struct err *e)
{
	static const struct span head = SPAN("# open at the end of ");
	struct span date = { line.p + head.len, DATE_LEN };
	int32_t day;

	if (line.len < head.len + DATE_LEN || !span_begins(line, head) ||
	    !date_parse(date, &day) || day == d->day)
		return 0;
	return err_set(e, ST_DATA, "%s: holds what was open at the end of %.*s",
	    name, DATE_LEN, date.p);
}

int
open_items_is_one(const struct result *r, const char *name, struct err *e)
{
	if (result_is_open(r))
		return 0;
	return err_set(e, ST_DATA,
	    "%s: a %s line of key \"%s\" among the open items", name,
	    result_class_name(r->class), excerpt(r->key).s);
}

static int
take_line(
    struct day_entry *d, struct stream_in *in, struct span line, struct err *e)
{
	struct result r;

	if (stream_is_comment(line))
		return check_comment(d, lines_name(&in->lines), line, e);
	if (stream_count(in, line, e))
		return -1;
	if (result_parse(line, &r, e))
		return stream_err(in, e);
	if (open_items_is_one(&r, lines_name(&in->lines), e))
		return -1;
	if (!tsv_is_none(r.date) && (!d->has_oldest || r.day < d->oldest)) {
		d->has_oldest = true;
		d->oldest = r.day;
	}
	/* legs are counted: a line of both sides is two */
	d->totals[DAY_OPEN].records += r.has_left && r.has_right;
	return total_result(&d->totals[DAY_OPEN], &r, e);
}

int
open_items_read(struct day_entry *d, const char *path, struct err *e)
{
	static const struct stream_rules rules = { .require_total = true,
		.keep_comments = true };
	char digest[DIGEST_TEXT + 1];
	enum line_outcome r = LINE_ERROR;
	struct stream_in in;
	struct digest *sum;
	struct span line;

	if (check_regular(path, e) ||
	    stream_open(&in, path, STREAM_RESULT, &rules, e))
		return -1;
	sum = digest_cover(&in.lines.in);
	while ((r = stream_line(&in, &line, e)) == LINE_OK)
		if (take_line(d, &in, line, e)) {
			r = LINE_ERROR;
			break;
		}
	if (r == LINE_END && digest_take(sum, digest, &d->open.bytes, e))
		r = err_at(e, path, 0);
	stream_close(&in);
	if (r != LINE_END)
		return -1;
	d->open.digest = arena_copy(&d->arena, span_str(digest));
	return 0;
}

/* The newest generation of a day in the chain, of the last that is not stale
 * for NULL. */
static const struct chain_day *
find_day(const struct chain *c, const struct manifest *m, const int32_t *day)
{
	size_t whole = chain_whole(c);

	if (!day)
		return whole ? &c->days[whole - 1] : NULL;
	for (size_t i = 0; i < c->n; i++)
		if (m->days[c->days[i].at].day == *day)
			return &c->days[i];
	return NULL;
}

/* What the day's file says of the file that is wanted. */
static const struct day_bytes *
wanted(const struct day_entry *en, enum state_file is)
{
	struct state_name n;

	if (is == STATE_OPEN)
		return &en->open;
	for (size_t i = 0; i < en->copies.n; i++)
		if (state_name_parse(en->copies.of[i].name, &n) && n.is == is)
			return &en->copies.of[i];
	return NULL;
}

static char *
checked_path(const struct state_dir *s, const struct manifest_day *m,
    enum state_file is, struct err *e)
{
	const struct day_bytes *b;
	struct day_entry en;
	char *path = NULL;

	if (state_dir_entry(s, m, &en, e))
		return NULL;
	b = wanted(&en, is);
	if (b)
		path = state_dir_path(s, b->name);
	else
		err_set(e, ST_FAIL,
		    "%s: a copy that the manifest names is not "
		    "in the day's file",
		    s->dir);
	if (path && open_items_check(path, b, e)) {
		free(path);
		path = NULL;
	}
	day_entry_free(&en);
	return path;
}

/* Why there is no such file; NULL where there is one. */
static const char *
find_lack(const struct manifest_day *m, enum state_file is)
{
	if (!m)
		return "was not run";
	if (is == STATE_OPEN)
		return m->has_open ? NULL
				   : "has no open items here, which "
				     "were pruned";
	return m->has_copies ? NULL : "has no copies here, which --keep makes";
}

char *
open_items_find(const struct state_dir *s, const int32_t *day,
    enum state_file is, int32_t *found, bool *stale, struct err *e)
{
	struct chain c = { 0 };
	const struct chain_day *d;
	const struct manifest_day *m;
	const char *lack;
	char *path = NULL, date[DATE_LEN + 1];

	chain_make(&c, &s->manifest);
	d = find_day(&c, &s->manifest, day);
	m = d ? &s->manifest.days[d->at] : NULL;
	lack = find_lack(m, is);
	date_format(m ? m->day : day ? *day : 0, date);
	if (!m && !day)
		err_set(e, ST_FAIL, "%s: no day was run yet", s->dir);
	else if (lack)
		err_set(e, ST_FAIL, "%s: %s %s", s->dir, date, lack);
	else
		path = checked_path(s, m, is, e);
	*stale = d && d->stale;
	if (m)
		*found = m->day;
	chain_free(&c);
	return path;
}

int
open_items_day(const struct state_dir *s, const int32_t *day,
    struct day_entry *en, bool *stale, struct err *e)
{
	struct chain c = { 0 };
	const struct chain_day *d;
	char date[DATE_LEN + 1];
	int r;

	*en = (struct day_entry){ 0 };
	chain_make(&c, &s->manifest);
	d = find_day(&c, &s->manifest, day);
	date_format(day ? *day : 0, date);
	*stale = d && d->stale;
	r = d     ? state_dir_entry(s, &s->manifest.days[d->at], en, e)
	    : day ? err_set(e, ST_FAIL, "%s: %s was not run", s->dir, date)
		  : err_set(e, ST_FAIL, "%s: no day was run yet", s->dir);
	chain_free(&c);
	return r;
}

void
open_items_note_stale(struct buf *notes, const char *path)
{
	buf_printf(notes, "%s: is stale: a day before was run again\n", path);
}

int
open_items_copy(const char *path, struct output *to, struct err *e)
{
	char digest[DIGEST_TEXT + 1];
	uint64_t bytes;

	return read_through(path, to, digest, &bytes, e);
}
