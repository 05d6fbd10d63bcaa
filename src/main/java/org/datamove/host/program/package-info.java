/**
 * The engine as a process of its own, for a server without PL/Java. Start at {@link
 * org.datamove.host.program.Main}: it serves one move through files in a private directory. Prints
 * nothing but what an administrator must read when the process cannot work.
 */
package org.datamove.host.program;
