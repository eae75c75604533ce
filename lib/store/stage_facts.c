#include "store/stage_facts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "io/lines.h"
#include "stream/line/line_digest.h"
#include "text/tsv.h"
#include "text/utf8.h"

enum { FACTS_MAX = 1 << 26 }; /* bytes of a file */

/* Adds the lines, each with its LF. */
static int
read_text(const char *file, struct buf *b, struct err *e)
{
	enum line_outcome got;
	struct lines in;
	struct span line;

	if (lines_open(&in, file, e))
		return -1;
	while ((got = lines_next(&in, &line, e)) == LINE_OK) {
		buf_add(b, line);
		buf_byte(b, '\n');
		if (b->len > FACTS_MAX) {
			err_set(e, ST_DATA, "%s: is too long for facts", file);
			got = LINE_ERROR;
			break;
		}
	}
	lines_close(&in);
	return got == LINE_ERROR ? -1 : 0;
}

static int
add(struct stage_facts *f, const char *file, int64_t stage, int64_t line,
    struct span text, struct err *e)
{
	struct span rest = text, name;
	bool cut;

	if (!tsv_next(&rest, &name) || !rest.p || name.len == 0 ||
	    utf8_valid(text, &cut) < text.len ||
	    memchr(text.p, '\0', text.len)) {
		err_set(e, ST_DATA, "\"%s\" is no fact", excerpt(text).s);
		return err_at(e, file, (uint64_t)line);
	}
	f->of = mem_grow(f->of, &f->cap, f->n + 1, sizeof *f->of);
	f->of[f->n++] = (struct stage_fact){ stage, line, name, rest };
	return 0;
}

/* Begins and ends as facts of a run that ended well do. */
static int
check(
    const struct stage_facts *f, size_t first, const char *file, struct err *e)
{
	const struct stage_fact *begin = f->of + first, *end;

	if (f->n == first || !span_eq(begin->name, SPAN("recon-facts")) ||
	    !span_eq(begin->value, SPAN("1")))
		return err_set(e, ST_DATA, "%s: is no file of facts", file);
	end = f->of + f->n - 1;
	if (!span_eq(end->name, SPAN("status")))
		return err_set(
		    e, ST_DATA, "%s: is not whole, without status", file);
	if (!span_eq(end->value, SPAN("0")) && !span_eq(end->value, SPAN("1")))
		return err_set(e, ST_DATA,
		    "%s: is of a run that ended with status %s", file,
		    excerpt(end->value).s);
	return 0;
}

static int
read_file(struct stage_facts *f, const char *file, int64_t stage, struct err *e)
{
	struct buf *b = &f->texts[stage - 1];
	size_t first = f->n, at = 0;
	int64_t line = 0;

	if (read_text(file, b, e))
		return -1;
	while (at < b->len) {
		struct span s = { b->p + at, 0 };

		s.len = (size_t)((char *)memchr(s.p, '\n', b->len - at) - s.p);
		at += s.len + 1;
		if (add(f, file, stage, ++line, s, e))
			return -1;
	}
	return check(f, first, file, e);
}

int
stage_facts_read(
    struct stage_facts *f, const struct names *files, struct err *e)
{
	*f = (struct stage_facts){ .n_files = files->n };
	f->texts = mem_zeroed(files->n + 1, sizeof *f->texts);
	for (size_t i = 0; i < files->n; i++)
		if (read_file(f, files->list[i].p, (int64_t)i + 1, e)) {
			stage_facts_free(f);
			return -1;
		}
	return 0;
}

int
stage_facts_check(const struct stage_facts *f, uint64_t digest, struct err *e)
{
	struct buf want = { 0 };
	int64_t roll = 0;
	int r = 0;

	line_digest_format(&want, digest); /* xxh3=... */
	for (size_t i = 0; i < f->n && r == 0; i++) {
		const struct stage_fact *a = &f->of[i];

		if (span_eq(a->name, SPAN("program")) &&
		    span_eq(a->value, SPAN("recon-roll")))
			roll = a->stage;
		if (a->stage == roll &&
		    span_eq(a->name, SPAN("written.xxh3")) &&
		    !span_eq(
			a->value, (struct span){ want.p + 5, want.len - 5 }))
			r = err_set(e, ST_DATA,
			    "the facts of recon-roll are of other results "
			    "than these: of another run");
	}
	buf_free(&want);
	return r;
}

int
stage_facts_load(
    const struct stage_facts *f, struct store *s, int64_t day, struct err *e)
{
	if (f->n == 0)
		return 0;
	if (db_load_begin(
		&s->db, "fact", "day, stage, line, name, value", 5, e))
		return -1;
	for (size_t i = 0; i < f->n; i++) {
		const struct stage_fact *a = &f->of[i];
		const struct db_value v[] = { db_int(day), db_int(a->stage),
			db_int(a->line), db_text(a->name), db_text(a->value) };

		if (db_load_row(&s->db, v, e))
			return -1;
	}
	return db_load_end(&s->db, e);
}

void
stage_facts_free(struct stage_facts *f)
{
	for (size_t i = 0; i < f->n_files; i++)
		buf_free(&f->texts[i]);
	free(f->texts);
	free(f->of);
	*f = (struct stage_facts){ 0 };
}
