/** The scripts of {@code sql/} as text: what they must hold to, whatever runs them. */
package org.datamove.sql;
