/*
 * going: with --resume, a note of what a bill that is under way is of, so that
 * another process goes on there where this one is killed.
 *
 * .NAME.recon-going beside the file has a line for as long as bytes come:
 *
 *	#recon-going 1 BOOT URL SIZE MTIME ETAG MODIFIED TEMP
 *
 * parted by TABs, escaped; -1 and nothing for what was not told, BOOT the boot of
 * the machine, whose memory has what is not on the disk yet, TEMP the name of the
 * file that the bytes are in. Who writes that has it locked, flock(2).
 */
#ifndef GOING_H
#define GOING_H

#include "fetch/partial.h"

/*
 * Where what a killed process was at is there, of this URL and boot, it takes the
 * place of what was just opened for a file, and goes on behind it. Of another URL
 * or boot it is removed; what a living process is at is left alone. ST_FAIL, told,
 * where it cannot be had.
 */
int going_take(struct partial *, const char *url, struct err *);

/* The first bytes are to come, of what p->mark says: that is noted, and a signal
 * that ends the program leaves them. Nothing where another process is at the same
 * file. */
int going_note(struct partial *, const char *url, struct err *);

/* It is under way no longer. */
void going_end(struct partial *);

#endif
