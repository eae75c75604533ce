/*
 * nameless_file: a file in a directory that has no name, so that nothing remains of
 * it however the program ends.
 */
#ifndef NAMELESS_FILE_H
#define NAMELESS_FILE_H

/* For reading and writing, closed by exec(3); the caller closes. -1, errno says
 * why. */
int nameless_file(const char *dir);

#endif
