#include "flow/command/command_metrics.h"

#include <inttypes.h>
#include <unistd.h>

#include "sys/clock.h"
#include "sys/file/atomic_file.h"
#include "sys/file/write_whole.h"

/* What flow_stats has, and how it is told. */
struct metric {
	const char *what;
	const char *name, *type, *help;
	const char *labels[2]; /* NULL: none */
	bool ms;               /* told in seconds */
};

static const struct metric metrics[] = {
	{ "runs", "recon_flow_runs", "gauge", "Runs, by flow and state.",
	    { "flow", "state" }, false },
	{ "run-ms", "recon_flow_run_seconds_total", "counter",
	    "Seconds that runs took which have ended, by flow and state.",
	    { "flow", "state" }, true },
	{ "ready", "recon_flow_nodes_ready", "gauge",
	    "Nodes that wait for a place, by class and lane.",
	    { "class", "lane" }, false },
	{ "oldest", "recon_flow_nodes_ready_since_seconds", "gauge",
	    "Since when the first of them waits, seconds since 1970.",
	    { "class", "lane" }, true },
	{ "tickets", "recon_flow_nodes_with_ticket", "gauge",
	    "Nodes with a ticket that nobody took, by class and lane.",
	    { "class", "lane" }, false },
	{ "running", "recon_flow_attempts_running", "gauge",
	    "Attempts under way, by class and lane.", { "class", "lane" },
	    false },
	{ "minute", "recon_flow_attempts_last_minute", "gauge",
	    "Attempts that ended in the last whole minute.",
	    { "class", "lane" }, false },
	{ "hour", "recon_flow_attempts_last_hour", "gauge",
	    "Attempts that ended in the last 60 whole minutes.",
	    { "class", "lane" }, false },
	{ "hour-ms", "recon_flow_attempts_last_hour_seconds", "gauge",
	    "Seconds that these took.", { "class", "lane" }, true },
	{ "breaker", "recon_flow_breaker_until_seconds", "gauge",
	    "Until when a breaker is, or was, open, seconds since 1970.",
	    { "class", "state" }, true },
	{ "workers", "recon_flow_workers", "gauge",
	    "Workers of a store on a server, by state.", { NULL, "state" },
	    false },
	{ "alarms", "recon_flow_alarms_owed", "gauge",
	    "Alarms that nobody was told of.", { NULL, NULL }, false },
};

enum { METRICS = sizeof metrics / sizeof *metrics };

struct lines {
	struct buf of[METRICS]; /* owned */
};

static void
add_value(struct buf *b, const char *text)
{
	for (; *text; text++) {
		if (*text == '\\' || *text == '"')
			buf_byte(b, '\\');
		if (*text == '\n')
			buf_str(b, "\\n");
		else
			buf_byte(b, *text);
	}
}

static void
add_line(struct buf *b, const struct metric *m, const char *const values[2],
    int64_t n)
{
	const char *before = "{";

	buf_str(b, m->name);
	for (int i = 0; i < 2; i++) {
		if (!m->labels[i])
			continue;
		buf_printf(b, "%s%s=\"", before, m->labels[i]);
		add_value(b, values[i]);
		buf_byte(b, '"');
		before = ",";
	}
	if (*before == ',')
		buf_byte(b, '}');
	if (m->ms)
		buf_printf(b, " %" PRId64 ".%03d\n", n / 1000, (int)(n % 1000));
	else
		buf_printf(b, " %" PRId64 "\n", n);
}

static int
take(void *arg, const char *what, const char *name, const char *label,
    int64_t n, struct err *e)
{
	struct lines *l = arg;
	const char *const values[2] = { name, label };

	(void)e;
	for (int i = 0; i < METRICS; i++)
		if (!strcmp(metrics[i].what, what))
			add_line(&l->of[i], &metrics[i], values, n);
	return 0;
}

int
command_metrics_add(
    struct flow_store *store, int64_t now, struct buf *b, struct err *e)
{
	static const char written[] = "recon_flow_written_seconds";
	struct lines l = { 0 };
	int r = flow_stats(store, now, take, &l, e);

	for (int i = 0; i < METRICS; i++) {
		const struct metric *m = &metrics[i];

		if (l.of[i].len)
			buf_printf(b, "# HELP %s %s\n# TYPE %s %s\n", m->name,
			    m->help, m->name, m->type);
		buf_add(b, buf_span(&l.of[i]));
		buf_free(&l.of[i]);
	}
	buf_printf(b,
	    "# HELP %s When the runner wrote this, seconds since 1970.\n"
	    "# TYPE %s gauge\n%s %" PRId64 "\n",
	    written, written, written, now / 1000);
	return r;
}

int
command_metrics_write(struct flow_store *store, const char *path, struct err *e)
{
	struct buf b = { 0 };
	char *temp;
	int64_t now = store->shared ? store->now : clock_wall_ms();
	int fd = -1, r = command_metrics_add(store, now, &b, e);

	if (r == 0)
		r = fd = atomic_file_open(path, NULL, &temp, e);
	if (fd >= 0) {
		r = write_whole(fd, buf_span(&b))
		    ? err_sys(e, ST_FAIL, "%s", temp)
		    : 0;
		close(fd);
		if (r == 0)
			r = atomic_file_appear(&temp, path, e);
		if (temp)
			atomic_file_remove(temp);
	}
	buf_free(&b);
	return r;
}
