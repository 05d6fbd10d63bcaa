/**
 * What the tests that need PostgreSQL stand on: servers of their own, with datamove installed.
 *
 * <p>Start at {@link org.datamove.testing.Installations#all()}, then take a {@link
 * org.datamove.testing.TestDatabase} from each. Nothing here touches a server that it did not start
 * itself, and nothing here is mocked.
 */
package org.datamove.testing;
