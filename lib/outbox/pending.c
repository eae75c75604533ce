#include "outbox/pending.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "outbox/files/run_files.h"
#include "outbox/pending_inside.h"
#include "sys/clock.h"
#include "sys/file/dir_names.h"
#include "sys/file/flock_file.h"

static int
take_lock(struct pending *p, struct err *e)
{
	char *path = dir_names_path(p->folder, SPAN("send.lock"));

	p->lock =
	    flock_file_wait(path, p->target, "sending", p->outbox->wait_s, e);
	free(path);
	return p->lock < 0 ? -1 : 0;
}

static enum outcome_log_verdict
judge(void *arg, const struct outcome *o, uint64_t offset, uint64_t bytes)
{
	struct pending *p = arg;

	(void)offset;
	(void)bytes;
	return outcome_is_of_event(o) ? open_runs_judge(&p->runs, o)
				      : OUTCOME_KEEP;
}

/* A line of a later time was written before the clock was put back: what was to
 * wait waits for as long as it was to then, and not until the clock has caught
 * up. */
static struct outcome
by_this_clock(const struct outcome *told)
{
	struct outcome o = *told;
	int64_t now = clock_wall_s();

	if (o.time_s > now && o.until_s)
		o.until_s -= o.time_s - now;
	return o;
}

static enum outcome_log_verdict
apply(void *arg, const struct outcome *told, uint64_t offset, uint64_t bytes)
{
	struct pending *p = arg;
	struct outcome o = by_this_clock(told);
	enum outcome_log_verdict v = judge(p, &o, offset, bytes);

	if (v != OUTCOME_KEEP)
		return v;
	if (outcome_is_of_event(&o)) {
		open_runs_apply(&p->runs, &o, offset);
		open_runs_find(&p->runs, o.run)->log_bytes += bytes;
	} else {
		pending_apply_target(p, &o);
	}
	return v;
}

/* Lines that are none are set aside, so that what is added does not stand
 * behind half a line. */
static int
mend_log(struct pending *p, uint64_t bad, struct err *e)
{
	if (outcome_log_rewrite(
		p->log_path, judge, p, (struct span){ 0 }, p->damaged_path, e))
		return -1;
	buf_printf(&p->damage,
	    "%s: lines that are none: %" PRIu64 ", added to %s; what they said "
	    "of may be sent again",
	    p->log_path, bad, p->damaged_path);
	buf_byte(&p->damage, '\0');
	return 0;
}

static int
read_log(struct pending *p, struct err *e)
{
	struct outcome_log_sums sums;

	if (run_files_clean_temp(p->folder, "log", e) ||
	    outcome_log_read(p->log_path, apply, p, &sums, e) ||
	    (sums.bad && mend_log(p, sums.bad, e)))
		return -1;
	open_runs_settle(&p->runs);
	p->taken_logged = p->taken;
	return outcome_log_open(&p->log, p->log_path, e);
}

/* A transport's output has to be there before it is started. */
static int
make_answers(const struct pending *p, struct err *e)
{
	int fd =
	    open(p->answers, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_sys(e, ST_FAIL, "%s", p->answers);
	close(fd);
	return 0;
}

void
pending_drop(struct pending *p)
{
	if (p->reads)
		spool_close(&p->spool);
	if (p->left.begun && !p->left.done)
		lines_close(&p->left.lines);
	free(p->left.wanted);
	outcome_log_close(&p->log);
	open_runs_free(&p->runs);
	buf_free(&p->line);
	buf_free(&p->key);
	buf_free(&p->gone_why);
	buf_free(&p->damage);
	buf_free(&p->reason);
	if (p->lock >= 0)
		close(p->lock);
	free(p->target);
	free(p->folder);
	free(p->answers);
	free(p->log_path);
	free(p->damaged_path);
	free(p);
}

struct pending *
pending_open(const struct outbox *o, const char *target, struct err *e)
{
	struct pending *p;

	if (outbox_make_target(o, target, e))
		return NULL;
	p = mem_zeroed(1, sizeof *p);
	p->outbox = o;
	p->target = mem_dup(span_str(target));
	p->folder = outbox_folder(o, target);
	p->answers = dir_names_path(p->folder, SPAN("answers"));
	p->log_path = dir_names_path(p->folder, SPAN("log"));
	p->damaged_path = dir_names_path(p->folder, SPAN("log.damaged"));
	if (take_lock(p, e) == 0 &&
	    open_runs_read(&p->runs, p->folder, e) == 0 &&
	    read_log(p, e) == 0 && make_answers(p, e) == 0)
		return p;
	pending_drop(p);
	return NULL;
}

const char *
pending_damage(const struct pending *p)
{
	return p->damage.len ? p->damage.p : NULL;
}

int
pending_lock_fd(const struct pending *p)
{
	return p->lock;
}

const char *
pending_answers_path(const struct pending *p)
{
	return p->answers;
}

struct pending_counts
pending_counts(const struct pending *p)
{
	struct pending_counts c = { p->ok, p->runs.left, p->runs.dead };

	if (p->gone) {
		c.dead += c.left;
		c.left = 0;
	}
	return c;
}

int
pending_answers_empty(struct pending *p, struct err *e)
{
	/* The log forgets how much was told only once the answers are gone: a
	 * kill in between leaves a file that is shorter than what was told. */
	if (pending_sync(p, e))
		return -1;
	if (truncate(p->answers, 0))
		return err_sys(e, ST_FAIL, "%s", p->answers);
	p->taken = 0;
	return pending_write(p, e);
}

int
pending_close(struct pending *p, struct err *e)
{
	int r;

	if (!p)
		return 0;
	r = pending_sync(p, e);
	if (r == 0 && p->left.done)
		r = pending_answers_empty(p, e);
	if (r == 0)
		r = pending_finish(p, e);
	if (r == 0)
		r = pending_compact(p, e);
	pending_drop(p);
	return r;
}
