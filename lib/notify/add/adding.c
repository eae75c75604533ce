#include "notify/add/adding.h"

#include <stdlib.h>

#include "base/mem.h"
#include "value/json_put.h"

static struct span
id_bytes(const struct event_id *id)
{
	return (struct span){ (const char *)id->bytes, sizeof id->bytes };
}

void
adding_begin(struct adding *a, struct outbox_add *outbox)
{
	a->memory = (struct memory){ &a->wish->telling, outbox,
		a->kind != OUTBOX_EVENT };
}

static bool
is_batched(const struct adding *a)
{
	return a->wish->batch && !a->single;
}

/* A line that is told now. */
struct told_line {
	struct event_id id;
	enum told_kind kind;
	const struct item *item;
	const struct result *result;
	struct buf ids; /* owned: that it is remembered by */
};

/* Those are its event's, and its marks. */
static void
add_ids(const struct memory *m, struct told_line *t)
{
	buf_add(&t->ids, id_bytes(&t->id));
	if (t->kind != TOLD_OPENED && t->kind != TOLD_CHANGED)
		return;
	for (size_t i = 0; i < t->item->n_marks; i++) {
		struct event_id mark = memory_id(m, &t->item->marks[i]);

		buf_add(&t->ids, id_bytes(&mark));
	}
}

static void
drop_held(struct adding *a)
{
	for (size_t i = 0; i < a->n_held; i++)
		adding_event_free(&a->held[i]);
	a->n_held = 0;
}

/* Gives the event, which is then gone, to the outbox, or holds it. */
static int
emit(struct adding *a, struct adding_event *ev, struct err *e)
{
	int r = 0;

	if (a->burst && a->n_held < a->burst && !a->over) {
		a->held = mem_grow(
		    a->held, &a->cap_held, a->n_held + 1, sizeof *a->held);
		a->held[a->n_held++] = *ev;
		return 0;
	}
	if (a->burst) {
		a->over = true;
		drop_held(a);
	} else {
		r = adding_event_give(ev, a->memory.outbox, a->kind, e);
	}
	adding_event_free(ev);
	return r;
}

/* Makes the event, which is about no single line, and gives it. */
static int
emit_data(struct adding *a, struct adding_event *ev, const char *word,
    struct span data, struct err *e)
{
	const struct event_line line = {
		.book = a->wish->telling.book, .word = word, .data = data
	};

	if (adding_event_make(ev, a->phrases, &line, e)) {
		adding_event_free(ev);
		return -1;
	}
	return emit(a, ev, e);
}

/* A line by itself. */
static int
add_single(struct adding *a, const struct told_line *t, struct span data,
    struct err *e)
{
	struct adding_event ev = { .id = t->id };
	struct event_line line = { .book = a->wish->telling.book,
		.word = told_word(t->kind),
		.subject = t->result->key,
		.data = data };

	if (a->kind != OUTBOX_EVENT) {
		line.currency = t->result->currency;
		line.legs =
		    t->item->has_ids ? buf_span(&t->item->name) : SPAN("");
		line.decimals = t->result->diff.scale;
	}
	buf_add(&ev.members, buf_span(&t->ids));
	buf_add(&ev.key, t->result->key);
	if (adding_event_make(&ev, a->phrases, &line, e)) {
		adding_event_free(&ev);
		return -1;
	}
	return emit(a, &ev, e);
}

/* The batch that was filled becomes an event. */
static int
close_batch(struct adding *a, struct err *e)
{
	struct adding_event ev = { .id = event_id_end(a->batch_id) };
	struct buf data = { 0 };
	int r;

	a->batch_id = NULL;
	buf_byte(&data, '{');
	json_put_member(&data, "book", a->wish->telling.book);
	buf_printf(&data, ",\"kind\":\"batch\",\"count\":%u", a->n_batch);
	if (a->wish->link.len)
		json_put_member(&data, "link", a->wish->link);
	buf_str(&data, ",\"results\":[");
	buf_add(&data, buf_span(&a->batch));
	buf_str(&data, "]}");
	buf_add(&ev.members, buf_span(&a->batch_ids));
	buf_clear(&a->batch);
	buf_clear(&a->batch_ids);
	a->n_batch = 0;
	r = emit_data(a, &ev, "batch", buf_span(&data), e);
	if (!a->burst)
		outbox_add_let_go(a->memory.outbox);
	buf_free(&data);
	return r;
}

static int
add_to_batch(struct adding *a, const struct told_line *t, struct span data,
    struct err *e)
{
	if (!a->batch_id)
		a->batch_id = adding_sum_begin(a->wish->telling.book, "batch");
	adding_sum_add(a->batch_id, &t->id);
	if (a->n_batch++)
		buf_byte(&a->batch, ',');
	buf_add(&a->batch, data);
	buf_add(&a->batch_ids, buf_span(&t->ids));
	return a->n_batch < a->wish->batch && a->batch.len < LINE_DATA_MANY
	    ? 0
	    : close_batch(a, e);
}

static int
add_to_digest(struct adding *a, const struct told_line *t,
    const struct line_data *d, struct err *e)
{
	if (!a->digest_id)
		a->digest_id =
		    adding_sum_begin(a->wish->telling.book, "digest");
	adding_sum_add(a->digest_id, &t->id);
	return digest_data_add(&a->digest, d, t->result, e);
}

static int
tell(struct adding *a, const struct told_line *t, struct span link,
    struct err *e)
{
	struct line_data d = { .book = a->wish->telling.book, .link = link };
	struct buf text = { 0 }, data = { 0 };
	int r = 0;

	told_text(&text, t->kind, &a->wish->telling);
	d.kind = buf_span(&text);
	if (a->burst)
		r = add_to_digest(a, t, &d, e);
	if (r == 0 && !a->over) {
		line_data_put(&data, &d, t->result);
		r = is_batched(a) ? add_to_batch(a, t, buf_span(&data), e)
				  : add_single(a, t, buf_span(&data), e);
	}
	buf_free(&text);
	buf_free(&data);
	return r;
}

int
adding_line(struct adding *a, const struct item *item,
    const struct result *result, struct span link, struct err *e)
{
	struct told_line t = { .item = item, .result = result };
	int r;

	if (!memory_decide(&a->memory, item, &t.kind, &t.id)) {
		a->known++;
		return 0;
	}
	a->told++;
	add_ids(&a->memory, &t);
	if (a->burst || is_batched(a))
		memory_hold(&a->memory, &t.ids);
	r = tell(a, &t, link, e);
	buf_free(&t.ids);
	return r;
}

int
adding_summary(struct adding *a, const struct event_id *id, struct span data,
    struct err *e)
{
	struct adding_event ev = { .id = *id };

	if (memory_knows(&a->memory, id)) {
		a->known++;
		return 0;
	}
	a->told++;
	return emit_data(a, &ev, "summary", data, e);
}

static int
give_digest(struct adding *a, struct err *e)
{
	const struct event_id id = event_id_end(a->digest_id);
	struct adding_event ev = { .id = id };
	struct buf data = { 0 };
	int r;

	a->digest_id = NULL;
	r = digest_data_put(
	    &a->digest, a->wish->telling.book, a->wish->link, &data, e);
	a->burst = 0; /* it is not held */
	if (r == 0)
		r = emit_data(a, &ev, "digest", buf_span(&data), e);
	else
		adding_event_free(&ev);
	if (r == 0)
		r = outbox_add_held(a->memory.outbox, &id, e);
	buf_free(&data);
	return r;
}

int
adding_end(struct adding *a, struct err *e)
{
	int r = a->n_batch && !a->over ? close_batch(a, e) : 0;

	if (r == 0 && a->over)
		return give_digest(a, e);
	for (size_t i = 0; i < a->n_held && r == 0; i++)
		r = adding_event_give(
		    &a->held[i], a->memory.outbox, a->kind, e);
	drop_held(a);
	return r;
}

uint64_t
adding_events(const struct adding *a)
{
	return outbox_add_count(a->memory.outbox);
}

int
adding_commit(struct adding *a, struct err *e)
{
	int r = outbox_add_commit(a->memory.outbox, e);

	a->memory.outbox = NULL;
	adding_free(a);
	return r;
}

void
adding_free(struct adding *a)
{
	outbox_add_drop(a->memory.outbox);
	drop_held(a);
	free(a->held);
	digest_data_free(&a->digest);
	if (a->digest_id)
		event_id_drop(a->digest_id);
	buf_free(&a->batch);
	buf_free(&a->batch_ids);
	if (a->batch_id)
		event_id_drop(a->batch_id);
	a->memory.outbox = NULL;
	a->held = NULL;
	a->n_held = a->cap_held = 0;
	a->digest_id = a->batch_id = NULL;
}
