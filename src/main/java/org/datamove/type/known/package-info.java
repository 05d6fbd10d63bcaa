/**
 * What is known of each type, in one place. Start at {@link org.datamove.type.known.KnownTypes},
 * the list, which answers every question about a type: which values it surely takes, what it makes
 * of them, which are equal, how they are written in COPY's binary format, whether a stage may have
 * it. An entry ({@link org.datamove.type.known.KnownType}) puts together what the other packages
 * do; it never reads a value itself, and never guesses: of a type that is not in the list
 * PostgreSQL is asked.
 */
package org.datamove.type.known;
