#include "flow/world/world_visitor.h"

#include <limits.h>
#include <poll.h>
#include <stdlib.h>

#include "base/mem.h"
#include "flow/orders/orders.h"
#include "flow/orders/orders_words.h"
#include "flow/world/world_files.h"
#include "sys/clock.h"
#include "sys/user.h"

/* An order that was handed out. */
struct given {
	char *id;          /* owned */
	struct buf answer; /* owned; empty: it is owed */
};

struct visitor {
	struct world world; /* first: it is what is handed out */
	struct world_visitor_setup set;
	struct span rest;           /* lines that were not handed out */
	char name[ORDERS_NAME_CAP]; /* of all of them: no other has it */
	unsigned long uid;
	struct buf who;      /* owned: "1000 maria", and a NUL */
	char **groups;       /* owned */
	struct given *given; /* owned */
	size_t n, cap;
	size_t answered;
	struct words words; /* owned: of the one that was given last */
};

static struct visitor *
visitor_of(struct world *w)
{
	return (struct visitor *)(void *)w;
}

static int64_t
wall(struct world *w)
{
	(void)w;
	return clock_wall_ms();
}

static int64_t
steady(struct world *w)
{
	(void)w;
	return clock_monotonic_ms();
}

static enum world_found
begin(struct world *w, int64_t attempt, const struct world_attempt *a,
    struct world_end *end)
{
	(void)w, (void)a;
	*end = (struct world_end){ .attempt = attempt, .found = WORLD_NEVER };
	return WORLD_NEVER;
}

static enum world_found
find(struct world *w, int64_t attempt, const char *id, const char *dir,
    struct world_end *end)
{
	(void)w, (void)id, (void)dir;
	*end = (struct world_end){ .attempt = attempt, .found = WORLD_FOREIGN };
	return WORLD_FOREIGN;
}

static void
stop(struct world *w, int64_t attempt)
{
	(void)w, (void)attempt;
}

static void
send_event(struct world *w, int64_t attempt, const char *targets,
    const char *target, struct span id, struct span event, uint32_t within)
{
	(void)w, (void)attempt, (void)targets, (void)target, (void)id;
	(void)event, (void)within;
}

static bool
ended(struct world *w, struct world_end *end)
{
	(void)w, (void)end;
	return false;
}

/* The next line; an answer is owed for it. */
static struct span
next_line(struct visitor *v)
{
	struct span line = { v->rest.p, span_line(v->rest) };
	struct buf id = { 0 };

	v->rest.len -= line.len;
	v->rest.p += line.len;
	span_take(&v->rest, '\n');
	buf_printf(&id, "%s.%zu%c", v->name, v->n + 1, '\0');
	v->given = mem_grow(v->given, &v->cap, v->n + 1, sizeof *v->given);
	v->given[v->n++] = (struct given){ .id = id.p };
	words_free(&v->words);
	return line;
}

static void
answer(struct world *w, const char *id, enum status status, struct span text)
{
	struct visitor *v = visitor_of(w);
	size_t len = strlen(v->name);
	uint64_t n;

	if (strncmp(id, v->name, len) != 0 || id[len] != '.' ||
	    !span_count(span_str(id + len + 1), &n) || n < 1 || n > v->n ||
	    v->given[n - 1].answer.len)
		return;
	orders_answer_add(&v->given[n - 1].answer, status, text);
	v->answered++;
}

static bool
order(struct world *w, struct world_order *o)
{
	struct visitor *v = visitor_of(w);

	while (v->rest.len) {
		bool good = orders_words(&v->words, next_line(v));
		const char *id = v->given[v->n - 1].id;

		if (!good) {
			answer(w, id, ST_DATA, SPAN("this is no order"));
			continue;
		}
		*o = (struct world_order){ id, v->words, v->uid, v->who.p,
			(const char *const *)v->groups };
		return true;
	}
	return false;
}

static int
stands(struct world *w, struct err *e)
{
	(void)w, (void)e;
	return 0;
}

static void
wait_until(struct world *w, int64_t until)
{
	int64_t ms = until - clock_monotonic_ms();

	(void)w;
	if (ms > 0)
		poll(NULL, 0, ms > INT_MAX ? INT_MAX : (int)ms);
}

static unsigned
signals(struct world *w)
{
	(void)w;
	return 0;
}

static int
read_file(struct world *w, const char *path, bool trusted, struct buf *b,
    struct err *e)
{
	(void)w;
	return world_files_read(path, trusted, b, e);
}

static int
list(struct world *w, const char *dir, const char *end, struct names *names,
    struct err *e)
{
	(void)w;
	return world_files_list(dir, end, names, e);
}

/* What attempts left lies where their workers are, who remove it. */
static int
remove_dir(struct world *w, const char *dir, struct err *e)
{
	(void)w, (void)dir, (void)e;
	return 0;
}

static void
say(struct world *w, const char *line)
{
	struct visitor *v = visitor_of(w);

	if (v->set.say)
		v->set.say(v->set.say_arg, line);
}

/* It waits for nobody. */
static void
watch(struct world *w, int fd)
{
	(void)w, (void)fd;
}

static const struct world_ops visitor_ops = { wall, steady, begin, find, stop,
	send_event, ended, order, answer, stands, wait_until, signals,
	read_file, list, remove_dir, say, watch };

static int
take_person(struct visitor *v, struct err *e)
{
	struct buf name = { 0 };
	int r = user_name(&name, &v->uid, e);

	if (r == 0)
		r = user_groups_of(v->uid, &v->groups, e);
	buf_printf(&v->who, "%lu %.*s%c", v->uid, (int)name.len, name.p, '\0');
	buf_free(&name);
	return r;
}

int
world_visitor_open(
    struct world **w, const struct world_visitor_setup *set, struct err *e)
{
	struct visitor *v = mem_zeroed(1, sizeof *v);

	v->world.ops = &visitor_ops;
	v->set = *set;
	v->rest = set->lines;
	if (orders_name(v->name, e) || take_person(v, e)) {
		world_visitor_close(&v->world);
		return -1;
	}
	*w = &v->world;
	return 0;
}

bool
world_visitor_answers(const struct world *w, struct buf *b)
{
	const struct visitor *v = (const struct visitor *)(const void *)w;

	if (v->rest.len || v->answered < v->n)
		return false;
	for (size_t i = 0; i < v->n; i++)
		buf_add(b, buf_span(&v->given[i].answer));
	return true;
}

void
world_visitor_close(struct world *w)
{
	struct visitor *v = visitor_of(w);

	for (size_t i = 0; i < v->n; i++) {
		free(v->given[i].id);
		buf_free(&v->given[i].answer);
	}
	free(v->given);
	free(v->groups);
	words_free(&v->words);
	buf_free(&v->who);
	free(v);
}
