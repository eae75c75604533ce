#include "flow/file/flow_runner_ini.h"

#include <stdlib.h>

#include "base/mem.h"
#include "sections/ini_walk.h"
#include "sections/key_value.h"

enum { EVERY_MIN_S = 10, EVERY_MAX_S = 3600 };

enum section { NONE, PING, ALARM };

struct reader {
	struct flow_runner_ini *to;
	const char *path;
	struct told *told;
	enum section now;     /* NONE: no section, or a bad one */
	uint64_t ping, every; /* lines of [ping] and its key; 0: not said */
};

static void
begin(void *arg, const struct ini *ini)
{
	struct reader *d = arg;
	struct span name = ini->name;
	bool ping = span_eq(name, SPAN("ping"));
	uint64_t *line = ping ? &d->ping : &d->to->alarm.line;

	d->now = NONE;
	if (!ping && !span_eq(name, SPAN("alarm"))) {
		told_add(d->told, d->path, ini->line,
		    "[%s] is no section of runner.ini; there are [ping] and "
		    "[alarm]",
		    excerpt(name).s);
		return;
	}
	if (*line)
		told_add(d->told, d->path, ini->line,
		    "[%s] is there twice, in line %ju too",
		    ping ? "ping" : "alarm", (uintmax_t)*line);
	*line = ini->line;
	d->now = ping ? PING : ALARM;
}

/* run or send, of which there is one. */
static int
set_ping(struct reader *d, const struct ini *ini, bool run, struct err *e)
{
	struct flow_runner_ini *to = d->to;
	struct span v = ini->value;

	if (to->ping_line)
		return err_set(e, ST_FAIL,
		    "[ping] has one of run and send, and has one in line %ju "
		    "already",
		    (uintmax_t)to->ping_line);
	if (!run && v.len == 0)
		return err_set(e, ST_FAIL, "no target");
	if (!run)
		to->ping_send = arena_text(&to->texts, v);
	else if (named_words_parse(&to->ping, v, e))
		return -1;
	to->ping_line = ini->line;
	for (size_t i = 0; i < to->ping.n; i++)
		if (to->ping.list[i].is_name)
			return err_set(e, ST_FAIL,
			    "{%s}: there is no value to be put in; a brace is "
			    "written {{",
			    excerpt(to->ping.list[i].text).s);
	return 0;
}

static int
take_ping(struct reader *d, const struct ini *ini, struct err *e)
{
	struct span key = ini->key;

	if (span_eq(key, SPAN("run")))
		return set_ping(d, ini, true, e);
	if (span_eq(key, SPAN("send")))
		return set_ping(d, ini, false, e);
	if (!span_eq(key, SPAN("every")))
		return err_set(
		    e, ST_FAIL, "unknown key; there are run, send, every");
	if (d->every)
		return err_set(e, ST_FAIL, "it is there twice, in line %ju too",
		    (uintmax_t)d->every);
	d->every = ini->line;
	return key_value_seconds(
	    &d->to->ping_every, ini->value, EVERY_MIN_S, EVERY_MAX_S, e);
}

static int
take_alarm(struct reader *d, const struct ini *ini, struct err *e)
{
	struct flow_alarm *a = &d->to->alarm;

	if (!span_eq(ini->key, SPAN("send")))
		return err_set(e, ST_FAIL, "unknown key; there is send");
	if (ini->value.len == 0)
		return err_set(e, ST_FAIL, "no target");
	a->sends = mem_grow(a->sends, &a->cap, a->n + 1, sizeof *a->sends);
	a->lines =
	    mem_grow(a->lines, &a->cap_lines, a->n + 1, sizeof *a->lines);
	a->lines[a->n] = ini->line;
	a->sends[a->n++] = arena_text(&d->to->texts, ini->value);
	return 0;
}

static int
take(void *arg, const struct ini *ini, struct err *e)
{
	struct reader *d = arg;

	if (d->now == NONE) /* the section was told */
		return 0;
	return d->now == PING ? take_ping(d, ini, e) : take_alarm(d, ini, e);
}

static struct ini_walk
walk(struct reader *d)
{
	d->to->ping_every = FLOW_PING_EVERY_S;
	return (struct ini_walk){ d->path, d->told, "[ping] or [alarm]", d,
		begin, take };
}

/* What sections lack. */
static void
end(const struct reader *d)
{
	const struct flow_runner_ini *to = d->to;

	if (d->ping && !to->ping_line)
		told_add(d->told, d->path, d->ping,
		    "[ping] says neither run = nor send =");
	if (to->alarm.line && !to->alarm.n)
		told_add(d->told, d->path, to->alarm.line,
		    "[alarm] says no send = TARGET");
}

int
flow_runner_ini_read(struct flow_runner_ini *to, const char *path,
    struct told *told, struct err *e)
{
	struct reader d = { .to = to, .path = path, .told = told };
	const struct ini_walk w = walk(&d);

	if (ini_walk_read(&w, e))
		return -1;
	end(&d);
	return 0;
}

void
flow_runner_ini_read_text(struct flow_runner_ini *to, const char *path,
    struct span text, struct told *told)
{
	struct reader d = { .to = to, .path = path, .told = told };
	const struct ini_walk w = walk(&d);

	if (ini_walk_text(&w, text) == 0)
		end(&d);
}

void
flow_runner_ini_free(struct flow_runner_ini *to)
{
	named_words_free(&to->ping);
	free(to->alarm.sends);
	free(to->alarm.lines);
	arena_free(&to->texts);
	*to = (struct flow_runner_ini){ 0 };
}
