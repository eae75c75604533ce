/*
 * rank_layout: where boxes and the lines between them stand in a picture, in ranks
 * from top to bottom.
 *
 * A box is a rank below the lowest one that leads to it, or further down where the
 * picture would be wider than a laptop's screen. Between two ranks of
 * boxes is one for what lines say; a line that passes a rank has a place there,
 * so that it crosses no box. Within ranks the order is that of barycentres.
 */
#ifndef RANK_LAYOUT_H
#define RANK_LAYOUT_H

#include "flow/draw/rank_box.h"

/* False, nothing made, where that were more than RANK_LAYOUT_PLACES. */
bool rank_layout_make(struct rank_layout *);

void rank_layout_free(struct rank_layout *);

#endif
