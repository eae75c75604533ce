#include "stream/stage.h"

#include <stdlib.h>

#include "base/mem.h"
#include "io/digest.h"
#include "io/lines.h"
#include "text/tsv.h"

enum { FIELDS_MAX = 8, STAGE_BYTES_MAX = 1 << 26 };

static int
no_line(struct err *e)
{
	return err_set(e, ST_DATA, "not as recon-facts(5) has it");
}

/* The total of a file: "records=N<TAB>SIDE.CUR=SUM...", as #total has it. */
static int
read_total(struct stage_file *f, struct span rest, struct err *e)
{
	struct buf line = { 0 };
	struct span field, all = rest;
	int r;

	buf_str(&line, "#total\t");
	buf_add(&line, rest);
	r = total_parse(&f->total, buf_span(&line), e);
	buf_free(&line);
	f->totalled = true;
	while (tsv_next(&all, &field))
		if (span_begins(field, SPAN("xxh3=")))
			f->lines = (struct span){ field.p + 5, field.len - 5 };
	return r;
}

/* input|output ROLE NAME BYTES DIGEST [TOTAL] */
static int
read_file(struct stage_list *list, struct span rest, struct err *e)
{
	struct stage_file f = { 0 };
	struct span bytes;

	if (!tsv_next(&rest, &f.role) || !tsv_next(&rest, &f.name) ||
	    !tsv_next(&rest, &bytes) || !tsv_next(&rest, &f.digest))
		return no_line(e);
	if (!tsv_is_none(f.digest) &&
	    (!span_count(bytes, &f.bytes) || !digest_is(f.digest)))
		return no_line(e);
	if (rest.p && read_total(&f, rest, e)) {
		total_free(&f.total);
		return -1;
	}
	list->of = mem_grow(list->of, &list->cap, list->n + 1, sizeof f);
	list->of[list->n++] = f;
	return 0;
}

static void
add_word(struct stage_words *w, struct span name, struct span value)
{
	w->of = mem_grow(w->of, &w->cap, w->n + 1, sizeof *w->of);
	w->of[w->n++] = (struct stage_word){ name, value };
}

static int
read_option(struct stage *s, struct span rest, struct err *e)
{
	struct span name;

	if (!tsv_next(&rest, &name) || !rest.p)
		return no_line(e);
	add_word(&s->options, name, rest);
	return 0;
}

static int
read_profile(struct stage *s, struct span rest, struct err *e)
{
	struct span bytes;

	return tsv_next(&rest, &s->profile) && tsv_next(&rest, &bytes) &&
		tsv_next(&rest, &s->profile_digest)
	    ? 0
	    : no_line(e);
}

/* The lines that have a meaning of their own; what else there is are counts. */
static int
read_line(struct stage *s, struct span name, struct span rest, struct err *e)
{
	const struct {
		const char *name;
		struct span *to;
	} plain[] = {
		{ "program", &s->program },
		{ "version", &s->version },
		{ "begun", &s->begun },
		{ "ended", &s->ended },
		{ "reason", &s->reason },
	};

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (span_eq(name, span_str(plain[i].name))) {
			*plain[i].to = rest;
			return 0;
		}
	if (span_eq(name, SPAN("input")))
		return read_file(&s->inputs, rest, e);
	if (span_eq(name, SPAN("output")))
		return read_file(&s->outputs, rest, e);
	if (span_eq(name, SPAN("option")))
		return read_option(s, rest, e);
	if (span_eq(name, SPAN("profile")))
		return read_profile(s, rest, e);
	if (span_eq(name, SPAN("status"))) {
		s->whole = span_count(rest, &s->status);
		return s->whole ? 0 : no_line(e);
	}
	add_word(&s->counts, name, rest);
	return 0;
}

static int
parse(struct stage *s, struct err *e)
{
	struct span rest = buf_span(&s->text);
	uint64_t n = 0;

	while (rest.len) {
		size_t len = span_line(rest);
		struct span line = { rest.p, len }, name;

		n++;
		if (len == rest.len || rest.p[len] != '\n' ||
		    !tsv_next(&line, &name) || !line.p) {
			no_line(e);
			return err_at(e, s->path, n);
		}
		if (n == 1 ? !span_eq(name, SPAN("recon-facts")) ||
			    !span_eq(line, SPAN("1"))
			   : s->whole) {
			err_set(e, ST_DATA, "no file of recon-facts(5)");
			return err_at(e, s->path, n);
		}
		if (n > 1 && read_line(s, name, line, e))
			return err_at(e, s->path, n);
		rest.p += len + 1;
		rest.len -= len + 1;
	}
	if (s->whole && s->program.len)
		return 0;
	return err_set(e, ST_DATA,
	    "%s: no file of recon-facts(5), or one that is not whole", s->path);
}

static int
read_text(struct stage *s, struct err *e)
{
	enum { PIECE = 1 << 16 };
	struct input in;
	int64_t n;

	if (input_open(&in, s->path, e))
		return -1;
	while ((n = input_read(&in, buf_room(&s->text, PIECE), PIECE, e)) > 0 &&
	    s->text.len < STAGE_BYTES_MAX)
		s->text.len += (size_t)n;
	input_close(&in);
	if (n > 0)
		return err_set(
		    e, ST_DATA, "%s: too large for a file of facts", s->path);
	return n < 0 ? -1 : 0;
}

/* What was read, or the stage released. */
static int
finish(struct stage *s, int got, struct err *e)
{
	digest_of(buf_span(&s->text), s->digest);
	if (got == 0 && parse(s, e) == 0)
		return 0;
	stage_free(s);
	return -1;
}

int
stage_read(struct stage *s, const char *path, struct err *e)
{
	*s = (struct stage){ .path = mem_dup(span_str(path)) };
	return finish(s, read_text(s, e), e);
}

int
stage_take(struct stage *s, const char *name, struct buf *text, struct err *e)
{
	*s = (struct stage){ .path = mem_dup(span_str(name)), .text = *text };
	*text = (struct buf){ 0 };
	return finish(s, 0, e);
}

struct span
stage_count(const struct stage *s, const char *name)
{
	for (size_t i = 0; i < s->counts.n; i++)
		if (span_eq(s->counts.of[i].name, span_str(name)))
			return s->counts.of[i].value;
	return (struct span){ 0 };
}

bool
stage_is_well(const struct stage *s)
{
	return s->status <= ST_DIFFER && !s->reason.p;
}

static void
free_list(struct stage_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		total_free(&l->of[i].total);
	free(l->of);
}

void
stage_free(struct stage *s)
{
	free_list(&s->inputs);
	free_list(&s->outputs);
	free(s->options.of);
	free(s->counts.of);
	free(s->path);
	buf_free(&s->text);
	*s = (struct stage){ 0 };
}
