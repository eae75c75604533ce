/*
 * cut_status: how a round stands, on one screen or as a line of JSON.
 */
#ifndef CUT_STATUS_H
#define CUT_STATUS_H

#include "cut/show/cut_view.h"

/* Adds it. Moments are those of the zone of the book. */
void cut_status_text(struct buf *, const struct turn *, struct cut_view *);
void cut_status_json(
    struct buf *, const struct turn *, const struct cut_view *);

#endif
