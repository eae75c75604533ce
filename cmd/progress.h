/*
 * progress: one line on stderr that says how far the program is: rows, rows
 * a second, bytes and, where the size of the input is known, percent and the
 * time left.
 *
 * SIGUSR1 asks for the line at any time. While stderr is a terminal, or with
 * --progress, it also comes by itself from the third second on.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>

/* name is the program's; it stands first on every line. */
void progress_begin(const char *name, bool wanted);

#endif
