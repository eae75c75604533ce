/*
 * show_words: how runs and nodes stand, in words. All is visible (visible.h).
 */
#ifndef SHOW_WORDS_H
#define SHOW_WORDS_H

#include "flow/view/show_view.h"

/* How a run stands: "held", too, where a node of it is. */
const char *show_run_state(const struct run *);

/* Adds where a run comes from: who started it, its schedule, or the run that runs
 * it. */
void show_origin(struct buf *, const struct show_view *);

/* Adds its parameters, "date=2026-11-29 limit=100.00"; values that have blanks
 * are in quotes. */
void show_params(struct buf *, const struct run *);

/* Adds what a node waits for, why it is held or failed, or what is to be noted;
 * nothing where there is nothing to be said. */
void show_why(struct buf *, const struct show_view *, const struct show_clock *,
    size_t node);

/* Does a run not go on before something happens to this node, that is no node
 * before it? */
bool show_is_waited_for(const struct run_node *);

/* Adds how an attempt ended, a word and a status as flow_store_attempt has them:
 * "failed, status 2"; "running" for NULL. An event has no status. */
void show_attempt_end(struct buf *, const char *end, int status, bool is_event);

#endif
