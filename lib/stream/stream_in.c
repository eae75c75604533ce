#include "stream/stream_in.h"

#include <stdlib.h>

#include "stream/line/line_digest.h"

static const struct span kinds[] = {
	[STREAM_ANY] = { "line", 4 },
	[STREAM_TABLE] = { "table", 5 },
	[STREAM_RECORD] = { "record", 6 },
	[STREAM_RESULT] = { "result", 6 },
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const char *
stream_kind_name(enum stream_kind k)
{
	return kinds[k].p;
}

void
stream_over(struct stream_in *s, struct input *in, enum stream_kind want,
    const struct stream_rules *rules)
{
	*s = (struct stream_in){
		.want = want, .rules = *rules, .lines.in = *in
	};
	s->fact =
	    facts_input(rules->facts, rules->role, in->name, &s->lines.in);
	if (engine_rules_are(&rules->engine))
		engine_lines_cover(
		    &s->lines.in, &rules->engine, want == STREAM_TABLE);
}

int
stream_open(struct stream_in *s, const char *name, enum stream_kind want,
    const struct stream_rules *rules, struct err *e)
{
	struct input in;

	if (input_open(&in, name, e))
		return -1;
	stream_over(s, &in, want, rules);
	return 0;
}

int
stream_err(const struct stream_in *s, struct err *e)
{
	return err_at(e, lines_name(&s->lines), s->lines.count);
}

/* One line into the totals of its kind. */
static int
add_line(
    struct total *t, enum stream_kind kind, struct span line, struct err *e)
{
	struct record rec = { 0 };
	struct result res;

	if (kind == STREAM_RECORD)
		return record_parse(line, &rec, e) ? -1
						   : total_record(t, &rec, e);
	if (kind == STREAM_RESULT)
		return result_parse(line, &res, e) ? -1
						   : total_result(t, &res, e);
	t->records++;
	return 0;
}

static void
count_early_as(struct stream_in *s, enum stream_kind kind, struct span line)
{
	int i = (int)kind - STREAM_RECORD;
	struct err *e = &s->early_err[i];

	if (e->status == ST_OK && add_line(&s->early[i], kind, line, e))
		stream_err(s, e);
}

/*
 * A line whose kind nobody has told yet is counted as what it can be: when
 * the #recon line comes, its sums are known. The first line that is none of
 * a kind is remembered, it is only wrong if that turns out to be the kind.
 */
static void
count_early(struct stream_in *s, struct span line)
{
	count_early_as(s, STREAM_RECORD, line);
	count_early_as(s, STREAM_RESULT, line);
	s->read.records++;
}

/* The kind is known now. */
static int
settle_early(struct stream_in *s, enum stream_kind kind, struct err *e)
{
	int i = (int)kind - STREAM_RECORD;

	if (kind == STREAM_TABLE || s->read.records == 0)
		return 0;
	if (s->early_err[i].status != ST_OK) {
		*e = s->early_err[i];
		return -1;
	}
	s->read.records = 0;
	return total_merge(&s->read, &s->early[i], e) ? stream_err(s, e) : 0;
}

/* The version that a #recon line says, 0 for one that is not known. */
static int
version_of(struct span v)
{
	int n = v.len == 1 ? v.p[0] - '0' : 0;

	return n >= STREAM_VERSION_FIRST && n <= STREAM_VERSION_LAST ? n : 0;
}

/* "#recon KIND VERSION" */
static int
open_line(struct stream_in *s, struct span line, struct err *e)
{
	struct span kind = { line.p + 7, line.len - 7 };
	const char *sp = kind.len ? memchr(kind.p, ' ', kind.len) : NULL;
	struct span v = { 0 };
	int k;

	if (sp) {
		v.p = sp + 1;
		v.len = kind.len - (size_t)(sp - kind.p) - 1;
		kind.len = (size_t)(sp - kind.p);
	}
	/* "line" comes of a program that failed before it knew */
	for (k = STREAM_ANY; k < KINDS; k++)
		if (span_eq(kind, kinds[k]))
			break;
	if (k == KINDS || !version_of(v)) {
		err_set(e, ST_DATA,
		    "\"%s\" announces a stream this program "
		    "does not know",
		    excerpt(line).s);
		return stream_err(s, e);
	}
	s->opened++;
	s->digests_due += version_of(v) > 1;
	if (k == STREAM_ANY)
		return 0;
	if ((s->want != STREAM_ANY && (int)s->want != k) ||
	    (s->kind != STREAM_ANY && (int)s->kind != k)) {
		err_set(e, ST_DATA, "a %s stream where a %s stream belongs",
		    kinds[k].p,
		    kinds[s->want != STREAM_ANY ? s->want : s->kind].p);
		return stream_err(s, e);
	}
	if (s->kind == STREAM_ANY && s->want == STREAM_ANY &&
	    settle_early(s, (enum stream_kind)k, e))
		return -1;
	s->kind = (enum stream_kind)k;
	return 0;
}

static int
close_line(struct stream_in *s, struct span line, struct err *e)
{
	uint64_t digest;
	int found;

	if (total_parse(&s->told, line, e))
		return stream_err(s, e);
	total_words_take(&s->words, line);
	found = line_digest_find(line, &digest);
	if (found < 0) {
		err_set(e, ST_DATA,
		    "xxh3= of a #total line is not 16 digits, or is there "
		    "twice");
		return stream_err(s, e);
	}
	if (found) {
		s->digests++;
		s->digest_told += digest;
	}
	s->closed++;
	return 0;
}

enum comment { BAD_CONTROL = -1, COMMENT, CONTROL };

/*
 * May a line that begins with # and has a TAB be a comment? Whether the stream
 * has control lines is known at its end.
 */
static bool
is_comment(struct stream_in *s)
{
	if (s->rules.comments && !s->tabbed)
		s->tabbed = s->lines.count;
	return s->rules.comments;
}

/* Most likely a key of somebody else's, and a row would be lost. */
static enum comment
refuse_hash(const struct stream_in *s, struct span line, struct err *e)
{
	err_set(e, ST_DATA,
	    "\"%s\" begins with # and has a TAB: a first field writes # as "
	    "\\x23, and a comment has no TAB (--comments skips the line in a "
	    "stream without control lines)",
	    excerpt(line).s);
	stream_err(s, e);
	return BAD_CONTROL;
}

/* Takes in a line that begins with #, if it is a control line. */
static enum comment
control(struct stream_in *s, struct span line, struct err *e)
{
	if (span_begins(line, SPAN("#recon ")))
		return open_line(s, line, e) ? BAD_CONTROL : CONTROL;
	if (span_begins(line, SPAN("#total\t")))
		return close_line(s, line, e) ? BAD_CONTROL : CONTROL;
	if (failure_is_line(line)) {
		s->failed = failure_take(s->failed, line);
		return CONTROL;
	}
	if (memchr(line.p, '\t', line.len) && !is_comment(s))
		return refuse_hash(s, line, e);
	/* cut off within its first line, which would pass for a comment */
	if (s->lines.unended && span_begins(SPAN("#recon "), line))
		s->opened++;
	return COMMENT;
}

enum line_outcome
stream_line(struct stream_in *s, struct span *line, struct err *e)
{
	enum line_outcome r;

	while ((r = lines_next(&s->lines, line, e)) == LINE_OK) {
		enum comment c;

		if (!stream_is_comment(*line)) {
			s->digest += line_digest(*line);
			return LINE_OK;
		}
		c = control(s, *line, e);
		if (c == BAD_CONTROL)
			return LINE_ERROR;
		if (c == COMMENT && s->rules.keep_comments)
			return LINE_OK;
		lines_drop(&s->lines);
	}
	if (r == LINE_END && !s->is_open_ended && stream_check_end(s, e))
		return LINE_ERROR;
	return r;
}

int
stream_count(struct stream_in *s, struct span line, struct err *e)
{
	enum stream_kind kind = s->kind != STREAM_ANY ? s->kind : s->want;

	if (stream_is_comment(line))
		return 0;
	if (kind == STREAM_ANY) {
		count_early(s, line);
		return 0;
	}
	return add_line(&s->read, kind, line, e) ? stream_err(s, e) : 0;
}

int
stream_assume(struct stream_in *s, enum stream_kind kind, struct err *e)
{
	if (s->kind != STREAM_ANY)
		return 0;
	if (s->want == STREAM_ANY && settle_early(s, kind, e))
		return -1;
	s->kind = kind;
	return 0;
}

enum stream_kind
stream_kind_by_lines(const struct stream_in *s)
{
	if (s->read.records == 0)
		return STREAM_ANY;
	for (int i = 0; i < 2; i++)
		if (s->early_err[i].status == ST_OK)
			return (enum stream_kind)(STREAM_RECORD + i);
	return STREAM_ANY;
}

void
stream_close(struct stream_in *s)
{
	lines_close(&s->lines);
	facts_total(s->fact, &s->read);
	if (s->digests && s->digests == s->closed) /* it was compared */
		facts_lines(s->fact, s->digest);
	total_free(&s->told);
	total_free(&s->read);
	total_free(&s->early[0]);
	total_free(&s->early[1]);
	total_words_free(&s->words);
	free(s->failed);
}
