/*
 * network_fs: is a file on another machine? There locks and memory that
 * processes share are not what they are on a disk of this one.
 */
#ifndef NETWORK_FS_H
#define NETWORK_FS_H

#include "base/err.h"

enum { NETWORK_FS_CAP = 64 };

/*
 * 1, and the name of the file system, for a path on one that is known to be of
 * a network; 0 for any other, and where the machine does not say; -1, ST_FAIL,
 * where there is no such path.
 */
int network_fs(const char *path, char type[NETWORK_FS_CAP], struct err *);

/* ST_FAIL, told, for a directory on one, where a database can be damaged. */
int network_fs_refuse(const char *dir, struct err *);

/* Its name, if a number of statfs(2) is that of one of a network; else NULL. */
const char *network_fs_of_number(unsigned long);

/*
 * The type, if a text of /proc/self/mountinfo, proc(5), says that the device
 * major:minor is mounted as one of a network in user space: fuse.sshfs and the
 * like.
 */
bool network_fs_of_mounts(struct span mountinfo, unsigned major, unsigned minor,
    char type[NETWORK_FS_CAP]);

#endif
