#include "notify/choose/item.h"

#include "text/tsv.h"

/* Of book and up to three parts more. */
static struct event_id
id_of(const struct telling *t, struct span a, struct span b, struct span c)
{
	const struct span parts[] = { t->book, a, b, c };

	return event_id_of(parts, sizeof parts / sizeof *parts);
}

static void
add_leg(struct item *item, const struct telling *t, struct span id)
{
	if (item->name.len)
		buf_byte(&item->name, ',');
	buf_add(&item->name, id);
	if (item->open)
		item->marks[item->n_marks++] =
		    id_of(t, SPAN("leg"), id, SPAN(""));
}

/* By the ids that recon-roll gave; false where there are none. */
static bool
by_ids(struct item *item, const struct telling *t, const struct result *r)
{
	struct span id;

	if (!item->open) {
		if (result_carried(r->carried, SPAN("closes"), &id))
			add_leg(item, t, id);
	} else if (result_carried(r->carried, SPAN("id"), &id)) {
		add_leg(item, t, id);
	} else {
		if (result_carried(r->carried, SPAN("l.id"), &id))
			add_leg(item, t, id);
		if (result_carried(r->carried, SPAN("r.id"), &id))
			add_leg(item, t, id);
	}
	return item->name.len > 0;
}

/* By KEY, CURRENCY, DATE, LEFT and RIGHT, and which of equal lines it is. */
static int
by_text(struct item *item, const struct telling *t, struct id_tally *equal,
    const struct result *r, struct err *e)
{
	struct span rest = r->line, left = SPAN(""), right = SPAN(""), skipped;
	struct event_id id;
	char text[EVENT_ID_TEXT + 1];
	uint32_t n;

	tsv_next(&rest, &skipped); /* KEY */
	tsv_next(&rest, &skipped); /* CLASS */
	tsv_next(&rest, &left);
	tsv_next(&rest, &right);
	id = event_id_of(
	    (struct span[]){ r->key, r->currency, r->date, left, right }, 5);
	if (id_tally_add(equal, &id, &n, e))
		return -1;
	event_id_format(&id, text);
	buf_printf(&item->name, "%s-%u", text, (unsigned)n);
	if (item->open)
		item->marks[item->n_marks++] =
		    id_of(t, SPAN("key"), r->key, r->currency);
	return 0;
}

int
item_of(struct item *item, const struct telling *t, struct id_tally *equal,
    const struct result *r, struct err *e)
{
	buf_clear(&item->name);
	item->class = result_class_text(r->class);
	item->open = result_is_open(r);
	item->n_marks = 0;
	item->has_ids = by_ids(item, t, r);
	return item->has_ids ? 0 : by_text(item, t, equal, r, e);
}

const char *
told_word(enum told_kind kind)
{
	static const char *const words[TOLD_KINDS] = {
		[TOLD_OPENED] = "opened",
		[TOLD_CHANGED] = "changed",
		[TOLD_CLOSED] = "closed",
		[TOLD_OVERDUE] = "overdue",
		[TOLD_REMIND] = "remind",
	};

	return words[kind];
}

void
told_text(struct buf *b, enum told_kind kind, const struct telling *t)
{
	buf_str(b, told_word(kind));
	if (kind == TOLD_OVERDUE)
		buf_printf(b, "-%u", t->overdue);
	if (kind == TOLD_REMIND)
		buf_printf(b, "-%s", t->remind);
}

struct event_id
item_event(
    const struct item *item, enum told_kind kind, const struct telling *t)
{
	struct buf text = { 0 };
	struct event_id id;

	told_text(&text, kind, t);
	id = id_of(t, buf_span(&text), buf_span(&item->name),
	    kind == TOLD_OVERDUE ? SPAN("") : item->class);
	buf_free(&text);
	return id;
}

struct event_id
item_asked(const struct event_id *told)
{
	char text[EVENT_ID_TEXT + 1];

	event_id_format(told, text);
	return event_id_of((struct span[]){ SPAN("ask"), span_str(text) }, 2);
}

void
item_free(struct item *item)
{
	buf_free(&item->name);
}
