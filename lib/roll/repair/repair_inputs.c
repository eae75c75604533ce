#include "roll/repair/repair_inputs.h"

#include "base/mem.h"
#include "book/dir/history.h"
#include "io/packed/gunzip.h"
#include "text/tsv.h"

void
repair_files_add(struct repair_files *f, const struct repair_file *is)
{
	f->of = mem_grow(f->of, &f->cap, f->n + 1, sizeof *f->of);
	f->of[f->n++] = *is;
}

/* One that is being read. */
struct reading {
	const struct repair_file *file;
	struct state *state; /* or NULL */
	struct digest *sum;
};

static int
open_file(struct reading *r, struct stream_in *in, enum stream_kind kind,
    const struct stream_rules *rules, struct err *e)
{
	if (stream_open(in, r->file->path, kind, rules, e))
		return -1;
	if (r->file->as && gunzip_cover(&in->lines.in, e))
		goto failed;
	if (!r->state)
		return 0;
	r->sum = digest_cover(&in->lines.in);
	if (state_copy_input(r->state, &in->lines.in, e))
		goto failed;
	return 0;
failed:
	stream_close(in);
	return -1;
}

/* Notes one that was read to its end. */
static int
note(const struct reading *r, const char *role, const struct stream_in *in,
    struct err *e)
{
	struct day_bytes b = { .role = span_str(role) };
	char digest[DIGEST_TEXT + 1];
	struct buf name = { 0 };
	struct day_entry *en;

	if (!r->state)
		return 0;
	en = &r->state->entry;
	if (digest_take(r->sum, digest, &b.bytes, e))
		return err_at(e, lines_name(&in->lines), 0);
	tsv_escape(&name,
	    span_str(r->file->as ? r->file->as : lines_name(&in->lines)));
	b.name = arena_copy(&en->arena, buf_span(&name));
	b.digest = arena_copy(&en->arena, span_str(digest));
	b.total = day_total_text(&en->arena, &in->read);
	buf_free(&name);
	day_list_add(&en->inputs, &b);
	return 0;
}

static int
read_amend(struct repairs *to, struct reading *r,
    const struct stream_rules *rules, int32_t today, struct err *e)
{
	struct stream_in in;
	int bad;

	if (open_file(r, &in, STREAM_RECORD, rules, e))
		return -1;
	bad = amendments_read(&to->amendments, &in, today, e) ||
	    note(r, "amend", &in, e);
	stream_close(&in);
	return bad ? -1 : 0;
}

static int
read_adjust(struct repairs *to, struct reading *r,
    const struct stream_rules *rules, struct err *e)
{
	struct stream_in in;
	struct table_in table;
	int bad;

	if (open_file(r, &in, STREAM_TABLE, rules, e) ||
	    table_over(&table, &in, e))
		return -1;
	bad = adjustments_read(&to->adjustments, &table, e) ||
	    note(r, "adjust", &table.stream, e);
	table_close(&table);
	return bad ? -1 : 0;
}

static void
drop(void *arg, struct span reply)
{
	repairs_drop(arg, reply);
}

int
repair_inputs_read(struct repairs *to, const struct repair_files *amend,
    const struct repair_files *adjust, const struct stream_rules *rules,
    int32_t today, struct state *s, struct err *e)
{
	for (size_t i = 0; i < amend->n; i++) {
		struct reading r = { &amend->of[i], s, NULL };

		if (read_amend(to, &r, rules, today, e))
			return -1;
	}
	for (size_t i = 0; i < adjust->n; i++) {
		struct reading r = { &adjust->of[i], s, NULL };

		if (read_adjust(to, &r, rules, e))
			return -1;
	}
	repairs_begin(to);
	if (!s || !repairs_have_replies(to))
		return 0;
	return history_replies(&s->dir, s->place.before, drop, to, e);
}

static void
see_open(void *arg, const struct open_id *leg)
{
	repairs_was_open(arg, leg->id);
}

static bool
is_enough(void *arg)
{
	return repairs_all_known(arg);
}

static int
look_back(void *arg, struct repairs *r, struct err *e)
{
	static const struct history_open_fn fn = { see_open, is_enough };
	const struct state *s = arg;

	return history_open(&s->dir, s->place.before, &fn, r, e);
}

int
repair_inputs_find(struct repairs *r, const char *open, int32_t today,
    struct state *s, struct err *e)
{
	struct buf b = { 0 };

	if (repairs_find(r, open, today, s ? look_back : NULL, s, e))
		return -1;
	if (!s)
		return 0;
	repairs_format_replies(r, &b);
	s->entry.replies = arena_copy(&s->entry.arena, buf_span(&b));
	buf_free(&b);
	repairs_tell_late(r, &s->turn.notes);
	return 0;
}
