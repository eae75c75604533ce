#include "notify/recipients.h"

#include <stdlib.h>

#include "base/mem.h"

void
recipients_add(struct recipients *r, struct span name, bool asks)
{
	size_t at = 0;
	int c = 1;

	while (
	    at < r->n && (c = span_cmp(span_str(r->list[at].name), name)) < 0)
		at++;
	if (at < r->n && c == 0)
		return;
	r->list = mem_grow(r->list, &r->cap, r->n + 1, sizeof *r->list);
	memmove(&r->list[at + 1], &r->list[at], (r->n - at) * sizeof *r->list);
	r->n++;
	r->list[at] = (struct recipient){ .name = mem_dup(name), .asks = asks };
}

int
recipient_read(struct recipient *to, const char *targets, struct err *e)
{
	if (!outbox_is_target(span_str(to->name)))
		return err_set(e, ST_FAIL,
		    "\"%s\" is no name for a target: letters, digits and -_.",
		    excerpt(span_str(to->name)).s);
	return target_read_common(
	    &to->section, targets, to->name, &to->common, e);
}

int
recipients_read(struct recipients *r, const char *targets, struct err *e)
{
	for (size_t i = 0; i < r->n; i++)
		if (recipient_read(&r->list[i], targets, e))
			return -1;
	return 0;
}

/* The template for those who have not named one: people read what is mailed and
 * what robots say. NULL: there is none. */
static const char *
usual_template(const struct recipient *to)
{
	if (!strcmp(to->common.transport, "mail"))
		return "mail-html";
	if (!to->common.dialect)
		return NULL;
	return target_has_markup(&to->section) ? to->common.dialect
					       : "mail-plain";
}

static int
read_template(struct recipient *to, const char *name, const char *installed,
    struct err *e)
{
	const char *own = to->common.template;
	struct buf path = { 0 };
	int r;

	if (!name && own && strchr(own, '/')) {
		target_path(&to->section, own, &path);
		name = path.p;
	} else if (!name) {
		name = own ? own : usual_template(to);
	}
	r = name
	    ? phrases_open(&to->phrases, name, to->common.lang, installed, e)
	    : 0;
	buf_free(&path);
	return r ? err_at(e, to->name, 0) : 0;
}

int
recipients_templates(struct recipients *r, const char *name,
    const char *installed, struct err *e)
{
	for (size_t i = 0; i < r->n; i++)
		if (read_template(&r->list[i], name, installed, e))
			return -1;
	return 0;
}

int
recipients_begin(struct recipients *r, const struct adding_wish *wish,
    enum outbox_kind asked, const struct outbox *o, int64_t now_s,
    struct err *e)
{
	for (size_t i = 0; i < r->n; i++) {
		struct recipient *to = &r->list[i];
		struct outbox_add *add =
		    outbox_add_begin(o, to->name, wish->telling.book, now_s, e);

		if (!add)
			return -1;
		to->adding = (struct adding){ .wish = wish,
			.phrases = &to->phrases,
			.kind = to->asks ? asked : OUTBOX_EVENT,
			.single = to->asks,
			.burst = to->asks ? 0 : to->common.burst };
		adding_begin(&to->adding, add);
	}
	return 0;
}

int
recipients_commit(struct recipients *r, struct err *e)
{
	for (size_t i = 0; i < r->n; i++)
		if (adding_end(&r->list[i].adding, e))
			return err_at(e, r->list[i].name, 0);
	for (size_t i = 0; i < r->n; i++) {
		struct recipient *to = &r->list[i];

		to->added = adding_events(&to->adding);
		if (adding_commit(&to->adding, e))
			return err_at(e, to->name, 0);
	}
	return 0;
}

static void
free_recipient(struct recipient *to)
{
	free(to->name);
	target_free(&to->section);
	phrases_free(&to->phrases);
	adding_free(&to->adding);
}

void
recipients_drop(struct recipients *r, size_t i)
{
	free_recipient(&r->list[i]);
	r->n--;
	memmove(&r->list[i], &r->list[i + 1], (r->n - i) * sizeof *r->list);
}

void
recipients_free(struct recipients *r)
{
	for (size_t i = 0; i < r->n; i++)
		free_recipient(&r->list[i]);
	free(r->list);
	*r = (struct recipients){ 0 };
}
