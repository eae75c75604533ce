/*
 * show_next: what a person could type about a run.
 */
#ifndef SHOW_NEXT_H
#define SHOW_NEXT_H

#include "flow/view/show_view.h"

/* Calls back with each command, which dies with the call. */
typedef void show_next_do(void *arg, const char *command);
void show_next(
    const struct show *, const struct show_view *, show_next_do *, void *arg);

#endif
