/*
 * turn_back: why a try of a round goes back, or went.
 */
#ifndef TURN_BACK_H
#define TURN_BACK_H

#include "cut/turn/turn_round.h"

/* Adds the reason: "SYSTEM: " and what a system said that refused it, or what
 * the person or the margin said that withdrew it; nothing where none did. */
int turn_back_why(
    struct turn *, const struct turn_round *, struct buf *, struct err *);

#endif
