#include "notify/deliver.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/visible_text.h"
#include "notify/reply/ask.h"
#include "outbox/send/sender.h"

struct delivery {
	const struct outbox *outbox;
	struct recipients *to;
	struct sender_target *targets;   /* owned: of each recipient */
	struct outbox_replies **replies; /* owned: NULL until there is one */
	struct buf *lines;
};

static int
on_ok(void *arg, const struct sender_target *target,
    const struct pending_event *ev, const struct answer *answer, struct err *e)
{
	struct delivery *d = arg;
	struct outbox_replies **replies = &d->replies[target - d->targets];

	if (!*replies)
		*replies = outbox_replies_open(d->outbox, target->name, e);
	if (!*replies && e->status == ST_DATA)
		e->status = ST_FAIL; /* the answer is not what is bad */
	return *replies ? ask_take(*replies, target->name, ev, answer, e) : -1;
}

/* Adds what others said, so that it is one line, whatever stands in it. */
static void
put_words(struct buf *lines, const char *words)
{
	visible_add(lines, span_str(words));
}

static void
on_say(void *arg, const struct sender_target *target, const char *line)
{
	struct delivery *d = arg;

	buf_printf(d->lines, "%s: ", target->name);
	put_words(d->lines, line);
	buf_byte(d->lines, '\n');
}

/* Trouble with the target as such, unless that is why something is left. */
static void
say_trouble(const struct sender_target *t, struct buf *lines)
{
	struct span text = span_str(t->trouble.text);
	size_t n = strlen(t->name);

	if (!text.len ||
	    (t->counts.left && (!t->left || !strcmp(t->left, text.p))))
		return;
	if (!span_begins(text, span_str(t->name)) || text.p[n] != ':')
		buf_printf(lines, "%s: ", t->name);
	put_words(lines, text.p);
	buf_byte(lines, '\n');
}

static void
say_count(const struct sender_target *t, uint64_t n, const char *state,
    const char *why, struct buf *lines)
{
	if (n == 0)
		return;
	buf_printf(lines, "%s: %" PRIu64 " event%s %s", t->name, n,
	    n == 1 ? "" : "s", state);
	if (why && *why) {
		buf_str(lines, "; the first: ");
		put_words(lines, why);
	}
	buf_byte(lines, '\n');
}

static void
say_all(const struct recipient *to, const struct sender_target *t,
    const struct notify_wish *w, struct buf *lines)
{
	say_trouble(t, lines);
	say_count(t, t->counts.left, w->options->outbox ? "left" : "lost",
	    t->left ? t->left : t->trouble.text, lines);
	say_count(t, t->counts.dead, "dead", t->dead, lines);
	if (!w->verbose)
		return;
	buf_printf(lines, "%s: ", t->name);
	if (w->options->doing & NOTIFY_TELL)
		buf_printf(lines,
		    "%" PRIu64 " events added, %" PRIu64 " known, ", to->added,
		    to->adding.known);
	buf_printf(lines,
	    "%" PRIu64 " delivered, %" PRIu64 " left, %" PRIu64 " dead\n",
	    t->counts.ok, t->counts.left, t->counts.dead);
}

static void
count_facts(const struct delivery *d, struct facts *facts)
{
	for (size_t i = 0; i < d->to->n; i++) {
		const struct pending_counts *c = &d->targets[i].counts;

		facts_count(facts, "events.added", d->to->list[i].added, NULL);
		facts_count(
		    facts, "events.known", d->to->list[i].adding.known, NULL);
		facts_count(facts, "events.delivered", c->ok, NULL);
		facts_count(facts, "events.left", c->left, NULL);
		facts_count(facts, "events.dead", c->dead, NULL);
	}
}

static void
begin(struct delivery *d, const struct notify_wish *w, struct buf *paths)
{
	struct recipients *to = d->to;

	d->targets = mem_zeroed(to->n + 1, sizeof *d->targets);
	d->replies = mem_zeroed(to->n + 1, sizeof *d->replies);
	for (size_t i = 0; i < to->n; i++) {
		target_transport(&to->list[i].section, &to->list[i].common,
		    w->transports, &paths[i]);
		d->targets[i].name = to->list[i].name;
		d->targets[i].settings = &to->list[i].common;
		d->targets[i].transport = paths[i].p;
	}
}

static void
end(struct delivery *d, struct buf *paths)
{
	for (size_t i = 0; i < d->to->n; i++) {
		sender_target_free(&d->targets[i]);
		outbox_replies_close(d->replies[i]);
		buf_free(&paths[i]);
	}
	free(d->targets);
	free(d->replies);
	free(paths);
}

enum status
deliver(const struct notify_wish *w, const struct outbox *outbox,
    struct recipients *to, struct buf *lines)
{
	struct delivery d = { .outbox = outbox, .to = to, .lines = lines };
	const struct sender_rules rules = {
		.outbox = outbox,
		.targets = w->options->targets_file,
		.wait_s = w->options->wait_s,
		.ok = on_ok,
		.say = on_say,
		.arg = &d,
	};
	struct buf *paths = mem_zeroed(to->n + 1, sizeof *paths);
	enum status status;

	begin(&d, w, paths);
	status = sender_run(d.targets, to->n, &rules);
	for (size_t i = 0; i < to->n; i++)
		say_all(&to->list[i], &d.targets[i], w, lines);
	count_facts(&d, w->rules.facts);
	end(&d, paths);
	return status;
}
