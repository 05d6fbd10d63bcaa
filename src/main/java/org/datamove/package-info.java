/**
 * datamove: moves CSV data into PostgreSQL tables from inside PostgreSQL.
 *
 * <p>The way through is the list of packages: {@code request} → {@code source} → {@code csv} →
 * {@code type}, {@code catalog} → {@code validate} → {@code plan} → {@code execute}, {@code load} →
 * {@code result}. {@code engine} puts them together; {@code host} makes the engine reachable from
 * SQL. Nothing in here ever opens a database connection: the engine says, one command at a time,
 * which statements are to be run, and is told what came of them.
 */
package org.datamove;
