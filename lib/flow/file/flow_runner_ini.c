#include "flow/file/flow_runner_ini.h"

#include <stdlib.h>

#include "base/mem.h"
#include "flow/file/flow_value.h"
#include "io/ini.h"
#include "sys/file/trusted_file.h"

enum { EVERY_MIN_S = 10, EVERY_MAX_S = 3600 };

enum section { NONE, PING, ALARM };

struct reader {
	struct flow_runner_ini *to;
	const char *path;
	struct ini file;
	struct flow_told *told;
	enum section now;     /* NONE: no section, or a bad one */
	bool begun;           /* there was a section */
	uint64_t ping, every; /* lines of [ping] and its key; 0: not said */
};

static const char *
text_of(struct flow_runner_ini *to, struct span s)
{
	char *p = arena_room(&to->texts, s.len + 1);

	memcpy(p, s.p, s.len);
	p[s.len] = '\0';
	return p;
}

static void
begin(struct reader *d)
{
	struct span name = d->file.name;
	bool ping = span_eq(name, SPAN("ping"));
	uint64_t *line = ping ? &d->ping : &d->to->alarm.line;

	d->begun = true;
	d->now = NONE;
	if (!ping && !span_eq(name, SPAN("alarm"))) {
		flow_tell(d->told, d->path, d->file.line,
		    "[%s] is no section of runner.ini; there are [ping] and "
		    "[alarm]",
		    excerpt(name).s);
		return;
	}
	if (*line)
		flow_tell(d->told, d->path, d->file.line,
		    "[%s] is there twice, in line %ju too",
		    ping ? "ping" : "alarm", (uintmax_t)*line);
	*line = d->file.line;
	d->now = ping ? PING : ALARM;
}

/* run or send, of which there is one. */
static int
set_ping(struct reader *d, bool run, struct span v, struct err *e)
{
	struct flow_runner_ini *to = d->to;

	if (to->ping_line)
		return err_set(e, ST_FAIL,
		    "[ping] has one of run and send, and has one in line %ju "
		    "already",
		    (uintmax_t)to->ping_line);
	if (!run && v.len == 0)
		return err_set(e, ST_FAIL, "no target");
	if (!run)
		to->ping_send = text_of(to, v);
	else if (flow_words_parse(&to->ping, v, e))
		return -1;
	to->ping_line = d->file.line;
	for (size_t i = 0; i < to->ping.n; i++)
		if (to->ping.list[i].is_name)
			return err_set(e, ST_FAIL,
			    "{%s}: there is no value to be put in; a brace is "
			    "written {{",
			    excerpt(to->ping.list[i].text).s);
	return 0;
}

static int
take_ping(struct reader *d, struct err *e)
{
	struct span key = d->file.key, v = d->file.value;

	if (span_eq(key, SPAN("run")))
		return set_ping(d, true, v, e);
	if (span_eq(key, SPAN("send")))
		return set_ping(d, false, v, e);
	if (!span_eq(key, SPAN("every")))
		return err_set(
		    e, ST_FAIL, "unknown key; there are run, send, every");
	if (d->every)
		return err_set(e, ST_FAIL, "it is there twice, in line %ju too",
		    (uintmax_t)d->every);
	d->every = d->file.line;
	return flow_value_seconds(
	    &d->to->ping_every, v, EVERY_MIN_S, EVERY_MAX_S, e);
}

static int
take_alarm(struct reader *d, struct err *e)
{
	struct flow_alarm *a = &d->to->alarm;

	if (!span_eq(d->file.key, SPAN("send")))
		return err_set(e, ST_FAIL, "unknown key; there is send");
	if (d->file.value.len == 0)
		return err_set(e, ST_FAIL, "no target");
	a->sends = mem_grow(a->sends, &a->cap, a->n + 1, sizeof *a->sends);
	a->lines =
	    mem_grow(a->lines, &a->cap_lines, a->n + 1, sizeof *a->lines);
	a->lines[a->n] = d->file.line;
	a->sends[a->n++] = text_of(d->to, d->file.value);
	return 0;
}

static void
take_line(struct reader *d, enum ini_outcome is)
{
	struct err e;
	int r = 0;

	if (is == INI_BAD)
		flow_tell(d->told, d->path, d->file.line,
		    "\"%s\" is neither [section], key = value nor a comment",
		    excerpt(d->file.text).s);
	else if (is == INI_SECTION)
		begin(d);
	else if (!d->begun)
		flow_tell(d->told, d->path, d->file.line,
		    "\"%s\" stands before the first section, [ping] or [alarm]",
		    excerpt(d->file.text).s);
	else if (d->now != NONE)
		r = d->now == PING ? take_ping(d, &e) : take_alarm(d, &e);
	if (r)
		flow_tell(d->told, d->path, d->file.line, "%s: %s",
		    excerpt(d->file.key).s, e.text);
}

/* Reads all of d->file and closes it. */
static int
read_all(struct reader *d, struct err *e)
{
	struct flow_runner_ini *to = d->to;
	enum ini_outcome is;

	to->ping_every = FLOW_PING_EVERY_S;
	while ((is = ini_next(&d->file, e)) != INI_END && is != INI_FAIL)
		take_line(d, is);
	ini_close(&d->file);
	if (is == INI_FAIL)
		return -1;
	if (d->ping && !to->ping_line)
		flow_tell(d->told, d->path, d->ping,
		    "[ping] says neither run = nor send =");
	if (to->alarm.line && !to->alarm.n)
		flow_tell(d->told, d->path, to->alarm.line,
		    "[alarm] says no send = TARGET");
	return 0;
}

int
flow_runner_ini_read(struct flow_runner_ini *to, const char *path,
    struct flow_told *told, struct err *e)
{
	struct reader d = { .to = to, .path = path, .told = told };

	if (trusted_file_check(path, TRUST_WRITE, e) ||
	    ini_open(&d.file, path, e))
		return -1;
	return read_all(&d, e);
}

void
flow_runner_ini_read_text(struct flow_runner_ini *to, const char *path,
    struct span text, struct flow_told *told)
{
	struct reader d = { .to = to, .path = path, .told = told };
	struct buf lines = { 0 };
	struct err e;

	buf_add(&lines, text);
	if (text.len && text.p[text.len - 1] != '\n')
		buf_byte(&lines, '\n');
	ini_lent(&d.file, path, buf_span(&lines));
	if (read_all(&d, &e))
		flow_tell_err(told, path, 0, &e);
	buf_free(&lines);
}

void
flow_runner_ini_free(struct flow_runner_ini *to)
{
	flow_words_free(&to->ping);
	free(to->alarm.sends);
	free(to->alarm.lines);
	arena_free(&to->texts);
	*to = (struct flow_runner_ini){ 0 };
}
