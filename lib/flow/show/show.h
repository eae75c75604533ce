/*
 * show: runs as people are shown them: text made from a store that is open for
 * reading.
 *
 * Functions add to a buffer; -1, told, as those of flow_store.h, and then what
 * they added is not to be used. Text is fit for a terminal (visible.h), its columns
 * counted in those of a terminal; times stand with their offset from UTC, ages
 * in words. What stands above all of it, show_top.h, stands first, but in a log.
 */
#ifndef SHOW_H
#define SHOW_H

#include "flow/view/show_from.h"

enum { SHOW_PAGE = 50 }; /* runs of a list, unless more are wished */

/* Runs, newest first; where there may be more, how to ask for them. */
int show_list(const struct show *, const struct flow_list_wish *, struct buf *,
    struct err *);

/* One run, in a screen: what it is and waits for, its nodes, what could be
 * typed next, the ends of what its failed attempts wrote. ST_FAIL where there is
 * no such run; so below. */
int show_run(const struct show *, int64_t id, struct buf *, struct err *);

/* Starts that were missed, newest first. */
int show_missed(const struct show *, size_t max, struct buf *, struct err *);

/* Runs a flow and state, what lanes of classes do, breakers, means. */
int show_stats(const struct show *, struct buf *, struct err *);

/* Those who work on a store on a server; ST_FAIL where one runner has it. */
int show_workers(const struct show *, struct buf *, struct err *);

/*
 * What happened in a run, its attempts among it, and who did it, since the call
 * before; of all runs (0), without attempts, behind the row *behind, at most
 * SHOW_LOG rows. *more: call again at once. *ended: the run has ended, and all is
 * told.
 */
enum { SHOW_LOG = 1000 };
/* Cleared with {0} but for run; released with show_log_free. */
struct show_log {
	int64_t run;
	int64_t behind; /* the row of the log that was told last */
	bool more, ended;
	bool began;      /* that it began was told */
	int64_t attempt; /* the last one that was told to begin */
	int64_t
	    *open; /* owned: those that were told to begin, and not to end */
	size_t n_open, cap_open;
};
int show_log(
    const struct show *, struct show_log *, struct buf *, struct err *);
void show_log_free(struct show_log *);

enum show_form { SHOW_MERMAID, SHOW_DOT, SHOW_SVG, SHOW_HTML };

/*
 * The picture of a run as it stands: as flow_draw.h has it, or a page that needs
 * nothing else, with its nodes, its log and the ends of what attempts wrote; the page
 * asks to be read again every so many seconds (0: not), until the run has *ended.
 */
struct show_picture {
	int64_t run;
	enum show_form form;
	uint32_t every; /* seconds */
	bool ended;     /* set */
};
int show_picture(
    const struct show *, struct show_picture *, struct buf *, struct err *);

/* Waits until somebody wrote to the store in that directory, if one is named, or
 * for so many ms: what follows a log, or a page. Signals end it early. */
void show_wait(const char *dir, uint32_t ms);

#endif
