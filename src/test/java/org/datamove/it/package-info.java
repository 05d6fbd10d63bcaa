/**
 * Tests inside a real PostgreSQL.
 *
 * <p>Most of them are data: a behaviour case is a directory under {@code src/test/resources/cases},
 * run by {@link org.datamove.it.BehaviourIT}; a psql session is a file under {@code
 * src/test/resources/psql}, run by {@link org.datamove.it.PsqlRegressionIT}.
 */
package org.datamove.it;
