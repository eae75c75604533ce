#include "flow/send/flow_events.h"

#include <stdlib.h>

#include "base/mem.h"

void
flow_events_add(struct flow_events *l, int64_t attempt, struct span id,
    struct span line, int64_t until)
{
	struct flow_event *v;

	l->list = mem_grow(l->list, &l->cap, l->n + 1, sizeof *l->list);
	v = &l->list[l->n++];
	*v = (struct flow_event){
		.attempt = attempt, .tag = ++l->tags, .until = until
	};
	buf_add(&v->id, id);
	buf_add(&v->line, line);
}

size_t
flow_events_find(const struct flow_events *l, uint64_t tag)
{
	size_t i = 0;

	while (l->list[i].tag != tag)
		i++;
	return i;
}

bool
flow_events_late(const struct flow_events *l, struct span id)
{
	for (size_t i = 0; l->n_late && i < l->n; i++)
		if (l->list[i].late && span_eq(buf_span(&l->list[i].id), id))
			return true;
	return false;
}

static void
release(struct flow_event *v)
{
	buf_free(&v->id);
	buf_free(&v->line);
}

void
flow_events_drop(struct flow_events *l, size_t place)
{
	struct flow_event *v = &l->list[place];

	l->n_late -= v->late;
	release(v);
	memmove(v, v + 1, (l->n - place - 1) * sizeof *v);
	l->n--;
}

static void
add(struct flow_answers *to, const struct flow_answer *a)
{
	to->list = mem_grow(to->list, &to->cap, to->n + 1, sizeof *to->list);
	to->list[to->n++] = *a;
}

void
flow_events_end(struct flow_events *l, size_t place, struct flow_answers *to,
    const struct answer *a)
{
	add(to, &(struct flow_answer){ l->list[place].attempt, *a, false });
	flow_events_drop(l, place);
}

void
flow_events_end_late(
    struct flow_events *l, size_t place, struct flow_answers *to)
{
	struct flow_event *v = &l->list[place];

	add(to, &(struct flow_answer){ .attempt = v->attempt, .late = true });
	v->until = INT64_MAX;
	if (v->given) {
		v->late = true;
		l->n_late++;
	} else {
		flow_events_drop(l, place);
	}
}

void
flow_events_end_all(struct flow_events *l, struct flow_answers *to,
    enum answer_kind kind, const char *why)
{
	for (size_t i = 0; i < l->n;) {
		struct answer a = { 0 };

		if (l->list[i].given) {
			i++;
			continue;
		}
		if (kind == ANSWER_RETRY)
			answer_retry(&a, ANSWER_SOON, "%s", why);
		else
			answer_fail(&a, "%s", why);
		flow_events_end(l, i, to, &a);
	}
}

void
flow_events_free(struct flow_events *l)
{
	for (size_t i = 0; i < l->n; i++)
		release(&l->list[i]);
	free(l->list);
	*l = (struct flow_events){ 0 };
}

bool
flow_answers_next(struct flow_answers *l, struct flow_answer *a)
{
	if (l->at == l->n) {
		l->at = l->n = 0;
		return false;
	}
	*a = l->list[l->at++];
	return true;
}

void
flow_answers_free(struct flow_answers *l)
{
	for (; l->at < l->n; l->at++)
		answer_free(&l->list[l->at].answer);
	free(l->list);
	*l = (struct flow_answers){ 0 };
}
