/**
 * The functions of {@code sql/} for a server where nothing can be installed: the same texts, linked
 * into anonymous blocks. Start at {@link org.datamove.host.jdbc.LinkedFunctions}.
 */
package org.datamove.host.jdbc;
