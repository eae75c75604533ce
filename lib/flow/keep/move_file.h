/*
 * move_file: the file of a store that comes into a directory: made beside the
 * name that it is to have, which it takes when it is whole.
 */
#ifndef MOVE_FILE_H
#define MOVE_FILE_H

#include "flow/store/flow_store.h"

/* Cleared with {0}, released with move_file_close. */
struct move_file {
	struct flow_store store; /* owned: in a transaction, without tables */
	struct buf part, name;   /* DIR/flow.db.moving, DIR/flow.db */
};

/* A new one, empty. */
int move_file_begin(struct move_file *, const char *dir, struct err *);
/* Commits what is in it, and brings it to the disk. */
int move_file_end(struct move_file *, struct err *);
/* Takes the name. What has it is closed: its log goes; it keeps its other name,
 * DIR/flow.db.ENDING, where that is one. */
int move_file_appear(struct move_file *, const char *ending, struct err *);
/* Removes what did not appear. */
void move_file_close(struct move_file *);

#endif
