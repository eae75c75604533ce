#include "cut/split/split_files.h"

#include <stdlib.h>

#include "base/buf.h"
#include "stream/stream_in.h"
#include "sys/file/dir_names.h"

enum { FEW_LINES = 64 }; /* handed on at once */

static const struct span ending = SPAN(".records");

/* What the sorter has, line by line. */
struct sorted {
	struct line_sorter *sorter;
	struct span lines[FEW_LINES];
	int n, i;
};

/* The part being written. */
struct writing {
	const struct split_files *to;
	struct split_part *part;
	struct stream_out out;
	struct digest_sum *sum;
};

bool
split_files_has(const char *name)
{
	struct span s = span_str(name);

	if (span_eq(s, SPAN(SPLIT_FILE)) || span_eq(s, SPAN(SPLIT_LATE_FILE)))
		return true;
	return s.len == DATE_LEN + ending.len &&
	    date_is((struct span){ s.p, DATE_LEN }) &&
	    !memcmp(s.p + DATE_LEN, ending.p, ending.len);
}

static void
see(void *sum, struct span bytes)
{
	digest_add(sum, bytes);
}

/* Its file; the facts call it by the name that it will have. The lines that
 * follow are to be those of which the digest is known. */
static int
begin(struct writing *w, const char *now, const char *later, const char *role,
    struct err *e)
{
	struct err ignored; /* it is no larger than what it is copied from */

	if (stream_create(&w->out, now, STREAM_ANY, false, e))
		return -1;
	stream_note(&w->out, w->to->facts, role, later);
	w->sum = digest_begin();
	output_watch(&w->out.out, see, w->sum);
	stream_keep_digest(&w->out);
	stream_announce(&w->out, STREAM_RECORD);
	total_merge(&w->out.total, &w->part->total, &ignored);
	stream_expect(&w->out, w->part->lines);
	stream_tell(&w->out);
	return 0;
}

/* The next line; 0 where there is none, -1. */
static int
peek(struct sorted *s, struct span *line, struct err *e)
{
	if (s->i == s->n) {
		s->i = 0;
		s->n = line_sorter_next(s->sorter, s->lines, FEW_LINES, e);
		if (s->n <= 0)
			return s->n;
	}
	*line = s->lines[s->i];
	return 1;
}

/* Writes the lines that begin as those of the part do. */
static int
put_lines(struct writing *w, struct sorted *s, struct err *e)
{
	struct span line;
	int r;

	while ((r = peek(s, &line, e)) > 0 &&
	    !memcmp(line.p, w->part->text, DATE_LEN)) {
		line.p += DATE_LEN;
		line.len -= DATE_LEN;
		stream_put_wide(&w->out, line);
		if (++s->i == s->n && output_failed(&w->out.out))
			return output_flush(&w->out.out, e);
	}
	return r < 0 ? -1 : 0;
}

static int
write_lines(struct writing *w, struct sorted *s, struct err *e)
{
	int r = put_lines(w, s, e);

	if (r)
		stream_abandon(&w->out);
	else
		r = stream_finish(&w->out, e);
	digest_end(w->sum, w->part->digest);
	return r;
}

/* Writes a file of the directory. */
static int
write_part(const struct split_files *to, struct split_part *part,
    const char *stem, struct sorted *s, struct err *e)
{
	struct writing w = { .to = to, .part = part };
	bool is_list = part == &to->parts->late;
	struct buf name = { 0 };
	char *now, *later;
	int r;

	buf_str(&name, stem);
	buf_add(&name, ending);
	now = dir_names_path(to->dir->making, buf_span(&name));
	later = dir_names_path(to->dir->name, buf_span(&name));
	r = begin(&w, now, later, is_list ? "late" : FACTS_WRITTEN, e);
	buf_free(&name);
	free(now);
	free(later);
	return r ? -1 : write_lines(&w, s, e);
}

/* Writes the list to a file by itself. */
static int
write_refused(const struct split_files *to, struct sorted *s, struct err *e)
{
	struct writing w = { .to = to, .part = &to->parts->late };

	return begin(&w, to->refused, to->refused, "refused", e) ||
		write_lines(&w, s, e)
	    ? -1
	    : 0;
}

int
split_files_write(const struct split_files *to, struct err *e)
{
	struct split_parts *p = to->parts;
	struct sorted s = { .sorter = p->sorter };
	struct span line;
	int left;

	if (to->refused && write_refused(to, &s, e))
		return -1;
	if (to->refuses && p->late.total.records)
		return 0;
	if (write_part(to, &p->late, "late", &s, e))
		return -1;
	for (size_t i = 0; i < p->n; i++)
		if (write_part(to, &p->list[i], p->list[i].text, &s, e))
			return -1;
	left = peek(&s, &line, e);
	return left > 0
	    ? err_set(e, ST_BROKEN, "a record was sorted that is of no part")
	    : left;
}

int
split_files_write_text(const struct split_files *to, struct span text,
    char digest[DIGEST_TEXT + 1], struct err *e)
{
	char *now = dir_names_path(to->dir->making, SPAN(SPLIT_FILE));
	char *later = dir_names_path(to->dir->name, SPAN(SPLIT_FILE));
	struct facts_file *fact = NULL;
	struct output o;
	int r = output_open(&o, now, e);

	if (r == 0) {
		fact = facts_output(to->facts, SPLIT_FILE, later, &o);
		output_write(&o, text);
		r = output_close(&o, e);
	}
	if (r == 0)
		facts_written(fact);
	digest_of(text, digest);
	free(now);
	free(later);
	return r;
}
