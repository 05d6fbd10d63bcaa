/**
 * What {@code ./quickstart} runs: datamove's main job on a server of its own, shown as a session of
 * psql.
 *
 * <p>Start at {@link org.datamove.quickstart.Quickstart}. {@link org.datamove.quickstart.Console}
 * reads the scripts of {@code examples/} where there is no psql. Nothing here is part of the
 * product.
 */
package org.datamove.quickstart;
